"""The mail about new results of a saved search. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A new result; `url` is full."""

    title: str
    url: str


def new_results(
    *, name: str, search: str, total: int, found: Sequence[Found], results_url: str, searches_url: str, stop_url: str
) -> tuple[str, str]:
    """(subject, body): what is new, where to see all of it, and how to stop."""
    what = "1 nieuwe opleiding" if total == 1 else f"{total} nieuwe opleidingen"
    rest = f"\nen nog {total - len(found)} andere." if total > len(found) else ""
    lines = "\n\n".join(f"- {one.title}\n  {one.url}" for one in found)
    body = (
        f"Dag {name},\n\n"
        f"Je bewaarde de zoekopdracht ‘{search}’. Die vindt nu {what}:\n\n{lines}{rest}\n\n"
        f"Bekijk alle resultaten:\n{results_url}\n\n"
        f"Liever minder vaak een mail? Dat kies je bij je zoekopdrachten:\n{searches_url}\n\n"
        f"Geen mail meer over deze zoekopdracht:\n{stop_url}\n"
    )
    return f"{what} voor ‘{search}’", body
