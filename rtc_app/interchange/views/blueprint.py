"""The blueprint that the views of this domain share."""

from flask import Blueprint

bp = Blueprint("interchange", __name__)
