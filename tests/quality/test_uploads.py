"""Evidence and declarations: hostile files are refused, and provider A never reaches what is of B."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.models import AccountDuty, Evidence
from rtc_app.quality.rules import Verdict
from rtc_app.quality.rules.uploads import ENDINGS, MAX_BYTES, MAX_FILES, media_type_of, safe_name
from tests.factories.accounts import make_assessor, make_provider, make_provider_member, make_teacher
from tests.factories.catalogue import make_training
from tests.factories.quality import make_declaration, make_evidence, make_round

PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n%%EOF"


def archive(*names, filling=b"x"):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            file.writestr(name, filling)
    return buffer.getvalue()


DOCX = archive("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (PDF, "application/pdf"),
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (DOCX, next(m for m, e in ENDINGS.items() if e == ".docx")),
    ],
)
def test_a_file_is_what_its_content_says(content, media_type):
    assert media_type_of(content) == media_type


HOSTILE = {
    "nothing at all": b"",
    "a page with a script": b"<!doctype html><script>alert(1)</script>",
    "a drawing with a script": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "a program": b"MZ\x90\x00" + b"\x00" * 64,
    "a shell script": b"#!/bin/sh\nrm -rf /\n",
    "a pdf that runs a script": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /JavaScript /JS (app.alert(1)) >>"),
    "a pdf that hides its script": PDF.replace(b"/Catalog", b"/Catalog /OpenAction << /S /J#61vaScript >>"),
    "a pdf that starts a program": PDF.replace(b"/Catalog", b"/Catalog /AA << /S /Launch >>"),
    "a document with macros": archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "any zip": archive("readme.txt"),
    "a zip bomb": archive("[Content_Types].xml", "word/document.xml", filling=b"\x00" * 40_000_000),
    "half a document": DOCX[: len(DOCX) // 2],
    "a file that is too large": b"%PDF-1.7" + b" " * MAX_BYTES,
    "a web page that begins like nothing": b"   <html>",
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_or_clumsy_file_is_refused(what):
    with pytest.raises(RuleViolation) as refusal:
        media_type_of(HOSTILE[what])
    assert refusal.value.field == "file"


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("label.pdf", "label.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\fakepath\\Mijn label.PDF", "Mijn label.pdf"),
        ('x"; filename="evil.html', "x__ filename=_evil.pdf".replace("=", "_")),
        ("scan.pdf.exe", "scan.pdf.pdf"),
        ("", "bewijs.pdf"),
        ("\r\nSet-Cookie: a=b", "Set-Cookie_ a_b.pdf"),
    ],
)
def test_a_name_is_made_harmless(given_name, kept):
    assert safe_name(given_name, "application/pdf") == kept


@given(st.text(), st.sampled_from(sorted(ENDINGS)))
def test_no_name_keeps_a_path_a_quote_or_a_line_end(name, media_type):
    kept = safe_name(name, media_type)
    assert not set(kept) & set("/\\\"'\r\n\0;")
    assert kept.endswith(ENDINGS[media_type])
    assert len(kept) <= 90


@pytest.fixture
def provider(app):
    return make_provider_member()


def organisation(person):
    return person.memberships[0].organisation


def test_evidence_is_served_to_save_and_never_to_show(provider, sign_in):
    evidence = make_evidence(organisation(provider))
    answer = sign_in(provider).get(f"/bewijs/{evidence.id}")
    assert answer.data == b"%PDF-1.7\nlabel\n%%EOF"
    assert answer.headers["Content-Disposition"] == "attachment; filename=label.pdf"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("who", [make_teacher, make_provider_member, None])
def test_nobody_else_reaches_the_evidence_of_a_provider(provider, sign_in, client, who):
    evidence = make_evidence(organisation(provider))
    browser = sign_in(who()) if who else client
    assert browser.get(f"/bewijs/{evidence.id}").status_code in (303, 404)


def test_an_assessor_reads_the_evidence(provider, sign_in):
    evidence = make_evidence(organisation(provider))
    assert sign_in(make_assessor()).get(f"/bewijs/{evidence.id}").status_code == 200


def test_a_file_taken_away_is_gone(provider, sign_in):
    evidence = make_evidence(organisation(provider))
    sign_in(provider).submit("/mijn-aanbod/dossier", action="verwijderen")
    assert sign_in(provider).get(f"/bewijs/{evidence.id}").status_code == 404
    assert db.session.get(Evidence, evidence.id).content == b""


def upload(browser, url, content, name="label.pdf", criterion="KK6.2"):
    token = browser.page(url).find(".//input[@name='csrf_token']").get("value")
    data = {"csrf_token": token, "criterion": criterion, "description": "Label.", "file": (io.BytesIO(content), name)}
    return browser.post(url, data=data, content_type="multipart/form-data")


def test_a_provider_uploads_evidence_with_a_training_and_the_assessor_finds_it_at_the_criterion(provider, sign_in):
    training = make_training(findable=False, provider=organisation(provider))
    assert upload(sign_in(provider), f"/mijn-aanbod/{training.slug}/bewijs", PDF, criterion="KK3.1").status_code == 303
    assessment = make_round(training)
    assert "label.pdf" in sign_in(make_assessor()).text(f"/beoordelingen/{assessment.id}/criteria/KK3.1")
    assert "label.pdf" not in sign_in(make_assessor()).text(f"/beoordelingen/{assessment.id}/criteria/KK2.1")


def test_evidence_in_the_file_of_the_provider_counts_for_each_of_its_trainings(provider, sign_in):
    make_evidence(organisation(provider))
    assessment = make_round(make_training(findable=False, provider=organisation(provider)))
    assert "label.pdf" in sign_in(make_assessor()).text(f"/beoordelingen/{assessment.id}/criteria/KK6.2")


def test_a_hostile_upload_comes_back_with_words_and_nothing_is_kept(provider, sign_in):
    answer = upload(sign_in(provider), "/mijn-aanbod/dossier", HOSTILE["a page with a script"], "label.pdf")
    assert answer.status_code == 422
    assert "Kies een pdf" in answer.text
    assert queries.evidence_of(organisation(provider).id, None) == []


def test_a_criterion_that_does_not_exist_is_refused(provider, sign_in):
    assert upload(sign_in(provider), "/mijn-aanbod/dossier", PDF, criterion="KK9.9").status_code == 422


def test_there_is_an_end_to_the_number_of_files(provider):
    owner = organisation(provider)
    for _ in range(MAX_FILES):
        make_evidence(owner)
    with pytest.raises(RuleViolation, match="Verwijder"):
        make_evidence(owner)


def test_a_provider_declares_an_application_and_the_assessor_reads_it(provider, sign_in):
    browser = sign_in(provider)
    browser.submit(
        "/mijn-aanbod/verklaringen/nieuw",
        action="verklaringen/nieuw",
        application="Kleurenbril",
        vendor="Voorbeeldfirma",
        data_owner="de firma",
        account=AccountDuty.MARKETING.value,
        personal_data="e-mailadres",
        licence="geen",
    )
    training = make_training(findable=False, provider=organisation(provider), tags={"leervorm": ["online-sync"]}, platform="Kleurenbril.")
    assessment = make_round(training)
    text = sign_in(make_assessor()).text(f"/beoordelingen/{assessment.id}/criteria/KK1.4a")
    assert "Voorbeeldfirma" in text
    assert "Voorstel: deels in orde" in text


def test_another_provider_does_not_change_a_declaration(provider, sign_in):
    declaration = make_declaration(organisation(provider))
    sign_in(make_provider_member()).page(f"/mijn-aanbod/verklaringen/{declaration.id}", 404)


def test_a_confirmed_file_is_no_longer_confirmed_once_it_says_something_else(provider):
    training = make_training(findable=False, provider=organisation(provider))
    service.confirm_file(training=training, actor=provider, at=clock.now())
    db.session.commit()
    assert queries.confirmation_of(training)
    make_declaration(organisation(provider))
    assert queries.confirmation_of(training) is None


def test_the_page_of_another_providers_evidence_does_not_exist(provider, sign_in):
    other = make_training(findable=False, provider=make_provider())
    sign_in(provider).page(f"/mijn-aanbod/{other.slug}/bewijs", 404)


def test_a_proposal_is_no_judgement(provider):
    assessment = make_round(make_training(findable=False, provider=organisation(provider)))
    item = queries.item_of(queries.workspace(assessment), queries.criteria_by_code(assessment.framework, ["KK1.1"])["KK1.1"])
    assert [finding.verdict for finding in item.findings] == [Verdict.MET]
    assert item.judgement is None
    assert assessment.judgements == []
