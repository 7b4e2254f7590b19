"""`flask catalogue`: bringing the offer in and out as a file."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from rtc_app.interchange import catalogue_import
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.kernel import clock
from rtc_app.kernel.database import begin_writing, db

group = AppGroup("catalogue", help="The offer as a file.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show what would change and change nothing.")
def import_catalogue(file: Path, *, dry_run: bool) -> None:
    """Create and update what is in FILE (.json or .xlsx)."""
    begin_writing()
    try:
        differences = catalogue_import.import_file(path=file, at=clock.now())
    except FileRefusedError as error:
        db.session.rollback()
        click.echo("\n".join(error.sentences), err=True)
        sys.exit(1)
    if dry_run:
        db.session.rollback()
    else:
        db.session.commit()
    _tell(differences)


def _tell(differences: Differences) -> None:
    for change in differences.changes:
        words = "nieuw" if change.is_new else f"gewijzigd ({', '.join(change.fields)})"
        click.echo(f"{change.kind} {change.code}: {words}")
    click.echo(f"{differences.new} nieuw, {differences.changed} gewijzigd, {differences.unchanged} ongewijzigd")
