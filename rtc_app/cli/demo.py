"""`flask demo`: example content and people, in demo mode only."""

from collections.abc import Callable

import click
import sqlalchemy as sa
from flask import current_app
from flask.cli import AppGroup

from config import ROOT
from rtc_app.catalogue.models import Training
from rtc_app.interchange import catalogue_import
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction

group = AppGroup("demo", help="Example content and people.")
STARTER = ROOT / "rtc_app" / "interchange" / "data" / "starter_catalogue.json"


@group.command("load")
def load() -> None:
    """Load the example people and what they did."""
    if not current_app.config["DEMO_MODE"]:
        raise click.ClickException("Demo people have public passwords. Set DEMO_MODE=1 on a database of its own.")
    load_missing(say=click.echo)


def load_missing(say: Callable[[str], None]) -> None:
    """Load the starter offer when there is no training."""
    has_offer = db.session.scalar(sa.select(Training.id).limit(1)) is not None
    release()
    if not has_offer:
        say("Loading the example offer")
        with transaction():
            catalogue_import.import_file(path=STARTER, at=clock.now())


def welcome(address: str) -> str:
    """What to print when the site answers."""
    return f"The site answers on {address}"
