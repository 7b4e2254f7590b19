"""Pages of words only, and the address where monitoring asks whether the site lives."""

import sqlalchemy as sa
from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.accounts import queries as accounts
from rtc_app.accounts.models import OrganisationKind
from rtc_app.kernel.database import db

bp = Blueprint("pages", __name__)


@bp.get("/over")
@public
def show_about() -> ResponseReturnValue:
    """What this site is, who stands behind it and where its facts come from."""
    return render_template("pages/show_about.html", rtcs=accounts.organisations(OrganisationKind.RTC))


@bp.get("/privacy")
@public
def show_privacy() -> ResponseReturnValue:
    """What is kept of a person, why, how long, and who sees it."""
    return render_template("pages/show_privacy.html")


@bp.get("/toegankelijkheid")
@public
def show_accessibility() -> ResponseReturnValue:
    """How accessible the site is and where to report a barrier."""
    return render_template("pages/show_accessibility.html")


@bp.get("/voor-scholen")
@public
def introduce_school() -> ResponseReturnValue:
    """What a school gets here, and how its ICT coordinator or leader gets the role for it."""
    return render_template("pages/introduce_school.html")


@bp.get("/gezondheid")
@public
def show_health() -> ResponseReturnValue:
    """Say ok when the database answers; 503 otherwise."""
    db.session.execute(sa.text("SELECT 1"))
    return "ok", {"Content-Type": "text/plain; charset=utf-8"}
