"""Needs of one person for which there is nothing in the offer (MAT-06). Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from rtc_app.needs.matching.scoring import is_open_to, score
from rtc_app.needs.matching.values import Candidate, Measure
from rtc_app.needs.rules import Profile


def by_topic(candidates: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """Theme or tool → the trainings about it."""
    found: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for topic in candidate.themes | candidate.tools:
            found[topic].append(candidate)
    return found


def lacking(
    profile: Profile, about: Mapping[str, Sequence[Candidate]], measure: Measure, at: datetime, least_share: float
) -> tuple[str, ...]:
    """The needs for which nothing is worth showing: about it, at the person's level for it, and open to this person.

    `least_share` is what a suggestion must reach as well. A level that is unknown on either side is no lack.
    """
    return tuple(
        need
        for need in profile.needs
        if not any(
            _is_at_level(profile, need, candidate)
            and is_open_to(profile, candidate, at)
            and score(profile, candidate, measure, at).share >= least_share
            for candidate in about.get(need, ())
        )
    )


def level_for(profile: Profile, need: str) -> str | None:
    """The level that counts for one need (PRO-06)."""
    return profile.levels.get(need, profile.level)


def _is_at_level(profile: Profile, need: str, candidate: Candidate) -> bool:
    level = level_for(profile, need)
    return level is None or not candidate.levels or level in candidate.levels
