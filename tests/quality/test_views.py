"""The pages of the kwaliteitskader, asked over HTTP."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Training
from rtc_app.catalogue.service import planning
from rtc_app.catalogue.service.planning import Moment
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import ActionPlan, Outcome
from tests.factories.accounts import make_assessor, make_provider_member, make_teacher
from tests.factories.catalogue import make_draft, make_session, make_training
from tests.factories.quality import judge_all, make_accepted, make_round
from tests.statements import statements


@pytest.fixture
def provider(app):
    return make_provider_member()


def own(provider, **values):
    return make_training(provider=provider.memberships[0].organisation, findable=False, **values)


def test_the_framework_page_says_that_the_scale_is_a_proposal(client):
    text = client.text("/kwaliteitskader")
    assert "voorstel" in text
    assert "Geen apart kader" in text


def test_the_framework_page_shows_every_criterion(client):
    text = client.text("/kwaliteitskader")
    assert all(criterion.text in text for criterion in queries.criteria_of(queries.current_framework()))


def test_a_provider_sees_only_own_trainings(provider, sign_in):
    mine, other = own(provider), make_training()
    text = sign_in(provider).text("/mijn-aanbod")
    assert mine.title in text
    assert other.title not in text


@pytest.mark.parametrize("page", ["", "/beoordeling", "/bewerken/inhoud", "/sessies/nieuw"])
def test_another_provider_is_told_that_the_page_does_not_exist(provider, sign_in, page):
    sign_in(provider).page(f"/mijn-aanbod/{make_training().slug}{page}", 404)


def test_a_provider_cannot_submit_for_another(provider, sign_in):
    training = make_training(findable=False)
    browser = sign_in(provider)
    assert browser.post(f"/mijn-aanbod/{training.slug}/indienen", data=token(browser)).status_code == 404


def token(browser):
    page = browser.page("/mijn-aanbod/nieuw")
    return {"csrf_token": page.find(".//input[@name='csrf_token']").get("value")}


def test_a_draft_says_what_is_missing_with_a_link_to_the_field(provider, sign_in):
    draft = make_draft(provider=provider.memberships[0].organisation)
    page = sign_in(provider).page(f"/mijn-aanbod/{draft.slug}")
    assert page.find(f".//a[@href='/mijn-aanbod/{draft.slug}/bewerken/inhoud#outcomes']") is not None


def test_a_draft_with_holes_has_no_button_to_submit(provider, sign_in):
    draft = make_draft(provider=provider.memberships[0].organisation)
    assert "Dien in" not in sign_in(provider).text(f"/mijn-aanbod/{draft.slug}")


def test_a_complete_training_is_submitted_with_one_button(provider, sign_in):
    training = own(provider)
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}", action="indienen")
    assert queries.open_assessment(training.id)


def test_the_provider_reads_why_per_criterion(provider, sign_in):
    assessment = make_round(own(provider))
    colleague = judge_all(assessment, KK2_2a=("nok", "Er staat geen vak in."))
    service.decide(assessment=assessment, actor=colleague, at=clock.now())
    db.session.commit()
    assert "Er staat geen vak in." in sign_in(provider).text(f"/mijn-aanbod/{assessment.training.slug}/beoordeling")


def test_a_teacher_does_not_see_the_queue(app, sign_in):
    sign_in(make_teacher()).page("/beoordelingen", 403)


def test_the_queue_shows_the_oldest_first(app, sign_in):
    _second, first = make_round(title="Pas ingediend"), make_round(title="Wacht al lang")
    first.opened_at -= timedelta(days=3)
    db.session.commit()
    text = sign_in(make_assessor()).text("/beoordelingen")
    assert text.index("Wacht al lang") < text.index("Pas ingediend")


def test_the_queue_needs_the_same_few_queries_for_many_trainings(app, sign_in):
    browser = sign_in(make_assessor())
    make_round()
    with statements() as for_one:
        browser.page("/beoordelingen")
    for _ in range(4):
        make_round()
    with statements() as for_many:
        browser.page("/beoordelingen")
    assert 0 < len(for_many) == len(for_one) <= 13


def test_the_workspace_needs_few_queries(app, sign_in):
    browser = sign_in(make_assessor())
    assessment = make_round()
    judge_all(assessment)
    with statements() as asked:
        browser.page(f"/beoordelingen/{assessment.id}/criteria/KK1.1")
    assert 0 < len(asked) <= 32


def test_the_list_of_own_trainings_needs_the_same_queries_for_many(provider, sign_in, app):
    browser = sign_in(provider)
    own(provider)
    with statements() as for_one:
        browser.page("/mijn-aanbod")
    for _ in range(3):
        own(provider)
    with statements() as for_many:
        browser.page("/mijn-aanbod")
    assert 0 < len(for_many) == len(for_one)


def test_a_whole_acceptance_over_the_pages(provider, sign_in, app):
    training = own(provider)
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}", action="indienen")
    assessment = queries.open_assessment(training.id)
    url = f"/beoordelingen/{assessment.id}"
    desk = sign_in(make_assessor())
    for rule in queries.applicable_rules(assessment):
        if not rule.same_as:
            desk.submit(f"{url}/criteria/{rule.code}", action=f"/criteria/{rule.code}", verdict="ok")
    desk.submit(f"{url}/beslissing", action="beslissing")
    assert training.title not in app.test_client().text("/opleidingen")
    sign_in(make_assessor()).submit(f"{url}/beslissing", action="beslissing")
    text = app.test_client().text(f"/opleidingen/{training.slug}")
    assert "voldoet" in text


def test_a_conditional_decision_asks_for_agreements(app, sign_in):
    assessment = make_round()
    judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    url = f"/beoordelingen/{assessment.id}/beslissing"
    due = (clock.today() + timedelta(days=40)).isoformat()
    desk = sign_in(make_assessor())
    desk.submit(url, action="beslissing", **{"KK5_4-action": "Open een forum.", "KK5_4-owner": "Verstrekker", "KK5_4-due_on": due})
    db.session.expire_all()
    assert assessment.outcome is Outcome.CONDITIONAL


def test_a_decision_without_its_agreement_comes_back(app, sign_in):
    assessment = make_round()
    judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    answer = sign_in(make_assessor()).submit(
        f"/beoordelingen/{assessment.id}/beslissing", action="beslissing", **{"KK5_4-owner": "Verstrekker"}
    )
    assert answer.status_code == 422
    assert "Verstrekker" in answer.text


def test_a_decision_page_names_what_is_not_judged_yet(app, sign_in):
    assessment = make_round()
    assert "KK1.1" in sign_in(make_assessor()).text(f"/beoordelingen/{assessment.id}/beslissing")


def test_an_assessor_solves_an_agreement(app, sign_in):
    assessment = make_round()
    colleague = judge_all(assessment, KK5_4=("nok", "Geen nazorg."))
    plan = ActionPlan("KK5.4", "Open een forum.", "Verstrekker", clock.today() + timedelta(days=30))
    service.decide(assessment=assessment, actor=colleague, at=clock.now(), actions=[plan])
    db.session.commit()
    sign_in(colleague).submit("/beoordelingen", action="opgelost")
    db.session.expire_all()
    assert assessment.actions[0].solved_at


def test_an_assessor_of_the_same_organisation_cannot_open_the_workspace(app, sign_in):
    from rtc_app.accounts.models import Membership, Role

    assessment = make_round()
    assessor = make_assessor()
    assessor.memberships.append(
        Membership(organisation=assessment.training.provider, role=Role.PROVIDER, created_at=clock.now(), confirmed_at=clock.now())
    )
    db.session.commit()
    sign_in(assessor).page(f"/beoordelingen/{assessment.id}", 403)


def test_the_report_of_a_round_is_for_its_provider_and_staff(app, sign_in):
    training = make_accepted()
    round_ = db.session.scalars(sa.select(Assessment)).one()
    sign_in(make_provider_member(training.provider)).page(f"/beoordelingen/{round_.id}/verslag")
    sign_in(make_provider_member()).page(f"/beoordelingen/{round_.id}/verslag", 404)


def test_the_training_page_shows_the_verdict_and_no_score(app, client):
    training = make_accepted()
    text = client.text(f"/opleidingen/{training.slug}")
    assert "volgens het kwaliteitskader" in text
    assert "/19" not in text


def test_an_imported_verdict_names_its_source(app, client):
    training = make_training(findable=False)
    service.record_imported(
        training=training, outcome=Outcome.ACCEPTED, decided_at=clock.now() - timedelta(days=2), source="Werkgroep Limburg"
    )
    db.session.commit()
    assert "Werkgroep Limburg" in client.text(f"/opleidingen/{training.slug}")


def test_the_training_page_shows_19_points_with_reasons(app, client):
    training = make_accepted()
    make_session(training)
    page = client.page(f"/opleidingen/{training.slug}")
    table = next(t for t in page.iter("table") if "Checklist" in "".join(t.find("caption").itertext()))
    assert len(table.findall(".//tbody/tr")) == 19


def test_withdrawing_hides_a_training_at_once(provider, sign_in, client):
    training = make_accepted(own(provider))
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/terugtrekken", action="terugtrekken")
    assert training.title not in client.text("/opleidingen")


def test_putting_back_shows_the_same_content_again(provider, sign_in, client):
    training = make_accepted(own(provider))
    browser = sign_in(provider)
    browser.submit(f"/mijn-aanbod/{training.slug}/terugtrekken", action="terugtrekken")
    browser.submit(f"/mijn-aanbod/{training.slug}", action="terugzetten")
    assert training.title in client.text("/opleidingen")


def test_the_state_words_stand_in_the_list(provider, sign_in):
    refused = make_round(own(provider))
    service.decide(assessment=refused, actor=judge_all(refused, KK1_1=("nok", "Voor iedereen.")), at=clock.now())
    changed = make_accepted(own(provider))
    changed.title = "Iets anders"
    from rtc_app.catalogue import service as catalogue

    catalogue.training_changed(training=changed, at=clock.now())
    make_round(own(provider))
    db.session.commit()
    text = sign_in(provider).text("/mijn-aanbod")
    assert all(word in text for word in ("voldoet niet", "gewijzigd sinds beoordeling", "ingediend"))
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Training)) == 3


def test_a_page_that_was_shown_before_shows_a_new_decision_a_kept_agreement_and_an_edited_session_at_once(app, client):
    assessor, now = make_assessor(), clock.now()
    session = make_session(make_accepted())
    training, path = session.training, f"/opleidingen/{session.training.slug}"
    assert "Open een forum." not in client.text(path)
    second = make_round(training)
    colleague = judge_all(second, assessor, KK5_4=("deels", "Er is nog geen forum."))
    plan = ActionPlan(criterion="KK5.4", action="Open een forum.", owner="Verstrekker", due_on=clock.today() + timedelta(days=30))
    service.decide(assessment=second, actor=colleague, at=now, actions=[plan])
    db.session.commit()
    assert "Open een forum." in client.text(path)
    service.solve_action(action=second.actions[0], actor=assessor, at=now)
    db.session.commit()
    assert "Open een forum." not in client.text(path)
    moments = [Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings]
    planning.edit_session(
        session=session,
        moments=moments,
        location=session.location,
        online_note="Breng je badge.",
        deadline_days=1,
        actor=assessor,
        at=now,
    )
    db.session.commit()
    assert "Breng je badge." in client.text(path)
