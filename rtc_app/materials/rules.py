"""What a piece of shared material must say of itself. Pure."""

import enum


class MaterialKind(enum.StrEnum):
    """What somebody gets; the value is its word on the page."""

    LESSON = "lesmateriaal"
    PRACTICE = "praktijkvoorbeeld"
    GUIDE = "handleiding"
    VIDEO = "video"
    SOFTWARE = "software"
    #: A thing to borrow for a while (CAT-18).
    LOAN = "toestel te leen"


class Terms(enum.StrEnum):
    """What one may do with it."""

    CC_BY = "CC BY 4.0"
    CC_BY_SA = "CC BY-SA 4.0"
    CC_BY_NC_SA = "CC BY-NC-SA 4.0"
    OWN_CLASS = "Enkel voor eigen klasgebruik"
    OF_SOURCE = "Zoals de bron zegt"
    #: For a thing that is lent.
    ON_ASKING = "In afspraak"


def hole(kind: MaterialKind, url: str, contact: str) -> tuple[str, str] | None:
    """The field that is missing and what to say of it; None when one can find or ask for it."""
    if kind is MaterialKind.LOAN and not contact:
        return "contact", "Zeg bij wie je het kunt lenen."
    if kind is not MaterialKind.LOAN and not url:
        return "url", "Geef het adres waar het staat."
    return None
