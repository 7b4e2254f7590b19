"""The mails about a seat: plain text with when, where, the reference and what to do. Pure functions → (subject, body)."""

from dataclasses import dataclass
from datetime import datetime

from rtc_app.kernel.templating import clock_time, longdate


@dataclass(frozen=True)
class SeatFacts:
    """What a letter says about an enrolment; meetings are (words, begin, end) in wall time, `url` is full."""

    name: str
    title: str
    place: str
    meetings: tuple[tuple[str, datetime, datetime], ...]
    deadline_at: datetime
    reference: str
    url: str

    @property
    def first_day(self) -> str:
        return longdate(self.meetings[0][1]) if self.meetings else ""


Letter = tuple[str, str]


def confirmed(seat: SeatFacts) -> Letter:
    """Somebody has a seat."""
    return (
        f"Je bent ingeschreven: {seat.title}",
        _letter(
            seat,
            f"Je plaats in ‘{seat.title}’ ligt vast.",
            _facts(seat),
            f"Op je inschrijving vind je wat je meebrengt en een bestand voor je agenda:\n{seat.url}",
            f"Kun je toch niet komen? Schrijf je dan uit op die pagina, kosteloos {_until(seat)}. Zo krijgt iemand anders je plaats.",
        ),
    )


def waiting(seat: SeatFacts, position: int) -> Letter:
    """Somebody joined the queue at this position."""
    return (
        f"Je staat op de wachtlijst: {seat.title}",
        _letter(
            seat,
            f"‘{seat.title}’ is volzet. Je staat op de wachtlijst, op plaats {position}.",
            _facts(seat),
            f"Komt er {_until(seat)} een plaats vrij en ben jij aan de beurt, dan ben je meteen ingeschreven en krijg je een mail.",
            f"Wil je niet langer wachten? Haal je dan van de lijst:\n{seat.url}",
        ),
    )


def promoted(seat: SeatFacts) -> Letter:
    """Somebody who waited has a seat now."""
    return (
        f"Er is plaats voor je: {seat.title}",
        _letter(
            seat,
            f"Goed nieuws: er kwam een plaats vrij in ‘{seat.title}’. Je bent nu ingeschreven.",
            _facts(seat),
            f"Alles over je inschrijving, met een bestand voor je agenda:\n{seat.url}",
            f"Past het niet meer? Schrijf je dan snel uit op die pagina, kosteloos {_until(seat)}.",
        ),
    )


def cancelled(seat: SeatFacts) -> Letter:
    """Somebody gave up a seat or a place in the queue."""
    return (
        f"Je bent uitgeschreven: {seat.title}",
        _letter(
            seat,
            f"Je bent uitgeschreven voor ‘{seat.title}’ op {seat.first_day}.",
            f"Je referentie was {seat.reference}.",
            f"Was dit een vergissing? Schrijf je dan opnieuw in:\n{seat.url}",
        ),
    )


def called_off(seat: SeatFacts, reason: str) -> Letter:
    """The session will not be held."""
    return (
        f"Deze sessie gaat niet door: {seat.title}",
        _letter(
            seat,
            f"De sessie van ‘{seat.title}’ op {seat.first_day} gaat niet door.",
            f"De reden: {reason}" if reason else "",
            f"Je inschrijving {seat.reference} vervalt; je hoeft niets te doen. Andere data zie je bij de opleiding:\n{seat.url}",
        ),
    )


def moved(seat: SeatFacts, before: SeatFacts) -> Letter:
    """The session has other days, hours or another place; `before` is what the person knew."""
    return (
        f"Andere dag, uur of plaats: {seat.title}",
        _letter(
            seat,
            f"De sessie van ‘{seat.title}’ op {before.first_day} is veranderd. Zo is het nu:",
            _facts(seat),
            f"Zo was het:\n{_when(before)}\nWaar: {before.place}",
            f"Je hoeft niets te doen als het past. Past het niet meer? Schrijf je dan kosteloos uit, {_until(seat)}:\n{seat.url}",
        ),
    )


def _letter(seat: SeatFacts, *paragraphs: str) -> str:
    return "\n\n".join(part for part in (f"Dag {seat.name}", *paragraphs, "Het team van de RTC Digitale School") if part) + "\n"


def _facts(seat: SeatFacts) -> str:
    return f"Wanneer:\n{_when(seat)}\nWaar: {seat.place}\nReferentie: {seat.reference}"


def _when(seat: SeatFacts) -> str:
    return "\n".join(f"  {words}: {longdate(starts)}, {_hours(starts, ends)}" for words, starts, ends in seat.meetings)


def _hours(starts: datetime, ends: datetime) -> str:
    return f"{clock_time(starts).removesuffix(' uur')} tot {clock_time(ends)}"


def _until(seat: SeatFacts) -> str:
    return f"tot {longdate(seat.deadline_at)}, {clock_time(seat.deadline_at)}"
