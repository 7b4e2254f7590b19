"""What one reason is worth: the same score for the same person without it. Pure."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from rtc_app.needs.matching.scoring import score
from rtc_app.needs.matching.values import Match, Measure, Term
from rtc_app.needs.rules import Profile


def share_of(term: Term, match: Match, profile: Profile, measure: Measure, at: datetime) -> float:
    """The part of a score that rests on one reason, from 0 to 1: what is lost when the person had not told it."""
    if match.score <= 0:
        return 0.0
    rest = score(without(term, profile, measure), match.candidate, measure, at).score
    return max(0.0, min(1.0, (match.score - rest) / match.score))


def without(term: Term, profile: Profile, measure: Measure) -> Profile:
    """The profile of a person who never told what made this term."""
    return _WITHOUT[term.criterion](term.hits, profile, measure)


def _but(hits: tuple[str, ...], codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in hits)


def _formats(hits: tuple[str, ...], profile: Profile, measure: Measure) -> Profile:
    kept = tuple(wish for wish in profile.formats if measure.modes_of.get(wish, frozenset()).isdisjoint(hits))
    return replace(profile, formats=kept)


_WITHOUT: dict[str, Callable[[tuple[str, ...], Profile, Measure], Profile]] = {
    "study_areas": lambda hits, profile, _m: replace(profile, study_areas=_but(hits, profile.study_areas)),
    "needs": lambda hits, profile, _m: replace(profile, needs=_but(hits, profile.needs)),
    "level": lambda _hits, profile, _m: replace(profile, level=None, levels={}),
    "formats": _formats,
    "practical": lambda _hits, profile, _m: replace(profile, days=(), max_km=None),
    "reasons": lambda hits, profile, _m: replace(profile, reasons=_but(hits, profile.reasons)),
    "motivations": lambda hits, profile, _m: replace(profile, motivations=_but(hits, profile.motivations)),
    "aftercare": lambda hits, profile, _m: replace(profile, aftercare=_but(hits, profile.aftercare)),
    "barriers": lambda hits, profile, _m: replace(profile, barriers=_but(hits, profile.barriers)),
    "less_of": lambda _hits, profile, _m: replace(profile, less_of=()),
}
