"""The blueprint of the needs analysis; each module of this package hangs its routes on it."""

from flask import Blueprint

bp = Blueprint("needs", __name__)
