"""The data file of the kwaliteitskader: criteria, checklist, ideal offer, thresholds and what of it is a proposal."""

import functools
from datetime import date
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict

from rtc_app.quality.rules import Flow, Severity, Thresholds

PATH = Path(__file__).parent / "data" / "framework.yaml"

Condition = Literal["always", "physical", "online", "hybrid", "if_materials_required"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FrameworkHead(_Strict):
    version: int
    title: str
    source: str
    valid_from: date
    validity_months: int


class CriterionEntry(_Strict):
    """One criterion. `judges` names the fields whose change reopens it, `shows` those that only help to judge.

    `mapping` names concepts of ok-rubriek, vlor-voorwaarde, pijler and speerpunt (QA-14).
    """

    code: str
    text: str
    evidence: list[str]
    applies_when: list[Condition]
    severity: Severity
    level: Literal["training", "session", "provider"]
    judges: list[str]
    shows: list[str] = []
    same_as: str | None = None
    mapping: dict[str, list[str | int]]
    note: str | None = None


class GroupEntry(_Strict):
    code: str
    label: str
    criteria: tuple[CriterionEntry, ...]


class PointEntry(_Strict):
    """One of the 19 points; `ideal` and `criteria` name the statements and criteria it goes back to."""

    code: str
    label: str
    mode: Literal["computed", "judged", "mixed"]
    rule: str
    ideal: tuple[str, ...]
    criteria: tuple[str, ...]


class IdealEntry(_Strict):
    """One statement of the ideal offer and the field in which the site keeps it (QA-10)."""

    code: str
    row: str
    text: str
    field: str
    in_checklist: bool


class ThresholdsEntry(_Strict):
    longest_meeting_minutes: int
    practice_percent: int
    largest_group: int
    runs_per_school_year: int


class FlowEntry(_Strict):
    decision_days: int
    reassess_before_days: int
    appeal_days: int
    urgent_days: int


class FrameworkFile(_Strict):
    framework: FrameworkHead
    proposals: tuple[str, ...]
    thresholds: ThresholdsEntry
    flow: FlowEntry
    groups: tuple[GroupEntry, ...]
    checklist: tuple[PointEntry, ...]
    ideal_offer: tuple[IdealEntry, ...]


@functools.cache
def framework_file() -> FrameworkFile:
    """The file, read once; raises pydantic.ValidationError when it is broken."""
    return FrameworkFile.model_validate(yaml.safe_load(PATH.read_text("utf-8")))


def thresholds() -> Thresholds:
    """The numbers of the checklist in the first version; later ones stand with theirs in the database."""
    return Thresholds(**framework_file().thresholds.model_dump())


def flow() -> Flow:
    """The terms of the work."""
    return Flow(**framework_file().flow.model_dump())
