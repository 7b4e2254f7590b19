"""What the RTCs read in the report of a campaign."""

from rtc_app.access.data_use import DataUse
from rtc_app.access.permissions import Permission
from rtc_app.campaigns.files import limits


def report_use() -> DataUse:
    """The anonymous store (see `needs/tallying.py`) and what may be shown of it (`campaigns/rules/publishing.py`)."""
    least = limits()
    how = (
        f"Zien alleen anonieme tellingen, zonder naam en zonder school: van een vraag zodra {least.respondents_minimum} mensen "
        f"antwoordden, van een groep vanaf {least.group_minimum}."
    )
    return DataUse("flanders", Permission.RUN_CAMPAIGNS, how)
