"""Finding trainings, reading about one, following a leertraject, and keeping one's own offer."""

from rtc_app.catalogue.views import (
    agenda,
    drafts,
    editing,
    finding,
    keeping_paths,
    offer,
    paths,
    places,
    planning,
    provider,
    repeating,
    suggesting,
    synonyms,
    topics,
    training,
    withdrawing,
)
from rtc_app.catalogue.views.blueprint import bp

__all__ = [
    "agenda",
    "bp",
    "drafts",
    "editing",
    "finding",
    "keeping_paths",
    "offer",
    "paths",
    "places",
    "planning",
    "provider",
    "repeating",
    "suggesting",
    "synonyms",
    "topics",
    "training",
    "withdrawing",
]
