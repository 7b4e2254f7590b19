"""How well a training fits a profile: a sum of terms, each with what met and what did not (MAT-01 to MAT-08).

Pure over plain values. A term lies between minus and plus the weight of its criterion and is missing when either side is
unknown. Nothing is multiplied, so that every point of a score can be said in words and taken away again by itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from rtc_app.needs.matching.parts import PARTS
from rtc_app.needs.matching.values import Candidate, Match, Measure, Term
from rtc_app.needs.rules import Profile

#: What only takes away says nothing about how much is known.
_ONLY_AGAINST = "less_of"


def rank(profile: Profile, candidates: Iterable[Candidate], measure: Measure, at: datetime, limit: int) -> list[Match]:
    """The best matches, best first; those that score nothing, or are hidden from this person, are left out.

    Equal scores: technical before general (CAT-04), then with a date before without, then in the order of creation.
    """
    about = (candidate for candidate in candidates if is_about(profile, candidate) and is_open_to(profile, candidate, at))
    fitting = [(points, candidate) for candidate in about if (points := _points(profile, candidate, measure, at)) > 0]
    fitting.sort(key=lambda pair: (-pair[0], not pair[1].is_technical, not pair[1].has_date(at), pair[1].training_id))
    return [score(profile, candidate, measure, at) for _points, candidate in fitting[:limit]]


def _points(profile: Profile, candidate: Candidate, measure: Measure, at: datetime) -> float:
    """The score alone, rounded so that the order does not hang on the last bit; most candidates need no more."""
    total = 0.0
    for criterion in measure.criteria:
        part = PARTS[criterion.code](profile, candidate, measure, at)
        if part is not None:
            total += part.share * criterion.weight
    return round(total, 6)


def varied(matches: Sequence[Match], limit: int, most: int) -> list[Match]:
    """The best `limit` of ranked matches, with at most `most` of one first theme and of one provider while there is choice.

    What that holds back comes after, so that a person with one need still gets a full list.
    """
    taken: list[Match] = []
    held: list[Match] = []
    counts: dict[str, int] = {}
    for match in matches:
        marks = {*sorted(match.candidate.themes)[:1], f"provider {match.candidate.provider}"}
        if any(counts.get(mark, 0) >= most for mark in marks):
            held.append(match)
            continue
        taken.append(match)
        for mark in marks:
            counts[mark] = counts.get(mark, 0) + 1
    return (taken + held)[:limit]


def is_about(profile: Profile, candidate: Candidate) -> bool:
    """Whether it touches the person's subject or needs at all; asked first, since most of a large offer does not."""
    return not (
        candidate.study_areas.isdisjoint(profile.study_areas)
        and candidate.tools.isdisjoint(profile.needs)
        and candidate.themes.isdisjoint(profile.needs)
    )


def is_open_to(profile: Profile, candidate: Candidate, at: datetime) -> bool:
    """The only things that hide a training: other pupils, the person's own wish, and that it is over."""
    return is_meant_for(profile, candidate) and candidate.training_id not in profile.set_aside and not candidate.is_past(at)


def is_meant_for(profile: Profile, candidate: Candidate) -> bool:
    """Whether it serves one of the person's onderwijsvormen; unknown on either side counts as yes."""
    return not (profile.onderwijsvormen and candidate.onderwijsvormen) or not candidate.onderwijsvormen.isdisjoint(profile.onderwijsvormen)


def score(profile: Profile, candidate: Candidate, measure: Measure, at: datetime) -> Match:
    """The terms and their sum for one training."""
    terms, reachable, known, all_weights = [], 0.0, 0.0, 0.0
    for criterion in measure.criteria:
        part = PARTS[criterion.code](profile, candidate, measure, at)
        counts = criterion.code != _ONLY_AGAINST
        all_weights += criterion.weight * counts
        if part is not None:
            reachable += criterion.weight
            known += criterion.weight * counts
            terms.append(Term(criterion.code, part.share * criterion.weight, part.hits, part.misses))
    total = sum(term.points for term in terms)
    return Match(candidate, tuple(terms), total, total / reachable if reachable else 0.0, known / all_weights if all_weights else 0.0)


def fit_words(match: Match, measure: Measure) -> str:
    """How well it fits, in words; a training about none of the needs is not praised for the rest."""
    needs = match.term("needs")
    if needs is not None and not needs.hits:
        return measure.fits[-1][1]
    return next(words for least, words in measure.fits if match.share >= least)
