"""The data files of this domain, checked as they are read: the questionnaire, and how a profile meets the offer."""

import functools
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

FOLDER = Path(__file__).parent / "data"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionEntry(_Strict):
    """One question; `used_for` names what the answer serves: matching, school, flanders, interview."""

    code: str
    type: str
    text: str
    hint: str | None = None
    short: bool = False
    personal: bool = False
    options_scheme: str | None = None
    purpose: str = ""
    used_for: tuple[str, ...]
    properties: dict[str, object] = {}


class SectionEntry(_Strict):
    code: str
    title: str
    questions: tuple[QuestionEntry, ...]


class QuestionnaireFile(_Strict):
    version: int
    title: str
    source: str
    valid_from: date
    sections: tuple[SectionEntry, ...]


def questionnaire() -> QuestionnaireFile:
    """The questionnaire; raises pydantic.ValidationError on a broken file."""
    return QuestionnaireFile.model_validate(yaml.safe_load((FOLDER / "questionnaire.yaml").read_text("utf-8")))


def interview() -> QuestionnaireFile:
    """The questions of the interview; raises pydantic.ValidationError on a broken file."""
    return QuestionnaireFile.model_validate(yaml.safe_load((FOLDER / "interview.yaml").read_text("utf-8")))


class CriterionEntry(_Strict):
    code: str
    label: str
    weight: float
    why: str


class NeedsCoveredEntry(_Strict):
    tool: float
    theme: float
    related: float


class FitEntry(_Strict):
    least: float = Field(alias="from")
    label: str


class FactEntry(_Strict):
    """What a fact says to who asked for it, when it holds and when it does not."""

    yes: str
    no: str


class MatchingFile(_Strict):
    """Prices in cents."""

    version: int
    criteria: tuple[CriterionEntry, ...]
    needs_covered: NeedsCoveredEntry
    #: One for each of matching.URGENCIES.
    urgency: tuple[float, float, float]
    level_steps: tuple[float, float, float]
    fits: tuple[FitEntry, ...]
    enough_known: float
    least_share: float
    most_alike: int
    #: Motivation → themes.
    motivations: dict[str, tuple[str, ...]]
    small_price: int
    large_price: int
    facts: dict[str, FactEntry]


@functools.cache
def matching() -> MatchingFile:
    """How a profile meets the offer; raises pydantic.ValidationError on a broken file."""
    return MatchingFile.model_validate(yaml.safe_load((FOLDER / "matching.yaml").read_text("utf-8")))


class AreaEntry(_Strict):
    """An area of DigCompEdu with a sentence from practice for each of its levels, lowest first."""

    code: str
    text: str
    statements: dict[Literal["A1", "A2", "B1", "B2", "C1", "C2"], str]


class ReflectionFile(_Strict):
    version: int
    areas: tuple[AreaEntry, ...]


@functools.cache
def reflection() -> ReflectionFile:
    """The look at one's own digital competence; raises pydantic.ValidationError on a broken file."""
    return ReflectionFile.model_validate(yaml.safe_load((FOLDER / "reflection.yaml").read_text("utf-8")))
