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


def questions(*, title: str, asked: Sequence[str], link: str) -> Letter:
    """What the provider reads when an assessor needs to know more."""
    many = "een vraag" if len(asked) == 1 else f"{len(asked)} vragen"
    parts = [
        "Dag,",
        f"De beoordelaar van je opleiding '{title}' heeft nog {many}:",
        "\n".join(f"- {question}" for question in asked),
        f"Antwoord hier: {link}" if link else "Je antwoordt bij je opleiding, onder 'Vragen van het RTC'.",
        "Vriendelijke groeten\nRTC Digitale School",
    ]
    return f"{title}: {many} van het RTC", "\n\n".join(parts) + "\n"


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
    Outcome.REFUSED: (
        "Pas de opleiding aan en dien ze opnieuw in. "
        "Ga je niet akkoord, maak dan bezwaar bij de beoordeling; een andere beoordelaar kijkt het na."
    ),
}
