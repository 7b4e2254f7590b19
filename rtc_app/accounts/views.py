"""Signing in, registering and one's own account."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission
from rtc_app.accounts import models as models

bp = Blueprint("accounts", __name__)


@bp.route("/aanmelden", methods=["GET", "POST"])
@public
def sign_in() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/afmelden", methods=["POST"])
@public
def sign_out() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/registreren", methods=["GET", "POST"])
@public
def register() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@public
def request_reset() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501


@bp.route("/mijn-account", methods=["GET"])
@requires(Permission.KEEP_ACCOUNT)
def show_account() -> ResponseReturnValue:
    """Not built yet."""
    return "", 501
