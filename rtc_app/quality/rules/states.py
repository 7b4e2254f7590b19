"""In which state a provider sees a training of his own: one word, derived from what was stored."""

import enum
from dataclasses import dataclass
from datetime import datetime

from rtc_app.quality.rules.verdicts import Outcome


class OfferState(enum.StrEnum):
    """The fixed words for a training in the hands of its provider."""

    DRAFT = "concept"
    SUBMITTED = "ingediend"
    IN_REVIEW = "in beoordeling"
    ACCEPTED = "voldoet"
    CONDITIONAL = "voorwaardelijk"
    REFUSED = "voldoet niet"
    CHANGED = "gewijzigd sinds beoordeling"
    EXPIRED = "vervallen"
    WITHDRAWN = "teruggetrokken"


@dataclass(frozen=True)
class OfferFacts:
    """What the state follows from: the open assessment, and the last decision with its term."""

    is_withdrawn: bool = False
    is_submitted: bool = False
    is_claimed: bool = False
    outcome: Outcome | None = None
    #: The decision was about exactly the content that stands there now.
    is_on_this_content: bool = False
    valid_until: datetime | None = None


_BY_OUTCOME = {
    Outcome.ACCEPTED: OfferState.ACCEPTED,
    Outcome.CONDITIONAL: OfferState.CONDITIONAL,
    Outcome.REFUSED: OfferState.REFUSED,
}


def offer_state(facts: OfferFacts, at: datetime) -> OfferState:
    """The state at a moment; what somebody has to do next goes before what was decided before."""
    if facts.is_withdrawn:
        return OfferState.WITHDRAWN
    if facts.is_submitted:
        return OfferState.IN_REVIEW if facts.is_claimed else OfferState.SUBMITTED
    if facts.outcome is None:
        return OfferState.DRAFT
    if not facts.is_on_this_content:
        return OfferState.CHANGED
    if facts.valid_until is not None and facts.valid_until <= at:
        return OfferState.EXPIRED
    return _BY_OUTCOME[facts.outcome]
