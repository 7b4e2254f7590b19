"""What is missing: what teachers report, counted by what they asked, and what matching finds nothing for (MAT-06)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.catalogue.search import facets, finding
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from rtc_app.needs import queries as needs
from rtc_app.needs import service
from rtc_app.needs.models import UnmetNeed
from rtc_app.needs.rules import LEAST_SHOWN, band_of
from rtc_app.needs.unmet import SEVERAL
from rtc_app.reference import queries as reference

_NOT_SPLIT = "niet opgesplitst"
#: Facets that say what somebody wants to learn; the others say how, and where.
_ABOUT = ("studiegebied", "thema", "tool", "eindterm", service.WORDS)


@dataclass(frozen=True)
class Topic:
    """Something that several people miss; `asked` is a band."""

    facet: str
    value: str
    label: str
    asked: str


@dataclass(frozen=True, order=True)
class Note:
    """What somebody wrote, without who; the month and no more."""

    month: date
    words: str


@dataclass(frozen=True)
class Missing:
    """The page of reported needs; `few` says that there are reports on topics of too few people to show."""

    topics: tuple[Topic, ...]
    notes: tuple[Note, ...]
    few: bool


def missing(at: datetime) -> Missing:
    """Open reports by topic, most asked first; a topic of fewer than five people is not shown."""
    reports = needs.open_needs()
    people = Counter(key for _account, keys in _keys_by_person(reports).items() for key in keys)
    shown = [(key, number) for key, number in people.most_common() if number >= LEAST_SHOWN]
    topics = tuple(Topic(*key, label(*key, at), band_of(number)) for key, number in shown)
    # In an order that says nothing about when each was written.
    notes = sorted(Note(clock.to_wall_time(need.reported_at).date().replace(day=1), need.note) for need in reports if need.note)
    return Missing(topics, tuple(notes), few=len(shown) < len(people))


@dataclass(frozen=True)
class MissingHere:
    """What people report to be missing within one topic: how many (a band, None for too few to show), and of what."""

    asked: str | None
    topics: tuple[Topic, ...]


def missing_within(facet: str, value: str, at: datetime) -> MissingHere:
    """What is reported together with this topic; a part of it that fewer than five people asked is not shown (CAT-14)."""
    people: dict[tuple[str, str], set[int]] = {}
    for account_id, topics in needs.topics_of_open_needs():
        if [facet, value] in topics:
            for key in ((code, asked) for code, asked in topics if code in _ABOUT):
                people.setdefault(key, set()).add(account_id)
    shown = {key: len(who) for key, who in people.items() if len(who) >= LEAST_SHOWN}
    here = shown.pop((facet, value), None)
    most_asked_first = sorted(shown.items(), key=lambda item: (-item[1], item[0]))
    return MissingHere(
        asked=band_of(here) if here else None,
        topics=tuple(Topic(*key, label(*key, at), band_of(number)) for key, number in most_asked_first),
    )


@dataclass(frozen=True)
class Unmatched:
    """A need for which matching finds nothing for a group of people; `asked` is a band."""

    need: str
    level: str
    study_area: str
    province: str
    asked: str


@dataclass(frozen=True)
class UnmatchedNeeds:
    """What matching noted, and on which day; None when it noted nothing that may be shown."""

    noted_on: date | None
    groups: tuple[Unmatched, ...]


def unmatched() -> UnmatchedNeeds:
    """The needs for which matching itself finds nothing, most people first (MAT-06; see `needs/unmet.py`)."""
    groups = needs.unmet_groups()
    labels = {SEVERAL: "meerdere"}
    for scheme in ("thema", "tool", "niveau", "studiegebied", "provincie"):
        labels |= dict(reference.choices(scheme))

    def said(code: str | None) -> str:
        return labels.get(code, code) if code else _NOT_SPLIT

    lines = [Unmatched(said(g.need), said(g.level), said(g.study_area), said(g.province), band_of(g.people)) for g in groups]
    return UnmatchedNeeds(clock.to_wall_time(groups[0].noted_at).date() if groups else None, tuple(lines))


def reports_on(facet: str, value: str) -> list[UnmetNeed]:
    """Open reports on a topic that enough people asked; empty otherwise, as for a topic that nobody asked."""
    reports = [need for need in needs.open_needs() if [facet, value] in need.topics]
    return reports if len({need.account_id for need in reports}) >= LEAST_SHOWN else []


def label(facet: str, value: str, at: datetime) -> str:
    """A topic in words."""
    if facet == service.WORDS:
        return f"“{value}”"
    return ", ".join(chip.label for chip in finding.chips(parse([(facet, value)], facets.CODES), at)) or value


def _keys_by_person(reports: list[UnmetNeed]) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for need in reports:
        found.setdefault(need.account_id, set()).update((facet, value) for facet, value in need.topics if facet in _ABOUT)
    return found
