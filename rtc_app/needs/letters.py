"""The mails of the needs analysis: an answer to a reported need, and new suggestions. Pure functions → (subject, body)."""

from collections.abc import Sequence


def answered(*, name: str, answer: str, results_url: str) -> tuple[str, str]:
    """(subject, body): what the RTC says, and the same search again."""
    body = (
        f"Dag {name},\n\n"
        "Je meldde een nood waarvoor je geen opleiding vond. Het RTC antwoordt:\n\n"
        f"{answer}\n\n"
        f"Zoek opnieuw wat je zocht:\n{results_url}\n\n"
        "Het team van de RTC Digitale School\n"
    )
    return "Antwoord op de nood die je meldde", body


def new_suggestions(*, name: str, found: Sequence[tuple[str, str]], total: int, matches_url: str, stop_url: str) -> tuple[str, str]:
    """New suggestions, as (title, full address); why they fit stands on the page, since a mail is read over shoulders."""
    what = "1 nieuwe opleiding" if total == 1 else f"{total} nieuwe opleidingen"
    rest = f"\nen nog {total - len(found)} andere." if total > len(found) else ""
    lines = "\n\n".join(f"- {title}\n  {url}" for title, url in found)
    body = (
        f"Dag {name},\n\n"
        f"Er {'past' if total == 1 else 'passen'} {what} bij wat je vertelde:\n\n{lines}{rest}\n\n"
        f"Waarom ze passen, lees je hier:\n{matches_url}\n\n"
        f"Liever geen mail meer? Stop ze hier met één klik:\n{stop_url}\n\n"
        "Het team van de RTC Digitale School\n"
    )
    return f"{what} voor jou", body
