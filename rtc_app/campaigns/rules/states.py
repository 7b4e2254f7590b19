"""How a campaign stands on a day."""

import enum
from datetime import date


class State(enum.StrEnum):
    """The value is its word on the page."""

    PLANNED = "Gepland"
    OPEN = "Loopt"
    ENDED = "Afgelopen"


def state_of(starts_on: date, ends_on: date, today: date) -> State:
    """How a campaign from one day to another, both included, stands today."""
    if today < starts_on:
        return State.PLANNED
    return State.OPEN if today <= ends_on else State.ENDED
