"""A new version of the kwaliteitskader: drafted, looked at, published from a date; and two administrators at one draft."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.models import ChecklistPoint, Criterion, CriterionGroup, Framework, Judgement
from rtc_app.quality.rules import ActionPlan, EffectKind, Outcome, RoundKind, Severity, Verdict
from tests.factories.accounts import make_administrator, make_assessor, make_provider_member, make_teacher
from tests.factories.catalogue import make_training
from tests.factories.quality import judge_all, make_accepted, make_draft_framework, make_round

KNOCK_OUT = {"severity": Severity.KNOCK_OUT}


@pytest.fixture
def administrator(app):
    return make_administrator()


def publish(draft, actor, day=None):
    service.publish_framework(framework=draft, valid_from=day or clock.today(), revision=draft.revision, actor=actor, at=clock.now())
    db.session.commit()


def address(draft, page=""):
    return f"/rtc/kwaliteitskader/{draft.id}{page}"


def judged(training, **different):
    """A training of which everything was judged; decided by a colleague, with an agreement on what can be mended."""
    assessment = make_round(training)
    colleague = judge_all(assessment, **different)
    soon = clock.today() + timedelta(days=30)
    plans = [ActionPlan(name.replace("_", "."), "Los op.", "Verstrekker", soon) for name in different]
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=plans)
    db.session.commit()
    return assessment


def test_a_draft_is_a_copy_of_the_newest_version(app):
    draft = make_draft_framework()
    assert (draft.version, draft.published_at) == (2, None)
    assert queries.differences(queries.current_framework(), draft) == []
    assert len(draft.checklist) == 19


def test_there_is_one_draft_at_a_time(app):
    assert make_draft_framework() is service.draft_framework()


def test_whoever_begins_a_draft_at_the_same_moment_as_a_colleague_is_told(app):
    draft = make_draft_framework()
    values = {"title": draft.title, "source": draft.source, "valid_from": draft.valid_from, "validity_months": 24, "thresholds": {}}
    db.session.add(Framework(version=draft.version, **values))
    with pytest.raises(RuleViolation, match="begon intussen al"):
        flush()


def test_a_draft_is_not_in_force_and_nobody_reads_it_on_the_public_page(app, client):
    make_draft_framework(KK1_1={"text": "Nieuwe woorden."})
    assert queries.current_framework().version == 1
    assert "Nieuwe woorden." not in client.text("/kwaliteitskader")
    client.page("/kwaliteitskader/versies/2", 404)


def test_what_a_draft_changes_is_told_per_criterion(app):
    draft = make_draft_framework(KK1_3=KNOCK_OUT, KK5_3={"is_active": False})
    changes = queries.differences(queries.current_framework(), draft)
    assert {(change.code, change.name) for change in changes} == {("KK1.3", "severity"), ("KK5.3", "is_active")}


def test_a_published_version_is_in_force_from_its_day_on(administrator):
    draft = make_draft_framework(KK1_3=KNOCK_OUT)
    publish(draft, administrator, clock.today() + timedelta(days=10))
    assert queries.current_framework().version == 1
    assert queries.framework_on(clock.today() + timedelta(days=10)).version == 2


def test_a_round_that_starts_after_that_day_uses_it_and_an_earlier_one_keeps_its_own(administrator):
    earlier = make_round()
    publish(make_draft_framework(KK1_3=KNOCK_OUT), administrator)
    later = make_round(make_training(findable=False, title="Later ingediend"))
    assert (earlier.framework.version, later.framework.version) == (1, 2)


def test_an_old_decision_keeps_its_words(administrator, client):
    training = make_accepted()
    publish(make_draft_framework(KK1_1={"text": "Heel andere woorden."}), administrator)
    text = client.text(f"/opleidingen/{training.slug}")
    assert "versie 1" in text
    assert "Heel andere woorden." not in text
    assert "Een vroegere versie" in client.text("/kwaliteitskader/versies/1")
    assert "Heel andere woorden." in client.text("/kwaliteitskader")


def test_a_criterion_that_is_no_longer_asked_is_not_judged(administrator):
    publish(make_draft_framework(KK5_3={"is_active": False}), administrator)
    assert "KK5.3" not in {rule.code for rule in queries.applicable_rules(make_round())}


def test_a_new_round_takes_over_what_both_versions_ask_in_the_same_words(administrator):
    training = judged(make_training(findable=False), KK1_3=("nok", "Ver van alles.")).training
    publish(make_draft_framework(KK1_5a={"text": "Andere woorden."}, KK1_3=KNOCK_OUT), administrator)
    training.title = "Een andere titel"
    again = service.submit(training=training, actor=make_provider_member(training.provider), at=clock.now())
    kept = {judgement.criterion.code for judgement in again.judgements}
    assert "KK1.3" in kept
    assert "KK1.5a" not in kept
    assert {judgement.criterion.group.framework_id for judgement in again.judgements} == {again.framework_id}


def test_an_objection_is_weighed_with_the_version_of_the_decision(administrator):
    training = judged(make_training(findable=False), KK2_2a=("nok", "Geen vak.")).training
    publish(make_draft_framework(KK2_2a={"is_active": False}), administrator)
    actor = make_provider_member(training.provider)
    appeal = service.appeal(training=training, objections={"KK2.2a": "Toch wel."}, actor=actor, at=clock.now())
    assert (appeal.kind, appeal.framework.version) == (RoundKind.APPEAL, 1)


def test_the_term_of_a_decision_is_that_of_its_version(administrator):
    draft = make_draft_framework()
    draft.validity_months = 6
    db.session.commit()
    publish(draft, administrator)
    assessment = judged(make_training(findable=False))
    assert assessment.valid_until < clock.now() + timedelta(days=190)


def test_the_checklist_of_a_decided_training_keeps_the_numbers_of_its_version(administrator, client):
    training = make_accepted(max_participants=12)
    draft = make_draft_framework()
    draft.thresholds = draft.thresholds | {"largest_group": 5}
    db.session.commit()
    publish(draft, administrator)
    assert "klein is tot en met 15" in client.text(f"/opleidingen/{training.slug}")


@pytest.mark.parametrize("part", ["framework", "criterion", "group", "point"])
def test_the_database_refuses_to_change_a_published_version(app, part):
    framework = queries.current_framework()
    changes = {
        "framework": sa.update(Framework).values(validity_months=1),
        "criterion": sa.update(Criterion).where(Criterion.code == "KK1.1").values(text="Zo maar."),
        "group": sa.delete(CriterionGroup).where(CriterionGroup.framework_id == framework.id),
        "point": sa.insert(ChecklistPoint).values(framework_id=framework.id, code="CL20", label="x", position=20, mode="judged", rule="x"),
    }
    with pytest.raises(IntegrityError, match="published framework does not change"):
        db.session.execute(changes[part])
    db.session.rollback()


def test_a_published_version_is_not_thrown_away(app):
    with pytest.raises(RuleViolation, match="gepubliceerd"):
        service.discard_draft(framework=queries.current_framework())


def test_a_draft_is_thrown_away_whole(app):
    before = db.session.scalar(sa.select(sa.func.count(Criterion.id)))
    service.discard_draft(framework=make_draft_framework())
    db.session.commit()
    assert db.session.scalar(sa.select(sa.func.count(Criterion.id))) == before
    assert [version.framework.version for version in queries.versions()] == [1]


def test_loading_the_reference_data_leaves_a_draft_and_what_was_published_alone(administrator):
    publish(make_draft_framework(KK1_3=KNOCK_OUT), administrator)
    make_draft_framework(KK1_1={"text": "In de maak."})
    service.load_framework()
    db.session.commit()
    assert [version.state.value for version in queries.versions()] == ["ontwerp", "in gebruik", "vroeger"]
    assert queries.draft_criterion(queries.version_with(3), "KK1.1").text == "In de maak."


def test_a_draft_that_changes_nothing_is_not_published(administrator):
    with pytest.raises(RuleViolation, match="gelijk aan de vorige"):
        publish(make_draft_framework(), administrator)


def test_a_draft_with_which_nobody_can_judge_is_not_published(administrator):
    with pytest.raises(RuleViolation, match=r"KK5\.1"):
        publish(make_draft_framework(KK1_2b={"is_active": False}), administrator)


def test_the_effects_tell_of_every_decision_that_holds_what_would_become_of_it(administrator, sign_in):
    judged(make_training(findable=False, title="Ver weg"), KK1_3=("nok", "Ver van alles."))
    judged(make_training(findable=False, title="Overal goed"))
    expired = judged(make_training(findable=False, title="Voorbij"))
    expired.valid_until = clock.now() - timedelta(days=1)
    db.session.commit()
    draft = make_draft_framework(KK1_3=KNOCK_OUT)
    found = queries.effects(draft, at=clock.now())
    assert found.counts == {EffectKind.CHANGES: 1, EffectKind.TO_JUDGE: 0, EffectKind.SAME: 1}
    assert [(one.title, one.effect.after) for one in found.page.items] == [("Ver weg", Outcome.REFUSED), ("Overal goed", Outcome.ACCEPTED)]
    text = sign_in(administrator).text(address(draft, "/gevolgen?gevolg=anders"))
    assert "Weegt anders: KK1.3" in text
    assert "Overal goed" not in text


def test_a_decision_on_other_content_than_what_stands_there_now_is_not_counted(app):
    training = judged(make_training(findable=False)).training
    training.content_hash = "anders"
    db.session.commit()
    assert queries.effects(make_draft_framework(), at=clock.now()).page.total == 0


def test_what_begins_to_apply_has_to_be_judged_first(app):
    judged(make_training(findable=False))
    found = queries.effects(make_draft_framework(KK1_4a={"applies_when": ["always"]}), at=clock.now())
    assert [(one.effect.kind, one.effect.to_judge) for one in found.page.items] == [(EffectKind.TO_JUDGE, ("KK1.4a",))]


def test_an_administrator_drafts_changes_and_publishes_in_the_browser(administrator, sign_in):
    browser = sign_in(administrator)
    browser.submit("/rtc/kwaliteitskader", action="ontwerp")
    draft = queries.version_with(2)
    words = {"text": "Vlot te bereiken.", "severity": "knock_out", "evidence": "locatie\nbus", "is_active": "y"}
    browser.submit(address(draft, "/criteria/KK1.3"), action="criteria", **words)
    browser.submit(address(draft, "/keuzes"), action="keuzes", validity_months="36", largest_group="12")
    text = browser.text(address(draft))
    assert "KK1.3: gewicht te herstellen met een afspraak breekpunt" in text
    assert "24 maanden 36 maanden" in text
    browser.submit(address(draft, "/publiceren"), action="publiceren", valid_from=str(clock.today()))
    criterion = queries.draft_criterion(queries.current_framework(), "KK1.3")
    assert (criterion.text, criterion.evidence, criterion.severity) == ("Vlot te bereiken.", ["locatie", "bus"], Severity.KNOCK_OUT)
    assert criterion.mapping == queries.draft_criterion(queries.published_version(1), "KK1.3").mapping
    assert "36 maanden" in browser.text("/kwaliteitskader")


def test_an_administrator_adds_a_criterion_that_existing_decisions_do_not_answer(administrator, sign_in):
    judged(make_training(findable=False))
    draft, browser = make_draft_framework(), sign_in(administrator)
    browser.submit(address(draft, "/criteria/nieuw"), action="nieuw", group="KK5", text="Je vindt een buddy.", judges=["nazorg"])
    browser.submit(address(draft, "/criteria/KK5.5"), action="KK5.5", evidence="lijst met buddy's", severity="repairable")
    assert "KK5.5: nieuw criterium niets Je vindt een buddy." in browser.text(address(draft))
    found = queries.effects(queries.version_with(2), at=clock.now())
    assert [one.effect.to_judge for one in found.page.items] == [("KK5.5",)]
    publish(queries.version_with(2), administrator)
    assert "KK5.5" in {rule.code for rule in queries.applicable_rules(make_round(make_training(findable=False, title="Nieuw")))}


def test_what_only_a_draft_has_is_taken_away_and_what_was_published_is_not(administrator, sign_in):
    draft = make_draft_framework()
    group = next(group for group in draft.groups if group.code == "KK5")
    service.add_criterion(framework=draft, group=group, text="Je vindt een buddy.", judges=["nazorg"])
    db.session.commit()
    sign_in(administrator).submit(address(draft, "/criteria/KK5.5"), action="verwijderen")
    assert queries.draft_criterion(queries.version_with(2), "KK5.5") is None
    with pytest.raises(RuleViolation, match="vorige versie"):
        service.remove_criterion(framework=draft, criterion=queries.draft_criterion(draft, "KK5.4"))


def test_a_file_read_in_names_only_criteria_that_every_version_has(administrator):
    draft = make_draft_framework()
    service.add_criterion(framework=draft, group=draft.groups[0], text="Nieuw.", judges=["title"])
    db.session.commit()
    assert len(queries.codes_of_every_version()) == 21
    publish(draft, administrator)
    assert len(queries.codes_of_every_version()) == 21


def test_a_published_version_has_no_page_to_edit(administrator, sign_in):
    draft = make_draft_framework(KK1_3=KNOCK_OUT)
    publish(draft, administrator)
    for page in ("", "/criteria/KK1.1", "/keuzes", "/publiceren", "/gevolgen"):
        assert sign_in(administrator).get(address(draft, page)).headers["Location"] == "/kwaliteitskader/versies/2"


def test_two_administrators_at_one_criterion_notice_each_other(administrator, sign_in):
    draft = make_draft_framework()
    page = address(draft, "/criteria/KK1.3")
    form = sign_in(make_administrator()).page(page)
    stale = form.find(".//input[@name='revision']").get("value")
    sign_in(administrator).submit(page, action="criteria", text="Wat de eerste schreef.")
    browser = sign_in(make_administrator())
    answer = browser.submit(page, action="criteria", text="Wat de tweede schreef.", revision=stale)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Een collega wijzigde KK1.3" in text
    assert "Wat de eerste schreef." in text
    assert "Wat de tweede schreef." in text
    assert queries.draft_criterion(queries.version_with(2), "KK1.3").text == "Wat de eerste schreef."


def test_two_administrators_at_two_criteria_do_not_hinder_each_other(administrator, sign_in):
    draft = make_draft_framework()
    stale = sign_in(administrator).page(address(draft, "/criteria/KK1.1")).find(".//input[@name='revision']").get("value")
    sign_in(make_administrator()).submit(address(draft, "/criteria/KK1.3"), action="criteria", text="Eerst.")
    sign_in(administrator).submit(address(draft, "/criteria/KK1.1"), action="criteria", text="Daarna.", revision=stale)
    assert queries.draft_criterion(queries.version_with(2), "KK1.1").text == "Daarna."


def test_nobody_publishes_what_a_colleague_just_changed(administrator, sign_in):
    draft = make_draft_framework(KK1_3=KNOCK_OUT)
    seen = draft.revision
    sign_in(make_administrator()).submit(address(draft, "/criteria/KK1.1"), action="criteria", text="Intussen gewijzigd.")
    answer = sign_in(administrator).submit(
        address(draft, "/publiceren"), action="publiceren", valid_from=str(clock.today()), revision=str(seen)
    )
    assert answer.status_code == 422
    assert queries.published_version(2) is None


def test_an_administrator_who_works_in_a_draft_that_was_published_meanwhile_is_told(administrator):
    draft = make_draft_framework(KK1_3=KNOCK_OUT)
    publish(draft, administrator)
    choices = service.Choices("Naam", 12, draft.limits)
    with pytest.raises(RuleViolation, match="intussen gepubliceerd"):
        service.edit_choices(framework=draft, choices=choices, revision=draft.revision)


def test_an_assessor_reads_a_draft_and_its_effects_but_changes_nothing(app, sign_in):
    draft = make_draft_framework()
    browser = sign_in(make_assessor())
    assert "Wijzig" not in browser.text(address(draft))
    browser.page(address(draft, "/gevolgen"))
    browser.page(address(draft, "/criteria/KK1.1"), 403)
    browser.page(address(draft, "/publiceren"), 403)


def test_a_teacher_does_not_see_a_draft(app, sign_in):
    sign_in(make_teacher()).page(address(make_draft_framework()), 403)


def test_the_desk_leads_an_administrator_to_the_versions(administrator, sign_in):
    assert sign_in(administrator).page("/rtc").find(".//a[@href='/rtc/kwaliteitskader']") is not None


def test_a_judgement_on_a_criterion_of_a_provider_is_found_again_in_a_new_version(administrator):
    first = judged(make_training(findable=False))
    publish(make_draft_framework(KK1_3=KNOCK_OUT), administrator)
    second = make_round(make_training(findable=False, title="Nog een", provider=first.training.provider, trainers=first.training.trainers))
    criterion = queries.criteria_by_code(second.framework, ["KK6.2"])["KK6.2"]
    item = queries.item_of(queries.workspace(second), criterion)
    assert isinstance(item.elsewhere, Judgement)
    assert item.elsewhere.verdict is Verdict.MET
