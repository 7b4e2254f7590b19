"""What campaigns add to the home page: the question itself, for whom it is meant. Nobody has to be mailed to take part."""

from rtc_app.accounts.models import Account
from rtc_app.campaigns import letters, queries
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel
from rtc_app.needs import queries as needs


def home_panel(_subject: None, person: Account | None) -> Panel | None:
    """The campaign that asks the person who reads and that was not answered yet."""
    if person is None or not person.organisation_ids(*queries.ASKED_ROLES):
        return None
    campaign = needs.campaign_for(person.id, clock.today())
    if campaign is None or queries.has_answered(person.id, campaign):
        return None
    why = letters.why_asked(campaign.scope, campaign.province.label if campaign.province else None, len(campaign.schools))
    return Panel("mine", "campaigns/_asked.html", (campaign, why))
