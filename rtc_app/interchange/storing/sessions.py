"""Sessions and their meetings."""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa

from rtc_app.catalogue.models import Location, Meeting, MeetingKind, Training, TrainingSession
from rtc_app.interchange.catalogue_file import SessionEntry
from rtc_app.interchange.differences import Differences, set_fields
from rtc_app.interchange.problems import Place, Problem
from rtc_app.interchange.relative_dates import RelativeDay, resolve
from rtc_app.kernel.clock import to_utc
from rtc_app.kernel.database import db


def store(
    entry: SessionEntry, training: Training, location: Location | None, *, today: date, place: Place, differences: Differences
) -> list[Problem]:
    """Create or update a session; returns what does not agree with the seats given already.

    A session that exists keeps its days when the file gives them relative to the week of import.
    """
    session = db.session.scalar(sa.select(TrainingSession).where(TrainingSession.code == entry.code))
    if session is not None and (problems := _conflicts(entry, session, training, place)):
        return problems
    is_new = session is None
    session = session or TrainingSession(code=entry.code, training=training)
    fields = set_fields(session, {"location": location, "online_note": entry.online_note, "capacity": entry.capacity})
    if is_new or not _is_relative(entry):
        fields += _set_meetings(entry, session, today)
    db.session.add(session)
    differences.note("sessions", entry.code, is_new=is_new, fields=fields)
    return []


def _conflicts(entry: SessionEntry, session: TrainingSession, training: Training, place: Place) -> list[Problem]:
    if session.training_id != training.id:
        return [Problem((*place, "code"), f"De code '{entry.code}' is al van een sessie van een andere opleiding. Kies een andere code.")]
    if entry.capacity < session.taken:
        words = f"Er zijn al {session.taken} plaatsen toegekend. Zet hier {session.taken} of meer."
        return [Problem((*place, "capacity"), words)]
    return []


def _is_relative(entry: SessionEntry) -> bool:
    return any(isinstance(meeting.day, RelativeDay) for meeting in entry.meetings)


def _set_meetings(entry: SessionEntry, session: TrainingSession, today: date) -> list[str]:
    days = resolve([meeting.day for meeting in entry.meetings], today)
    wanted = sorted(
        (datetime.combine(day, meeting.start), datetime.combine(day, meeting.end), meeting.kind)
        for day, meeting in zip(days, entry.meetings, strict=True)
    )
    fields = []
    if [(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings] != wanted:
        session.meetings = [Meeting(starts=starts, ends=ends, kind=MeetingKind(kind)) for starts, ends, kind in wanted]
        fields.append("meetings")
    first, last = wanted[0][0], max(ends for _, ends, _ in wanted)
    moments = {"starts_at": to_utc(first), "ends_at": to_utc(last), "deadline_at": deadline(first, entry.deadline_days)}
    return fields + set_fields(session, moments)


def deadline(first: datetime, days: int) -> datetime:
    """Enrolment closes at the end of the day, so many days before the first meeting; never after its start."""
    end_of_day = datetime.combine(first.date() - timedelta(days=days), time(23, 59))
    return to_utc(min(end_of_day, first))
