"""`flask demo`: example content and people, in demo mode only."""

from collections.abc import Callable

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from config import ROOT
from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import, demo
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.materials import service as materials

group = AppGroup("demo", help="Example content and people.")
STARTER = ROOT / "rtc_app" / "interchange" / "data" / "starter_catalogue.json"


@group.command("load")
def load() -> None:
    """Load the example offer where there is none, and the example people; doing it again changes nothing."""
    if not current_app.config["DEMO_MODE"]:
        raise click.ClickException("Demo people have public passwords. Set DEMO_MODE=1 on a database of its own.")
    load_missing(say=click.echo)
    click.echo(welcome(current_app.config["BASE_URL"]))


def load_missing(say: Callable[[str], None]) -> None:
    """Load what is not there yet: the starter offer, then the people; each in one transaction."""
    has_offer = db.session.scalar(sa.select(Training.id).limit(1)) is not None
    has_people = demo.is_loaded()
    release()
    if not has_offer:
        say("De voorbeeldcatalogus wordt geladen …")
        with transaction():
            catalogue_import.import_file(path=STARTER, at=clock.now())
    with transaction():
        materials.load_examples(at=clock.now())
    if not has_people:
        say("De voorbeeldpersonen worden geladen …")
        with transaction():
            demo.load(at=clock.now())


def welcome(address: str) -> str:
    """Where the demonstration is, as whom to sign in and what there is to see then. In Dutch, as the site."""
    content = demo.demo_file()
    accounts = [account for account in content.accounts if account.job]
    wide = max(len(account.email) for account in accounts)
    lines = [f"  {account.email:{wide}}  {account.job:15}  {account.shows}" for account in accounts]
    return "\n".join(
        [
            "",
            f"De Digitale School staat op {address}",
            "Dit is een demonstratie met voorbeelden. Aanmelden kan als:",
            "",
            *lines,
            "",
            f"Wachtwoord: {content.password} (voor iedereen hetzelfde)",
        ]
    )
