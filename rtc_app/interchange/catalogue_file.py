"""The shape of a catalogue file, version 1: what an RTC imports and exports, whatever the kind of file."""

import datetime as dt
import re
from decimal import Decimal
from typing import Annotated, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, PlainSerializer, PlainValidator, StringConstraints

from rtc_app.catalogue.models import Licence, MeetingKind
from rtc_app.catalogue.rules import link_of
from rtc_app.interchange.relative_dates import Day, RelativeDay, parse_day
from rtc_app.kernel.clock import to_utc
from rtc_app.kernel.forms import clean_text, has_control_characters
from rtc_app.quality.rules import Outcome


def _clean(text: str) -> str:
    if has_control_characters(text):
        raise ValueError("Haal de onzichtbare tekens uit deze tekst; typ ze opnieuw in plaats van te plakken.")
    return clean_text(text) or ""


def _day(value: object) -> Day:
    if isinstance(value, dt.date | RelativeDay) and not isinstance(value, dt.datetime):
        return value
    return parse_day(str(value))


def _time(value: object) -> dt.time:
    if isinstance(value, dt.time):
        return value
    match = re.fullmatch(r"([01]?\d|2[0-3])[.:]([0-5]\d)", str(value).strip())
    if not match:
        raise ValueError(f"'{value}' is geen uur. Schrijf het zoals 13.30.")
    return dt.time(int(match[1]), int(match[2]))


def _moment(value: object) -> dt.datetime:
    """A moment as the export writes it, or a day or wall time as a person does."""
    try:
        moment = value if isinstance(value, dt.datetime) else dt.datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError(f"'{value}' is geen dag. Schrijf het zoals 2026-11-30.") from None
    return (moment if moment.tzinfo else to_utc(moment)).astimezone(dt.UTC)


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized if value else ""
    except EmailNotValidError:
        raise ValueError(f"'{value}' is geen e-mailadres. Schrijf het zoals naam@school.be.") from None


def _link(line: str) -> str:
    if link_of(line) is None:
        raise ValueError(f"'{line}' heeft geen adres. Zet op elke regel één adres dat met https:// begint.")
    return line


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


Text = Annotated[str, StringConstraints(max_length=20_000), AfterValidator(_clean)]
Line = Annotated[str, StringConstraints(max_length=300), AfterValidator(_clean)]
Name = Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_clean)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
#: Code of a concept of the reference data; whether it exists is looked at in catalogue_check.
ConceptCode = Annotated[str, StringConstraints(min_length=1, max_length=80)]
MeetingDay = Annotated[Day, PlainValidator(_day), PlainSerializer(str, return_type=str)]
MeetingTime = Annotated[dt.time, PlainValidator(_time), PlainSerializer(lambda t: f"{t:%H.%M}", return_type=str)]
#: Words and one address (CAT-17).
LinkLine = Annotated[str, StringConstraints(max_length=300), AfterValidator(_clean), AfterValidator(_link)]
#: Since when something is so. Left out: it stays as it is.
Moment = Annotated[dt.datetime, PlainValidator(_moment), PlainSerializer(lambda moment: moment.isoformat(), return_type=str)]
#: Euro, at most two decimals.
Euro = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2), PlainSerializer(_number)]
Count = Annotated[int, Field(ge=0, le=10_000)]
Positive = Annotated[int, Field(ge=1, le=10_000)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ProviderEntry(_Entry):
    code: Code
    name: Name
    city: Line = ""
    website: Line = ""
    quality_care: Text = ""
    declaration: Text = ""
    is_example: bool = False


class LocationEntry(_Entry):
    code: Code
    name: Name
    street: Line
    postcode: Annotated[str, StringConstraints(pattern=r"^[1-9]\d{3}$")]
    city: Name
    province: ConceptCode
    latitude: Annotated[float, Field(ge=49, le=52)] | None = None
    longitude: Annotated[float, Field(ge=2, le=7)] | None = None
    access: Text = ""
    public_transport: bool = False
    #: Whose place it is, and what stands there. Left out: it stays as it is; a new place is for everybody.
    provider: Code | None = None
    equipment: Text | None = None
    is_example: bool = False


class TrainerEntry(_Entry):
    code: Code
    provider: Code
    name: Name
    subject_background: Text = ""
    teaching_background: Text = ""
    is_example: bool = False


class EindtermEntry(_Entry):
    code: ConceptCode
    meaning: Text = ""


class MaterialEntry(_Entry):
    name: Name
    can_borrow: bool = False


class MeetingEntry(_Entry):
    day: MeetingDay
    start: MeetingTime = Field(alias="from")
    end: MeetingTime = Field(alias="to")
    kind: MeetingKind = MeetingKind.REGULAR


class SessionEntry(_Entry):
    code: Code
    location: Code | None = None
    online_note: Text = ""
    capacity: Positive
    deadline_days: Annotated[int, Field(ge=0, le=365)] = 7
    meetings: Annotated[tuple[MeetingEntry, ...], Field(min_length=1)]
    cancelled_at: Moment | None = None


class ActionEntry(_Entry):
    criterion: ConceptCode
    action: Text
    owner: Line
    due: MeetingDay


class RefusalEntry(_Entry):
    criterion: ConceptCode
    reason: Text


class ChecklistEntry(_Entry):
    met: bool
    reason: Text


class AssessmentEntry(_Entry):
    """The outcome of an assessment made elsewhere (QA-13)."""

    outcome: Outcome
    decided: MeetingDay
    source: Name
    note: Text = ""
    actions: tuple[ActionEntry, ...] = ()
    refused: tuple[RefusalEntry, ...] = ()
    checklist: dict[ConceptCode, ChecklistEntry] = {}


class TrainingEntry(_Entry):
    code: Code
    title: Annotated[str, StringConstraints(min_length=1, max_length=90), AfterValidator(_clean)]
    provider: Code
    rtc: Code
    summary: Annotated[str, StringConstraints(max_length=350), AfterValidator(_clean)] = ""
    outcomes: tuple[Text, ...] = ()
    programme: Text = ""
    vision: Text = ""
    examples: tuple[Text, ...] = ()
    audience: Text = ""
    study_areas: tuple[ConceptCode, ...] = ()
    levels: tuple[ConceptCode, ...] = ()
    differentiation: Text = ""
    themes: tuple[ConceptCode, ...] = ()
    tools: tuple[ConceptCode, ...] = ()
    eindtermen: tuple[EindtermEntry, ...] = ()
    digcompedu: tuple[ConceptCode, ...] = ()
    onderwijsvormen: tuple[ConceptCode, ...] = ()
    finaliteiten: tuple[ConceptCode, ...] = ()
    grades: tuple[Literal[2, 3], ...] = ()
    delivery_modes: tuple[ConceptCode, ...] = ()
    prior_ict: Text = ""
    prior_application: Text = ""
    required_materials: tuple[MaterialEntry, ...] = ()
    software_after: Text = ""
    platform: Text = ""
    platform_manual: Text = ""
    materials_participants: Text = ""
    materials_rtc: Text = ""
    material_licence: Licence | None = None
    self_study: Text = ""
    further_links: tuple[LinkLine, ...] = ()
    aftercare: tuple[ConceptCode, ...] = ()
    contact_name: Line = ""
    contact_email: Annotated[str, AfterValidator(_email)] = ""
    price_training: Euro = Decimal(0)
    price_software: Euro = Decimal(0)
    price_equipment: Euro = Decimal(0)
    price_note: Text = ""
    min_participants: Positive = 1
    max_participants: Positive = 12
    practice_minutes: Count = 0
    partner: Text = ""
    certificate: Text = ""
    trainers: tuple[Code, ...] = ()
    is_example: bool = False
    #: Taken out of the offer; reason and successor count with it only.
    withdrawn_at: Moment | None = None
    withdrawn_reason: Text = ""
    successor: Code | None = None
    sessions: tuple[SessionEntry, ...] = ()
    assessment: AssessmentEntry | None = None


class StepEntry(_Entry):
    training: Code
    self_study: Text = ""


class LearningPathEntry(_Entry):
    code: Code
    title: Name
    rtc: Code
    summary: Text = ""
    #: Whether visitors see it. Left out: it stays as it is; a new one is seen.
    published: bool | None = None
    is_example: bool = False
    steps: tuple[StepEntry, ...] = ()


class CatalogueFile(_Entry):
    """A whole file. Each list may be left out; codes are unique in their list."""

    format: Literal["rtc-catalogue"] = "rtc-catalogue"
    version: Literal[1] = 1
    title: Line = ""
    providers: tuple[ProviderEntry, ...] = ()
    locations: tuple[LocationEntry, ...] = ()
    trainers: tuple[TrainerEntry, ...] = ()
    trainings: tuple[TrainingEntry, ...] = ()
    learning_paths: tuple[LearningPathEntry, ...] = ()
