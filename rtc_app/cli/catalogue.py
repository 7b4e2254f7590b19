"""`flask catalogue`: bringing the offer in and out as a file."""

import sys
from pathlib import Path

import click
from flask.cli import AppGroup

from rtc_app.interchange import catalogue_export, catalogue_import
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.interchange.xlsx.columns import field_words
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


@group.command("export")
@click.argument("file", type=click.Path(path_type=Path))
def export_catalogue(file: Path) -> None:
    """Write the whole offer to FILE (.json or .xlsx); from an empty site it is the template to fill in."""
    try:
        content = catalogue_export.export_file(path=file)
    except (FileRefusedError, OSError) as error:
        click.echo(error, err=True)
        sys.exit(1)
    click.echo(f"Opleidingen: {len(content.trainings)}, sessies: {sum(len(t.sessions) for t in content.trainings)}")


#: List of the file → what one thing of it is called.
_KINDS = {
    "providers": "verstrekker",
    "locations": "locatie",
    "trainers": "lesgever",
    "trainings": "opleiding",
    "sessions": "sessie",
    "assessments": "beoordeling van",
    "learning_paths": "leertraject",
}


def _tell(differences: Differences) -> None:
    headers = field_words()
    for change in differences.changes:
        fields = ", ".join(headers.get((change.kind, name), change_words(name)) for name in change.fields)
        click.echo(f"{_KINDS[change.kind]} {change.code}: {'nieuw' if change.is_new else f'gewijzigd ({fields})'}")
    click.echo(f"{differences.new} nieuw, {differences.changed} gewijzigd, {differences.unchanged} ongewijzigd")


def change_words(name: str) -> str:
    """What a list inside a thing is called."""
    return {"meetings": "bijeenkomsten", "steps": "stappen", "eindtermen": "eindtermen", "required_materials": "materiaal"}.get(name, name)
