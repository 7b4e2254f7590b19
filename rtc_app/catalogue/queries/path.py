"""Learning paths and the place of a training in them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, joinedload

from rtc_app.catalogue.models import LearningPath, LearningPathStep, Training
from rtc_app.catalogue.queries.card import TrainingCard, cards
from rtc_app.catalogue.queries.path_dates import PathDates, path_dates
from rtc_app.kernel.database import db


@dataclass(frozen=True)
class PathSummary:
    """A leertraject in the list."""

    code: str
    title: str
    summary: str
    rtc: str
    is_example: bool
    steps: int
    findable_steps: int


@dataclass(frozen=True)
class PathStep:
    """One step; without a card it is not open yet and shows its title only."""

    position: int
    title: str
    #: What to do between this step and the next.
    self_study: str
    card: TrainingCard | None
    training_id: int
    #: (of what, in words) one should know before, in general ICT and in the application (CAT-07); what is not needed is left out.
    prior: tuple[tuple[str, str], ...]
    has_follow_up: bool


@dataclass(frozen=True)
class PathFacts:
    """A leertraject with its steps; `minutes` and `price` (cents) of the steps that are open together."""

    path: LearningPath
    steps: tuple[PathStep, ...]
    minutes: int
    price: int
    dates: PathDates

    @property
    def open_steps(self) -> tuple[PathStep, ...]:
        """The steps that can be followed now, in order; the dates are of these."""
        return tuple(step for step in self.steps if step.card)

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of all open steps, lowest first as the steps name them."""
        return tuple(dict.fromkeys(level.label for step in self.steps if step.card for level in step.card.levels))


@dataclass(frozen=True)
class StepLink:
    """A neighbouring step: without a slug it is not open yet."""

    title: str
    slug: str | None


@dataclass(frozen=True)
class PathPlace:
    """Where a training stands in a leertraject."""

    code: str
    title: str
    position: int
    steps: int
    previous: StepLink | None
    following: StepLink | None


def paths(at: datetime) -> list[PathSummary]:
    """Every published leertraject by title, with how many of its steps can be found now."""
    is_findable = sa.case((Training.findable(at), 1), else_=0)
    counting = (
        sa.select(LearningPathStep.learning_path_id, sa.func.count(), sa.func.sum(is_findable))
        .join(Training, Training.id == LearningPathStep.training_id)
        .group_by(LearningPathStep.learning_path_id)
    )
    counts = {path_id: (steps, findable) for path_id, steps, findable in db.session.execute(counting)}
    query = (
        sa.select(LearningPath)
        .where(LearningPath.is_published)
        .options(joinedload(LearningPath.rtc))
        .order_by(LearningPath.title, LearningPath.id)
    )
    return [
        PathSummary(path.code, path.title, path.summary, path.rtc.name, path.is_example, *counts.get(path.id, (0, 0)))
        for path in db.session.scalars(query)
    ]


def path_with_code(code: str) -> LearningPath | None:
    """A published leertraject with its RTC, or None."""
    return db.session.scalar(
        sa.select(LearningPath).where(LearningPath.code == code, LearningPath.is_published).options(joinedload(LearningPath.rtc))
    )


def path_facts(path: LearningPath, at: datetime) -> PathFacts:
    """The steps of a leertraject in order, as cards where the training can be found."""
    query = (
        sa.select(
            LearningPathStep.position,
            LearningPathStep.self_study,
            Training.id,
            Training.title,
            Training.prior_ict,
            Training.prior_application,
            Training.findable(at).label("is_findable"),
        )
        .join(Training, Training.id == LearningPathStep.training_id)
        .where(LearningPathStep.learning_path_id == path.id)
        .order_by(LearningPathStep.position)
    )
    rows = list(db.session.execute(query))
    ids = [row.id for row in rows if row.is_findable]
    by_id = {card.id: card for card in cards(ids, at)}
    dates = path_dates(ids, at)
    steps = tuple(_step(row, by_id.get(row.id), dates) for row in rows)
    minutes, price = sum(card.duration_minutes for card in by_id.values()), sum(card.price for card in by_id.values())
    return PathFacts(path, steps, minutes, price, dates)


def _step(row: sa.Row[*tuple[Any, ...]], card: TrainingCard | None, dates: PathDates) -> PathStep:
    return PathStep(
        position=row.position,
        title=row.title,
        self_study=row.self_study,
        card=card,
        training_id=row.id,
        prior=_prior(row.prior_ict, row.prior_application),
        has_follow_up=row.id in dates.with_follow_up,
    )


def _prior(ict: str, application: str) -> tuple[tuple[str, str], ...]:
    told = (("Voorkennis ICT", ict), ("Voorkennis toepassing", application))
    return tuple((name, text) for name, text in told if text.strip(" .").lower() not in ("", "geen"))


_own = aliased(LearningPathStep)
_AT: Any = sa.bindparam("at")
_BESIDE = (
    sa.select(LearningPath.code, LearningPath.title, Training.id, Training.title, Training.slug)
    .add_columns(Training.findable(_AT))
    .join(LearningPathStep, LearningPathStep.learning_path_id == LearningPath.id)
    .join(Training, Training.id == LearningPathStep.training_id)
    .join(_own, _own.learning_path_id == LearningPath.id)
    .where(_own.training_id == sa.bindparam("training_id"), LearningPath.is_published)
    .order_by(LearningPath.title, LearningPath.id, LearningPathStep.position)
)


def places_in_paths(training_id: int, at: datetime) -> tuple[PathPlace, ...]:
    """The leertrajecten a training belongs to, each with the step before and after."""
    steps: dict[tuple[str, str], list[tuple[int, StepLink]]] = {}
    for code, path_title, id_, title, slug, is_findable in db.session.connection().execute(_BESIDE, {"training_id": training_id, "at": at}):
        steps.setdefault((code, path_title), []).append((id_, StepLink(title, slug if is_findable else None)))
    return tuple(_place(code, title, links, training_id) for (code, title), links in steps.items())


def _place(code: str, title: str, links: list[tuple[int, StepLink]], training_id: int) -> PathPlace:
    number = next(n for n, (id_, _) in enumerate(links) if id_ == training_id)
    previous = links[number - 1][1] if number else None
    following = links[number + 1][1] if number + 1 < len(links) else None
    return PathPlace(code, title, number + 1, len(links), previous, following)
