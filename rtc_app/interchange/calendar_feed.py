"""Sessions as a calendar to subscribe to (RFC 5545): one event for each meeting, recognisable when it is fetched again."""

from collections.abc import Iterable
from datetime import timedelta

import icalendar

from rtc_app.interchange.offer_feed import FeedMeeting, FeedSession
from rtc_app.kernel.clock import BRUSSELS
from rtc_app.kernel.links import absolute_url_for
from rtc_app.kernel.templating import clock_time, longdate, money

#: How often a calendar may look again.
_REFRESH = timedelta(hours=6)
#: Brussels since the European Union changes its clocks on one day; the library would list every day since 1970.
_BRUSSELS = """BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def calendar_of(sessions: Iterable[FeedSession], name: str) -> bytes:
    """The calendar file, with this name in the programs that read it."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//RTC Digitale School//nl-BE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    # Also without any event: a calendar must hold something.
    calendar.add_component(icalendar.Timezone.from_ical(_BRUSSELS))
    for session in sessions:
        for meeting in session.meetings:
            calendar.add_component(_event(session, meeting))
    return bytes(calendar.to_ical())


def _event(session: FeedSession, meeting: FeedMeeting) -> icalendar.Event:
    url = absolute_url_for("catalogue.show_training", training_slug=session.slug)
    event = icalendar.Event()
    event.add("uid", f"{session.code}-{meeting.number}@digitale-school")
    event.add("sequence", session.revision)
    event.add("dtstamp", session.changed_at)
    event.add("last-modified", session.changed_at)
    event.add("dtstart", meeting.starts.replace(tzinfo=BRUSSELS))
    event.add("dtend", meeting.ends.replace(tzinfo=BRUSSELS))
    event.add("summary", f"Terugkommoment: {session.title}" if meeting.is_follow_up else session.title)
    event.add("location", session.place)
    event.add("description", _description(session, url))
    event.add("url", url)
    event.add("status", "CANCELLED" if session.is_cancelled else "CONFIRMED")
    return event


def _description(session: FeedSession, url: str) -> str:
    closes = f"Inschrijven kan tot {longdate(session.deadline_at)}, {clock_time(session.deadline_at)}."
    lines = (session.summary, f"Prijs: {money(session.price)}.", "Deze sessie gaat niet door." if session.is_cancelled else closes, url)
    return "\n".join(line for line in lines if line)
