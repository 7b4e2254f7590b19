"""The blueprint of what people keep; each module of this package hangs its routes on it."""

from flask import Blueprint

bp = Blueprint("saved", __name__)
