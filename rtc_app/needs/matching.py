"""How well a training fits a profile: a sum of terms, each with what met and what did not (MAT-01 to MAT-08).

Pure over plain values. A term lies between minus and plus the weight of its criterion and is missing when either side is
unknown, so that a gap in a profile or in a training neither helps nor harms.
"""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rtc_app.needs.rules import Profile

#: The study area of trainings for everybody; neither fits nor misses a person's own area.
GENERAL_AREA = "studiegebied-overschrijdend"
LEVELS = ("beginner", "gevorderde", "expert")
NO_AFTERCARE = "geen-naslag"


@dataclass(frozen=True)
class Candidate:
    """A training as matching sees it, in concept codes; an empty set says that it is unknown."""

    training_id: int
    study_areas: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    modes: frozenset[str] = frozenset()
    aftercare: frozenset[str] = frozenset()
    onderwijsvormen: frozenset[str] = frozenset()
    #: Code of a reason or a barrier → whether the training meets it; what is unknown is not in it.
    facts: Mapping[str, bool] | None = None
    is_technical: bool = False
    #: Instants at which its sessions start, cancelled ones left out.
    starts: tuple[datetime, ...] = ()

    @property
    def is_own_pace(self) -> bool:
        """Whether it needs no session."""
        return bool(self.modes) and self.modes <= {"zelfstudie", "online-async"}

    def has_date(self, at: datetime) -> bool:
        """Whether one can begin: a session to come, or one's own pace."""
        return self.is_own_pace or any(start > at for start in self.starts)


@dataclass(frozen=True)
class Criterion:
    """One way in which a training can fit, what it weighs and why."""

    code: str
    label: str
    weight: float
    why: str


@dataclass(frozen=True)
class Measure:
    """Everything the score rests on besides profile and training: the data file and two facts of the vocabularies."""

    criteria: tuple[Criterion, ...]
    covered_by_tool: float
    covered_by_theme: float
    covered_by_related: float
    level_steps: tuple[float, ...]
    #: (least share, words), from best to worst.
    fits: tuple[tuple[float, str], ...]
    #: Tool → its theme.
    theme_of: Mapping[str, str]
    #: Preferred format → the modes that answer to it.
    modes_of: Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Part:
    """What one criterion finds: from -1 (misses) to 1 (fits), and the codes that met or did not."""

    share: float
    hits: tuple[str, ...] = ()
    misses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Term:
    """A part with its points."""

    criterion: str
    points: float
    hits: tuple[str, ...]
    misses: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """A training with the terms of its score; `share` is the score over what could be reached, from -1 to 1."""

    candidate: Candidate
    terms: tuple[Term, ...]
    score: float
    share: float

    def term(self, criterion: str) -> Term | None:
        """The term of one criterion, or None when it says nothing."""
        return next((term for term in self.terms if term.criterion == criterion), None)


def rank(profile: Profile, candidates: Iterable[Candidate], measure: Measure, at: datetime, limit: int) -> list[Match]:
    """The best matches, best first; those that score nothing, or are meant for other pupils, are left out.

    Equal scores: technical before general (CAT-04), then with a date before without, then in the order of creation.
    """
    about = (candidate for candidate in candidates if is_about(profile, candidate, measure) and is_meant_for(profile, candidate))
    fitting = [match for candidate in about if (match := score(profile, candidate, measure)).score > 0]
    fitting.sort(key=lambda m: (-round(m.score, 6), not m.candidate.is_technical, not m.candidate.has_date(at), m.candidate.training_id))
    return fitting[:limit]


def is_about(profile: Profile, candidate: Candidate, measure: Measure) -> bool:
    """Whether it touches the person's subject or needs at all; asked first, since most of a large offer does not."""
    return not candidate.study_areas.isdisjoint(profile.study_areas) or any(
        need in candidate.tools or need in _themes(candidate, measure) for need in profile.needs
    )


def is_meant_for(profile: Profile, candidate: Candidate) -> bool:
    """Whether it serves one of the person's onderwijsvormen; unknown on either side counts as yes."""
    return not (profile.onderwijsvormen and candidate.onderwijsvormen) or not candidate.onderwijsvormen.isdisjoint(profile.onderwijsvormen)


def score(profile: Profile, candidate: Candidate, measure: Measure) -> Match:
    """The terms and their sum for one training."""
    terms, reachable = [], 0.0
    for criterion in measure.criteria:
        part = _PARTS[criterion.code](profile, candidate, measure)
        if part is not None:
            reachable += criterion.weight
            terms.append(Term(criterion.code, part.share * criterion.weight, part.hits, part.misses))
    total = sum(term.points for term in terms)
    return Match(candidate, tuple(terms), total, total / reachable if reachable else 0.0)


def fit_words(match: Match, measure: Measure) -> str:
    """How well it fits, in words; a training about none of the needs is not praised for the rest."""
    needs = match.term("needs")
    if needs is not None and not needs.hits:
        return measure.fits[-1][1]
    return next(words for least, words in measure.fits if match.share >= least)


def _study_areas(profile: Profile, candidate: Candidate, _measure: Measure) -> Part | None:
    if not profile.study_areas or not candidate.study_areas:
        return None
    hits = tuple(area for area in profile.study_areas if area in candidate.study_areas)
    is_general = GENERAL_AREA in candidate.study_areas
    if hits:
        return Part(0.5 if is_general else 1.0, hits)
    return Part(0.0) if is_general else Part(-1.0, misses=tuple(sorted(candidate.study_areas)))


def _needs(profile: Profile, candidate: Candidate, measure: Measure) -> Part | None:
    if not profile.needs or not (candidate.themes or candidate.tools):
        return None
    themes = _themes(candidate, measure)
    hits = tuple(need for need in profile.needs if need in candidate.tools or need in themes)
    misses = tuple(need for need in profile.needs if need not in hits)
    # What is left uncovered; being related helps once, however many needs it is related to.
    left = math.prod(1.0 - (measure.covered_by_tool if need in candidate.tools else measure.covered_by_theme) for need in hits)
    if any(measure.theme_of.get(need) in themes for need in misses):
        left *= 1.0 - measure.covered_by_related
    return Part(1.0 - 2.0 * left, hits, misses)


def _themes(candidate: Candidate, measure: Measure) -> frozenset[str]:
    """Its own themes and those of its tools."""
    return candidate.themes | {measure.theme_of[tool] for tool in candidate.tools if tool in measure.theme_of}


def _level(profile: Profile, candidate: Candidate, measure: Measure) -> Part | None:
    if profile.level is None or not candidate.levels:
        return None
    own = LEVELS.index(profile.level)
    offered = tuple(level for level in LEVELS if level in candidate.levels)
    steps = min(abs(LEVELS.index(level) - own) for level in offered)
    return Part(measure.level_steps[steps], *(((profile.level,), ()) if steps == 0 else ((), offered)))


def _formats(profile: Profile, candidate: Candidate, measure: Measure) -> Part | None:
    wished = frozenset().union(*(measure.modes_of.get(wish, frozenset()) for wish in profile.formats))
    if not wished or not candidate.modes:
        return None
    hits = tuple(sorted(candidate.modes & wished))
    return Part(1.0, hits) if hits else Part(-1.0, misses=tuple(sorted(candidate.modes)))


def _aftercare(profile: Profile, candidate: Candidate, _measure: Measure) -> Part | None:
    wished = tuple(wish for wish in profile.aftercare if wish != NO_AFTERCARE)
    if not wished or not candidate.aftercare:
        return None
    hits = tuple(wish for wish in wished if wish in candidate.aftercare)
    return Part(2.0 * len(hits) / len(wished) - 1.0, hits, tuple(wish for wish in wished if wish not in hits))


def _reasons(profile: Profile, candidate: Candidate, _measure: Measure) -> Part | None:
    return _by_facts(profile.reasons, candidate)


def _barriers(profile: Profile, candidate: Candidate, _measure: Measure) -> Part | None:
    return _by_facts(profile.barriers, candidate)


def _by_facts(codes: tuple[str, ...], candidate: Candidate) -> Part | None:
    facts = candidate.facts or {}
    known = [code for code in codes if code in facts]
    if not known:
        return None
    hits = tuple(code for code in known if facts[code])
    return Part(2.0 * len(hits) / len(known) - 1.0, hits, tuple(code for code in known if not facts[code]))


_PARTS: dict[str, Callable[[Profile, Candidate, Measure], Part | None]] = {
    "study_areas": _study_areas,
    "needs": _needs,
    "level": _level,
    "formats": _formats,
    "reasons": _reasons,
    "aftercare": _aftercare,
    "barriers": _barriers,
}
