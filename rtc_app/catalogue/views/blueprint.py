"""The blueprint of the offer; each module of this package hangs its routes on it."""

from flask import Blueprint

bp = Blueprint("catalogue", __name__)
