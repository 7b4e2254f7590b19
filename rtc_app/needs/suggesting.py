"""Suggestions: the matches of a profile with what a card shows and why it is shown."""

from dataclasses import dataclass
from datetime import datetime

from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.queries import TrainingCard
from rtc_app.needs import files, offer
from rtc_app.needs.match_words import Explanation, explain
from rtc_app.needs.matching import is_meant_for, rank, score, varied
from rtc_app.needs.rules import Profile

#: More suggestions than this is a list to search, and for that there is the search page.
MOST = 12
#: How many times as many matches are looked at to find variety in.
_LOOKED_AT = 5


@dataclass(frozen=True)
class Suggestion:
    """A training with its reasons and its drawback."""

    card: TrainingCard
    explanation: Explanation


def suggestions(profile: Profile, at: datetime, limit: int = MOST, *, followed: frozenset[int] = frozenset()) -> list[Suggestion]:
    """What fits best among what may be found now, best first; `followed` are ids of trainings the person is in already."""
    now = offer.current()
    candidates = (candidate for candidate in now.findable(at) if candidate.training_id not in followed)
    ranked = rank(profile, candidates, now.measure, at, _LOOKED_AT * limit)
    matches = varied(ranked, limit, files.matching().most_alike)
    cards = {card.id: card for card in catalogue.cards([match.candidate.training_id for match in matches], at)}
    return [
        Suggestion(cards[match.candidate.training_id], explain(match, profile, now.measure, now.vocabulary, at))
        for match in matches
        if match.candidate.training_id in cards
    ]


def fit_of(profile: Profile, training_id: int, at: datetime) -> Explanation | None:
    """Why one training fits a profile, by the same terms; None when nothing is known or it is meant for other pupils."""
    now = offer.current()
    candidate = now.candidate(training_id)
    if candidate is None or not is_meant_for(profile, candidate):
        return None
    match = score(profile, candidate, now.measure, at)
    return explain(match, profile, now.measure, now.vocabulary, at) if match.terms else None
