"""The attest: who took part in which training, when and for how long."""

from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.catalogue.models import Meeting, MeetingKind
from rtc_app.documents import queries
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.kernel.errors import RuleViolation


@dataclass(frozen=True)
class AttestedMeeting:
    """A meeting that is behind us; times are wall time."""

    starts: datetime
    ends: datetime
    minutes: int
    is_follow_up: bool


@dataclass(frozen=True)
class Attest:
    """Everything the attest says; `minutes` is the length of all meetings together."""

    reference: str
    person: str
    training: str
    outcomes: tuple[str, ...]
    provider: str
    rtc: str
    rtc_contact: str
    place: str
    meetings: tuple[AttestedMeeting, ...]
    minutes: int
    issued_on: date
    is_example: bool


def attest_of(enrolment: Enrolment, now: datetime) -> Attest:
    """The attest of an enrolment at a wall time; raises RuleViolation while attendance has not been noted.

    A meeting that is still to come (a terugkommoment) is not attested.
    """
    if enrolment.state is not EnrolmentState.ATTENDED:
        raise RuleViolation("Je attest is er zodra de lesgever je aanwezigheid heeft genoteerd. Kijk na de sessie opnieuw.")
    session = queries.session_for_attest(enrolment.training_session_id)
    training = session.training
    meetings = tuple(_attested(meeting) for meeting in session.meetings if meeting.ends <= now)
    return Attest(
        reference=enrolment.reference,
        person=enrolment.account.name,
        training=training.title,
        outcomes=tuple(training.outcomes),
        provider=training.provider.name,
        rtc=training.rtc.name,
        rtc_contact=" · ".join(part for part in (training.rtc.phone, training.rtc.website) if part),
        place=f"{session.location.name}, {session.location.city}" if session.location else "online",
        meetings=meetings,
        minutes=sum(meeting.minutes for meeting in meetings),
        issued_on=now.date(),
        is_example=training.is_example,
    )


def _attested(meeting: Meeting) -> AttestedMeeting:
    minutes = int((meeting.ends - meeting.starts).total_seconds() // 60)
    return AttestedMeeting(meeting.starts, meeting.ends, minutes, meeting.kind is MeetingKind.FOLLOW_UP)
