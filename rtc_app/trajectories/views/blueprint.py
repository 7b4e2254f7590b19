"""The blueprint that every view of this domain hangs on."""

from flask import Blueprint

bp = Blueprint("trajectories", __name__)
