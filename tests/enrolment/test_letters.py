"""The mails about a seat."""

from datetime import UTC, datetime

import pytest

from rtc_app.enrolment import letters
from rtc_app.enrolment.letters import SeatFacts

SEAT = SeatFacts(
    name="Fatma D'Hondt",
    title="Lassen met cobots",
    place="RTC Limburg, Gouverneur Verwilghensingel 40, 3500 Hasselt",
    meetings=(
        ("Bijeenkomst", datetime(2026, 11, 12, 13, 30), datetime(2026, 11, 12, 16, 30)),
        ("Terugkommoment", datetime(2027, 1, 14, 18, 0), datetime(2027, 1, 14, 20, 0)),
    ),
    deadline_at=datetime(2026, 11, 5, 22, 59, tzinfo=UTC),
    reference="K7MX-4QPD",
    url="https://school.example.org/inschrijvingen/K7MX-4QPD",
)
ALL = [
    letters.confirmed(SEAT),
    letters.waiting(SEAT, 3),
    letters.promoted(SEAT),
    letters.cancelled(SEAT),
    letters.called_off(SEAT, "Ziekte"),
]


@pytest.mark.parametrize("letter", ALL)
def test_every_letter_greets_names_the_training_and_the_reference_and_links(letter):
    subject, body = letter
    assert body.startswith("Dag Fatma D'Hondt\n")
    assert "Lassen met cobots" in subject
    assert "K7MX-4QPD" in body
    assert SEAT.url in body


def test_it_says_every_meeting_as_people_say_it_in_flanders():
    _, body = letters.confirmed(SEAT)
    assert "Bijeenkomst: donderdag 12 november 2026, 13.30 tot 16.30 uur" in body
    assert "Terugkommoment: donderdag 14 januari 2027, 18.00 tot 20.00 uur" in body


def test_it_says_until_when_leaving_costs_nothing():
    _, body = letters.confirmed(SEAT)
    assert "kosteloos tot donderdag 5 november 2026, 23.59 uur" in body


def test_who_waits_reads_the_place_in_the_queue():
    _, body = letters.waiting(SEAT, 3)
    assert "op plaats 3" in body


def test_a_session_called_off_without_a_reason_leaves_no_hole():
    _, body = letters.called_off(SEAT, "")
    assert "\n\n\n" not in body
