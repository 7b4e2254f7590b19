"""Telling the RTCs that there is no training for a need, and what they answer (MAT-06)."""

from collections.abc import Sequence
from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import outbox
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.links import absolute_url
from rtc_app.needs import letters, queries
from rtc_app.needs.models import UnmetNeed

#: Name of the topic of the words themselves; the others are facets.
WORDS = "woorden"


def report_need(*, account: Account, state: SearchState, note: str, at: datetime) -> UnmetNeed:
    """Keep that a question found nothing suitable; the same question of the same person twice is one report with the last note.

    Raises RuleViolation for a question in which nothing is asked.
    """
    topics = topics_of(state)
    if not topics:
        raise RuleViolation("Zoek eerst iets: een woord, een thema of een studiegebied.")
    query = state.at_page(1).query_string()
    need = queries.unmet_need(account.id, query) or UnmetNeed(account_id=account.id, query=query)
    need.topics, need.note, need.reported_at = topics, note, at
    need.answered_at, need.answer = None, ""
    db.session.add(need)
    flush()
    return need


def topics_of(state: SearchState) -> list[list[str]]:
    """What a question asks, as (facet, value); the words in lower case, so that the same words count together."""
    words = [[WORDS, state.text.lower()]] if state.text else []
    return words + [[facet, value] for facet, values in state.chosen.items() for value in values]


def take_report_back(*, need: UnmetNeed) -> None:
    """Delete a report of one's own."""
    db.session.delete(need)
    flush()


def answer_needs(*, needs: Sequence[UnmetNeed], answer: str, at: datetime) -> int:
    """Tell everybody who reported these that there is an answer; returns how many."""
    for need in needs:
        need.answered_at, need.answer = at, answer
        subject, body = letters.answered(name=need.account.name, answer=answer, results_url=absolute_url(f"/opleidingen?{need.query}"))
        outbox.enqueue(recipient=need.account.email, subject=subject, body=body, at=at)
    flush()
    return len(needs)
