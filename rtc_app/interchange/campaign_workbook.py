"""The report of a campaign as a workbook: what the report shows, in cells, and no number behind it."""

from collections.abc import Iterable, Sequence

from rtc_app.campaigns.reporting import ReportFacts, ReportTable
from rtc_app.campaigns.rules import Figure
from rtc_app.interchange.report_sheets import Sheet, workbook

HIDDEN = "verborgen"


def workbook_of(facts: ReportFacts) -> bytes:
    """The workbook: a sheet about the report, one with all answers, one by group, and one with figures from elsewhere."""
    elsewhere = ("Vraag", "Antwoord", "Cijfer", "Zeker", "Wat is gemeten", "Bij wie", "n", "Jaar", "Bron", "Opmerking")
    return workbook(
        [
            Sheet("Verslag", ("Wat", "Waarde"), _about(facts)),
            Sheet("Antwoorden", ("Deel", "Vraag", "Mensen", "Antwoord", "Cijfer", "Elders"), _answers(facts)),
            Sheet("Per groep", ("Vraag", "Per", "Groep", "Mensen", "Antwoord", "Cijfer"), _splits(facts)),
            Sheet("Elders", elsewhere, _benchmarks(facts)),
        ]
    )


def _about(facts: ReportFacts) -> Iterable[Sequence[object]]:
    yield from (
        ("Bevraging", facts.title),
        ("Waarvoor", facts.purpose),
        ("Wie", facts.asked),
        ("Eerste dag", facts.starts_on),
        ("Laatste dag", facts.ends_on),
        ("Verslag van", facts.published_on),
        ("Mensen die meetellen", facts.people),
    )
    for words, groups in facts.participation:
        yield from ((f"Per {words}: {group}", people) for group, people in groups)


def _tables(facts: ReportFacts) -> Iterable[tuple[str, ReportTable]]:
    return ((title, table) for title, tables in facts.sections for table in tables)


def _answers(facts: ReportFacts) -> Iterable[Sequence[object]]:
    for title, table in _tables(facts):
        for row in table.rows:
            elsewhere = row.benchmark.value if row.benchmark else None
            yield title, table.title, table.people, row.label, _cell(row.figure), elsewhere


def _splits(facts: ReportFacts) -> Iterable[Sequence[object]]:
    for _title, table in _tables(facts):
        for split in table.splits:
            for number, (group, people) in enumerate(split.groups):
                for label, figures in split.rows:
                    yield table.title, split.words, group, people, label, _cell(figures[number])


def _benchmarks(facts: ReportFacts) -> Iterable[Sequence[object]]:
    for _title, table in _tables(facts):
        for label, mark in table.benchmarks:
            certain = "ja" if mark.is_certain else "onzeker"
            yield (
                table.title,
                label,
                mark.value,
                certain,
                mark.measure,
                mark.population,
                mark.respondents,
                mark.year,
                mark.source,
                mark.note,
            )


def _cell(figure: Figure) -> object:
    """A share as a number of percents, a word as a word."""
    return HIDDEN if figure is None else figure
