"""Campaigns for tests. Each function says only what matters and commits."""

from datetime import timedelta

from rtc_app.campaigns import service
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs.models import Campaign, CampaignScope
from tests.factories.accounts import make_account, save
from tests.factories.needs import answer, make_response


def make_campaign(**values):
    """A campaign for Flanders that runs for two weeks from today."""
    today = clock.today()
    defaults = {
        "title": "Wat heb jij nodig?",
        "purpose": "Zo maken we opleidingen die ontbreken.",
        "scope": CampaignScope.FLANDERS,
        "starts_on": today,
        "ends_on": today + timedelta(days=13),
        "reminder_after_days": 5,
    }
    return save(Campaign(**(defaults | values)))


def make_answers(people, net="go", **answers):
    """So many people who answer the same today; without a school, so only a campaign for Flanders counts them."""
    given = {"Q1.3": {"value": net}, "Q1.6": answer("bouw"), "Q2.3": answer("Q2.3.01"), "Q3.1": answer("ai")}
    for _ in range(people):
        make_response(make_account(), given | answers)


def make_report(people=30):
    """A campaign that is over and reported: half of the people of each of two nets."""
    campaign = make_campaign()
    make_answers(people // 2)
    make_answers(people // 2, net="kov", **{"Q2.3": answer("Q2.3.11"), "Q1.8": {"value": 8}})
    campaign.ends_on = clock.today()
    service.publish_due_reports(at=clock.now() + timedelta(days=1))
    db.session.commit()
    return campaign
