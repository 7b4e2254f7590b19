"""Sessions and their meetings."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from rtc_app.catalogue.models import Location, Meeting, MeetingKind, Training, TrainingSession
from rtc_app.enrolment import service as enrolment
from rtc_app.interchange.catalogue_file import SessionEntry
from rtc_app.interchange.differences import Differences, set_fields
from rtc_app.interchange.problems import Problem
from rtc_app.interchange.relative_dates import RelativeDay, resolve
from rtc_app.kernel.clock import to_utc, to_wall_time
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation

#: Begin, end and kind of one meeting, in wall time.
Moment = tuple[datetime, datetime, MeetingKind]


@dataclass(frozen=True)
class SessionStore:
    """Stores one session after the other; what does not agree with the seats given already goes to `problems`."""

    at: datetime
    differences: Differences
    #: Every session there is, by code.
    known: dict[str, TrainingSession]

    @property
    def today(self) -> date:
        return to_wall_time(self.at).date()

    def store(self, entry: SessionEntry, training: Training, location: Location | None) -> list[Problem]:
        """Create or update a session; returns problems at fields of it, and changes nothing then.

        A session that exists keeps its days when the file gives them relative to the week of import.
        """
        session = self.known.get(entry.code)
        if session is None:
            self._create(entry, training, location)
            return []
        if session.training_id != training.id:
            return refuse_to_adopt(entry.code)
        return self._update(session, entry, location)

    def _create(self, entry: SessionEntry, training: Training, location: Location | None) -> None:
        session = TrainingSession(code=entry.code, training=training, location=location, capacity=entry.capacity)
        session.online_note, session.cancelled_at = entry.online_note, entry.cancelled_at
        _plan(session, self._moments(entry), entry.deadline_days)
        db.session.add(session)
        self.differences.note("sessions", entry.code, is_new=True, fields=[])

    def _update(self, session: TrainingSession, entry: SessionEntry, location: Location | None) -> list[Problem]:
        planned = _planned(session)
        moments = planned if is_relative(entry) else self._moments(entry)
        is_called_off = entry.cancelled_at not in (None, session.cancelled_at)
        if session.taken or session.waiting:
            is_elsewhere = session.location is not location
            refused = refuse_to_change(is_moved=moments != planned, is_elsewhere=is_elsewhere, is_called_off=is_called_off)
            if refused:
                return refused
        fields = []
        if session.capacity != entry.capacity:
            too_few = _change_capacity(session, entry.capacity, self.at)
            if too_few:
                return [Problem(("capacity",), too_few)]
            fields.append("capacity")
        fields += set_fields(session, {"location": location, "online_note": entry.online_note})
        fields += _plan(session, moments, entry.deadline_days)
        if is_called_off:
            session.cancelled_at, session.changed_at, session.revision = entry.cancelled_at, self.at, session.revision + 1
            fields.append("cancelled_at")
        self.differences.note("sessions", entry.code, is_new=False, fields=fields)
        return []

    def _moments(self, entry: SessionEntry) -> list[Moment]:
        return moments_of(entry, self.today)


def deadline_days(session: TrainingSession) -> int:
    """How many days before its first meeting enrolment closes."""
    return (session.starts_at - session.deadline_at).days


def moments_of(entry: SessionEntry, today: date) -> list[Moment]:
    """The meetings of an entry on their days, in their order."""
    days = resolve([meeting.day for meeting in entry.meetings], today)
    pairs = zip(days, entry.meetings, strict=True)
    return sorted((datetime.combine(day, m.start), datetime.combine(day, m.end), m.kind) for day, m in pairs)


def refuse_to_change(*, is_moved: bool, is_elsewhere: bool, is_called_off: bool) -> list[Problem]:
    """What a file may not change of a session that people stand in, since they must be told."""
    wrong = [name for name, is_wrong in (("meetings", is_moved), ("location", is_elsewhere), ("cancelled_at", is_called_off)) if is_wrong]
    words = "Er zijn al mensen ingeschreven. Annuleer deze sessie op de site, dan krijgen zij een mail, en plan een nieuwe."
    return [Problem((name,), words) for name in wrong[:1]]


def refuse_to_adopt(code: str) -> list[Problem]:
    """What is wrong with a session that belongs to another training."""
    return [Problem(("code",), f"'{code}' is al een sessie van een andere opleiding. Kies een andere code.")]


def is_relative(entry: SessionEntry) -> bool:
    """Whether the file gives its days in weeks from the import."""
    return any(isinstance(meeting.day, RelativeDay) for meeting in entry.meetings)


def _planned(session: TrainingSession) -> list[Moment]:
    return [(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings]


def _change_capacity(session: TrainingSession, capacity: int, at: datetime) -> str | None:
    """Enrolment gives seats that become free to the queue; returns its words when it refuses."""
    flush()
    try:
        enrolment.change_capacity(session=session, capacity=capacity, at=at)
    except RuleViolation as violation:
        return violation.message
    return None


def _plan(session: TrainingSession, moments: list[Moment], days: int) -> list[str]:
    """Set the meetings and the moments that follow from them; returns the fields of the file that differed."""
    starts_at, fields = to_utc(moments[0][0]), []
    if _planned(session) != moments:
        session.meetings = [Meeting(starts=starts, ends=ends, kind=kind) for starts, ends, kind in moments]
        session.starts_at, session.ends_at = starts_at, to_utc(max(ends for _, ends, _ in moments))
        session.deadline_at = starts_at - timedelta(days=days)
        fields.append("meetings")
    if deadline_days(session) != days:
        session.deadline_at = starts_at - timedelta(days=days)
        fields.append("deadline_days")
    return fields
