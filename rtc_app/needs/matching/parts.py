"""What each criterion finds between a profile and a training. Pure.

A part is missing (None) when either side is unknown, so that a gap in a profile or in a training neither helps nor harms.
"""

import math
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from rtc_app.kernel.earth import kilometres_between
from rtc_app.needs.matching.values import LEVELS, URGENCIES, Candidate, Measure, Part, Run
from rtc_app.needs.rules import Profile

#: The study area of trainings for everybody; neither fits nor misses a person's own area.
GENERAL_AREA = "studiegebied-overschrijdend"
NO_AFTERCARE = "geen-naslag"
#: What a session can meet or miss, as facts of the matching file.
OWN_PACE, DAY, DISTANCE = "eigen-tempo", "dag", "afstand"

#: Pairs of sets of codes of which the outcome is remembered.
_REMEMBERED = 4096

PartOf = Callable[[Profile, Candidate, Measure, datetime], Part | None]


def needs_met(profile: Profile, candidate: Candidate) -> tuple[str, ...]:
    """The person's needs that a training is about, by tool or by theme."""
    themes, tools = candidate.themes, candidate.tools
    return tuple([need for need in profile.needs if need in tools or need in themes])


def practical_of(profile: Profile, run: Run) -> dict[str, bool]:
    """What the person asked of a session → whether this one has it; what is unknown is not in it."""
    met = {}
    if profile.days and run.weekdays:
        met[DAY] = run.weekdays <= frozenset(profile.days)
    if profile.max_km is not None:
        if run.is_remote:
            met[DISTANCE] = True
        elif profile.position and run.position:
            met[DISTANCE] = kilometres_between(profile.position, run.position) <= profile.max_km
    return met


def study_areas(profile: Profile, candidate: Candidate, _measure: Measure, _at: datetime) -> Part | None:
    """The own subject counts most (MAT-02)."""
    return _same_areas(profile.study_areas, candidate.study_areas)


# Thousands of trainings share a few sets of codes, so what they find in each other is reckoned once.
@lru_cache(_REMEMBERED)
def _same_areas(own: tuple[str, ...], offered: frozenset[str]) -> Part | None:
    if not own or not offered:
        return None
    hits = tuple(area for area in own if area in offered)
    is_general = GENERAL_AREA in offered
    if hits:
        return Part(0.5 if is_general else 1.0, hits)
    return Part(0.0) if is_general else Part(-1.0, misses=tuple(sorted(offered)))


def needs(profile: Profile, candidate: Candidate, measure: Measure, _at: datetime) -> Part | None:
    """How far the needs are covered; each one that is met covers a share of what the others left."""
    if not profile.needs or not (candidate.themes or candidate.tools):
        return None
    hits = needs_met(profile, candidate)
    misses = tuple([need for need in profile.needs if need not in hits])
    left = math.prod([1.0 - _covered(need, profile, candidate, measure) for need in hits])
    # Being related helps once, however many needs it is related to.
    if misses and any(measure.theme_of.get(need) in candidate.themes for need in misses):
        left *= 1.0 - measure.covered_by_related
    return Part(1.0 - 2.0 * left, hits, misses)


def _covered(need: str, profile: Profile, candidate: Candidate, measure: Measure) -> float:
    """How far a training covers a need it is about, from 0 to 1."""
    covered = measure.covered_by_tool if need in candidate.tools else measure.covered_by_theme
    return min(1.0, covered * measure.urgency[URGENCIES.index(profile.urgency.get(need, "gewoon"))])


def level(profile: Profile, candidate: Candidate, measure: Measure, _at: datetime) -> Part | None:
    """The nearest level, of the topics it is about where the person named one, else the level overall (PRO-06)."""
    topics = needs_met(profile, candidate) if profile.levels else ()
    named = frozenset(profile.levels[topic] for topic in topics if topic in profile.levels) if topics else None
    return _nearest_level(named or profile.level, candidate.levels, measure.level_steps)


@lru_cache(_REMEMBERED)
def _nearest_level(own: frozenset[str] | str | None, levels: frozenset[str], level_steps: tuple[float, ...]) -> Part | None:
    mine = (own,) if isinstance(own, str) else own
    if not mine or not levels:
        return None
    offered = tuple(name for name in LEVELS if name in levels)
    steps = min(abs(LEVELS.index(name) - LEVELS.index(level)) for name in offered for level in mine)
    hits = tuple(name for name in offered if name in mine)
    return Part(level_steps[steps], hits) if hits else Part(level_steps[steps], misses=offered)


def formats(profile: Profile, candidate: Candidate, measure: Measure, _at: datetime) -> Part | None:
    """Own pace for the self-taught, in a room for who wants guidance (MAT-07)."""
    wished = [mode for wish in profile.formats for mode in measure.modes_of.get(wish, ())]
    if not wished or not candidate.modes:
        return None
    hits = candidate.modes.intersection(wished)
    return Part(1.0, tuple(sorted(hits))) if hits else Part(-1.0, misses=tuple(sorted(candidate.modes)))


def practical(profile: Profile, candidate: Candidate, _measure: Measure, at: datetime) -> Part | None:
    """The session to come that meets most of what was asked of day and distance."""
    if not profile.days and profile.max_km is None:
        return None
    if candidate.is_own_pace:
        return Part(1.0, (OWN_PACE,))
    found = [met for run in candidate.to_come(at) if (met := practical_of(profile, run))]
    if not found:
        return None
    best = max(found, key=lambda met: (sum(met.values()) / len(met), len(met)))
    hits, misses = (tuple(code for code, is_met in best.items() if is_met is wanted) for wanted in (True, False))
    return Part(2.0 * len(hits) / len(best) - 1.0, hits, misses)


def motivations(profile: Profile, candidate: Candidate, measure: Measure, _at: datetime) -> Part | None:
    """Why the person uses ICT in class: it can only help (MAT-05)."""
    if not profile.motivations or not candidate.themes:
        return None
    hits = tuple(code for code in profile.motivations if not candidate.themes.isdisjoint(measure.themes_of.get(code, frozenset())))
    return Part(len(hits) / len(profile.motivations), hits)


def aftercare(profile: Profile, candidate: Candidate, _measure: Measure, _at: datetime) -> Part | None:
    """The support that was asked for."""
    return _same_aftercare(profile.aftercare, candidate.aftercare)


@lru_cache(_REMEMBERED)
def _same_aftercare(asked: tuple[str, ...], offered: frozenset[str]) -> Part | None:
    wished = tuple(wish for wish in asked if wish != NO_AFTERCARE)
    if not wished or not offered:
        return None
    hits = tuple(wish for wish in wished if wish in offered)
    return Part(2.0 * len(hits) / len(wished) - 1.0, hits, tuple(wish for wish in wished if wish not in hits))


def reasons(profile: Profile, candidate: Candidate, _measure: Measure, _at: datetime) -> Part | None:
    """What decides for the person (PRO-04)."""
    return _by_facts(profile.reasons, candidate)


def barriers(profile: Profile, candidate: Candidate, _measure: Measure, _at: datetime) -> Part | None:
    """What holds the person back (MAT-04)."""
    return _by_facts(profile.barriers, candidate)


def less_of(profile: Profile, candidate: Candidate, _measure: Measure, _at: datetime) -> Part | None:
    """What the person wants to see less of: themes, tools or providers."""
    if not profile.less_of:
        return None
    about = {*candidate.themes, *candidate.tools, candidate.provider}
    found = tuple(code for code in profile.less_of if code in about)
    return Part(-1.0, misses=found) if found else None


def _by_facts(codes: tuple[str, ...], candidate: Candidate) -> Part | None:
    facts = candidate.facts or {}
    known = [code for code in codes if code in facts]
    if not known:
        return None
    hits = tuple([code for code in known if facts[code]])
    misses = () if len(hits) == len(known) else tuple([code for code in known if not facts[code]])
    return Part(2.0 * len(hits) / len(known) - 1.0, hits, misses)


#: Code of a criterion in the matching file → what finds it.
PARTS: dict[str, PartOf] = {
    "study_areas": study_areas,
    "needs": needs,
    "level": level,
    "formats": formats,
    "practical": practical,
    "reasons": reasons,
    "motivations": motivations,
    "aftercare": aftercare,
    "barriers": barriers,
    "less_of": less_of,
}
