"""Asking for a seat, giving it up, passing it on, and noting who came."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue import service as catalogue
from rtc_app.catalogue.models import Location, TrainingSession
from rtc_app.catalogue.service import Moment, offer_changed, seats_changed
from rtc_app.enrolment import letters, queries, rules
from rtc_app.enrolment.models import Enrolment, EnrolmentState, EnrolmentTransition
from rtc_app.kernel import outbox
from rtc_app.kernel.clock import to_wall_time
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.links import absolute_url_for

#: Letters and digits nobody mixes up when reading a reference aloud.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

#: What another request may have changed of a session since this one read it.
_CHANGING = ("capacity", "taken", "waiting", "starts_at", "ends_at", "deadline_at", "cancelled_at")

_CLOSED = {
    rules.SessionState.CLOSED: "Inschrijven kan niet meer: de uiterste datum is voorbij. Kies een andere sessie.",
    rules.SessionState.PAST: "Deze sessie is voorbij. Kies een andere sessie.",
    rules.SessionState.CANCELLED: "Deze sessie gaat niet door. Kies een andere sessie.",
}


@dataclass(frozen=True)
class SessionChange:
    """How a session is from now on."""

    moments: Sequence[Moment]
    location: Location | None
    online_note: str
    deadline_days: int


def ask_seat(*, session: TrainingSession, account: Account, question: str, idempotency_key: str, at: datetime) -> Enrolment:
    """Give the person a seat, or a place in the queue when the session is full or others wait (ENR-01, ENR-03, ENR-04).

    Asking again, with the same key or while an enrolment lives, leads to the same enrolment. A session that takes
    nobody, or a person who may not enrol yet, is a RuleViolation.
    """
    run = _lock(session)
    known = queries.known_enrolment(run.id, account.id, idempotency_key)
    if known is not None:
        return known
    refusal = why_not(session=run, account=account, at=at)
    if refusal is not None:
        raise RuleViolation(refusal)
    enrolment = Enrolment(
        reference=_new_reference(),
        training_session_id=run.id,
        account_id=account.id,
        created_at=at,
        question=question,
        idempotency_key=idempotency_key,
    )
    if run.waiting or not _move(enrolment, EnrolmentState.CONFIRMED, actor=account, reason="", at=at):
        _move(enrolment, EnrolmentState.WAITING, actor=account, reason="", at=at)
    flush()
    _write(enrolment, at)
    return enrolment


def why_not(*, session: TrainingSession, account: Account, at: datetime) -> str | None:
    """Why this person cannot enrol in this session now, and what to do instead; None when nothing stands in the way."""
    if account.email_verified_at is None:
        return "Bevestig eerst je e-mailadres met de link in de mail die je kreeg. Daarna kun je je inschrijven."
    if not session.training.is_findable(at):
        return "Deze opleiding staat nu niet online. Kies een andere opleiding."
    return _CLOSED.get(queries.session_state(session, at))


def cancel(*, enrolment: Enrolment, actor: Account | None, reason: str, at: datetime) -> None:
    """Give up a seat or a place in the queue; the first who waits has the seat in the same transaction (ENR-09).

    Leaving twice changes nothing. Who came or did not come cannot leave any more: a RuleViolation.
    """
    run = _lock(enrolment.training_session)
    db.session.refresh(enrolment)
    if enrolment.state is EnrolmentState.CANCELLED:
        return
    if not rules.may_cancel(enrolment.state, queries.run_of(run), at):
        raise RuleViolation(
            "Deze sessie is al begonnen, dus uitschrijven kan niet meer. Laat het de organisator weten als je niet kunt komen."
        )
    _move(enrolment, EnrolmentState.CANCELLED, actor=actor, reason=reason, at=at)
    _post(enrolment, letters.cancelled(_facts(enrolment, absolute_url_for("enrolment.enrol", training_session_id=run.id))), at)
    _fill(run, at)
    flush()


def note_attendance(*, enrolment: Enrolment, came: bool, actor: Account, at: datetime) -> None:
    """Note whether a participant came; may be corrected. Before the first day it is a RuleViolation."""
    run = _lock(enrolment.training_session)
    db.session.refresh(enrolment)
    if to_wall_time(at).date() < to_wall_time(run.starts_at).date():
        raise RuleViolation("Deze sessie moet nog beginnen. Noteer de aanwezigheid vanaf de eerste dag.")
    state = EnrolmentState.ATTENDED if came else EnrolmentState.ABSENT
    if enrolment.state is state:
        return
    _move(enrolment, state, actor=actor, reason="", at=at)
    flush()


def change_capacity(*, session: TrainingSession, capacity: int, at: datetime) -> None:
    """Change the number of seats; more seats go to the queue at once, fewer than are given is a RuleViolation."""
    run = _lock(session)
    if refused := rules.refuse_capacity(capacity, run.taken):
        raise RuleViolation(refused, "capacity")
    run.capacity = capacity
    flush()
    _fill(run, at)
    offer_changed(run.training)


def call_off(*, session: TrainingSession, actor: Account, reason: str, at: datetime) -> None:
    """The session will not be held: everybody with a seat or in the queue is released and told why."""
    run = _lock(session)
    if run.cancelled_at is not None:
        return
    if at >= run.starts_at:
        raise RuleViolation("Deze sessie is al begonnen en kan niet meer geannuleerd worden.")
    run.cancelled_at = run.changed_at = at
    run.revision += 1
    for enrolment in queries.open_enrolments(run.id):
        _move(enrolment, EnrolmentState.CANCELLED, actor=actor, reason=reason, at=at)
        _post(
            enrolment,
            letters.called_off(_facts(enrolment, absolute_url_for("catalogue.show_training", training_slug=run.training.slug)), reason),
            at,
        )
    flush()
    offer_changed(run.training)


def move_session(*, session: TrainingSession, change: SessionChange, actor: Account, at: datetime) -> int:
    """Give a session other moments or another place and tell everybody with a seat or in the queue; returns how many were told.

    Who only changes the note or the last day tells nobody. Raises RuleViolation for moments that cannot be, or a session
    that has begun or was called off.
    """
    run = _lock(session)
    if run.cancelled_at is not None or at >= run.starts_at:
        raise RuleViolation("Deze sessie is al begonnen of gaat niet door, dus verplaatsen kan niet meer.")
    known = [(enrolment, _facts(enrolment, _own_url(enrolment))) for enrolment in queries.open_enrolments(run.id)]
    moves = catalogue.edit_session(
        session=run,
        moments=change.moments,
        location=change.location,
        online_note=change.online_note,
        deadline_days=change.deadline_days,
        actor=actor,
        at=at,
        tells_people=True,
    )
    for enrolment, before in known if moves else ():
        _post(enrolment, letters.moved(_facts(enrolment, _own_url(enrolment)), before), at)
    flush()
    return len(known) if moves else 0


def fill_free_seats(*, at: datetime) -> int:
    """Pass on seats that became free in another way than by cancelling, such as an import; returns how many sessions had any."""
    sessions = queries.sessions_to_fill(at)
    for session_id in sessions:
        _fill(_lock(db.session.get_one(TrainingSession, session_id)), at)
    flush()
    return len(sessions)


def _lock(session: TrainingSession) -> TrainingSession:
    """The session as it is now, held until the transaction ends: whoever wants to change its seats waits here.

    SQLite needs no row lock, since a transaction that changes something is alone from its first statement.
    """
    db.session.refresh(session, _CHANGING, with_for_update={"key_share": True})
    return session


def _move(enrolment: Enrolment, to: EnrolmentState, *, actor: Account | None, reason: str, at: datetime) -> bool:
    """The one place where an enrolment changes state and its session changes counts; False when no seat is left.

    The condition in the update, and not the reading before it, decides who has the last seat.
    """
    before = enrolment.state if enrolment.id else None
    if not rules.may_become(before, to):
        raise RuleViolation("Deze inschrijving is intussen veranderd. Laad de pagina opnieuw en kijk wat er nog kan.")
    change = rules.change_of_counts(before, to)
    counted = (
        sa.update(TrainingSession)
        .where(TrainingSession.id == enrolment.training_session_id, TrainingSession.taken + change.taken <= TrainingSession.capacity)
        .values(taken=TrainingSession.taken + change.taken, waiting=TrainingSession.waiting + change.waiting)
        .returning(TrainingSession.training_id)
    )
    training_id = db.session.scalar(counted, execution_options={"synchronize_session": "fetch"})
    if training_id is None:
        return False
    if change.taken or change.waiting:
        seats_changed(training_id)
    enrolment.state = to
    step = EnrolmentTransition(enrolment=enrolment, from_state=before, to_state=to, actor_id=actor and actor.id, reason=reason, at=at)
    db.session.add_all((enrolment, step))
    return True


def _fill(run: TrainingSession, at: datetime) -> None:
    """Give the free seats of a locked session to those who wait longest."""
    flush()
    while rules.promotes(queries.run_of(run), at):
        enrolment = queries.first_waiting(run.id)
        if enrolment is None or not _move(enrolment, EnrolmentState.CONFIRMED, actor=None, reason="plaats vrijgekomen", at=at):
            return
        flush()
        _post(enrolment, letters.promoted(_facts(enrolment, _own_url(enrolment))), at)


def _write(enrolment: Enrolment, at: datetime) -> None:
    facts = _facts(enrolment, _own_url(enrolment))
    position = queries.position(enrolment)
    _post(enrolment, letters.confirmed(facts) if position is None else letters.waiting(facts, position), at)


def _post(enrolment: Enrolment, letter: letters.Letter, at: datetime) -> None:
    subject, body = letter
    outbox.enqueue(recipient=enrolment.account.email, subject=subject, body=body, at=at)


def _facts(enrolment: Enrolment, url: str) -> letters.SeatFacts:
    session = enrolment.training_session
    return letters.SeatFacts(
        name=enrolment.account.name,
        title=session.training.title,
        place=queries.place_of(session),
        meetings=tuple((meeting.words, meeting.starts, meeting.ends) for meeting in queries.meetings_of(session)),
        deadline_at=session.deadline_at,
        reference=enrolment.reference,
        url=url,
    )


def _own_url(enrolment: Enrolment) -> str:
    return absolute_url_for("enrolment.show_enrolment", enrolment_reference=enrolment.reference)


def _new_reference() -> str:
    code = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{code[:4]}-{code[4:]}"
