"""Reading enrolments: one's own, the participants of a session, the queue, and whether the counts are right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload, selectinload

from rtc_app.catalogue.models import MeetingKind, Training, TrainingSession
from rtc_app.enrolment import rules
from rtc_app.enrolment.calendar import CalendarFacts, CalendarMeeting
from rtc_app.enrolment.models import LIVE, SEATED, Enrolment, EnrolmentState
from rtc_app.kernel.clock import to_wall_time
from rtc_app.kernel.database import db

#: What the enrolment page promises: a seat or a place in the queue.
SEAT = "plaats"
QUEUE = "wachtlijst"

MEETING_WORDS = {MeetingKind.REGULAR: "Bijeenkomst", MeetingKind.FOLLOW_UP: "Terugkommoment"}


def run_of(session: TrainingSession) -> rules.Run:
    """The facts from which the state of a session follows."""
    return rules.Run(
        capacity=session.capacity,
        taken=session.taken,
        waiting=session.waiting,
        deadline_at=session.deadline_at,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_cancelled=session.cancelled_at is not None,
    )


def session_state(session: TrainingSession, at: datetime) -> rules.SessionState:
    """How a session stands for somebody who wants in."""
    return rules.session_state(run_of(session), at)


def known_enrolment(training_session_id: int, account_id: int, idempotency_key: str) -> Enrolment | None:
    """What this person's form with this key led to, or else their living enrolment in the session, if there is any."""
    is_replay = Enrolment.idempotency_key == idempotency_key
    is_living = sa.and_(Enrolment.training_session_id == training_session_id, Enrolment.state.in_(LIVE))
    query = (
        sa.select(Enrolment)
        .where(Enrolment.account_id == account_id, sa.or_(is_replay, is_living))
        .order_by(sa.case((is_replay, 0), else_=1), Enrolment.id)
        .limit(1)
    )
    return db.session.scalar(query)


def live_enrolment(training_session_id: int, account_id: int) -> Enrolment | None:
    """This person's seat or place in the queue of a session, if there is one."""
    return db.session.scalar(
        sa.select(Enrolment).where(
            Enrolment.training_session_id == training_session_id, Enrolment.account_id == account_id, Enrolment.state.in_(LIVE)
        )
    )


def first_waiting(training_session_id: int) -> Enrolment | None:
    """Whose turn it is: who joined the queue first."""
    query = (
        sa.select(Enrolment)
        .where(Enrolment.training_session_id == training_session_id, Enrolment.state == EnrolmentState.WAITING)
        .order_by(Enrolment.id)
        .limit(1)
    )
    return db.session.scalar(query)


def position(enrolment: Enrolment) -> int | None:
    """Place in the queue, from 1; None for who does not wait. Derived, never stored."""
    if enrolment.state is not EnrolmentState.WAITING:
        return None
    query = sa.select(sa.func.count()).where(
        Enrolment.training_session_id == enrolment.training_session_id,
        Enrolment.state == EnrolmentState.WAITING,
        Enrolment.id <= enrolment.id,
    )
    return db.session.scalar(query)


@dataclass(frozen=True)
class OwnEnrolment:
    """An enrolment as its owner sees it in a list; `position` is the place in the queue, from 1."""

    enrolment: Enrolment
    position: int


@dataclass(frozen=True)
class OwnEnrolments:
    """Everything one person enrolled in: to come by date, waiting by date, past and cancelled newest first."""

    upcoming: list[OwnEnrolment]
    waiting: list[OwnEnrolment]
    past: list[OwnEnrolment]


def own_enrolments(account_id: int, at: datetime) -> OwnEnrolments:
    """What a person enrolled in, in the three groups of *Mijn opleidingen*; loads trainings, places and meetings."""
    ahead = aliased(Enrolment)
    place = (
        sa.select(sa.func.count())
        .where(
            ahead.training_session_id == Enrolment.training_session_id,
            ahead.state == EnrolmentState.WAITING,
            ahead.id <= Enrolment.id,
        )
        .scalar_subquery()
    )
    query = (
        sa.select(Enrolment, place)
        .join(TrainingSession)
        .where(Enrolment.account_id == account_id)
        .order_by(TrainingSession.starts_at, Enrolment.id)
        .options(
            joinedload(Enrolment.training_session).options(
                joinedload(TrainingSession.training), joinedload(TrainingSession.location), selectinload(TrainingSession.meetings)
            )
        )
    )
    own = [OwnEnrolment(enrolment, place) for enrolment, place in db.session.execute(query)]
    ahead_of_us = [o for o in own if o.enrolment.training_session.ends_at > at]
    past = [o for o in own if o.enrolment.training_session.ends_at <= at and o.enrolment.state is not EnrolmentState.WAITING]
    cancelled = [o for o in ahead_of_us if o.enrolment.state is EnrolmentState.CANCELLED]
    return OwnEnrolments(
        upcoming=[o for o in ahead_of_us if o.enrolment.state in SEATED],
        waiting=[o for o in ahead_of_us if o.enrolment.state is EnrolmentState.WAITING],
        past=[*reversed(cancelled), *reversed(past)],
    )


#: From nearest the end of a training to farthest; who was absent or left is not in it.
_NEAREST_END = (EnrolmentState.ATTENDED, EnrolmentState.CONFIRMED, EnrolmentState.WAITING)


def states_in_trainings(account_id: int, training_ids: Sequence[int]) -> dict[int, EnrolmentState]:
    """Training → how far a person is in it: attended, else enrolled, else waiting; nothing for a training one is not in."""
    query = (
        sa.select(TrainingSession.training_id, Enrolment.state)
        .join(TrainingSession, TrainingSession.id == Enrolment.training_session_id)
        .where(Enrolment.account_id == account_id, Enrolment.state.in_(_NEAREST_END), TrainingSession.training_id.in_(training_ids))
    )
    states: dict[int, EnrolmentState] = {}
    for training_id, state in db.session.execute(query):
        states[training_id] = min(state, states.get(training_id, state), key=_NEAREST_END.index)
    return states


def participants(training_session_id: int) -> list[Enrolment]:
    """Everyone with a seat, by name; loads the people."""
    return _people(training_session_id, SEATED)


def queue(training_session_id: int) -> list[Enrolment]:
    """Everyone who waits, in the order in which seats are given; loads the people."""
    return sorted(_people(training_session_id, (EnrolmentState.WAITING,)), key=lambda enrolment: enrolment.id)


def _people(training_session_id: int, states: tuple[EnrolmentState, ...]) -> list[Enrolment]:
    query = (
        sa.select(Enrolment)
        .where(Enrolment.training_session_id == training_session_id, Enrolment.state.in_(states))
        .options(joinedload(Enrolment.account))
    )
    return sorted(db.session.scalars(query), key=lambda enrolment: (enrolment.account.name.casefold(), enrolment.id))


def open_enrolments(training_session_id: int) -> list[Enrolment]:
    """Everyone with a seat or a place in the queue of a session that has not been held, in the order they came."""
    query = (
        sa.select(Enrolment)
        .where(
            Enrolment.training_session_id == training_session_id,
            Enrolment.state.in_((EnrolmentState.CONFIRMED, EnrolmentState.WAITING)),
        )
        .order_by(Enrolment.id)
        .options(joinedload(Enrolment.account))
    )
    return list(db.session.scalars(query))


def sessions_to_fill(at: datetime) -> list[int]:
    """Sessions where somebody waits while a seat is free and still given by itself, in id order."""
    query = (
        sa.select(TrainingSession.id)
        .where(
            TrainingSession.waiting > 0,
            TrainingSession.taken < TrainingSession.capacity,
            TrainingSession.deadline_at > at,
            TrainingSession.starts_at > at,
            TrainingSession.cancelled_at.is_(None),
        )
        .order_by(TrainingSession.id)
    )
    return list(db.session.scalars(query))


@dataclass(frozen=True)
class Drift:
    """A session whose counts differ from its enrolments."""

    training_session_id: int
    taken: int
    waiting: int
    seated_rows: int
    waiting_rows: int


def drifted_sessions() -> list[Drift]:
    """Sessions whose counts are not what their enrolments say; an empty list is what must be."""
    seated = sa.func.coalesce(sa.func.sum(sa.case((Enrolment.state.in_(SEATED), 1), else_=0)), 0)
    waits = sa.func.coalesce(sa.func.sum(sa.case((Enrolment.state == EnrolmentState.WAITING, 1), else_=0)), 0)
    query = (
        sa.select(TrainingSession.id, TrainingSession.taken, TrainingSession.waiting, seated, waits)
        .outerjoin(Enrolment, Enrolment.training_session_id == TrainingSession.id)
        .group_by(TrainingSession.id)
        .having(sa.or_(TrainingSession.taken != seated, TrainingSession.waiting != waits))
        .order_by(TrainingSession.id)
    )
    return [Drift(*row) for row in db.session.execute(query)]


def doubly_enrolled() -> list[tuple[int, int]]:
    """(session, person) with more than one live enrolment; the unique index should make this impossible."""
    query = (
        sa.select(Enrolment.training_session_id, Enrolment.account_id)
        .where(Enrolment.state.in_(LIVE))
        .group_by(Enrolment.training_session_id, Enrolment.account_id)
        .having(sa.func.count() > 1)
        .order_by(Enrolment.training_session_id, Enrolment.account_id)
    )
    return [(session_id, account_id) for session_id, account_id in db.session.execute(query)]


def place_of(session: TrainingSession) -> str:
    """Where it is, in one line: the address, or how it is online (ENR-06)."""
    location = session.location
    if location is None:
        return f"Online. {session.online_note}" if session.online_note else "Online"
    return f"{location.name}, {location.street}, {location.postcode} {location.city}"


@dataclass(frozen=True)
class MeetingLine:
    """One meeting as a person reads it, in wall time."""

    words: str
    starts: datetime
    ends: datetime


def meetings_of(session: TrainingSession) -> list[MeetingLine]:
    """The meetings in order; regular ones are numbered when there are several."""
    regular = [meeting for meeting in session.meetings if meeting.kind is MeetingKind.REGULAR]
    numbers = {meeting.id: f"Bijeenkomst {number}" for number, meeting in enumerate(regular, 1)} if len(regular) > 1 else {}
    return [MeetingLine(numbers.get(meeting.id, MEETING_WORDS[meeting.kind]), meeting.starts, meeting.ends) for meeting in session.meetings]


def bring_of(training: Training) -> list[str]:
    """What participants bring, with what can be borrowed."""
    return [f"{item['name']} (te ontlenen)" if item.get("can_borrow") else str(item["name"]) for item in training.required_materials]


@dataclass(frozen=True)
class EnrolPage:
    """What somebody reads before asking for a seat; prices in cents, each post apart (CAT-09)."""

    state: rules.SessionState
    free: int
    waiting: int
    promise: str
    own: Enrolment | None
    place: str
    meetings: list[MeetingLine]
    prices: list[tuple[str, int]]
    price: int
    bring: list[str]


def promise_of(session: TrainingSession) -> str:
    """What asking leads to as things stand: SEAT or QUEUE."""
    return SEAT if run_of(session).free else QUEUE


def enrol_page(session: TrainingSession, account_id: int, at: datetime) -> EnrolPage:
    """The facts of a session for a person who may want a seat."""
    training, run = session.training, run_of(session)
    posts = [("opleiding", training.price_training), ("software", training.price_software), ("toestellen", training.price_equipment)]
    return EnrolPage(
        state=rules.session_state(run, at),
        free=run.free,
        waiting=run.waiting,
        promise=promise_of(session),
        own=live_enrolment(session.id, account_id),
        place=place_of(session),
        meetings=meetings_of(session),
        prices=[(words, cents) for words, cents in posts if cents],
        price=sum(cents for _words, cents in posts),
        bring=bring_of(training),
    )


@dataclass(frozen=True)
class EnrolmentPage:
    """What the owner of an enrolment reads; `position` is the place in the queue, from 1."""

    position: int | None
    place: str
    meetings: list[MeetingLine]
    bring: list[str]
    may_cancel: bool
    cancels_freely: bool
    may_return: bool
    is_called_off: bool


def enrolment_page(enrolment: Enrolment, at: datetime) -> EnrolmentPage:
    """The facts of an enrolment for its owner."""
    session, run = enrolment.training_session, run_of(enrolment.training_session)
    is_cancelled = enrolment.state is EnrolmentState.CANCELLED
    return EnrolmentPage(
        position=position(enrolment),
        place=place_of(session),
        meetings=meetings_of(session),
        bring=bring_of(session.training),
        may_cancel=rules.may_cancel(enrolment.state, run, at),
        cancels_freely=rules.cancels_freely(run, at),
        may_return=is_cancelled and rules.session_state(run, at).takes_enrolments and session.training.is_findable(at),
        is_called_off=run.is_cancelled,
    )


@dataclass(frozen=True)
class ParticipantsPage:
    """What the organiser of a session reads."""

    state: rules.SessionState
    participants: list[Enrolment]
    queue: list[Enrolment]
    meetings: list[MeetingLine]
    place: str
    has_begun: bool
    may_change: bool


def participants_page(session: TrainingSession, at: datetime) -> ParticipantsPage:
    """Participants and queue of a session; attendance is noted from its first day."""
    return ParticipantsPage(
        state=session_state(session, at),
        participants=participants(session.id),
        queue=queue(session.id),
        meetings=meetings_of(session),
        place=place_of(session),
        has_begun=to_wall_time(at).date() >= to_wall_time(session.starts_at).date(),
        may_change=session.cancelled_at is None and at < session.starts_at,
    )


def calendar_facts(enrolment: Enrolment, url: str) -> CalendarFacts:
    """What the calendar file of an enrolment says."""
    session = enrolment.training_session
    changed_at = max(session.training.updated_at, enrolment.transitions[-1].at)
    seconds = int((session.training.updated_at - enrolment.created_at).total_seconds())
    words = {EnrolmentState.CANCELLED: "CANCELLED", EnrolmentState.WAITING: "TENTATIVE"}
    return CalendarFacts(
        reference=enrolment.reference,
        title=session.training.title,
        place=place_of(session),
        url=url,
        status=words.get(enrolment.state, "CONFIRMED"),
        sequence=max(0, seconds) + len(enrolment.transitions),
        changed_at=changed_at,
        meetings=tuple(CalendarMeeting(m.id, MEETING_WORDS[m.kind], m.starts, m.ends) for m in session.meetings),
    )
