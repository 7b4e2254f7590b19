"""`flask reference load`: the vocabularies, the RTCs, the quality framework and the questionnaire."""

import click
from flask.cli import AppGroup

from rtc_app.accounts import service as accounts
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.search import indexing
from rtc_app.kernel.database import transaction
from rtc_app.needs import service as needs
from rtc_app.quality import service as quality
from rtc_app.reference import service as reference

group = AppGroup("reference", help="Reference data.")


def load_all() -> dict[str, int]:
    """Load everything that comes with the project; returns how many of each."""
    return {
        "concepts": reference.load_schemes(),
        "benchmarks": reference.load_benchmarks(),
        "RTCs": accounts.load_rtcs(),
        "criteria": quality.load_framework(),
        "questions": needs.load_questionnaire(),
        "synonyms": catalogue.load_synonyms(),
    }


@group.command("load")
def load() -> None:
    """Bring the reference data into the database; doing it again changes nothing."""
    with transaction():
        counts = load_all()
        # A new form of the search index begins empty.
        indexing.index_everything(only_missing=True)
        # Pages hold the labels of concepts in their read models.
        catalogue.offer_changed()
    click.echo(", ".join(f"{number} {what}" for what, number in counts.items()))
