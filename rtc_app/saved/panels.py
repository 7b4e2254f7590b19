"""What keeping adds to pages of the catalogue: a button on the page of a training, and ways to keep and compare on the results."""

from dataclasses import dataclass

from rtc_app.accounts.models import Account
from rtc_app.catalogue.queries import TrainingContent
from rtc_app.catalogue.search.finding import Found
from rtc_app.kernel.assets import quick_url_for
from rtc_app.kernel.panels import Panel
from rtc_app.saved import queries


@dataclass(frozen=True)
class KeepButton:
    """Whether the reader keeps this training; None for who is not signed in."""

    slug: str
    is_kept: bool | None


@dataclass(frozen=True)
class ResultsTools:
    """What one can do with results; `here` is the address to come back to."""

    total: int
    is_signed_in: bool
    here: str
    #: The question as a query string; empty when nothing was asked.
    query: str


def results_panel(found: Found, person: Account | None) -> Panel:
    """Under the results: compare and keep."""
    query = found.state.query_string()
    here = quick_url_for("catalogue.search_trainings") + (f"?{query}" if query else "")
    return Panel(
        "results_tools", "saved/_tools.html", ResultsTools(found.total, person is not None, here, "" if found.state.is_empty else query)
    )


def keep_panel(training: TrainingContent, person: Account | None) -> Panel:
    """On the page of a training: keep it, or compare it."""
    return Panel("actions", "saved/_keep.html", KeepButton(training.slug, queries.is_kept(person.id, training.id) if person else None))
