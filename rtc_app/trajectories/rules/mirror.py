"""The school mirror: figures of a team from which nobody can be recognised (SCH-03, VOI-01).

Three guards: small groups are never shown; the words at both ends always cover several counts; and before anything is
published it is attacked together with everything published before (`disclosure`), and what would give somebody away
stays out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rtc_app.trajectories.rules.disclosure import Claim, gives_away, gives_away_choice

#: A share in percent, one of the words below, or None when it is hidden.
Figure = int | str | None
MINORITY = "kleine minderheid"
MAJORITY = "grote meerderheid"
LESS_THAN_HALF = "minder dan de helft"
HALF_OR_MORE = "de helft of meer"


@dataclass(frozen=True)
class Thresholds:
    """See data/privacy.yaml."""

    school_minimum: int
    group_minimum: int
    new_respondents: int
    rounding: int
    majority: int
    counts_per_word: int
    band: int


@dataclass(frozen=True)
class Respondent:
    """One person's answers per table: the codes ticked, or None when the question was skipped."""

    study_areas: frozenset[str]
    answers: Mapping[str, frozenset[str] | None]


@dataclass(frozen=True)
class Outline:
    """A table of the mirror and its rows. `is_choice`: each person ticks exactly one row; `by_area`: also per study area."""

    code: str
    rows: tuple[str, ...]
    is_choice: bool = False
    by_area: bool = False


@dataclass(frozen=True)
class Table:
    """A table as published on a day (ISO) over `base` people; the base itself is never shown."""

    figures: Mapping[str, Figure]
    base: int
    since: str


#: Tables under their code; those of a study area under "table/area".
Publication = Mapping[str, Table]


def band(count: int, limits: Thresholds) -> str:
    """A number of people as it may be shown: 12 → "10–14"."""
    low = count // limits.band * limits.band
    return f"{low}–{low + limits.band - 1}"


def may_publish(respondents: int, last: int | None, limits: Thresholds) -> bool:
    """Whether there are enough people, and enough new ones since the last publication."""
    return respondents >= limits.school_minimum and (last is None or respondents >= last + limits.new_respondents)


def figure(count: int, base: int, limits: Thresholds) -> Figure:
    """A share of the whole school as it may be shown."""
    word = _word_size(base, limits)
    if count <= word:
        return MINORITY
    if count >= base - word:
        return MAJORITY
    return _rounded(count, base, limits)


def group_figure(count: int, base: int) -> Figure:
    """A share of a study area: half at most tells it, since a percentage of few people is a list of names."""
    return HALF_OR_MORE if 2 * count >= base else LESS_THAN_HALF


def counts(shown: Figure, base: int, limits: Thresholds) -> tuple[int, int]:
    """The least and the most people a shown figure can stand for."""
    fitting = [n for n in range(base + 1) if shown in (figure(n, base, limits), group_figure(n, base))]
    return (fitting[0], fitting[-1]) if fitting else (0, base)


def publish(
    respondents: Sequence[Respondent], outlines: Sequence[Outline], earlier: Sequence[Publication], limits: Thresholds, on: str
) -> Publication:
    """Everything that may be shown now; `earlier` holds all publications of this school, oldest first."""
    tables: dict[str, Table] = {}
    for outline in outlines:
        tables |= _publish_table(respondents, outline, earlier, limits, on)
    return tables


def _publish_table(
    respondents: Sequence[Respondent], outline: Outline, earlier: Sequence[Publication], limits: Thresholds, on: str
) -> dict[str, Table]:
    people = [(person.study_areas, ticked) for person in respondents if (ticked := person.answers[outline.code]) is not None]
    last = earlier[-1] if earlier else {}
    kept = {key: table for key, table in last.items() if key.split("/")[0] == outline.code}
    if not _is_due(len(people), limits.school_minimum, kept.get(outline.code), limits):
        return kept
    votes = {row: sum(row in ticked for _, ticked in people) for row in outline.rows}
    fresh = {outline.code: Table({row: figure(n, len(people), limits) for row, n in votes.items()}, len(people), on)}
    if outline.by_area:
        for area in sorted({area for areas, _ in people for area in areas}):
            fresh |= _area_table(people=people, outline=outline, area=area, kept=kept, limits=limits, on=on)
    return kept | _safe(fresh, people, outline, earlier, limits)


def _area_table(
    *,
    people: Sequence[tuple[frozenset[str], frozenset[str]]],
    outline: Outline,
    area: str,
    kept: Publication,
    limits: Thresholds,
    on: str,
) -> dict[str, Table]:
    """The table of one study area, when both the area and the rest of the school are large and new enough."""
    key = f"{outline.code}/{area}"
    inside = [ticked for areas, ticked in people if area in areas]
    last, whole = kept.get(key), kept.get(outline.code)
    rest_before = replace(whole, base=whole.base - last.base) if whole and last else None
    if not _is_due(len(inside), limits.group_minimum, last, limits):
        return {}
    if not _is_due(len(people) - len(inside), limits.group_minimum, rest_before, limits):
        return {}
    shown = {row: group_figure(sum(row in ticked for ticked in inside), len(inside)) for row in outline.rows}
    return {key: Table(shown, len(inside), on)}


def _is_due(base: int, minimum: int, last: Table | None, limits: Thresholds) -> bool:
    return base >= minimum and (last is None or base >= last.base + limits.new_respondents)


def _safe(
    fresh: dict[str, Table],
    people: Sequence[tuple[frozenset[str], frozenset[str]]],
    outline: Outline,
    earlier: Sequence[Publication],
    limits: Thresholds,
) -> dict[str, Table]:
    """The fresh tables without what would give somebody away: first a row of all study areas, then of the school."""
    groups = [key for key in fresh if "/" in key]
    members = {key: frozenset(i for i, (areas, _) in enumerate(people) if key.split("/")[1] in areas) for key in groups}
    for row in outline.rows:
        for doomed in (groups, [outline.code]):
            if _is_unsafe(row=row, fresh=fresh, members=members, code=outline.code, earlier=earlier, limits=limits):
                fresh = {key: _hide(table, row) if key in doomed else table for key, table in fresh.items()}
    if outline.is_choice:
        fresh = {key: _safe_choice(table, people, outline, limits, is_whole=key == outline.code) for key, table in fresh.items()}
    return fresh


def _safe_choice(
    table: Table, people: Sequence[tuple[frozenset[str], frozenset[str]]], outline: Outline, limits: Thresholds, *, is_whole: bool
) -> Table:
    """Options that add up tell each other: when that gives somebody away, halves instead of shares, or else nothing."""
    attempts = [table]
    if is_whole and None not in table.figures.values():
        votes = {row: sum(row in ticked for _, ticked in people) for row in outline.rows}
        attempts.append(replace(table, figures={row: group_figure(n, table.base) for row, n in votes.items()}))
    for attempt in attempts:
        if not gives_away_choice(table.base, [counts(attempt.figures[row], table.base, limits) for row in outline.rows]):
            return attempt
    return replace(table, figures=dict.fromkeys(outline.rows))


def _is_unsafe(
    *,
    row: str,
    fresh: Publication,
    members: Mapping[str, frozenset[int]],
    code: str,
    earlier: Sequence[Publication],
    limits: Thresholds,
) -> bool:
    """Whether a row can be used against somebody: across study areas, or against what was published before."""
    if gives_away(*_cross_section(row, fresh, members, code, limits)):
        return True
    if gives_away(*_growth(row, [*earlier, fresh], code, None, limits)):
        return True
    before = {key for publication in earlier for key in publication if key.startswith(f"{code}/")}
    return any(gives_away(*_growth(row, [*earlier, fresh], code, key, limits)) for key in sorted(before))


def _cross_section(
    row: str, fresh: Publication, members: Mapping[str, frozenset[int]], code: str, limits: Thresholds
) -> tuple[list[int], list[Claim]]:
    """One moment: the people of the school, told apart by the study areas that are shown."""
    base = fresh[code].base
    kinds = [frozenset(key for key, inside in members.items() if person in inside) for person in range(base)]
    atoms = sorted(set(kinds), key=sorted)
    claims = [Claim(tuple(range(len(atoms))), *counts(fresh[code].figures[row], base, limits))]
    for key in members:
        inside = tuple(i for i, kind in enumerate(atoms) if key in kind)
        claims.append(Claim(inside, *counts(fresh[key].figures[row], fresh[key].base, limits)))
    return [kinds.count(atom) for atom in atoms], claims


def _growth(
    row: str, publications: Sequence[Publication], code: str, area: str | None, limits: Thresholds
) -> tuple[list[int], list[Claim]]:
    """Several moments: the people who were new each time, of a study area and of the rest (or of the whole school).

    The worst case is taken: nobody left, and the attacker knows who was new.
    """
    sizes: list[int] = []
    inner: list[int] = []
    claims: list[Claim] = []
    inside = total = 0
    for whole, group in _moments(publications, code, area):
        if group is not None:
            inner.append(len(sizes))
            sizes.append(group.base - inside)
            claims.append(Claim(tuple(inner), *counts(group.figures.get(row), group.base, limits)))
            total, inside = total + group.base - inside, group.base
        sizes.append(whole.base - total)
        total = whole.base
        claims.append(Claim(tuple(range(len(sizes))), *counts(whole.figures.get(row), whole.base, limits)))
    return sizes, claims


def _moments(publications: Sequence[Publication], code: str, area: str | None) -> list[tuple[Table, Table | None]]:
    """The distinct tables over time: (of the school, of the area when it was new that day)."""
    moments: list[tuple[Table, Table | None]] = []
    for publication in publications:
        whole = publication.get(code)
        group = publication.get(area) if area else None
        if whole is not None and (not moments or moments[-1][0].since != whole.since):
            moments.append((whole, group if group is not None and group.since == whole.since else None))
    # Between two tables of an area nobody knows which newcomers belong to it; only the latest of the school still counts.
    return [moment for moment in moments if area is None or moment[1] is not None or moment is moments[-1]]


def _hide(table: Table, row: str) -> Table:
    return replace(table, figures={**table.figures, row: None})


def _word_size(base: int, limits: Thresholds) -> int:
    """The largest count that is still called a small minority."""
    return max(base * (100 - limits.majority) // 100, limits.counts_per_word - 1)


def _rounded(count: int, base: int, limits: Thresholds) -> int:
    step = limits.rounding
    return (200 * count + step * base) // (2 * step * base) * step
