"""The screens of an import: upload, preview, yes, undo; nobody touches what is not theirs."""

import html
import io
import json
import zipfile

import openpyxl
import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Training, TrainingSession
from rtc_app.interchange import catalogue_export, service
from rtc_app.interchange.models import CatalogueImport, Reading
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.client import words
from tests.factories import accounts
from tests.factories import catalogue as offer
from tests.factories import quality as rounds
from tests.factories.enrolment import make_enrolment
from tests.factories.interchange import catalogue, write_workbook


@pytest.fixture
def provider(app):
    return accounts.make_provider(code="proefcentrum", name="Proefcentrum Metaal", is_example=False)


@pytest.fixture
def member(provider, sign_in):
    return sign_in(accounts.make_provider_member(provider))


@pytest.fixture
def assessor(app, sign_in):
    return sign_in(accounts.make_assessor())


def own_file(**changes):
    """What a provider may bring in: no decision, no learning path; `changes` are fields of the one training."""
    content = catalogue()
    del content["trainings"][0]["assessment"], content["learning_paths"]
    content["trainings"][0] |= changes
    return content


def upload(browser, content, name="aanbod.json"):
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    token = browser.page("/aanbod-inlezen").find(".//input[@name='csrf_token']").get("value")
    sent = {"csrf_token": token, "file": (io.BytesIO(data), name)}
    answer = browser.post("/aanbod-inlezen", data=sent, content_type="multipart/form-data")
    service.work_on_waiting(clock.now)
    return answer


def refused(browser, content, name="aanbod.json"):
    """What the page says of a file that cannot be brought in."""
    answer = browser.get(upload(browser, content, name).location)
    assert db.session.scalars(sa.select(CatalogueImport)).all()[-1].reading is Reading.REFUSED
    return text(answer)


def post(browser, path, **fields):
    token = browser.page("/aanbod-inlezen").find(".//input[@name='csrf_token']").get("value")
    answer = browser.post(path, data={"csrf_token": token, **fields})
    service.work_on_waiting(clock.now)
    return answer


def bring_in(browser, content):
    """Upload, let the worker read it, and say yes; returns the address of the import."""
    answer = upload(browser, content)
    assert answer.status_code == 303
    assert post(browser, f"{answer.location}/uitvoeren").status_code == 303
    return answer.location


def state():
    """Everything of the offer."""
    db.session.expire_all()
    return catalogue_export.current_catalogue().model_dump(mode="json")


def text(answer):
    return " ".join(answer.get_data(as_text=True).split())


def test_an_upload_changes_nothing_yet(member):
    before = state()
    answer = upload(member, own_file())
    assert (answer.status_code, state()) == (303, before)


def test_the_preview_names_what_is_new(member):
    page = member.page(upload(member, own_file()).location)
    assert "Opleiding Siemens LOGO! op proef: nieuw, 1 sessie" in words(page)


def test_the_preview_shows_old_and_new_value(member):
    bring_in(member, own_file())
    page = words(member.page(upload(member, own_file(title="LOGO! opnieuw")).location))
    assert "titel Siemens LOGO! op proef LOGO! opnieuw" in page


def test_yes_does_it_once(member):
    location = bring_in(member, own_file())
    first = state()
    again = post(member, f"{location}/uitvoeren")
    assert (again.status_code, state(), len(first["trainings"])) == (303, first, 1)


def test_nothing_of_a_provider_becomes_findable(member):
    bring_in(member, own_file())
    assert not db.session.scalars(sa.select(Training)).one().is_findable(clock.now())


def test_a_workbook_does_the_same(member, tmp_path):
    path = write_workbook(tmp_path, own_file())
    answer = upload(member, path.read_bytes(), "aanbod.xlsx")
    assert answer.status_code == 303


def test_the_template_is_read_as_an_empty_file(member):
    template = member.get("/aanbod-inlezen/sjabloon.xlsx").get_data()
    assert "Dit bestand verandert niets" in words(member.page(upload(member, template, "sjabloon.xlsx").location))


def test_the_own_offer_comes_back_unchanged(member):
    bring_in(member, own_file())
    taken = member.get("/aanbod-inlezen/aanbod.xlsx").get_data()
    assert "Dit bestand verandert niets" in words(member.page(upload(member, taken, "aanbod.xlsx").location))


def test_a_provider_takes_out_the_own_offer_only(member, provider):
    offer.make_training(title="Van een ander")
    taken = member.get("/aanbod-inlezen/aanbod.xlsx").get_data()
    titles = [row[1].value for row in openpyxl.load_workbook(io.BytesIO(taken))["Opleidingen"].iter_rows(min_row=2)]
    assert titles == []


def stranger_training(content, training):
    content["trainings"][0]["code"] = training.code
    return content


ATTACKS = {
    "the code of another's training": lambda content, other: stranger_training(content, other),
    "another's name as provider": lambda content, other: (
        content | {"trainings": [content["trainings"][0] | {"provider": other.provider.code}]}
    ),
    "another's session": lambda content, other: session_of(content, other.sessions[0].code),
    "another's trainer": lambda content, other: content | {"trainings": [content["trainings"][0] | {"trainers": [other.trainers[0].code]}]},
    "another provider": lambda content, other: content | {"providers": [{"code": other.provider.code, "name": "Gekaapt"}]},
    "a new name of one's own": lambda content, _other: content | {"providers": [{"code": "proefcentrum", "name": "RTC Limburg"}]},
    "a place that is there": lambda content, other: (
        content | {"locations": [content["locations"][0] | {"code": other.sessions[0].location.code}]}
    ),
    "a decision": lambda content, _other: content | {"trainings": catalogue()["trainings"]},
    "a learning path": lambda content, _other: content | {"learning_paths": catalogue()["learning_paths"]},
    "a new provider": lambda content, _other: content | {"providers": [*content["providers"], {"code": "nieuw", "name": "Nieuw"}]},
}


def session_of(content, code):
    content["trainings"][0]["sessions"][0]["code"] = code
    return content


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_provider_reaches_nothing_of_others(member, attack):
    other = offer.make_training()
    offer.make_session(other)
    db.session.refresh(other)
    content = ATTACKS[attack](own_file(), other)
    before = state()
    assert refused(member, content)
    assert state() == before


def test_what_was_one_s_own_at_the_upload_is_looked_at_again(member, provider):
    bring_in(member, own_file())
    location = upload(member, own_file(title="Gekaapt")).location
    training = db.session.scalars(sa.select(Training)).one()
    training.provider = accounts.make_provider()
    db.session.commit()
    before = state()
    post(member, f"{location}/uitvoeren")
    assert (
        "is niet jouw organisatie" in text(member.get(location)) or "van een andere verstrekker" in text(member.get(location)),
        state(),
    ) == (True, before)


def test_a_change_since_the_preview_is_shown_first(member):
    bring_in(member, own_file())
    location = upload(member, own_file(title="Uit het bestand")).location
    training = db.session.scalars(sa.select(Training)).one()
    training.title = "Intussen"
    db.session.commit()
    post(member, f"{location}/uitvoeren")
    page = words(member.page(location))
    assert ("Het aanbod veranderde" in page, "titel Intussen Uit het bestand" in page, state()["trainings"][0]["title"]) == (
        True,
        True,
        "Intussen",
    )


def test_after_the_new_preview_yes_works(member):
    test_a_change_since_the_preview_is_shown_first(member)
    location = f"/aanbod-inlezen/{db.session.scalar(sa.select(sa.func.max(CatalogueImport.id)))}"
    post(member, f"{location}/uitvoeren")
    assert state()["trainings"][0]["title"] == "Uit het bestand"


def test_a_file_waits_for_a_day(member):
    location = upload(member, own_file()).location
    kept = db.session.scalars(sa.select(CatalogueImport)).one()
    kept.uploaded_at = kept.uploaded_at.replace(year=2020)
    db.session.commit()
    answer = post(member, f"{location}/uitvoeren")
    assert (answer.status_code, "langer dan een dag" in text(answer)) == (422, True)


def test_undo_takes_away_what_the_file_made(member):
    before = state()
    location = bring_in(member, own_file())
    assert (post(member, f"{location}/ongedaan-maken").status_code, state()) == (303, before)


def test_undo_puts_back_what_the_file_changed(member):
    bring_in(member, own_file())
    before = state()
    changed = own_file(title="Anders", levels=["expert"], price_training=12)
    changed["trainings"][0]["sessions"][0] |= {"capacity": 5, "online_note": "Via de link."}
    location = bring_in(member, changed)
    assert state() != before
    assert (post(member, f"{location}/ongedaan-maken").status_code, state()) == (303, before)


def test_undo_twice_is_undo_once(member):
    location = bring_in(member, own_file())
    post(member, f"{location}/ongedaan-maken")
    before = state()
    assert (post(member, f"{location}/ongedaan-maken").status_code, state()) == (303, before)


def test_undo_of_an_import_with_decisions_for_rtc(assessor):
    before = state()
    location = bring_in(assessor, catalogue())
    assert db.session.scalars(sa.select(Training)).one().is_findable(clock.now())
    assert (post(assessor, f"{location}/ongedaan-maken").status_code, state()) == (303, before)


def test_a_seat_given_since_keeps_its_session(assessor):
    location = bring_in(assessor, catalogue())
    session = db.session.scalars(sa.select(TrainingSession)).one()
    make_enrolment(session, accounts.make_teacher())
    before = state()
    answer = post(assessor, f"{location}/ongedaan-maken")
    assert (answer.status_code, "er zijn inschrijvingen" in text(answer), state()) == (422, True, before)


def test_the_rest_can_be_undone(assessor):
    content = catalogue()
    second = json.loads(json.dumps(content["trainings"][0])) | {"code": "tweede", "title": "Tweede"}
    second["sessions"] = []
    del second["assessment"]
    content["trainings"].append(second)
    location = bring_in(assessor, content)
    make_enrolment(db.session.scalars(sa.select(TrainingSession)).one(), accounts.make_teacher())
    post(assessor, f"{location}/ongedaan-maken", rest="ja")
    assert [training["code"] for training in state()["trainings"]] == ["logo-proef"]


def test_an_edit_since_stays(member):
    bring_in(member, own_file())
    location = bring_in(member, own_file(title="Uit het bestand"))
    training = db.session.scalars(sa.select(Training)).one()
    training.title = "Met de hand"
    db.session.commit()
    answer = post(member, f"{location}/ongedaan-maken")
    assert (answer.status_code, "nadien nog veranderd" in text(answer)) == (422, True)


def test_the_history_names_file_and_person(member):
    bring_in(member, own_file())
    page = words(member.page("/aanbod-inlezen"))
    assert "aanbod.json" in page
    assert "ingelezen" in page


def test_another_provider_does_not_see_the_import(member, sign_in):
    location = upload(member, own_file()).location
    other = sign_in(accounts.make_provider_member(accounts.make_provider()))
    assert other.get(location).status_code == 404


def test_what_is_wrong_is_said_at_its_row_all_at_once(member, tmp_path):
    path = write_workbook(tmp_path, own_file(levels=["onbestaand"], themes=["ook-niet"]))
    answer = refused(member, path.read_bytes(), "aanbod.xlsx")
    assert "Opleidingen rij 2, niveau:" in answer
    assert "Opleidingen rij 2, thema" in answer


def test_shape_codes_ownership_and_seats_are_said_in_one_round(member, tmp_path):
    bring_in(member, own_file())
    db.session.execute(sa.update(TrainingSession).values(taken=5))
    db.session.commit()
    content = own_file(levels=["onbestaand"])
    content["trainings"][0]["sessions"][0]["capacity"] = 3
    content["trainings"].append(
        content["trainings"][0] | {"code": "tweede", "themes": ["ook-niet"], "provider": "proefcentrum", "sessions": []}
    )
    content["trainers"].append({"code": "vreemd", "provider": "proefcentrum", "name": "Van een ander"})
    accounts.make_provider(code="ander-centrum")
    path = write_workbook(tmp_path, content)
    book = openpyxl.load_workbook(path)
    headers = [cell.value for cell in book["Opleidingen"][1]]
    book["Opleidingen"].cell(3, headers.index("titel") + 1).value = None
    book["Opleidingen"].cell(3, headers.index("maximum deelnemers") + 1).value = "veel"
    book["Lesgevers"].cell(3, 2).value = "ander-centrum"
    book.save(path)
    page = html.unescape(refused(member, path.read_bytes(), "aanbod.xlsx"))
    for sentence in (
        "Opleidingen rij 2, niveau: 'onbestaand' bestaat niet.",
        "Opleidingen rij 3, thema's: 'ook-niet' bestaat niet.",
        "Opleidingen rij 3, titel: Vul dit in.",
        "Opleidingen rij 3, maximum deelnemers: Zet hier een geheel getal.",
        "Lesgevers rij 3, verstrekker: 'ander-centrum' is niet jouw organisatie.",
        "Sessies rij 2, plaatsen: Er zijn al 5 plaatsen gegeven.",
    ):
        assert sentence in page
    assert "Kijk 7 plaatsen" in page


def test_a_file_with_a_thousand_faults_shows_a_hundred(member):
    content = own_file()
    content["trainers"] = [{"code": f"t-{n}", "provider": "nergens", "name": "N"} for n in range(1000)]
    answer = refused(member, content)
    assert answer.count("bestaat niet") <= 100
    assert "Dit zijn de eerste 100" in answer


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "aanbod.xlsx"),
        (b"", "aanbod.json"),
        (b"%PDF-1.4", "aanbod.xlsx"),
        (b"{}", "aanbod.exe"),
        (b"{}", "aanbod"),
        (b"[1, 2]", "aanbod.json"),
        (b"null", "aanbod.json"),
        (b"\xff\xfe", "aanbod.json"),
        (b"[" * 100_000, "aanbod.json"),
        (b"\xd0\xcf\x11\xe0rest", "aanbod.xlsx"),
        (b"PK\x03\x04rest", "aanbod.xlsx"),
        (b'{"trainings": "x"}', "../../etc/passwd.json"),
    ],
)
def test_what_is_no_catalogue_gets_a_sentence(member, data, name):
    assert "in je bestand na" in refused(member, data, name)


def test_without_a_file_the_form_says_so(member):
    assert "Kies een bestand." in text(post(member, "/aanbod-inlezen"))


def test_what_was_handed_in_since_stays(member):
    location = bring_in(member, own_file())
    rounds.make_round(db.session.scalars(sa.select(Training)).one())
    answer = post(member, f"{location}/ongedaan-maken")
    assert (answer.status_code, "ingediend of beoordeeld" in text(answer)) == (422, True)


def test_decisions_stay_out_of_what_is_taken_out(assessor):
    bring_in(assessor, catalogue())
    taken = assessor.get("/aanbod-inlezen/aanbod.xlsx").get_data()
    assert openpyxl.load_workbook(io.BytesIO(taken))["Beoordelingen"].max_row == 1


@pytest.mark.parametrize("name", ["aan\x00bod.json", "..\\\\..\\\\aanbod.json", "=HYPERLINK().json", "<b>aanbod.json", "a" * 900 + ".json"])
def test_a_strange_file_name_is_only_a_name(member, name):
    answer = upload(member, own_file(), name)
    assert (answer.status_code, member.get(answer.location).status_code) == (303, 200)


def zip_bomb():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(name, "x")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 70_000_000)
    return packed.getvalue()


def test_a_zip_bomb_gets_a_sentence(member):
    assert "uitgepakt veel te groot" in refused(member, zip_bomb(), "aanbod.xlsx")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@som", "=HYPERLINK(1)"])
def test_a_text_that_looks_like_a_formula_stays_text(member, start):
    bring_in(member, own_file(summary=start))
    taken = member.get("/aanbod-inlezen/aanbod.xlsx").get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(taken))["Opleidingen"]
    column = [cell.value for cell in sheet[1]].index("samenvatting")
    assert (sheet[2][column].data_type, sheet[2][column].value) == ("s", start)


def test_without_its_token_nothing_is_read_in(member):
    data = {"file": (io.BytesIO(json.dumps(own_file()).encode()), "aanbod.json")}
    answer = member.post("/aanbod-inlezen", data=data, content_type="multipart/form-data")
    assert (answer.status_code, db.session.scalar(sa.select(sa.func.count()).select_from(CatalogueImport))) == (400, 0)
