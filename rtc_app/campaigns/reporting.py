"""A report in words: the questions with their rows, and a published report with labels and benchmarks beside the figures."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import cast

from rtc_app.campaigns.models import CampaignReport
from rtc_app.campaigns.rules import Figure
from rtc_app.needs import queries as needs
from rtc_app.needs.asking import AskedQuestion, Options
from rtc_app.needs.models import Campaign
from rtc_app.needs.tallying import CHOICES, COUNTED_TYPES, GROUP_QUESTIONS, PROVINCE, PURPOSE, SEVERAL, YEAR_BANDS
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Benchmark
from rtc_app.trajectories.rules.mirror import HALF_OR_MORE, LESS_THAN_HALF, MAJORITY, MINORITY

#: Kind of group → its words; each is a vocabulary of that name.
KIND_WORDS = {"functie": "functie", "studiegebied": "studiegebied", "net": "net", PROVINCE: "provincie"}
KINDS = tuple(KIND_WORDS)
_SEVERAL_WORDS = {
    "functie": "meer dan één taak",
    "studiegebied": "meer dan één studiegebied",
    "net": "meer dan één net",
    PROVINCE: "meer dan één provincie",
}
#: Length of the bar for a word that covers several figures.
_WORD_BARS = {MINORITY: 10, MAJORITY: 90, LESS_THAN_HALF: 25, HALF_OR_MORE: 75}
_NOTES = {
    "matrix_single": "Wie ICT hiervoor minstens wekelijks gebruikt.",
    "scale": "Naar de eigen indruk, van 0 tot 10; geen toets.",
}


@dataclass(frozen=True)
class Outline:
    """A question of the report: its rows, the kinds of group it is split by, and whether each person gave exactly one row."""

    code: str
    rows: tuple[str, ...]
    kinds: tuple[str, ...]
    is_choice: bool


@dataclass(frozen=True)
class ReportRow:
    """One line: its figure (None = hidden) and the figure from elsewhere that is marked beside it."""

    code: str
    label: str
    figure: Figure
    benchmark: Benchmark | None

    @property
    def value(self) -> int | None:
        """The length of its bar; a word gets a length of its own, since its number stays unknown."""
        return self.figure if isinstance(self.figure, int) else _WORD_BARS.get(str(self.figure))

    @property
    def bar(self) -> dict[str, object]:
        """The row as a chart draws it."""
        word = self.figure if isinstance(self.figure, str) else None
        beside = {"benchmark": self.benchmark.value} if self.benchmark else {}
        return {"label": self.label, "value": self.value, "text": word, **beside}


@dataclass(frozen=True)
class Split:
    """A question by one kind of group: (group, how many as a band), and (row, its figures in that order)."""

    words: str
    groups: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, tuple[Figure, ...]], ...]


@dataclass(frozen=True)
class ReportTable:
    """A question of the report; `benchmarks` are all figures from elsewhere that may stand beside it."""

    code: str
    title: str
    note: str
    people: str
    rows: tuple[ReportRow, ...]
    splits: tuple[Split, ...]
    benchmarks: tuple[tuple[str, Benchmark], ...]

    @property
    def bars(self) -> list[dict[str, object]]:
        """What the chart draws, the largest share first; rows with a benchmark always, others when more than a few gave them."""
        drawn = [row for row in self.rows if row.benchmark or row.figure != MINORITY]
        return [row.bar for row in sorted(drawn, key=lambda row: -(row.value or 0))]

    @property
    def few(self) -> tuple[str, ...]:
        """Labels of the rows that the chart leaves out."""
        return tuple(row.label.removesuffix(".") for row in self.rows if row.figure == MINORITY and not row.benchmark)

    @property
    def is_compared(self) -> bool:
        return any(row.benchmark for row in self.rows)

    @property
    def has_hidden(self) -> bool:
        figures = [row.figure for row in self.rows] + [f for split in self.splits for _, some in split.rows for f in some]
        return None in figures


@dataclass(frozen=True)
class ReportFacts:
    """A report as page, PDF and workbook show it; `participation` is (kind, ((group, band), …))."""

    title: str
    purpose: str
    asked: str
    starts_on: date
    ends_on: date
    published_on: date
    people: str
    participation: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    sections: tuple[tuple[str, tuple[ReportTable, ...]], ...]


def outlines(on: date) -> list[Outline]:
    """The questions that a report of this day has tables of; there are no others: free slicing would give people away."""
    return [
        Outline(
            code=question.code,
            rows=tuple(code for code, _label in _rows(question)),
            # Who took part is told by the groups themselves; split once more it would only point at people.
            kinds=() if question.code in GROUP_QUESTIONS.values() else KINDS,
            is_choice=question.type in CHOICES,
        )
        for _title, questions in _questions(on)
        for question in questions
    ]


@dataclass(frozen=True)
class _Words:
    """Names of groups, and the shares from elsewhere that may stand beside an answer."""

    names: Mapping[str, str]
    marks: Mapping[str, Sequence[Benchmark]]


def report_facts(campaign: Campaign, report: CampaignReport) -> ReportFacts:
    """A published report with labels and benchmarks; a fixed number of queries."""
    words = _Words(group_names(), reference.percentages_beside())
    stored = cast("Mapping[str, Mapping[str, object]]", report.tables)
    sections = [
        (
            title,
            tuple(table for question in questions if question.code in stored for table in _tables(question, stored[question.code], words)),
        )
        for title, questions in _questions(campaign.ends_on)
    ]
    return ReportFacts(
        title=campaign.title,
        purpose=campaign.purpose,
        asked=asked_words(campaign),
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        published_on=report.published_on,
        people=report.people,
        participation=by_kind(cast("Mapping[str, str]", report.group_people).items(), words.names),
        sections=tuple(section for section in sections if section[1]),
    )


def by_kind(groups: Iterable[tuple[str, str]], names: Mapping[str, str]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Groups with a band each, told apart by kind and under their names, in the order of the vocabularies."""
    bands = dict(groups)
    found = [
        (KIND_WORDS[kind], tuple((names[group], bands[group]) for group in names if group in bands and group.startswith(f"{kind}:")))
        for kind in KINDS
    ]
    return tuple(entry for entry in found if entry[1])


def group_names() -> dict[str, str]:
    """Group → its words, such as "net:go" → "GO! onderwijs van de Vlaamse Gemeenschap"."""
    names: dict[str, str] = {}
    for kind in KINDS:
        names |= {f"{kind}:{code}": label for code, label in reference.choices(kind)}
        names[f"{kind}:{SEVERAL}"] = _SEVERAL_WORDS[kind]
    return names


def asked_words(campaign: Campaign) -> str:
    """Whom a campaign asks, in words."""
    if campaign.is_standing:
        return "Wie zijn noden invulde buiten een bevraging om"
    if campaign.province:
        return f"Scholen in {campaign.province.label}"
    if campaign.schools:
        return f"{len(campaign.schools)} scholen"
    return "Heel Vlaanderen"


def _questions(on: date) -> list[tuple[str, list[AskedQuestion]]]:
    """(section, its questions that are counted), of the version in force on a day."""
    sections = needs.sections_to_ask(needs.current_questionnaire(on), is_short=False)
    return [(section.title, [q for q in section.questions if q.type in COUNTED_TYPES and PURPOSE in q.used_for]) for section in sections]


def _rows(question: AskedQuestion) -> Options:
    match question.type:
        case "scale":
            return tuple(reference.choices("niveau"))
        case "integer":
            return tuple((str(first), words) for first, words in YEAR_BANDS.items())
        case "yes_no":
            return (("ja", "Ja"), ("nee", "Nee"))
        case "matrix_single":
            return question.rows
    return (*question.options, *question.extra_options)


def _tables(question: AskedQuestion, stored: Mapping[str, object], words: _Words) -> list[ReportTable]:
    """The table of a question; of one with a second list of options there are two, of which only the first has groups."""
    if not question.extra_options:
        return [_table(question, _rows(question), stored, words)]
    first = _table(question, question.options, stored, words)
    second = _table(question, question.extra_options, stored, words)
    return [first, replace(second, title=f"{question.text} Toepassingen en toestellen", splits=(), benchmarks=())]


def _table(question: AskedQuestion, labels: Options, stored: Mapping[str, object], words: _Words) -> ReportTable:
    figures = cast("Mapping[str, Figure]", stored["figures"])
    groups = cast("Mapping[str, Mapping[str, object]]", stored["groups"])
    beside = {code: words.marks.get(_beside(question, code), ()) for code, _label in labels}
    rows = tuple(ReportRow(code, label, figures.get(code), _mark(beside[code])) for code, label in labels)
    told = [row for row in rows if row.figure not in (MINORITY, None)]
    splits = [_split(kind, groups, words.names, told) for kind in KINDS if told]
    return ReportTable(
        code=question.code,
        title=question.text,
        note=_NOTES.get(question.type, ""),
        people=str(stored["people"]),
        rows=rows,
        splits=tuple(split for split in splits if split.groups),
        benchmarks=tuple((row.label, benchmark) for row in rows for benchmark in beside[row.code]),
    )


def _split(kind: str, groups: Mapping[str, Mapping[str, object]], names: Mapping[str, str], rows: list[ReportRow]) -> Split:
    chosen = [group for group in names if group in groups and group.startswith(f"{kind}:")]
    figures = [cast("Mapping[str, Figure]", groups[group]["figures"]) for group in chosen]
    return Split(
        words=KIND_WORDS[kind],
        groups=tuple((names[group], str(groups[group]["people"])) for group in chosen),
        rows=tuple((row.label, tuple(of_group.get(row.code) for of_group in figures)) for row in rows),
    )


def _beside(question: AskedQuestion, row: str) -> str:
    """What a benchmark compares with: the statement, or the question when its answer is yes."""
    return question.code if row == "ja" else row


def _mark(beside: Sequence[Benchmark]) -> Benchmark | None:
    """The figure to mark in a chart: what is not certain stands in a table with its note and is never a norm (REP-02)."""
    return next((benchmark for benchmark in beside if benchmark.is_certain), None)
