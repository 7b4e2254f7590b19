"""The questionnaire that comes with the project, as a checked data file."""

from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict

FOLDER = Path(__file__).parent / "data"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class QuestionEntry(_Strict):
    """One question; `used_for` names what the answer serves: matching, school, flanders."""

    code: str
    type: str
    text: str
    hint: str | None = None
    short: bool = False
    personal: bool = False
    options_scheme: str | None = None
    purpose: str
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
