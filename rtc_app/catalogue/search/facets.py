"""The facets: one entry each. A new concept scheme becomes a facet by adding one line to FACETS."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import LearningPath, LearningPathStep, Meeting, MeetingKind, TrainingSession
from rtc_app.catalogue.rules import PRICE_BANDS, price_band
from rtc_app.catalogue.search.moments import DAY_PARTS, DURATIONS, WEEKDAYS, Times, duration_band
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference


class OfferedTraining(NamedTuple):
    """What facets read of a training: its organiser and provider, price in cents for everything together, grades."""

    id: int
    rtc: str
    provider: str
    price: int
    grades: tuple[int, ...]


class PlannedRun(NamedTuple):
    """What facets read of a session to come; a filter on these must hold for one and the same session."""

    province: str | None
    #: None for a session of which no meeting is known.
    times: Times | None
    #: A value of SEATS, or None when enrolment is over.
    seats: str | None


Labels = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Facet:
    """A group of values to tick.

    Values come from the tags of a scheme, from a training (`of_training`), from a session (`of_run`), from a query of
    (value, training id) (`links`), or are computed for the question (`is_computed`).
    """

    code: str
    label: str
    scheme: str | None = None
    of_training: Callable[[OfferedTraining], Iterable[str]] | None = None
    of_run: Callable[[PlannedRun], Iterable[str | None]] | None = None
    links: Callable[[datetime], sa.Select[str, int]] | None = None
    #: Only these concepts of the scheme count: concept code → value.
    concepts: Mapping[str, str] | None = None
    #: (code, label) in the own order of the facet, for values that come from no scheme.
    labels_of: Callable[[], Labels] | None = None
    #: Keeps its own order (beginner, gevorderde, expert); other facets show the most used values first.
    is_ordered: bool = False
    #: A value also stands for the concepts that mean the same elsewhere (TAG-03).
    has_equivalents: bool = False
    #: A value also stands for all concepts below it, in whatever scheme (TAG-06, TAG-09).
    has_narrower: bool = False
    #: Written as "6.25 – hanteert meettoestellen …".
    shows_code: bool = False
    #: Its values depend on the day or on a place that was typed.
    is_computed: bool = False
    #: Holds for one session, as do all such filters together.
    is_of_run: bool = False
    #: Shown at once; the others stand under "Meer filters".
    is_prominent: bool = False

    @property
    def has_tags(self) -> bool:
        """Whether the values are tags of the scheme, or some of them."""
        return self.scheme is not None and self.of_training is None and self.of_run is None

    def labels(self) -> dict[str, str]:
        """Code → label of all values there may be, in order."""
        if self.labels_of is not None:
            return dict(self.labels_of())
        if self.shows_code:
            return {
                concept.code: f"{concept.code} – {concept.label}{_finaliteit(concept.properties)}"
                for concept in reference.concepts(self.scheme or "")
            }
        return dict(reference.choices(self.scheme or ""))


def _finaliteit(properties: Mapping[str, object]) -> str:
    """For which finaliteit an eindterm was written, where that is one or two of the three (TAG-03, TAG-04)."""
    finaliteiten = properties.get("finaliteiten")
    if not isinstance(finaliteiten, list) or len(finaliteiten) > 2:
        return ""
    return f" ({' en '.join(map(str, finaliteiten))})"


def _organisations(kind: OrganisationKind) -> Callable[[], Labels]:
    query = sa.select(Organisation.code, Organisation.name).where(Organisation.kind == kind).order_by(Organisation.name, Organisation.id)
    return lambda: [(code, name) for code, name in db.session.execute(query)]


def _paths() -> Labels:
    query = sa.select(LearningPath.code, LearningPath.title).where(LearningPath.is_published).order_by(LearningPath.title, LearningPath.id)
    return [(code, title) for code, title in db.session.execute(query)]


def _steps(_at: datetime) -> sa.Select[str, int]:
    steps = sa.select(LearningPath.code, LearningPathStep.training_id).where(LearningPath.is_published)
    return steps.join(LearningPath, LearningPath.id == LearningPathStep.learning_path_id)


def _follow_ups(at: datetime) -> sa.Select[str, int]:
    """Trainings with a session to come that plans its terugkommoment, whether or not the training is tagged with it."""
    return (
        sa.select(sa.literal("ja"), TrainingSession.training_id)
        .join(Meeting, Meeting.training_session_id == TrainingSession.id)
        .where(Meeting.kind == MeetingKind.FOLLOW_UP, TrainingSession.cancelled_at.is_(None), TrainingSession.starts_at > at)
    )


#: How a session to come stands for somebody who wants in.
FREE, QUEUE = "vrij", "wachtlijst"
SEATS = ((FREE, "nog plaatsen vrij"), (QUEUE, "volzet, wachtlijst open"))


def _bands(bands: tuple[tuple[str, str, int | None], ...]) -> Callable[[], Labels]:
    return lambda: [(code, label) for code, label, _ in bands]


#: In the order of the page.
FACETS: tuple[Facet, ...] = (
    Facet("studiegebied", "Studiegebied", "studiegebied", is_prominent=True),
    Facet("niveau", "Niveau", "niveau", is_ordered=True, is_prominent=True),
    Facet("thema", "Thema", "thema", is_prominent=True),
    Facet("tool", "Tool of toestel", "tool", is_prominent=True),
    Facet("leervorm", "Leervorm", "leervorm", is_ordered=True, is_prominent=True),
    Facet("periode", "Wanneer", is_ordered=True, is_computed=True, is_of_run=True, is_prominent=True),
    Facet("afstand", "Afstand", is_ordered=True, is_computed=True, is_of_run=True, is_prominent=True),
    Facet("provincie", "Provincie", "provincie", of_run=lambda run: (run.province,), is_ordered=True, is_of_run=True, is_prominent=True),
    Facet(
        "plaatsen", "Plaatsen", of_run=lambda run: (run.seats,), labels_of=lambda: SEATS, is_ordered=True, is_of_run=True, is_prominent=True
    ),
    Facet(
        "weekdag",
        "Weekdag",
        of_run=lambda run: (run.times and run.times.weekday,),
        labels_of=lambda: WEEKDAYS,
        is_ordered=True,
        is_of_run=True,
    ),
    Facet(
        "dagdeel",
        "Deel van de dag",
        of_run=lambda run: (run.times and run.times.day_part,),
        labels_of=lambda: DAY_PARTS,
        is_ordered=True,
        is_of_run=True,
    ),
    Facet(
        "duur",
        "Duur",
        of_run=lambda run: (run.times and duration_band(run.times.minutes),),
        labels_of=_bands(DURATIONS),
        is_ordered=True,
        is_of_run=True,
    ),
    Facet("prijs", "Prijs", of_training=lambda one: (price_band(one.price),), labels_of=_bands(PRICE_BANDS), is_ordered=True),
    Facet("onderwijsvorm", "Onderwijsvorm", "onderwijsvorm", is_ordered=True),
    Facet("graad", "Graad", "graad", of_training=lambda one: map(str, one.grades), is_ordered=True),
    Facet("finaliteit", "Finaliteit", "finaliteit", is_ordered=True),
    Facet("studiedomein", "Studiedomein", "studiedomein", has_narrower=True, is_ordered=True),
    Facet("sleutelcompetentie", "Sleutelcompetentie", "sleutelcompetentie", has_narrower=True, shows_code=True, is_ordered=True),
    Facet("eindterm", "Eindterm", "eindterm", has_equivalents=True, shows_code=True, is_ordered=True),
    Facet(
        "terugkommoment",
        "Terugkommoment",
        "nazorg",
        concepts={"terugkommoment": "ja"},
        links=_follow_ups,
        labels_of=lambda: [("ja", "met terugkommoment")],
        is_ordered=True,
    ),
    Facet("leertraject", "Leertraject", links=_steps, labels_of=_paths),
    Facet("verstrekker", "Verstrekker", of_training=lambda one: (one.provider,), labels_of=_organisations(OrganisationKind.PROVIDER)),
    Facet("rtc", "Georganiseerd door", of_training=lambda one: (one.rtc,), labels_of=_organisations(OrganisationKind.RTC), is_ordered=True),
)
BY_CODE = {facet.code: facet for facet in FACETS}
CODES = frozenset(BY_CODE)
