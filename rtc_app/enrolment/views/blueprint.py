"""The blueprint on which every page about seats is put."""

from flask import Blueprint

bp = Blueprint("enrolment", __name__)
