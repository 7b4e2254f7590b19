"""Suggestions: the matches of a profile with what a card shows, why it is shown, and what would change it."""

from dataclasses import dataclass
from datetime import datetime

from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.queries import TrainingCard
from rtc_app.needs import files, offer
from rtc_app.needs.match_words import (
    Choice,
    Explanation,
    TermLine,
    asked_words,
    choices_to_lower,
    explain,
    hidden_because,
    term_lines,
    widening_words,
)
from rtc_app.needs.matching import Candidate, Match, is_meant_for, meets_all, practical_of, rank, score, varied, widenings
from rtc_app.needs.rules import Profile

#: More suggestions than this is a list to search, and for that there is the search page.
MOST = 12
#: How many times as many matches are looked at to find variety in.
_LOOKED_AT = 5
#: Wider questions are asked of the best so many.
_WIDENED = 300
_WIDENINGS_SHOWN = 3
_SESSIONS_SHOWN = 3


@dataclass(frozen=True)
class Suggestion:
    """A training with its reasons and its drawback."""

    card: TrainingCard
    explanation: Explanation
    #: Starts of the sessions to come that meet what was asked of day and distance; empty when nothing was asked.
    fitting: tuple[datetime, ...]
    #: Themes, tools and the provider of which one can ask less.
    lowerable: tuple[Choice, ...]


@dataclass(frozen=True)
class Suggestions:
    """The page of matches."""

    shown: list[Suggestion]
    #: Whether one of all matches meets everything that was asked of level, form, day and distance.
    some_meet_all: bool
    #: What that is, in words.
    asked: str
    #: Sentences about wider questions, each with its count.
    wider: tuple[str, ...]


@dataclass(frozen=True)
class Why:
    """Why a training stands where it stands, or does not stand there at all."""

    #: Its place among the matches, from 1, and how many there are; None when it is not among them.
    place: int | None
    total: int
    #: Sentences that say what hides it; empty when nothing does.
    hidden: tuple[str, ...]
    explanation: Explanation
    lines: tuple[TermLine, ...]
    score: float


def suggestions(profile: Profile, at: datetime, limit: int = MOST, *, followed: frozenset[int] = frozenset()) -> Suggestions:
    """What fits best among what may be found now, best first; `followed` are ids of trainings the person is in already."""
    now = offer.current()
    candidates = [candidate for candidate in now.findable(at) if candidate.training_id not in followed]
    ranked = _worth_showing(rank(profile, candidates, now.measure, at, max(_WIDENED, _LOOKED_AT * limit)))
    matches = varied(ranked[: _LOOKED_AT * limit], limit, files.matching().most_alike)
    cards = {card.id: card for card in catalogue.cards([match.candidate.training_id for match in matches], at)}
    wider = widenings(profile, [match.candidate for match in ranked], now.measure, at, _WIDENINGS_SHOWN)
    return Suggestions(
        shown=[
            Suggestion(
                card=cards[match.candidate.training_id],
                explanation=explain(match, profile, now.measure, now.vocabulary, at),
                fitting=_fitting(profile, match.candidate, at),
                lowerable=choices_to_lower(match.candidate, profile, now.vocabulary),
            )
            for match in matches
            if match.candidate.training_id in cards
        ],
        some_meet_all=any(meets_all(match) for match in ranked),
        asked=asked_words(profile, now.vocabulary),
        wider=tuple(widening_words(widening, now.vocabulary) for widening in wider),
    )


def best_for(profile: Profile, followed: frozenset[int], at: datetime, limit: int = MOST) -> list[int]:
    """Ids of what would be suggested now, best first; nothing for who does not allow it."""
    if not profile.allows_matching or not profile.can_be_matched:
        return []
    now = offer.current()
    candidates = (candidate for candidate in now.findable(at) if candidate.training_id not in followed)
    ranked = _worth_showing(rank(profile, candidates, now.measure, at, _LOOKED_AT * limit))
    return [match.candidate.training_id for match in varied(ranked, limit, files.matching().most_alike)]


def _worth_showing(ranked: list[Match]) -> list[Match]:
    """Those for which enough speaks; a long tail of half matches hides the good ones."""
    return [match for match in ranked if match.share >= files.matching().least_share]


def can_be_lowered(code: str) -> bool:
    """Whether the offer has a theme, a tool or a provider of this code."""
    return any(code in (*c.themes, *c.tools, c.provider) for _start, _until, c in offer.current().entries)


def _fitting(profile: Profile, candidate: Candidate, at: datetime) -> tuple[datetime, ...]:
    asked = [(run.start, practical_of(profile, run)) for run in candidate.to_come(at)]
    return tuple(start for start, met in asked if met and all(met.values()))[:_SESSIONS_SHOWN]


def is_matched(training_id: int) -> bool:
    """Whether a training takes part in matching: it passed the quality check."""
    return offer.current().candidate(training_id) is not None


def fit_of(profile: Profile, training_id: int, at: datetime) -> Explanation | None:
    """Why one training fits a profile, by the same terms; None when nothing is known or it is meant for other pupils."""
    now = offer.current()
    candidate = now.candidate(training_id)
    if candidate is None or not is_meant_for(profile, candidate):
        return None
    match = score(profile, candidate, now.measure, at)
    return explain(match, profile, now.measure, now.vocabulary, at) if match.terms else None


def why(profile: Profile, training_id: int, at: datetime, *, followed: frozenset[int] = frozenset()) -> Why | None:
    """Why a training is suggested or not, for any training that passed the quality check; None for the others."""
    now = offer.current()
    candidate = now.candidate(training_id)
    if candidate is None:
        return None
    others = [other for other in now.findable(at) if other.training_id not in followed]
    order = [match.candidate.training_id for match in _worth_showing(rank(profile, others, now.measure, at, len(others)))]
    match = score(profile, candidate, now.measure, at)
    return Why(
        place=order.index(training_id) + 1 if training_id in order else None,
        total=len(order),
        hidden=hidden_because(profile, match, at, files.matching().least_share, is_followed=training_id in followed),
        explanation=explain(match, profile, now.measure, now.vocabulary, at),
        lines=term_lines(match, now.measure, now.vocabulary),
        score=match.score,
    )
