"""`flask catalogue`: bringing the offer in and out as a file, and searching it."""

import json
import sys
from pathlib import Path

import click
import sqlalchemy as sa
from flask.cli import AppGroup

from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import TEXT, parse
from rtc_app.interchange import catalogue_export, catalogue_import
from rtc_app.interchange.differences import Differences
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.interchange.xlsx.columns import field_words
from rtc_app.kernel import clock
from rtc_app.kernel.database import begin_writing, db

group = AppGroup("catalogue", help="The offer as a file, and searching it.")


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


@group.command("search")
@click.argument("query")
@click.option("--facet", "facets", multiple=True, metavar="SCHEME=CODE", help="A ticked value, such as niveau=beginner; may be repeated.")
@click.option("--limit", default=20, show_default=True, type=click.IntRange(1, 1000), help="How many results at most.")
@click.option("--json", "as_json", is_flag=True, help="A list of objects with id, title and score.")
def search_catalogue(query: str, facets: tuple[str, ...], limit: int, *, as_json: bool) -> None:
    """Print what the site finds for QUERY, best first; the ids are the codes of the catalogue file."""
    chosen = [(scheme, code) for scheme, _, code in (facet.partition("=") for facet in facets)]
    if unknown := [scheme for scheme, code in chosen if scheme not in CODES or not code]:
        raise click.UsageError(f"{unknown[0]} is no facet with a value. Use one of {', '.join(sorted(CODES))}, as in niveau=beginner.")
    ranked = finding.ranked(parse([(TEXT, query), *chosen], CODES), clock.now(), limit)
    columns = sa.select(Training.id, Training.code, Training.title).where(Training.id.in_([id_ for id_, _ in ranked]))
    known = {id_: (code, title) for id_, code, title in db.session.execute(columns)}
    found = [{"id": known[id_][0], "title": known[id_][1], "score": score} for id_, score in ranked]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        click.echo("\n".join(f"{row['score']:>6} {row['id']}: {row['title']}" for row in found))


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
