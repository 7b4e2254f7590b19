"""The reverse of matching: for how many people a training or a draft fits, and what would make it fit more. Never who.

Only people who let their answers count for anonymous figures take part, and every number is a band of five (VOI-01).
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rtc_app.needs import offer, queries
from rtc_app.needs.matching import LEVELS, WEEKDAYS, Candidate, Measure, is_about, is_meant_for, score
from rtc_app.needs.offer import Offer
from rtc_app.needs.rules import DAY_LABELS, LEAST_SHOWN, Profile, band_of

#: From this share on a match is called good, as in the words of a match.
_GOOD = 1
_SCHOOL_DAYS = WEEKDAYS[:5]
_SHOWN = 5


@dataclass(frozen=True)
class Change:
    """Another level, form or day, with how many it would fit then, as a band."""

    words: str
    people: str


@dataclass(frozen=True)
class Reach:
    """For how many a training is a good match; `needs` are those it serves for at least five people, most asked first."""

    people: str
    needs: tuple[tuple[str, str], ...]
    missed: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]


def reach_of(training_id: int, at: datetime) -> Reach:
    """The reach of a training as it stands now, accepted or not."""
    candidate, now = offer.draft(training_id), offer.current()
    people = queries.profiles_for_figures()
    fitting = [profile for profile in people if _fits(profile, candidate, now.measure, at)]
    labels = now.vocabulary.labels
    served, missed = Counter[str](), Counter[str]()
    for profile in fitting:
        term = score(profile, candidate, now.measure, at).term("needs")
        served.update(term.hits if term else ())
        missed.update(term.misses if term else ())
    return Reach(
        people=band_of(len(fitting)),
        needs=_bands(served, labels),
        missed=_bands(missed, labels),
        changes=_changes(candidate, people, now, at),
    )


def _changes(candidate: Candidate, people: Sequence[Profile], now: Offer, at: datetime) -> tuple[Change, ...]:
    """What would reach a higher band, most people first."""

    def fitting(other: Candidate) -> int:
        return sum(_fits(profile, other, now.measure, at) for profile in people)

    fits_now = fitting(candidate)
    found = [(fitting(other), words) for words, other in _variants(candidate, now.vocabulary.labels)]
    better = [(number, words) for number, words in found if number > fits_now and band_of(number) != band_of(fits_now)]
    return tuple(Change(words, band_of(number)) for number, words in sorted(better, key=lambda pair: -pair[0])[:_SHOWN])


def _variants(candidate: Candidate, labels: Mapping[str, str]) -> Iterable[tuple[str, Candidate]]:
    for level in LEVELS:
        if level not in candidate.levels:
            yield f"op niveau {labels.get(level, level)}", replace(candidate, levels=frozenset({level}))
    for mode in ("fysiek", "hybride", "online-sync", "zelfstudie"):
        if mode not in candidate.modes:
            yield f"als {labels.get(mode, mode)}", replace(candidate, modes=frozenset({mode}))
    for day in _SCHOOL_DAYS:
        runs = tuple(replace(run, weekdays=frozenset({day})) for run in candidate.runs)
        if runs and runs != candidate.runs:
            yield f"op {DAY_LABELS[day]}", replace(candidate, runs=runs)
    if any(not run.is_remote for run in candidate.runs):
        yield "dichtbij, of online", replace(candidate, runs=tuple(replace(run, is_remote=True) for run in candidate.runs))


def _fits(profile: Profile, candidate: Candidate, measure: Measure, at: datetime) -> bool:
    """Whether it is a good match for a person; a draft may still be without sessions, so being over does not count."""
    if not is_about(profile, candidate) or not is_meant_for(profile, candidate):
        return False
    return score(profile, candidate, measure, at).share >= measure.fits[_GOOD][0]


def _bands(counts: Counter[str], labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((labels.get(code, code), band_of(number)) for code, number in counts.most_common() if number >= LEAST_SHOWN)[:_SHOWN]
