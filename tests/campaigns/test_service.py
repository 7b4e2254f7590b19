"""Opening campaigns, inviting within the agreed hours, reminding once, publishing once."""

from datetime import UTC, datetime, time, timedelta

import pytest
import sqlalchemy as sa

from rtc_app.campaigns import files, queries, service
from rtc_app.campaigns.models import CampaignReport, Invitation
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.needs import service as needs
from rtc_app.needs.models import Campaign, CampaignScope
from rtc_app.reference import queries as reference
from rtc_app.saved.rules import Hours
from tests.factories.accounts import make_applicant, make_coordinator, make_leader, make_school, make_teacher
from tests.factories.campaigns import make_answers, make_campaign, make_report
from tests.factories.needs import answer, make_response

HOURS = Hours(time(8), time(18))
#: A Tuesday at noon in Brussels, and the night after it.
NOON = datetime(2026, 12, 1, 11, tzinfo=UTC)
NIGHT = datetime(2026, 12, 1, 22, tzinfo=UTC)
LIMITS = files.limits()


def plan(**values):
    today = clock.today()
    defaults = {
        "title": "Bevraging",
        "purpose": "Om te weten.",
        "scope": CampaignScope.FLANDERS,
        "province": None,
        "schools": [],
        "starts_on": today,
        "ends_on": today + timedelta(days=10),
        "reminder_after_days": None,
    }
    return service.open_campaign(**(defaults | values), at=clock.now())


def winter_campaign(**values):
    return make_campaign(starts_on=NOON.date(), ends_on=NOON.date() + timedelta(days=20), **values)


def wants_mail(account, by_mail=True):
    service.choose_invitations(account=account, by_mail=by_mail, at=NOON)
    db.session.commit()
    return account


def send(at=NOON, without_choice=False):
    sent = service.send_invitations(at=at, hours=HOURS, without_choice=without_choice)
    db.session.commit()
    return sent


def mailed():
    return list(db.session.scalars(sa.select(OutboxMail.recipient).order_by(OutboxMail.id)))


def test_a_campaign_names_enough_schools_to_tell_of_none(app):
    with pytest.raises(RuleViolation, match="minstens 3 scholen"):
        plan(scope=CampaignScope.SCHOOLS, schools=[make_school() for _ in range(2)])


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [(-1, 5, "starts_on"), (3, 2, "ends_on"), (0, LIMITS.longest_days, "ends_on")],
    ids=["past", "order", "long"],
)
def test_days_that_cannot_be(app, first, last, field):
    today = clock.today()
    with pytest.raises(RuleViolation) as raised:
        plan(starts_on=today + timedelta(days=first), ends_on=today + timedelta(days=last))
    assert raised.value.field == field


def places():
    """Scopes by name; the schools of `named` stand in Limburg."""
    limburg, antwerpen = (reference.concept("provincie", code) for code in ("limburg", "antwerpen"))
    schools = [make_school(province=limburg) for _ in range(3)]
    elsewhere = [make_school(province=antwerpen) for _ in range(3)]
    return {
        "flanders": {"scope": CampaignScope.FLANDERS},
        "limburg": {"scope": CampaignScope.PROVINCE, "province": limburg},
        "antwerpen": {"scope": CampaignScope.PROVINCE, "province": antwerpen},
        "named": {"scope": CampaignScope.SCHOOLS, "schools": schools},
        "one of them": {"scope": CampaignScope.SCHOOLS, "schools": [schools[0], *elsewhere[:2]]},
        "others": {"scope": CampaignScope.SCHOOLS, "schools": elsewhere},
    }


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("flanders", "flanders"),
        ("flanders", "limburg"),
        ("named", "flanders"),
        ("limburg", "named"),
        ("named", "limburg"),
        ("named", "one of them"),
    ],
)
def test_two_campaigns_never_ask_the_same_people_in_the_same_days(app, first, second):
    """Their reports could be subtracted from each other."""
    scopes = places()
    plan(**scopes[first])
    with pytest.raises(RuleViolation, match="dezelfde mensen"):
        plan(**scopes[second], starts_on=clock.today() + timedelta(days=10), ends_on=clock.today() + timedelta(days=20))


@pytest.mark.parametrize(
    ("first", "second"), [("limburg", "antwerpen"), ("limburg", "others"), ("named", "others"), ("named", "antwerpen")]
)
def test_campaigns_for_others_run_side_by_side(app, first, second):
    scopes = places()
    plan(**scopes[first])
    assert plan(**scopes[second]).id


def test_the_same_people_are_asked_again_afterwards(app):
    plan()
    assert plan(starts_on=clock.today() + timedelta(days=11), ends_on=clock.today() + timedelta(days=12)).id


def test_who_wants_mail_and_works_in_a_school_is_invited_once(app):
    winter_campaign()
    invited = [wants_mail(make_teacher()), wants_mail(make_coordinator())]
    wants_mail(make_leader())
    wants_mail(make_applicant(make_school()))
    assert (send(), send()) == (2, 0)
    assert mailed() == [account.email for account in invited]


@pytest.mark.parametrize(("choice", "without_choice", "sent"), [(None, False, 0), (None, True, 1), (False, True, 0), (True, False, 1)])
def test_a_mail_goes_only_to_who_chose_it_unless_configured_otherwise(app, choice, without_choice, sent):
    winter_campaign()
    account = make_teacher()
    if choice is not None:
        wants_mail(account, choice)
    assert send(without_choice=without_choice) == sent


def test_nothing_leaves_outside_the_agreed_hours_and_nothing_is_lost(app):
    winter_campaign()
    wants_mail(make_teacher())
    assert (send(NIGHT), send(NOON + timedelta(days=4)), send(NOON + timedelta(days=1))) == (0, 0, 1)


def test_a_campaign_invites_only_whom_it_is_for_and_only_while_it_runs(app):
    limburg = reference.concept("provincie", "limburg")
    winter_campaign(scope=CampaignScope.PROVINCE, province=limburg)
    wants_mail(make_teacher(make_school()))
    there = wants_mail(make_teacher(make_school(province=limburg)))
    assert (send(NOON - timedelta(days=1)), send(NOON + timedelta(days=21)), send()) == (0, 0, 1)
    assert mailed() == [there.email]


def test_a_campaign_for_named_schools_invites_who_works_there(app):
    schools = [make_school() for _ in range(3)]
    winter_campaign(scope=CampaignScope.SCHOOLS, schools=schools)
    wants_mail(make_teacher())
    there = wants_mail(make_teacher(schools[1]))
    assert (send(), mailed()) == (1, [there.email])


def test_who_did_not_answer_is_reminded_once_and_never_again(app):
    winter_campaign(reminder_after_days=5)
    wants_mail(make_teacher())
    answered = wants_mail(make_teacher())
    assert send() == 2
    make_response(answered, consent=[], at=NOON + timedelta(days=1))
    later = [send(NOON + timedelta(days=days)) for days in (3, 6, 7, 14)]
    assert later == [0, 1, 0, 0]


def test_a_campaign_without_reminder_reminds_nobody(app):
    winter_campaign(reminder_after_days=None)
    wants_mail(make_teacher())
    assert (send(), send(NOON + timedelta(days=10))) == (1, 0)


def test_who_answered_is_not_invited(app):
    winter_campaign()
    account = wants_mail(make_teacher())
    make_response(account, at=NOON)
    needs.forget_answers(account=account)
    assert send(NOON + timedelta(hours=1)) == 0


def test_the_mail_says_why_and_how_to_get_no_more(app):
    winter_campaign()
    wants_mail(make_teacher())
    send()
    mail = db.session.scalars(sa.select(OutboxMail)).one()
    assert all(words in mail.body for words in ("Zo maken we opleidingen die ontbreken.", "Meedoen is vrij", "in een Vlaamse school"))
    assert mail.unsubscribe_url in mail.body


def test_a_campaign_that_is_stopped_ends_today_and_one_to_come_is_gone(app):
    running = make_campaign()
    assert service.stop_campaign(campaign=running, at=clock.now())
    assert running.ends_on == clock.today()
    coming = make_campaign(starts_on=clock.today() + timedelta(days=2), ends_on=clock.today() + timedelta(days=3))
    assert not service.stop_campaign(campaign=coming, at=clock.now())
    assert db.session.get(Campaign, coming.id) is None


def test_a_report_is_published_once_after_the_last_day(app):
    campaign = make_report(30)
    report = queries.report_of(campaign.id)
    assert report.people == "30–39"
    assert report.group_people["net:go"] == "10–19"
    assert service.publish_due_reports(at=clock.now() + timedelta(days=1)) == 0


def test_the_worker_publishes_one_campaign_at_a_time(app):
    first, second = make_campaign(), make_campaign()
    for campaign in (first, second):
        campaign.starts_on = campaign.ends_on = clock.today() - timedelta(days=1)
    db.session.commit()
    published = []
    for _ in range(3):
        published.append(service.publish_next_report(at=clock.now()))
        db.session.commit()
    assert published == [True, True, False]
    assert {report.campaign_id for report in db.session.scalars(sa.select(CampaignReport))} == {first.id, second.id}


def test_what_is_counted_is_what_was_answered(app):
    campaign = make_campaign()
    make_answers(2)
    make_answers(1, net="kov", **{"Q3.1": answer("ai", "arduino")})
    counted = queries.counted(campaign.id)["Q3.1"]
    assert (counted.whole.people, counted.whole.options) == (3, {"ai": 3, "arduino": 1, "programmeren": 1})
    assert counted.groups["net:go"].options == {"ai": 2}
    assert counted.both("net:kov", "studiegebied:bouw") == 1


def test_the_report_holds_no_exact_number(app):
    """Not in the page and not in its row: what is not stored cannot leak."""
    tables = queries.report_of(make_report(32).id).tables

    def values(thing):
        return [v for part in thing.values() for v in values(part)] if isinstance(thing, dict) else [thing]

    for value in values(tables):
        assert value is None or (isinstance(value, int) and value % 5 == 0) or isinstance(value, str)
    assert "32" not in values(tables)


def test_a_campaign_that_few_answered_is_reported_without_figures(app):
    campaign = make_report(10)
    report = queries.report_of(campaign.id)
    assert (report.people, report.tables, report.group_people) == ("10–19", {}, {})


def test_a_campaign_that_runs_is_not_reported(app):
    make_campaign()
    make_answers(3)
    assert service.publish_due_reports(at=clock.now()) == 0
    assert db.session.scalars(sa.select(CampaignReport)).all() == []


def test_progress_is_told_in_bands_and_only_of_large_groups(app):
    campaign = make_campaign()
    make_answers(12)
    make_answers(9, net="pov")
    progress = queries.progress(campaign)
    assert progress.counted == "20–29"
    assert dict(progress.groups) == {"net:go": "10–19", "studiegebied:bouw": "20–29"}


def test_deleting_an_account_takes_its_invitations(app):
    winter_campaign()
    account = wants_mail(make_teacher())
    send()
    db.session.execute(sa.text("DELETE FROM account WHERE id = :id"), {"id": account.id})
    assert db.session.scalars(sa.select(Invitation)).all() == []
