"""A match in words: two or three concrete reasons and one honest drawback, each from a term of the score itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from rtc_app.needs.matching import Candidate, Criterion, Match, Measure, Term, Widening, fit_words, is_about, is_meant_for, share_of
from rtc_app.needs.rules import DAY_LABELS, Profile

REASONS_SHOWN = 3
_ALWAYS_FIRST = ("study_areas", "needs")
#: Another subject or level is said before lesser drawbacks: level warns, though it never blocks (MAT-03).
_WARNED_FIRST = ("study_areas", "needs", "level")


@dataclass(frozen=True)
class Vocabulary:
    """Labels by concept code, and what a fact says for and against a training: code → (yes, no)."""

    labels: Mapping[str, str]
    facts: Mapping[str, tuple[str, str]]

    def all_of(self, codes: tuple[str, ...]) -> str:
        """Labels in one phrase: "Bouw, Hout en Auto"."""
        labels = [self.labels.get(code, code) for code in codes]
        return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} en {labels[-1]}"


@dataclass(frozen=True)
class Explanation:
    """What a card says of a match; `drawback` is None when nothing known speaks against it."""

    fit: str
    reasons: tuple[str, ...]
    drawback: str | None
    #: Whole percents of the score that rest on the first reason, rounded down.
    main_share: int
    #: Whether enough is known of person and training to be sure.
    is_certain: bool


def explain(match: Match, profile: Profile, measure: Measure, vocabulary: Vocabulary, at: datetime) -> Explanation:
    """Subject and needs first, then the strongest reasons; the drawback that weighs most.

    What would cost nothing to leave out is no reason, and stands behind the others.
    """
    shares = {term.criterion: share_of(term, match, profile, measure, at) for term in match.terms if term.hits}
    hits = [term for term in match.terms if term.hits]
    best = sorted(hits, key=lambda term: (not shares[term.criterion], term.criterion not in _ALWAYS_FIRST, -term.points))
    reasons = [sentence for term in best for sentence in _FOR[term.criterion](term, vocabulary)]
    return Explanation(
        fit=fit_words(match, measure),
        reasons=tuple(reasons[:REASONS_SHOWN]),
        drawback=_drawback(match, vocabulary, at),
        main_share=int(100 * shares[best[0].criterion]) if best else 0,
        is_certain=match.known >= measure.enough_known,
    )


@dataclass(frozen=True)
class TermLine:
    """One line of the table of a score."""

    label: str
    weight: float
    #: None when either side is unknown.
    points: float | None
    words: str


@dataclass(frozen=True)
class Choice:
    """Something of which a person can ask less."""

    code: str
    label: str


def term_lines(match: Match, measure: Measure, vocabulary: Vocabulary) -> tuple[TermLine, ...]:
    """Every criterion with what it found, in the order of the measure; what was not asked stands there too."""
    return tuple(_line(criterion, match.term(criterion.code), vocabulary) for criterion in measure.criteria)


def _line(criterion: Criterion, term: Term | None, vocabulary: Vocabulary) -> TermLine:
    if term is None:
        return TermLine(criterion.label, criterion.weight, None, "Niet bekend, van jou of van deze opleiding: telt niet mee.")
    said = _FOR[criterion.code](term, vocabulary) if term.hits and criterion.code in _FOR else []
    against = [_AGAINST[criterion.code](term, vocabulary)] if term.misses and criterion.code in _AGAINST else []
    return TermLine(criterion.label, criterion.weight, term.points, " ".join([*said, *against]) or "Past niet en botst niet.")


def hidden_because(profile: Profile, match: Match, at: datetime, least_share: float, *, is_followed: bool) -> tuple[str, ...]:
    """What keeps a training out of the suggestions, in sentences."""
    candidate = match.candidate
    reasons = {
        "Je volgt deze opleiding al, of je volgde ze.": is_followed,
        "Je vroeg zelf om deze opleiding niet meer te tonen.": candidate.training_id in profile.set_aside,
        "Ze is bedoeld voor andere leerlingen dan de jouwe.": not is_meant_for(profile, candidate),
        "Ze is voorbij en er staat geen nieuwe sessie gepland.": candidate.is_past(at),
        "Ze gaat niet over je studiegebied en niet over wat je wil leren.": not is_about(profile, candidate),
        "Er spreekt te weinig voor om ze voor te stellen.": match.score <= 0 or match.share < least_share,
    }
    return tuple(sentence for sentence, holds in reasons.items() if holds)


def choices_to_lower(candidate: Candidate, profile: Profile, vocabulary: Vocabulary) -> tuple[Choice, ...]:
    """Its tools, themes and provider, for as far as the person did not ask for less of them yet."""
    every = (*sorted(candidate.tools), *sorted(candidate.themes), candidate.provider)
    return tuple(Choice(code, vocabulary.labels.get(code, code)) for code in every if code not in profile.less_of)


def widening_words(widening: Widening, vocabulary: Vocabulary) -> str:
    """A wider question with what it gives: "Met donderdag erbij: 4 meer"."""
    asked = {
        "level": f"Ook op niveau {vocabulary.labels.get(widening.value, widening.value)}",
        "days": f"Met {DAY_LABELS.get(widening.value, widening.value)} erbij",
        "max_km": f"Tot {widening.value} km van je school",
        "formats": "In om het even welke vorm",
    }
    return f"{asked[widening.what]}: {widening.more} meer"


def asked_words(profile: Profile, vocabulary: Vocabulary) -> str:
    """What somebody asks besides subject and needs: "op woensdag binnen 20 km, op niveau gevorderde"."""
    days = [DAY_LABELS[day] for day in profile.days]
    when = [f"op {' of '.join([', '.join(days[:-1]), days[-1]] if days[1:] else days)}"] if days else []
    where = [f"binnen {profile.max_km} km"] if profile.max_km is not None else []
    practical = [" ".join(when + where)] if when or where else []
    own = f"op niveau {vocabulary.labels.get(profile.level, profile.level)}" if profile.level else "op jouw niveau"
    level = [own] if profile.level or profile.levels else []
    form = ["in een vorm die je koos"] if profile.formats else []
    return ", ".join(practical + level + form)


def _drawback(match: Match, vocabulary: Vocabulary, at: datetime) -> str | None:
    worst = sorted(
        (term for term in match.terms if term.misses),
        key=lambda term: (term.points >= 0, term.criterion not in _WARNED_FIRST, term.points),
    )
    if worst and worst[0].points < 0:
        return _AGAINST[worst[0].criterion](worst[0], vocabulary)
    if not match.candidate.has_date(at):
        return "Er is nog geen sessie gepland."
    return _AGAINST[worst[0].criterion](worst[0], vocabulary) if worst else None


def _first_facts(term: Term, vocabulary: Vocabulary) -> list[str]:
    return [vocabulary.facts[code][0] for code in term.hits if code in vocabulary.facts]


def _last_fact(term: Term, vocabulary: Vocabulary) -> str:
    return vocabulary.facts[term.misses[0]][1]


def _needs_against(term: Term, vocabulary: Vocabulary) -> str:
    return f"Gaat niet over {vocabulary.all_of(term.misses[:3])}."


_FOR: dict[str, Callable[[Term, Vocabulary], list[str]]] = {
    "study_areas": lambda term, v: [f"Gemaakt voor jouw studiegebied: {v.all_of(term.hits)}."],
    "needs": lambda term, v: [f"Gaat over wat je wil leren: {v.all_of(term.hits[:3])}."],
    "level": lambda term, v: [f"Op jouw niveau: {v.all_of(term.hits)}."],
    "formats": lambda term, v: [f"In een vorm die je koos: {v.all_of(term.hits)}."],
    "practical": _first_facts,
    "reasons": _first_facts,
    "motivations": lambda term, v: [f"Dient waarvoor jij ICT wil gebruiken: {v.all_of(term.hits[:2])}."],
    "aftercare": lambda term, v: [f"Met steun nadien: {v.all_of(term.hits)}."],
    "barriers": _first_facts,
}

_AGAINST: dict[str, Callable[[Term, Vocabulary], str]] = {
    "study_areas": lambda term, v: f"Gemaakt voor {v.all_of(term.misses)}, niet voor jouw studiegebied.",
    "needs": _needs_against,
    "level": lambda term, v: f"Niveau {v.all_of(term.misses)}: dat is niet wat je over jezelf vertelde. Je mag wel inschrijven.",
    "formats": lambda term, v: f"Vorm: {v.all_of(term.misses)}. Dat koos je niet.",
    "practical": _last_fact,
    "reasons": _last_fact,
    "aftercare": lambda term, v: f"Deze steun is er nadien niet: {v.all_of(term.misses[:2])}.",
    "barriers": _last_fact,
    "less_of": lambda term, v: f"Je vroeg om minder hiervan: {v.all_of(term.misses[:2])}.",
}
