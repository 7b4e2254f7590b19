"""Mails about decisions; pure functions that return (subject, text)."""

from collections.abc import Sequence
from datetime import date

from rtc_app.kernel.templating import longdate
from rtc_app.quality.rules import Outcome

Letter = tuple[str, str]


def decision(
    *, title: str, outcome: Outcome, note: str, reasons: Sequence[str], agreements: Sequence[str], until: date | None, link: str
) -> Letter:
    """What the provider reads when RTC has decided. `until` is the last day on which the decision holds."""
    subject, opening = _OPENINGS[outcome]
    parts = ["Dag,", opening.format(title=title)]
    if until:
        parts.append(f"Deze beslissing geldt tot en met {longdate(until)}.")
    if agreements:
        parts.append("Dit spraken we af:\n" + "\n".join(f"- {agreement}" for agreement in agreements))
    if reasons:
        parts.append("Hierom:\n" + "\n".join(f"- {reason}" for reason in reasons))
    if note:
        parts.append(note)
    parts.append(_CLOSINGS[outcome])
    if link:
        parts.append(f"Alles per criterium: {link}")
    parts.append("Vriendelijke groeten\nRTC Digitale School")
    return subject.format(title=title), "\n\n".join(parts) + "\n"


_OPENINGS = {
    Outcome.ACCEPTED: (
        "{title}: voldoet",
        "Je opleiding '{title}' voldoet aan het kwaliteitskader. Leraren vinden ze vanaf nu op de site.",
    ),
    Outcome.CONDITIONAL: (
        "{title}: voorwaardelijk aanvaard",
        (
            "Je opleiding '{title}' staat online, onder voorwaarden. "
            "Is een afspraak op haar datum niet opgelost, dan verdwijnt de opleiding tot het in orde is."
        ),
    ),
    Outcome.REFUSED: (
        "{title}: voldoet nog niet",
        "Je opleiding '{title}' voldoet nog niet aan het kwaliteitskader en staat dus niet online.",
    ),
}

_CLOSINGS = {
    Outcome.ACCEPTED: "Verander je later iets aan de inhoud, dan kijken we opnieuw mee.",
    Outcome.CONDITIONAL: "Laat ons weten wanneer een afspraak in orde is.",
    Outcome.REFUSED: "Pas de opleiding aan en dien ze opnieuw in. Ga je niet akkoord, antwoord dan aan je RTC.",
}
