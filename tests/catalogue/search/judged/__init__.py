"""How well the search answers: questions with graded answers, measures, and plain ways of searching to compare with."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import sqlalchemy as sa
import yaml

from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import parse
from rtc_app.cli.demo import STARTER
from rtc_app.interchange import catalogue_import
from rtc_app.kernel.clock import BRUSSELS
from rtc_app.kernel.database import db, transaction
from tests.catalogue.search.judged import baselines, measures

#: The starter offer as if it was loaded now, so that dates and seats are the same on every run.
AT = datetime(2026, 11, 2, 9, 0, tzinfo=BRUSSELS)
TUNE, HOLD_OUT = "tune", "hold_out"


@dataclass(frozen=True)
class Question:
    """What somebody asks, of which class, in which half, and code of a training → grade 1 to 3."""

    text: str
    kind: str
    half: str
    grades: dict[str, int]


@cache
def questions():
    """All judged questions, in the order of the file."""
    content = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text("utf-8"))
    return tuple(
        Question(entry["ask"], kind, entry["half"], {code: grade for grade in (1, 2, 3) for code in entry.get(grade, ())})
        for kind, entries in content.items()
        for entry in entries
    )


def load_starter_offer():
    with transaction():
        catalogue_import.import_file(path=STARTER, at=AT)


def findable_codes():
    return set(db.session.scalars(sa.select(Training.code).where(Training.findable(AT))))


def ours():
    """The search of the site: question → codes, best first, at most one page."""
    codes = dict(db.session.execute(sa.select(Training.id, Training.code)).all())
    return lambda text: [codes[id_] for id_ in finding.search(parse([("q", text)], CODES), AT).ids]


def systems():
    """Name → way of searching, over the same findable trainings."""
    return {"ours": ours()} | baselines.over(db.session.scalars(sa.select(Training).where(Training.findable(AT)).order_by(Training.id)))


def figures(search, asked):
    """The measures over these questions, each the mean."""
    return measures.mean([measures.of(search(question.text), question.grades) for question in asked])
