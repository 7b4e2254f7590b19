"""Which offer passed, as a workbook for whoever pays for it (QA-15)."""

from collections.abc import Iterable, Sequence

from rtc_app.interchange.report_sheets import Sheet, workbook
from rtc_app.kernel import clock
from rtc_app.quality.queries import Acceptance
from rtc_app.quality.rules.acceptance import EXPLAINED, Count, Line

_HEAD = tuple(kind.value.capitalize() for kind in Count)


def workbook_of(report: Acceptance) -> bytes:
    """The workbook: a sheet about the report with the totals, one for each vocabulary, and one that says how it was counted."""
    sheets = [Sheet(f"Per {part.head.lower()}", (part.head, *_HEAD), map(_row, part.lines)) for part in report.breakdowns]
    explained = Sheet("Uitleg", ("Wat je moet weten",), ((words,) for words in EXPLAINED[report.period is None]))
    return workbook([Sheet("Overzicht", ("Wat", "Waarde"), _about(report)), *sheets, explained])


def _about(report: Acceptance) -> Iterable[Sequence[object]]:
    yield "Gemaakt op", clock.to_wall_time(report.made_at).replace(second=0, microsecond=0)
    if report.period is None:
        yield "Wanneer", "zoals het nu is"
    else:
        yield "Eerste dag", report.period.first or "het begin"
        yield "Laatste dag", report.period.last or "nu"
    for kind, number in report.total.counts.items():
        yield f"Opleidingen: {kind.value}", number
    yield "Waarvan voorbeelden", report.examples


def _row(line: Line) -> Sequence[object]:
    return line.label, *line.counts.values()
