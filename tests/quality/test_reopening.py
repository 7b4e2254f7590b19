"""A change reopens exactly the criteria it touches; a repair of the text reopens nothing (QA-12)."""

import runpy
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config import ROOT
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.content import JUDGED_FIELDS, JUDGED_SCHEMES, judged_content, plain
from rtc_app.catalogue.models import Licence
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.panels import panels_for
from rtc_app.quality import queries, service
from rtc_app.quality.files import framework_file
from rtc_app.quality.rules import CriterionRule, Earlier, Outcome, Severity, Verdict, carried, reopened
from tests.factories.accounts import make_assessor, make_provider_member
from tests.factories.catalogue import make_trainer, make_training
from tests.factories.quality import judge_all, make_accepted, make_round

#: What a provider changes → the criteria that are judged anew.
CHANGES = {
    "the mode": ({"tags": {"leervorm": {"hybride": None}}, "fields": {"platform": "Teams."}}, ["KK1.3", "KK1.4a", "KK1.4b"]),
    "the objectives": ({"fields": {"outcomes": ["Je programmeert een teller."]}}, ["KK1.2a", "KK2.1"]),
    "the material": ({"fields": {"materials_participants": "Niets."}}, ["KK1.5a"]),
    "the material for RTC": ({"fields": {"materials_rtc": "Niets."}}, ["KK1.5b"]),
    "the licence": ({"fields": {"material_licence": Licence.OWN_CLASS}}, ["KK1.5a"]),
    "the price": ({"fields": {"price_training": 90_000}}, ["KK1.2a"]),
    "material that is asked": ({"fields": {"required_materials": [{"name": "Laptop", "can_borrow": False}]}}, ["KK1.2c"]),
    "the audience": ({"fields": {"grades": [3]}}, ["KK1.1"]),
    "the study area": ({"tags": {"studiegebied": {"bouw": None}}}, ["KK2.2a"]),
    "the application": ({"tags": {"tool": {"revit": None}}}, ["KK3.1"]),
    "the level": ({"tags": {"niveau": {"expert": None}}}, ["KK1.2b", "KK4.1"]),
    "what happens afterwards": ({"tags": {"nazorg": {"forum": None}}}, ["KK5.4"]),
    "the words of an eindterm": ({"tags": {"eindterm": {"6.25": "Meten aan een motor."}}}, ["KK2.1"]),
}
REPAIRS = {
    "a comma and a capital": {"programme": "je vertrekt, van een klassiek schema.\nJe bedraadt en meet in duo"},
    "white space": {"audience": "  Leraren elektriciteit   in de derde graad. "},
    "another contact": {"contact_name": "Bert Voorbeeld", "contact_email": "bert@example.org"},
    "a smaller group": {"max_participants": 8},
    "more practice": {"practice_minutes": 150},
    "a note at the price": {"price_note": "Broodjes inbegrepen."},
}


def edit(training, *, fields=None, tags=None, trainers=None):
    catalogue.edit_training(training=training, fields=fields or {}, tags=tags, trainers=trainers, actor=make_assessor(), at=clock.now())
    db.session.commit()


def hand_in_again(training):
    return service.submit(training=training, actor=make_provider_member(training.provider), at=clock.now() + timedelta(hours=1))


def open_codes(assessment):
    judged = {judgement.criterion.code for judgement in assessment.judgements}
    return [rule.code for rule in queries.applicable_rules(assessment) if not rule.same_as and rule.code not in judged]


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_reopens_exactly_the_criteria_it_touches(app, what):
    change, touched = CHANGES[what]
    training = make_accepted()
    edit(training, **change)
    assert not training.is_findable(clock.now() + timedelta(minutes=1))
    assert open_codes(hand_in_again(training)) == touched


@pytest.mark.parametrize("what", CHANGES)
def test_the_provider_is_told_before_saving_exactly_what_happens_afterwards(app, what):
    change, touched = CHANGES[what]
    changed = {*change.get("fields", {}), *change.get("tags", {})}
    told = [criterion.code for criterion in queries.reopened_by(make_accepted(), changed)]
    assert set(touched) <= set(told)
    assert set(told) - set(touched) <= {"KK1.2c", "KK1.4b"}  # only these may not apply in the end


def test_another_trainer_reopens_what_is_asked_of_trainers(app):
    training = make_accepted()
    edit(training, trainers=[make_trainer(provider=training.provider)])
    assert open_codes(hand_in_again(training)) == ["KK6.1a", "KK6.1b"]


def test_a_trainer_who_leaves_reopens_what_is_asked_of_trainers(app):
    stays = make_trainer()
    leaves = make_trainer(provider=stays.provider)
    training = make_accepted(make_training(findable=False, provider=stays.provider, trainers=[stays, leaves]))
    edit(training, trainers=[stays])
    assert not training.is_findable(clock.now() + timedelta(minutes=1))
    assert open_codes(hand_in_again(training)) == ["KK6.1a", "KK6.1b"]


@pytest.mark.parametrize("what", REPAIRS)
def test_a_repair_of_the_text_keeps_the_training_on_the_site(app, what):
    training = make_accepted()
    edit(training, fields=REPAIRS[what])
    assert training.is_findable(clock.now() + timedelta(minutes=1))


def test_a_new_round_keeps_the_other_judgements_with_their_author_and_day(app):
    training = make_accepted()
    first = queries.latest_assessment(training.id)
    edit(training, fields={"examples": ["Een heel ander voorbeeld."]})
    again = hand_in_again(training)
    kept = next(j for j in again.judgements if j.criterion.code == "KK1.1")
    told = next(j for j in first.judgements if j.criterion.code == "KK1.1")
    assert (kept.judged_by_id, kept.judged_at, kept.carried_from) == (told.judged_by_id, told.judged_at, 1)


def test_after_a_refusal_what_was_not_met_is_looked_at_again_also_when_it_did_not_change(app):
    assessment = make_round()
    service.decide(assessment=assessment, actor=judge_all(assessment, KK1_1=("nok", "Voor iedereen.")), at=clock.now())
    assert open_codes(hand_in_again(assessment.training)) == ["KK1.1"]


def test_after_its_term_everything_is_judged_anew(app):
    training = make_accepted(at=clock.now() - timedelta(days=800))
    again = hand_in_again(training)
    assert again.judgements == []


def test_new_content_taken_over_during_a_round_reopens_only_what_changed(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    edit(assessment.training, fields={"examples": ["Een heel ander voorbeeld."]})
    service.take_new_content(assessment=assessment, actor=colleague, at=clock.now())
    assert open_codes(assessment) == ["KK2.2b"]


def test_a_change_in_the_file_of_the_provider_is_not_decided_over_unseen(app):
    assessment = make_round()
    colleague = judge_all(assessment)
    catalogue.describe_provider(provider=assessment.training.provider, quality_care="Geen meer.", declaration="", at=clock.now())
    with pytest.raises(RuleViolation, match=r"KK6\.2"):
        service.decide(assessment=assessment, actor=colleague, at=clock.now())


def test_the_confirm_page_names_what_a_change_reopens(app):
    training = make_accepted()
    with app.test_request_context("/"):
        (panel,) = panels_for("reopens", (training, {"trainers"}), None)
    assert [criterion.code for criterion in panel.values.criteria] == ["KK6.1a", "KK6.1b"]


def test_the_confirm_page_knows_the_fields_of_the_forms(app):
    training = make_accepted()
    with app.test_request_context("/"):
        (panel,) = panels_for("reopens", (training, {"study_areas", "meaning_6.25"}), None)
    assert [criterion.code for criterion in panel.values.criteria] == ["KK2.1", "KK2.2a"]


@pytest.mark.parametrize("changed", [{"contact_email", "certificate"}, set()])
def test_the_confirm_page_says_nothing_of_what_nobody_judged(app, changed):
    training = make_accepted()
    with app.test_request_context("/"):
        assert panels_for("reopens", (training, changed), None) == []


def test_the_confirm_page_says_nothing_of_a_draft(app):
    training = make_training(findable=False)
    with app.test_request_context("/"):
        assert panels_for("reopens", (training, {"outcomes"}), None) == []


def test_the_provider_reads_what_is_looked_at_again(app, sign_in):
    training = make_accepted()
    edit(training, fields={"examples": ["Een heel ander voorbeeld."]})
    text = sign_in(make_provider_member(training.provider)).text(f"/mijn-aanbod/{training.slug}")
    assert "Enkel dit wordt opnieuw bekeken" in text
    assert "KK2.2b" in text
    assert "KK1.1" not in text


def test_every_field_that_counts_is_judged_by_some_criterion_and_the_other_way_round():
    named = {name for group in framework_file().groups for criterion in group.criteria for name in criterion.judges}
    assert named - set(queries.FILE_FIELDS) == {*JUDGED_FIELDS, *JUDGED_SCHEMES, "trainers", "provider"}


def test_every_field_the_framework_names_can_be_shown():
    for group in framework_file().groups:
        for criterion in group.criteria:
            assert all(queries.label_of(name) for name in (*criterion.judges, *criterion.shows))


def test_a_criterion_judges_at_least_what_its_twin_judges():
    by_code = {criterion.code: criterion for group in framework_file().groups for criterion in group.criteria}
    for criterion in by_code.values():
        if criterion.same_as:
            assert set(criterion.judges) <= set(by_code[criterion.same_as].judges)


def test_content_without_material_says_nothing_about_capitals(app):
    training = make_training(findable=False)
    before = judged_content(training)
    training.title = training.title.upper()
    assert judged_content(training) == before


@given(st.text())
def test_plain_words_are_stable(text):
    assert plain(plain(text)) == plain(text)


def test_figures_keep_their_marks():
    assert plain("6.25") != plain("625")


RULES = st.lists(
    st.builds(
        CriterionRule,
        code=st.sampled_from("ABCDEF"),
        severity=st.sampled_from(Severity),
        applies_when=st.lists(st.sampled_from(["always", "online"]), min_size=1).map(tuple),
        judges=st.lists(st.sampled_from(["title", "leervorm", "platform"])).map(tuple),
    ),
    unique_by=lambda rule: rule.code,
)


@given(RULES, st.frozensets(st.sampled_from(["title", "leervorm", "platform"])), st.sampled_from([{"always"}, {"always", "online"}]))
def test_what_is_reopened_judges_something_that_changed_and_nothing_else_is_left_out(rules, changed, holds):
    codes = reopened(rules, changed, holds)
    for rule in rules:
        touches = bool(set(rule.judges) & changed)
        assert (rule.code in codes) <= touches
        assert (touches and bool(set(rule.applies_when) & holds)) <= (rule.code in codes)


@given(
    st.lists(
        st.builds(Earlier, st.sampled_from("ABC"), st.sampled_from(Verdict), st.sampled_from(["", "x", "y"])), unique_by=lambda e: e.code
    ),
    st.dictionaries(st.sampled_from("ABC"), st.sampled_from(["x", "y"])),
    st.sampled_from(Outcome),
)
def test_nothing_is_carried_onto_other_content(earlier, now, result):
    by_code = {judgement.code: judgement for judgement in earlier}
    for code in carried(earlier, now, result):
        assert by_code[code].fingerprint == now[code] != ""


def test_what_was_accepted_before_the_hashes_changed_stays_accepted(app):
    training = make_training(
        required_materials=[{"name": "Laptop", "can_borrow": True}], tags={"leervorm": ["hybride"]}, platform="Teams, zonder account."
    )
    hashed, decided = training.content_hash, make_round(make_training(findable=False))
    training.content_hash = training.accepted_hash = decided.content_hash = decided.training.content_hash = "old"
    db.session.commit()
    (path,) = (ROOT / "migrations" / "versions").glob("*_what_each_criterion_judges.py")
    runpy.run_path(str(path))["hash_anew"](db.session.connection())
    db.session.commit()
    db.session.expire_all()
    assert training.content_hash == training.accepted_hash == hashed
    assert decided.content_hash == decided.training.content_hash == catalogue.content_hash(decided.training)
