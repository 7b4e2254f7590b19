"""Reading school mirrors: what they are made of, what was published, and the page with benchmarks beside the figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

import sqlalchemy as sa

from rtc_app.accounts import queries as accounts
from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs.models import Question, Questionnaire, Section
from rtc_app.needs.rules import SOURCES, Profile
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Benchmark
from rtc_app.trajectories import files
from rtc_app.trajectories.models import SchoolMirror
from rtc_app.trajectories.rules import mirror as rules

#: Often enough to speak of use in the lesson: from weekly on, in the values of the scheme "frequentie".
_WEEKLY = 4
#: Length of the bar for a word that covers several figures.
_WORD_BARS = {rules.MINORITY: 10, rules.MAJORITY: 90, rules.LESS_THAN_HALF: 25, rules.HALF_OR_MORE: 75}


@dataclass(frozen=True)
class TableWords:
    """What a table is called, and the pillar of the onderwijsinspectie it says something about."""

    code: str
    title: str
    pillar: str
    scheme: str | None
    is_choice: bool = False
    by_area: bool = False


#: The fixed set of tables, in the order of the page. There are no others: free slicing would give people away.
TABLES = (
    TableWords("themes", "Waarover je team wil bijleren", "P3", "thema", by_area=True),
    TableWords("levels", "Hoe sterk je team zich voelt", "P3", "niveau", is_choice=True, by_area=True),
    TableWords("skills", "Wat je team over de eigen vaardigheid zegt", "P3", None),
    TableWords("support", "Steun, tijd en middelen", "P5", None),
    TableWords("barriers", "Wat je team tegenhoudt", "P5", "drempel"),
    TableWords("policy", "Wat je team weet van de afspraken", "P1", None),
    TableWords("activities", "Waarvoor je team ICT minstens wekelijks gebruikt", "P2", "activiteit"),
    TableWords("attitudes", "Hoe je team naar ICT kijkt", "P4", None),
    TableWords("formats", "Hoe je team het liefst leert", "P3", "vormvoorkeur"),
)
#: Statements of question 2.3, told apart by pillar.
_STATEMENTS = {
    "support": ("Q2.3.01", "Q2.3.02", "Q2.3.03", "Q2.3.04", "Q2.3.11"),
    "policy": ("Q2.3.05", "Q2.3.06"),
    "skills": ("Q2.3.07", "Q2.3.08", "Q2.3.09", "Q2.3.10"),
    "attitudes": ("Q2.3.12", "Q2.3.13", "Q2.3.14", "Q2.3.15"),
}


@dataclass(frozen=True)
class MirrorRow:
    """One line: its figure (None = hidden) and the benchmark that may stand beside it."""

    code: str
    label: str
    figure: rules.Figure
    benchmark: Benchmark | None

    @property
    def bar(self) -> dict[str, object]:
        """The row as a chart draws it; a word gets a bar of its own length, since its number stays unknown."""
        value = self.figure if isinstance(self.figure, int) else _WORD_BARS.get(str(self.figure))
        word = self.figure if isinstance(self.figure, str) else None
        beside = {"benchmark": self.benchmark.value} if self.benchmark else {}
        return {"label": self.label, "value": value, "text": word, **beside}


@dataclass(frozen=True)
class MirrorTable:
    """A table of the page; `areas` are (study area, its figures in the order of the rows)."""

    code: str
    title: str
    pillar: str
    since: date
    rows: tuple[MirrorRow, ...]
    areas: tuple[tuple[str, tuple[rules.Figure, ...]], ...]

    @property
    def bars(self) -> list[dict[str, object]]:
        """What the chart draws, the largest share first; rows with a benchmark always, others when more than a few ticked them."""
        drawn = [row.bar for row in self.rows if row.benchmark or row.figure != rules.MINORITY]
        return sorted(drawn, key=lambda bar: -cast("int", bar["value"] or 0))

    @property
    def few(self) -> tuple[str, ...]:
        """Labels of the rows that only a small minority ticked and that the chart leaves out."""
        return tuple(row.label.removesuffix(".") for row in self.rows if row.figure == rules.MINORITY and not row.benchmark)

    @property
    def compared(self) -> tuple[MirrorRow, ...]:
        """The rows that have a benchmark beside them."""
        return tuple(row for row in self.rows if row.benchmark)

    @property
    def by_area(self) -> tuple[tuple[str, tuple[rules.Figure, ...]], ...]:
        """(row label, its figures in the order of the study areas)."""
        return tuple((row.label, tuple(figures[n] for _area, figures in self.areas)) for n, row in enumerate(self.rows))

    @property
    def has_hidden(self) -> bool:
        return any(row.figure is None for row in self.rows)


@dataclass(frozen=True)
class MirrorFacts:
    """What the page of a school shows: how many answered as a band, and the tables per pillar (label, tables)."""

    published_on: date
    respondents: str
    pillars: tuple[tuple[str, tuple[MirrorTable, ...]], ...]
    #: Themes that are asked most, first the most asked: (code, label, figure).
    top_themes: tuple[tuple[str, str, rules.Figure], ...]


def all_schools() -> list[Organisation]:
    """Every school, by name."""
    return accounts.organisations(OrganisationKind.SCHOOL)


def mirrors(school_id: int) -> list[SchoolMirror]:
    """Everything published of a school, oldest first."""
    query = sa.select(SchoolMirror).where(SchoolMirror.school_id == school_id).order_by(SchoolMirror.published_at, SchoolMirror.id)
    return list(db.session.scalars(query))


def publication(mirror: SchoolMirror) -> rules.Publication:
    """A stored mirror as the rules know it."""
    figures = cast("Mapping[str, Mapping[str, object]]", mirror.figures)
    return {
        key: rules.Table(cast("Mapping[str, rules.Figure]", table["figures"]), cast("int", mirror.bases[key]), str(table["since"]))
        for key, table in figures.items()
    }


def outlines() -> list[rules.Outline]:
    """The fixed set of tables with the codes of their rows."""
    labels = _labels()
    return [rules.Outline(table.code, tuple(labels[table.code]), table.is_choice, table.by_area) for table in TABLES]


def respondents(profiles: Sequence[Profile]) -> list[rules.Respondent]:
    """Profiles cut down to what a mirror counts: a wish for a tool counts for its theme, a frequency as weekly or not."""
    theme_of = reference.broader_codes("tool")
    weekly = {c.code for c in reference.concepts("frequentie") if cast("int", c.properties["value"]) >= _WEEKLY}
    return [_respondent(profile, theme_of, weekly) for profile in profiles]


def mirror_facts(mirror: SchoolMirror) -> MirrorFacts:
    """A mirror as its page shows it, with labels and benchmarks; a fixed number of queries."""
    published, labels, marks = publication(mirror), _labels(), {code: beside[0] for code, beside in reference.percentages_beside().items()}
    areas = dict(reference.choices("studiegebied"))
    tables = [_table(words, published, labels[words.code], marks, areas) for words in TABLES if words.code in published]
    pillars = [
        (label[:1].upper() + label[1:], tuple(table for table in tables if table.pillar == code))
        for code, label in reference.choices("pijler")
    ]
    return MirrorFacts(
        published_on=clock.to_wall_time(mirror.published_at).date(),
        respondents=rules.band(mirror.respondents, files.thresholds()),
        pillars=tuple(pillar for pillar in pillars if pillar[1]),
        top_themes=_top_themes(published, labels["themes"]),
    )


def top_themes_of(school_id: int) -> list[str]:
    """Codes of the themes a school's team asks most, as published last; empty without a mirror."""
    published = mirrors(school_id)
    if not published:
        return []
    return [code for code, _label, _figure in _top_themes(publication(published[-1]), dict(reference.choices("thema")))]


def _respondent(profile: Profile, theme_of: Mapping[str, str], weekly: Iterable[str]) -> rules.Respondent:
    ticked = None if profile.statements is None else frozenset(profile.statements)
    answers: dict[str, frozenset[str] | None] = {
        "themes": frozenset(theme_of.get(code, code) for code in profile.needs),
        "levels": frozenset({profile.level}) if profile.level else None,
        "barriers": None if ticked is None else frozenset(profile.barriers),
        "formats": frozenset(profile.formats),
        "activities": frozenset(code for code, often in profile.activities.items() if often in weekly) if profile.activities else None,
    }
    answers |= dict.fromkeys(_STATEMENTS, ticked)
    return rules.Respondent(frozenset(profile.study_areas), answers)


def _table(
    words: TableWords, published: rules.Publication, labels: Mapping[str, str], marks: Mapping[str, Benchmark], areas: Mapping[str, str]
) -> MirrorTable:
    table = published[words.code]
    groups = [(key.split("/")[1], group) for key, group in published.items() if key.startswith(f"{words.code}/")]
    return MirrorTable(
        code=words.code,
        title=words.title,
        pillar=words.pillar,
        since=date.fromisoformat(table.since),
        rows=tuple(MirrorRow(code, label, table.figures.get(code), marks.get(code)) for code, label in labels.items()),
        areas=tuple(
            (label, tuple(group.figures.get(code) for code in labels))
            for area, label in areas.items()
            for key, group in groups
            if key == area
        ),
    )


def _top_themes(published: rules.Publication, labels: Mapping[str, str]) -> tuple[tuple[str, str, rules.Figure], ...]:
    """At most five themes that more than a small minority asks for."""
    figures = published["themes"].figures if "themes" in published else {}
    asked = [(code, figures[code]) for code in labels if figures.get(code) not in (None, rules.MINORITY)]
    asked.sort(key=lambda entry: -entry[1] if isinstance(entry[1], int) else -100)
    return tuple((code, labels[code], figure) for code, figure in asked[:5])


def _labels() -> dict[str, dict[str, str]]:
    """Table → row code → label."""
    statements = _statement_labels()
    return {
        table.code: dict(reference.choices(table.scheme))
        if table.scheme
        else {code: statements[code] for code in _STATEMENTS[table.code] if code in statements}
        for table in TABLES
    }


def _statement_labels() -> dict[str, str]:
    query = (
        sa.select(Question)
        .join(Section, Section.id == Question.section_id)
        .join(Questionnaire, Questionnaire.id == Section.questionnaire_id)
        .where(Question.code == SOURCES["statements"])
        .order_by(Questionnaire.version.desc())
        .limit(1)
    )
    question = db.session.scalar(query)
    options = cast("list[dict[str, str]]", question.properties.get("own_options", [])) if question else []
    return {option["code"]: option["label"] for option in options}
