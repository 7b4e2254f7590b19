"""An enrolment as a calendar file: every meeting at its wall time in Brussels, recognisable when it is fetched again."""

from dataclasses import dataclass
from datetime import datetime

import icalendar

from rtc_app.kernel.clock import BRUSSELS


@dataclass(frozen=True)
class CalendarMeeting:
    """One meeting: `number` tells it apart within the enrolment; begin and end in wall time."""

    number: int
    words: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True)
class CalendarFacts:
    """What the file says. `sequence` grows with every change, so that calendars replace what they had; `changed_at` in UTC."""

    reference: str
    title: str
    place: str
    url: str
    status: str
    sequence: int
    changed_at: datetime
    meetings: tuple[CalendarMeeting, ...]


def calendar_file(facts: CalendarFacts) -> bytes:
    """The file (RFC 5545) with one event for each meeting."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//RTC Digitale School//nl-BE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for meeting in facts.meetings:
        calendar.add_component(_event(facts, meeting))
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _event(facts: CalendarFacts, meeting: CalendarMeeting) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"{facts.reference}-{meeting.number}@digitale-school")
    event.add("sequence", facts.sequence)
    event.add("dtstamp", facts.changed_at)
    event.add("dtstart", meeting.starts.replace(tzinfo=BRUSSELS))
    event.add("dtend", meeting.ends.replace(tzinfo=BRUSSELS))
    event.add("summary", facts.title if meeting.words == "Bijeenkomst" else f"{meeting.words}: {facts.title}")
    event.add("location", facts.place)
    event.add("description", f"Referentie {facts.reference}\n{facts.url}")
    event.add("url", facts.url)
    event.add("status", facts.status)
    return event
