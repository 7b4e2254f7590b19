"""The mail that invites to a campaign, and the one reminder. Pure."""

from datetime import date

from rtc_app.kernel.templating import longdate
from rtc_app.needs.models import CampaignScope


def why_asked(scope: CampaignScope, province: str | None, schools: int) -> str:
    """Why this person is asked (VOI-08)."""
    if scope is CampaignScope.PROVINCE:
        return f"We vragen dit aan iedereen met een account in een school in {province}."
    if scope is CampaignScope.SCHOOLS:
        return f"We vragen dit aan iedereen met een account in {schools} scholen, waaronder die van jou."
    return "We vragen dit aan iedereen met een account in een Vlaamse school."


def invitation(
    *, name: str, title: str, purpose: str, why: str, ends_on: date, answer_url: str, stop_url: str, is_reminder: bool
) -> tuple[str, str]:
    """(subject, body): what is asked and why, that it is free to do, how long it takes, and how to get no more of these."""
    first = (
        "Onlangs vroegen we wat jij nodig hebt om met ICT les te geven. Je hebt nog tijd, en dit is onze enige herinnering."
        if is_reminder
        else "De RTC's willen weten wat jij nodig hebt om met ICT les te geven."
    )
    body = (
        f"Dag {name},\n\n{first}\n\n"
        f"{title}\n{purpose}\n\n"
        f"{why} Meedoen is vrij. Je kan tot en met {longdate(ends_on)}. De korte vragen kosten twee minuten, alle vragen tien.\n\n"
        f"Vul je noden in:\n{answer_url}\n\n"
        "Je kiest zelf of je antwoorden meetellen. In het verslag staan geen namen, geen scholen en geen kleine groepen.\n\n"
        f"Liever geen uitnodigingen meer per mail:\n{stop_url}\n"
    )
    return (f"Herinnering: {title}" if is_reminder else title), body
