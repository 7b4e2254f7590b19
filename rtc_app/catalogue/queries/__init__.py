"""Everything pages read of the offer: cards in lists, one training, learning paths."""

from rtc_app.catalogue.queries.card import Label, NextSession, TrainingCard, cards, undated_cards
from rtc_app.catalogue.queries.path import PathFacts, PathStep, PathSummary, path_facts, path_with_code, paths
from rtc_app.catalogue.queries.sessions import SessionRow
from rtc_app.catalogue.queries.training import Tag, TrainingContent, TrainingFacts, content_of, known_training, training_facts

__all__ = [
    "Label",
    "NextSession",
    "PathFacts",
    "PathStep",
    "PathSummary",
    "SessionRow",
    "Tag",
    "TrainingCard",
    "TrainingContent",
    "TrainingFacts",
    "cards",
    "content_of",
    "known_training",
    "path_facts",
    "path_with_code",
    "paths",
    "training_facts",
    "undated_cards",
]
