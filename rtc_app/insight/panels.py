"""What RTC's view adds to pages of lower domains: on the page of a topic, what teachers miss there."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account
from rtc_app.catalogue.queries.topic import TopicPage
from rtc_app.insight import unmet
from rtc_app.insight.unmet import MissingHere
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel


@dataclass(frozen=True)
class MissingOnTopic:
    """What is missing, and the question with which one reports it."""

    missing: MissingHere
    query: str


def missing_panel(page: TopicPage, _person: Account | None) -> Panel | None:
    """On the page of a topic: what others miss there, and the way to say so too; nothing where no search finds the topic."""
    if page.there.state.is_empty:
        return None
    missing = unmet.missing_within(page.concept.scheme, page.concept.code, clock.now())
    return Panel("topic", "insight/_missing_here.html", MissingOnTopic(missing, page.there.state.query_string()))
