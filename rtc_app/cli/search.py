"""`flask search reindex`: the words of every training again, after a change of words.yaml or of a vocabulary."""

import click
from flask.cli import AppGroup

from rtc_app.catalogue import service
from rtc_app.catalogue.search import indexing
from rtc_app.kernel.database import transaction

group = AppGroup("search", help="Finding trainings.")


@group.command("reindex")
def reindex() -> None:
    """Write every search document again and tell every process."""
    with transaction():
        number = indexing.index_everything()
        service.offer_changed()
    click.echo(f"{number} trainings")
