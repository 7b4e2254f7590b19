"""Documents as PDF."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission

bp = Blueprint("documents", __name__)

