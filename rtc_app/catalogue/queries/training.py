"""Everything the page of one training shows: what only changes with the offer is kept, seats are read each time."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import ProviderProfile, Trainer, Training, TrainingTag, training_trainer
from rtc_app.catalogue.queries.card import TrainingCard, undated_cards
from rtc_app.catalogue.queries.path import PathPlace, places_in_paths
from rtc_app.catalogue.queries.sessions import PlannedSession, SessionRow, planned_sessions, seats_of
from rtc_app.catalogue.rules import Acceptance, Hint, Link, Seats, TrainingKind, hints, kind_of, link_of, living_successor, next_run
from rtc_app.catalogue.search.kept import KeptByOffer
from rtc_app.catalogue.search.similar import how_many, similar_to
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, ConceptScheme

Found = TypeVar("Found")


@dataclass(frozen=True)
class Tag:
    """A concept on this training; `meaning` is what it becomes in the subject, `is_verified` whether RTC checked it."""

    code: str
    label: str
    meaning: str | None
    is_verified: bool
    properties: Mapping[str, object]
    valid_from: date | None
    valid_to: date | None
    #: Labels of what it is part of, from near to far: of an eindterm its bouwsteen and its sleutelcompetentie (TAG-06).
    within: tuple[str, ...]
    #: False for what is part of something outside the focus of the project (TAG-06).
    is_in_focus: bool


@dataclass(frozen=True)
class Advice:
    """A warning that helps: what it is about, and the facets under which `number` other trainings do fit."""

    hint: Hint
    elsewhere: Mapping[str, Sequence[str]]
    number: int


class Successor(NamedTuple):
    """What one may follow instead of a training that left the offer."""

    slug: str
    title: str


@dataclass(frozen=True, eq=False)
class TrainingContent:
    """What only changes with the offer, the same object until then. Prices in cents, `duration_minutes` of one run."""

    #: The columns of Training and the names of those who give and organise it (`provider`, `rtc`).
    training: sa.Row[Any]
    acceptance: Acceptance
    #: The columns of Trainer, by name.
    trainers: tuple[sa.Row[Any], ...]
    tags: Mapping[str, tuple[Tag, ...]]
    kind: TrainingKind
    duration_minutes: int
    #: Regular meetings of one run.
    meetings: int
    has_follow_up: bool
    #: What the provider says of accounts, data and licences.
    declaration: str | None
    paths: tuple[PathPlace, ...]
    planned: tuple[PlannedSession, ...]
    advice: tuple[Advice, ...]
    similar: tuple[TrainingCard, ...]
    #: The living end of its chain of successors.
    successor: Successor | None
    #: Where the page keeps what it made of these facts.
    made: dict[object, object] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.training.id)

    @property
    def slug(self) -> str:
        return str(self.training.slug)

    @property
    def provider_id(self) -> int:
        return int(self.training.provider_id)

    @property
    def content_hash(self) -> str:
        return str(self.training.content_hash)

    @property
    def prices(self) -> tuple[tuple[str, int], ...]:
        """Each post apart (CAT-09)."""
        training = self.training
        return (
            ("Opleiding", training.price_training),
            ("Software", training.price_software),
            ("Toestellen en materiaal", training.price_equipment),
        )

    @property
    def further_links(self) -> tuple[Link, ...]:
        """Where to find more online (CAT-17)."""
        return tuple(filter(None, map(link_of, self.training.further_links)))

    @property
    def price(self) -> int:
        """Everything together."""
        return sum(cents for _, cents in self.prices)

    def once(self, find: Callable[["TrainingContent"], Found]) -> Found:
        """What another part of the site makes of these facts, found once."""
        if find not in self.made:
            self.made[find] = find(self)
        return cast(Found, self.made[find])

    def is_findable(self, at: datetime) -> bool:
        """Whether teachers can find it."""
        return self.acceptance.is_findable(at)

    def was_shown(self, at: datetime) -> bool:
        """Whether teachers could ever find it as it is."""
        return self.acceptance.was_shown(at)


@dataclass(frozen=True, eq=False)
class TrainingFacts:
    """A training with the sessions to come, their seats as they are now; the same object as long as these are the same."""

    content: TrainingContent
    sessions: tuple[SessionRow, ...]
    #: The session to show first, or None.
    next: SessionRow | None
    past_runs: int


def known_training(column: str, value: str, at: datetime) -> TrainingContent | None:
    """The training with this value in a unique column (its `slug`), or None; one query for one that this process knows."""
    return _contents.of((column, value), at)


def content_of(slug: str, at: datetime) -> TrainingContent:
    """What the page shows of a training that is there."""
    content = known_training("slug", slug, at)
    if content is None:
        raise LookupError(slug)
    return content


def training_facts(content: TrainingContent, at: datetime) -> TrainingFacts:
    """What the page shows as of this moment, in one query."""
    coming = [planned for planned in content.planned if planned.starts_at > at]
    seats = seats_of(content.id) if coming else {}
    runs = [(planned, planned.run(seats[planned.id])) for planned in coming if planned.id in seats]
    states = tuple((planned, run.seats, not run.is_open(at)) for planned, run in runs)
    first = next_run([run for _, run in runs], at)
    past = sum(planned.ends_at <= at and not planned.is_cancelled for planned in content.planned)
    return _facts(content, states, first.id if first else None, past)


@lru_cache(maxsize=5_000)
def _facts(
    content: TrainingContent, states: tuple[tuple[PlannedSession, Seats, bool], ...], first: int | None, past_runs: int
) -> TrainingFacts:
    rows = tuple(SessionRow(*state) for state in states)
    return TrainingFacts(content, rows, next((row for row in rows if row.id == first), None), past_runs)


def _content(key: tuple[str, str], at: datetime) -> TrainingContent | None:
    connection = db.session.connection()
    training = connection.execute(_training_by(key[0]), {"value": key[1]}).one_or_none()
    if training is None:
        return None
    tags = _tags(training.id)
    codes = {scheme: [tag.code for tag in of_scheme] for scheme, of_scheme in tags.items()}
    kind = kind_of(
        [tag.properties.get("group") for tag in tags.get("thema", ())], [tag.properties.get("kind") for tag in tags.get("tool", ())]
    )
    planned = planned_sessions(training.id)
    runs = [run for run in planned if not run.is_cancelled]
    measured = next((run for run in runs if run.starts_at > at), runs[-1] if runs else None)
    return TrainingContent(
        training=training,
        acceptance=Acceptance(
            training.content_hash, training.accepted_hash, training.accepted_from, training.accepted_until, training.withdrawn_at
        ),
        trainers=tuple(connection.execute(_TRAINERS, {"training_id": training.id})),
        tags=tags,
        kind=kind,
        duration_minutes=measured.minutes if measured else 0,
        meetings=sum(not meeting.is_follow_up for meeting in measured.meetings) if measured else 0,
        has_follow_up=any(meeting.is_follow_up for run in runs for meeting in run.meetings),
        declaration=training.declaration,
        paths=places_in_paths(training.id, at),
        planned=planned,
        advice=_advice(kind, codes, at),
        similar=tuple(undated_cards(similar_to(training.id, codes, at), at)),
        successor=_successor(training.successor_id, at),
    )


_contents = KeptByOffer(_content)


@cache
def _training_by(column: str) -> sa.Select[Any]:
    """The columns of a training, found by one of them, with the names around it and what its provider declares."""
    provider, rtc = aliased(Organisation), aliased(Organisation)
    names = (provider.name.label("provider"), provider.code.label("provider_code"), rtc.name.label("rtc"), rtc.code.label("rtc_code"))
    columns: list[sa.ColumnElement[Any]] = [*Training.__table__.columns, *names]
    return (
        sa.select(*columns, ProviderProfile.declaration)
        .join(provider, provider.id == Training.provider_id)
        .join(rtc, rtc.id == Training.rtc_id)
        .outerjoin(ProviderProfile, ProviderProfile.organisation_id == Training.provider_id)
        .where(Training.__table__.columns[column] == sa.bindparam("value"))
    )


_TRAINERS = (
    sa.select(*Trainer.__table__.columns)
    .join(training_trainer, training_trainer.c.trainer_id == Trainer.id)
    .where(training_trainer.c.training_id == sa.bindparam("training_id"))
    .order_by(Trainer.name, Trainer.id)
)


_near, _far = aliased(Concept), aliased(Concept)
_TAGS = (
    sa.select(ConceptScheme.code.label("scheme"), Concept.code, Concept.label, TrainingTag.meaning, Concept.is_verified, Concept.properties)
    .add_columns(Concept.valid_from, Concept.valid_to, _near.label.label("near"), _far.label.label("far"), _near.properties.label("around"))
    .select_from(TrainingTag)
    .join(Concept, Concept.id == TrainingTag.concept_id)
    .join(ConceptScheme, ConceptScheme.id == Concept.scheme_id)
    .outerjoin(_near, _near.id == Concept.broader_id)
    .outerjoin(_far, _far.id == _near.broader_id)
    .where(TrainingTag.training_id == sa.bindparam("training_id"))
    .order_by(Concept.position, Concept.id)
)


def _tags(training_id: int) -> dict[str, tuple[Tag, ...]]:
    tags: dict[str, list[Tag]] = defaultdict(list)
    for row in db.session.connection().execute(_TAGS, {"training_id": training_id}):
        within = tuple(label for label in (row.near, row.far) if label)
        is_in_focus = bool((row.around or {}).get("in_focus", True))
        tag = Tag(row.code, row.label, row.meaning, row.is_verified, row.properties, row.valid_from, row.valid_to, within, is_in_focus)
        tags[row.scheme].append(tag)
    return {scheme: tuple(of_scheme) for scheme, of_scheme in tags.items()}


def _successor(successor_id: int | None, at: datetime) -> Successor | None:
    found: dict[int, Any] = {}

    def row(id_: int) -> Any:
        if id_ not in found:
            columns = (Training.slug, Training.title, Training.successor_id, Training.findable(at).label("is_findable"))
            found[id_] = db.session.execute(sa.select(*columns).where(Training.id == id_)).one()
        return found[id_]

    living = living_successor(successor_id, lambda id_: row(id_).successor_id, lambda id_: bool(row(id_).is_findable))
    return Successor(row(living).slug, row(living).title) if living is not None else None


#: What to change in the question of who reads a warning.
_BETTER = {Hint.NOT_FOR_BEGINNERS: ("niveau", ("beginner",)), Hint.PRACTICE_ONLINE: ("leervorm", ("fysiek", "hybride"))}


def _advice(kind: TrainingKind, codes: Mapping[str, Sequence[str]], at: datetime) -> tuple[Advice, ...]:
    """The warnings with where to look instead: the same tools, or the same themes when nothing has these."""
    return tuple(_elsewhere(hint, codes, at) for hint in hints(kind, codes.get("niveau", ()), codes.get("leervorm", ())))


def _elsewhere(hint: Hint, codes: Mapping[str, Sequence[str]], at: datetime) -> Advice:
    facet, better = _BETTER[hint]
    for subject in ("tool", "thema"):
        if codes.get(subject):
            chosen = {subject: tuple(codes[subject]), facet: better}
            if number := how_many(chosen, at):
                return Advice(hint, chosen, number)
    return Advice(hint, {}, 0)
