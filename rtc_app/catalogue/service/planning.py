"""A provider plans sessions: the meetings of a run, where it is held, and until when people enrol."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Location, Meeting, MeetingKind, Training, TrainingSession
from rtc_app.catalogue.service.findability import offer_changed
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Moment:
    """One meeting, in wall time of Brussels."""

    starts: datetime
    ends: datetime
    kind: MeetingKind = MeetingKind.REGULAR


def add_session(
    *,
    training: Training,
    moments: Sequence[Moment],
    location: Location | None,
    online_note: str,
    capacity: int,
    deadline_days: int,
    actor: Account,  # noqa: ARG001 - every verb says who
    at: datetime,
) -> TrainingSession:
    """Plan a run; enrolment closes `deadline_days` before the first meeting. Raises RuleViolation for moments that cannot be."""
    _refuse_impossible(moments, at)
    numbers = {session.code for session in training.sessions}
    number = next(n for n in range(1, len(numbers) + 2) if f"{training.code}-{n}" not in numbers)
    session = TrainingSession(code=f"{training.code}-{number}", capacity=capacity, online_note=online_note, location=location)
    _set_moments(session, moments, deadline_days)
    session.changed_at = at
    training.sessions.append(session)
    flush()
    offer_changed(training)
    return session


def edit_session(
    *,
    session: TrainingSession,
    moments: Sequence[Moment],
    location: Location | None,
    online_note: str,
    deadline_days: int,
    actor: Account,  # noqa: ARG001 - every verb says who
    at: datetime,
    tells_people: bool = False,
) -> bool:
    """Change a run; returns whether its moments or place did. Seats are changed by `enrolment`.

    Raises RuleViolation when people are in it and it would move, unless the caller tells them (`enrolment.move_session`).
    """
    db.session.refresh(session, with_for_update=True)
    planned = [Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings]
    moves = planned != sorted(moments, key=lambda moment: moment.starts) or session.location_id != (location.id if location else None)
    if moves and not tells_people and (session.taken or session.waiting):
        raise RuleViolation("Er zijn al mensen ingeschreven. Verplaats de sessie met de knop hierboven, dan krijgen zij een mail.", "place")
    if moves:
        _refuse_impossible(moments, at)
        session.revision, session.changed_at = session.revision + 1, at
    session.location, session.online_note = location, online_note
    _set_moments(session, moments, deadline_days)
    flush()
    offer_changed(session.training)
    return moves


def repeat_session(*, session: TrainingSession, days: Sequence[date], actor: Account, at: datetime) -> list[TrainingSession]:
    """Plan the run again so that it begins on each of these days, at the same hours and in the same place, all seats free.

    Raises RuleViolation for a day that cannot be, and then plans none of them.
    """
    if not days:
        raise RuleViolation("Er is geen dag over om te plannen. Kies andere dagen.")
    return [
        add_session(
            training=session.training,
            moments=[Moment(m.starts + shift, m.ends + shift, m.kind) for m in session.meetings],
            location=session.location,
            online_note=session.online_note,
            capacity=session.capacity,
            deadline_days=(session.starts_at - session.deadline_at).days,
            actor=actor,
            at=at,
        )
        for shift in (day - session.meetings[0].starts.date() for day in days)
    ]


def _refuse_impossible(moments: Sequence[Moment], at: datetime) -> None:
    if not moments:
        raise RuleViolation("Geef minstens één bijeenkomst.", "meetings")
    if any(moment.ends <= moment.starts for moment in moments):
        raise RuleViolation("Laat elke bijeenkomst eindigen na haar begin.", "meetings")
    ordered = sorted(moments, key=lambda moment: moment.starts)
    if any(later.starts < earlier.ends for earlier, later in itertools.pairwise(ordered)):
        raise RuleViolation("Twee bijeenkomsten vallen samen. Kies andere uren.", "meetings")
    if clock.to_utc(ordered[0].starts) <= at:
        raise RuleViolation("Kies een eerste bijeenkomst die nog moet komen.", "meetings")
    if ordered[0].kind is not MeetingKind.REGULAR:
        raise RuleViolation("Een terugkommoment komt na een gewone bijeenkomst.", "meetings")


def _set_moments(session: TrainingSession, moments: Sequence[Moment], deadline_days: int) -> None:
    ordered = sorted(moments, key=lambda moment: moment.starts)
    if [Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings] != ordered:
        session.meetings = [Meeting(starts=moment.starts, ends=moment.ends, kind=moment.kind) for moment in ordered]
    session.starts_at, session.ends_at = clock.to_utc(ordered[0].starts), clock.to_utc(ordered[-1].ends)
    session.deadline_at = session.starts_at - timedelta(days=deadline_days)
