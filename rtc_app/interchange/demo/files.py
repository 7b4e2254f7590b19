"""The file with the example people. Nobody in it exists: all are called Voorbeeld."""

import functools
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from rtc_app.accounts.models import Role
from rtc_app.quality.rules import Verdict

PATH = Path(__file__).parents[1] / "data" / "demo_people.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoPerson(_Strict):
    name: str
    email: str


class DemoTeacher(DemoPerson):
    """A teacher with the values of what she answered, by question code."""

    answers: dict[str, object]


class DemoAccount(DemoPerson):
    """Somebody as whom a visitor of the demonstration can sign in; `job` is empty for who only waits for confirmation."""

    role: Role
    organisation: str
    is_confirmed: bool
    job: str
    #: What there is to see, in Dutch.
    shows: str


class DemoSchool(_Strict):
    code: str
    name: str
    street: str
    postcode: str
    city: str
    province: str
    latitude: float
    longitude: float
    staff: tuple[DemoTeacher, ...]


class DemoEnrolments(_Strict):
    """Who asks for a seat in a session, in this order, and who came to one that is past."""

    session: str
    people: tuple[str, ...]
    came: tuple[str, ...] = ()
    questions: dict[str, str] = {}


class DemoJudgement(_Strict):
    criterion: str
    verdict: Verdict
    reason: str = ""


class DemoReview(_Strict):
    training: str
    assessor: str
    judgements: tuple[DemoJudgement, ...]


class DemoHandedOver(_Strict):
    """Judged as met on every criterion, and waiting for the decision of a colleague."""

    training: str
    assessor: str


class DemoAssessments(_Strict):
    submitted: tuple[str, ...]
    handed_over: tuple[DemoHandedOver, ...]
    in_review: tuple[DemoReview, ...]


class DemoStep(_Strict):
    training: str
    session: str | None = None
    participants: int
    reason: str


class DemoTrajectory(_Strict):
    """A school trajectory that starts next week and lasts so many weeks; `budget` in euro."""

    school: str
    author: str
    title: str
    goal: str
    pedagogical_project: str
    consulted: str
    weeks: int
    budget: int
    steps: tuple[DemoStep, ...]


class DemoFile(_Strict):
    password: str
    schools: tuple[DemoSchool, ...]
    accounts: tuple[DemoAccount, ...]
    #: Teachers of other schools, who only fill sessions.
    participants: tuple[DemoPerson, ...]
    enrolments: tuple[DemoEnrolments, ...]
    assessments: DemoAssessments
    trajectories: tuple[DemoTrajectory, ...]


@functools.cache
def demo_file() -> DemoFile:
    """The example people; raises pydantic.ValidationError on a broken file."""
    return DemoFile.model_validate_json(PATH.read_text("utf-8"))
