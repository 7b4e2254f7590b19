"""Versions of the kwaliteitskader: which one is in force, what another one would make of a decision, and when a draft is sound."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality.rules.verdicts import CriterionRule, Opinion, Outcome, Severity, Verdict, applicable, outcome, unjudged, verdicts


class EffectKind(enum.StrEnum):
    """What another version does to a decision."""

    SAME = "gelijk"
    CHANGES = "anders"
    TO_JUDGE = "te beoordelen"


@dataclass(frozen=True)
class Effect:
    """What would have been decided with another version: `after` is None while that hangs on criteria `to_judge`.

    `because` names the criteria that pull the outcome elsewhere than before.
    """

    before: Outcome
    after: Outcome | None
    to_judge: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def kind(self) -> EffectKind:
        if self.after is None:
            return EffectKind.TO_JUDGE
        return EffectKind.SAME if self.after is self.before else EffectKind.CHANGES


def effect(
    then: Sequence[CriterionRule], now: Sequence[CriterionRule], holds: Collection[str], opinions: Mapping[str, Opinion], decided: Outcome
) -> Effect:
    """What the criteria of `now` make of a decision taken on those of `then`, from the judgements that exist (QA-12, proposal).

    `holds` are the conditions of the training. A decision made elsewhere says nothing of the criteria it was content with: those
    count as met. Advice that nobody gave yet changes no outcome (QA-06). When both versions lead to the same outcome nothing
    changes, also where the one who decided had reasons of his own for another.
    """
    then, now = applicable(then, holds), applicable(now, holds)
    known = {criterion.code: _MET for criterion in then if not criterion.same_as} | dict(opinions)
    to_judge = tuple(unjudged(now, known))
    # Criteria that get their answer elsewhere wait with it.
    judged = [criterion for criterion in now if (criterion.same_as or criterion.code) in known]
    before, after = outcome(then, known), outcome(judged, known)
    because = _pulled(then, judged, known)
    if after is not Outcome.REFUSED and any(
        criterion.code in to_judge and criterion.severity is not Severity.ADVISORY for criterion in now
    ):
        return Effect(decided, None, to_judge, because)
    return Effect(decided, decided if after is before else after, to_judge, because)


_MET = Opinion(Verdict.MET)


def _pulled(then: Iterable[CriterionRule], now: Iterable[CriterionRule], known: Mapping[str, Opinion]) -> tuple[str, ...]:
    """The criteria that alone would lead to another outcome in one version than in the other."""
    before = {criterion.code: _alone(criterion, known) for criterion in then}
    after = {criterion.code: _alone(criterion, known) for criterion in now}
    return tuple(
        code for code in dict.fromkeys([*before, *after]) if before.get(code, Outcome.ACCEPTED) is not after.get(code, Outcome.ACCEPTED)
    )


def _alone(criterion: CriterionRule, known: Mapping[str, Opinion]) -> Outcome:
    return outcome([criterion], known) if verdicts([criterion], known) else Outcome.ACCEPTED


def refuse_unsound(criteria: Sequence[CriterionRule]) -> None:
    """Raise RuleViolation unless a version can be judged with: `criteria` are those in use.

    A criterion that gets its answer from another (QA-07) needs that one wherever it applies itself, and as heavy.
    """
    if not criteria:
        raise RuleViolation("Laat minstens één criterium meetellen.")
    known = {criterion.code: criterion for criterion in criteria}
    for twin in criteria:
        if twin.same_as is None:
            continue
        answers = known.get(twin.same_as)
        if answers is None:
            raise RuleViolation(f"{twin.code} krijgt zijn antwoord van {twin.same_as}. Laat ze allebei meetellen, of geen van beide.")
        if "always" not in answers.applies_when and not set(twin.applies_when) <= set(answers.applies_when):
            raise RuleViolation(
                f"{twin.code} krijgt zijn antwoord van {answers.code}. Laat {answers.code} overal gelden waar {twin.code} geldt."
            )
        if twin.severity is not answers.severity:
            raise RuleViolation(f"{twin.code} en {answers.code} krijgen samen één antwoord. Geef ze hetzelfde gewicht.")


def refuse_start(start: date, today: date, last_start: date) -> None:
    """Raise RuleViolation for a first day in the past, or before that of the newest version that is published.

    The same day is allowed: the newer version then goes first, so that a mistake in a planned version can be put right.
    """
    if start < today:
        raise RuleViolation("Kies vandaag of een latere dag: wat al begonnen is, blijft bij zijn versie.", "valid_from")
    if start < last_start:
        raise RuleViolation(f"Kies {last_start:%d/%m/%Y} of later: dan begint de vorige versie.", "valid_from")


@dataclass(frozen=True)
class Published:
    """A published version and its first day."""

    version: int
    valid_from: date


class VersionState(enum.StrEnum):
    """The fixed words for a version of the kwaliteitskader."""

    DRAFT = "ontwerp"
    PLANNED = "gepland"
    IN_FORCE = "in gebruik"
    EARLIER = "vroeger"


def in_force(versions: Iterable[Published], day: date) -> int:
    """The version with which a round that starts on this day is judged; before the first began, the first."""
    ordered = sorted(versions, key=lambda one: (one.valid_from, one.version))
    begun = [one for one in ordered if one.valid_from <= day]
    return begun[-1].version if begun else ordered[0].version


def version_state(version: Published | None, current: int, day: date) -> VersionState:
    """The state of a version on a day; None is a draft, `current` the one in force."""
    if version is None:
        return VersionState.DRAFT
    if version.version == current:
        return VersionState.IN_FORCE
    return VersionState.PLANNED if version.valid_from > day else VersionState.EARLIER
