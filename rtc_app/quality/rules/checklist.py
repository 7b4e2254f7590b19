"""The 19 points of the ideal training: computed from facts where that can be, judged otherwise, always with a reason (QA-09, QA-11)."""

import enum
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Thresholds:
    """Numbers the source leaves open; RTC chooses them with each version of the kwaliteitskader (proposal)."""

    longest_meeting_minutes: int
    practice_percent: int
    largest_group: int
    runs_per_school_year: int


@dataclass(frozen=True)
class ChecklistFacts:
    """What the points are computed from. Minutes are of regular meetings; `runs` are the first days of the sessions."""

    meeting_minutes: tuple[int, ...] = ()
    run_minutes: int = 0
    practice_minutes: int = 0
    runs: tuple[date, ...] = ()
    delivery_modes: frozenset[str] = frozenset()
    paths: tuple[str, ...] = ()
    sibling_levels: frozenset[str] = frozenset()
    aftercare: frozenset[str] = frozenset()
    has_follow_up_meeting: bool = False
    #: (code, finaliteiten for which it holds)
    eindtermen: tuple[tuple[str, frozenset[str]], ...] = ()
    finaliteiten: frozenset[str] = frozenset()
    technical_tools: tuple[str, ...] = ()
    partner: str = ""
    levels: frozenset[str] = frozenset()
    licence: str | None = None
    licence_allows_sharing: bool = False
    max_participants: int = 0
    study_areas: tuple[str, ...] = ()
    self_study: str = ""
    #: (city, can be reached by public transport)
    places: tuple[tuple[str, bool], ...] = ()


class PointState(enum.StrEnum):
    """What is known of a point."""

    MET = "ja"
    NOT_MET = "nee"
    NOT_APPLICABLE = "niet van toepassing"
    UNKNOWN = "nog niet beoordeeld"


@dataclass(frozen=True)
class PointRule:
    """A point as the framework names it; `mode` is computed, judged or mixed."""

    code: str
    label: str
    mode: str


@dataclass(frozen=True)
class PointResult:
    """A point for one training, with its reason in Dutch and whether it was computed or judged by a person."""

    code: str
    label: str
    state: PointState
    reason: str
    is_computed: bool


Finding = tuple[PointState, str]
_REMOTE = frozenset({"online-sync", "online-async", "zelfstudie"})
_OWN_PACE = frozenset({"online-async", "zelfstudie"})
#: The reason of a point of which nobody and nothing says anything yet.
NOT_JUDGED = "Een beoordelaar keek hier nog niet naar."
_WAITS = (PointState.UNKNOWN, NOT_JUDGED)


def read_checklist(
    points: Sequence[PointRule], facts: ChecklistFacts, judged: Mapping[str, tuple[bool, str]], thresholds: Thresholds
) -> list[PointResult]:
    """Each point with its state and reason. A person's judgement goes before a computation, except where a point is only computed.

    `judged` is code → (is met, reason).
    """
    results = []
    for point in points:
        if point.code in judged and point.mode != "computed":
            is_met, reason = judged[point.code]
            results.append(PointResult(point.code, point.label, _state(is_met), reason, is_computed=False))
            continue
        computation = COMPUTATIONS.get(point.code)
        state, reason = computation(facts, thresholds) if computation else _WAITS
        results.append(PointResult(point.code, point.label, state, reason, is_computed=state is not PointState.UNKNOWN))
    return results


def _state(is_met: bool) -> PointState:
    return PointState.MET if is_met else PointState.NOT_MET


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} minuten"
    return f"{hours} u {rest:02d}" if rest else f"{hours} uur"


def _short_meetings(facts: ChecklistFacts, limits: Thresholds) -> Finding:
    if not facts.meeting_minutes:
        return PointState.UNKNOWN, "Er zijn nog geen sessies gepland."
    longest = max(facts.meeting_minutes)
    words = f"De langste bijeenkomst duurt {_hours(longest)}; kort is hoogstens {_hours(limits.longest_meeting_minutes)}."
    return _state(longest <= limits.longest_meeting_minutes), words


def _part_of_path(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if facts.paths:
        return PointState.MET, f"Staat in {_and(facts.paths)}, en je kan ook los inschrijven."
    return PointState.NOT_MET, "Staat nog niet in een leertraject."


def _follow_up(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if facts.has_follow_up_meeting:
        return PointState.MET, "Er is een terugkommoment met een datum."
    if "terugkommoment" in facts.aftercare:
        return PointState.MET, "De verstrekker voorziet een terugkommoment."
    return PointState.NOT_MET, "Er is geen terugkommoment."


def _flexible(facts: ChecklistFacts, limits: Thresholds) -> Finding:
    if facts.delivery_modes & _OWN_PACE:
        return PointState.MET, "Je volgt op eigen tempo."
    most = max(Counter(day.year - (day.month < 9) for day in facts.runs).values(), default=0)
    words = {0: "Er zijn nog geen sessies gepland.", 1: "Loopt één keer in een schooljaar."}.get(
        most, f"Loopt {most} keer in een schooljaar."
    )
    return _state(most >= limits.runs_per_school_year), words


def _eindtermen(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    valid = [code for code, holds in facts.eindtermen if not facts.finaliteiten or not holds or holds & facts.finaliteiten]
    if valid:
        return PointState.MET, f"Gekoppeld aan eindterm {_and(valid)}."
    if facts.eindtermen:
        return PointState.NOT_MET, "De gekozen eindtermen gelden niet voor de finaliteit van de doelgroep."
    return PointState.NOT_MET, "Er is geen eindterm gekozen."


def _labour_market(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    named = [*facts.technical_tools, *([facts.partner] if facts.partner else [])]
    if named:
        return PointState.UNKNOWN, f"Noemt {_and(named)}. Een beoordelaar moet dit nog bevestigen."
    return PointState.NOT_MET, "Noemt geen vaktechnische toepassing en geen partner uit het werkveld."


def _levels(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if len(facts.levels) > 1:
        return PointState.MET, f"Voor {_and(_in_order(facts.levels))}."
    others = facts.sibling_levels - facts.levels
    if facts.levels and others:
        return PointState.MET, f"In hetzelfde leertraject is er ook een opleiding voor {_and(_in_order(others))}."
    return PointState.NOT_MET, f"Enkel voor {_and(facts.levels)}." if facts.levels else "Er is geen niveau gekozen."


def _practice(facts: ChecklistFacts, limits: Thresholds) -> Finding:
    if not facts.run_minutes:
        return PointState.UNKNOWN, "Er zijn nog geen sessies gepland, dus het aandeel oefentijd is niet te berekenen."
    share = round(100 * facts.practice_minutes / facts.run_minutes)
    words = (
        f"{_hours(facts.practice_minutes)} oefenen op {_hours(facts.run_minutes)}, dat is {share} %; genoeg is {limits.practice_percent} %."
    )
    return _state(share >= limits.practice_percent), words


def _shareable(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if facts.licence is None:
        return PointState.NOT_MET, "Er staat niet bij wat je met het materiaal mag doen."
    if facts.licence_allows_sharing:
        return PointState.MET, f"Het materiaal mag je delen ({facts.licence})."
    return PointState.NOT_MET, f"Het materiaal mag je niet delen ({facts.licence.lower()})."


def _small_group(facts: ChecklistFacts, limits: Thresholds) -> Finding:
    words = f"Hoogstens {facts.max_participants} deelnemers; klein is tot en met {limits.largest_group}."
    return _state(0 < facts.max_participants <= limits.largest_group), words


def _same_area(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if len(facts.study_areas) == 1:
        return PointState.MET, f"Enkel voor {facts.study_areas[0]}."
    if facts.study_areas:
        return PointState.NOT_MET, f"Voor {len(facts.study_areas)} studiegebieden samen."
    return PointState.NOT_MET, "Er is geen studiegebied gekozen, of de opleiding gaat over alle studiegebieden heen."


def _exchange(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if "forum" in facts.aftercare:
        return PointState.MET, "Er is een forum."
    if facts.has_follow_up_meeting or "terugkommoment" in facts.aftercare:
        return PointState.MET, "Op het terugkommoment wissel je uit met collega's."
    return _WAITS


def _central(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    if facts.delivery_modes and facts.delivery_modes <= _REMOTE:
        return PointState.NOT_APPLICABLE, "Je hoeft je niet te verplaatsen."
    if not facts.places:
        return PointState.UNKNOWN, "Er is nog geen plaats gekend."
    cities = sorted({city for city, _ in facts.places})
    if len(cities) > 1:
        return PointState.MET, f"Op meerdere plaatsen: {_and(cities)}."
    if any(reachable for _, reachable in facts.places):
        return PointState.MET, f"In {cities[0]}, bereikbaar met het openbaar vervoer."
    return PointState.NOT_MET, f"Enkel in {cities[0]}, moeilijk bereikbaar met het openbaar vervoer."


def _remote(facts: ChecklistFacts, _limits: Thresholds) -> Finding:
    # A hybrid training is online with moments at a place: whoever cannot come cannot follow it (case A1 of the assessors).
    if facts.delivery_modes & {"online-sync", "online-async"}:
        return PointState.MET, "Je kan online volgen."
    if "zelfstudie" in facts.delivery_modes or facts.self_study:
        return PointState.MET, "Er is materiaal voor zelfstudie."
    if "hybride" in facts.delivery_modes:
        return PointState.NOT_MET, "Een deel gaat op locatie door, en er is geen materiaal voor zelfstudie."
    return PointState.NOT_MET, "Niet online, en zonder materiaal voor zelfstudie."


def _in_order(levels: frozenset[str]) -> list[str]:
    return [level for level in ("beginner", "gevorderde", "expert") if level in levels]


def _and(words: Sequence[str] | frozenset[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} en {last}" if first else last


#: The points that follow from facts; of the mixed ones, what the facts already say.
COMPUTATIONS: dict[str, Callable[[ChecklistFacts, Thresholds], Finding]] = {
    "CL01": _short_meetings,
    "CL02": _part_of_path,
    "CL03": _follow_up,
    "CL04": _flexible,
    "CL08": _eindtermen,
    "CL09": _labour_market,
    "CL11": _levels,
    "CL13": _practice,
    "CL14": _shareable,
    "CL15": _small_group,
    "CL16": _same_area,
    "CL17": _exchange,
    "CL18": _central,
    "CL19": _remote,
}
