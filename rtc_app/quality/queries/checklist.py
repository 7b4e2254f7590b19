"""Facts of one training from which the 19 points are computed, read as light rows: they stand on every training page."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rtc_app.catalogue.models import LearningPath, LearningPathStep, Location, Meeting, MeetingKind, Training, TrainingSession, TrainingTag
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.files import framework_file, thresholds
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import ChecklistFacts, PointResult, PointRule, read_checklist
from rtc_app.reference.models import Concept, ConceptScheme

_POINTS = [PointRule(point.code, point.label, point.mode) for point in framework_file().checklist]


def checklist_of(training: Training, assessment: Assessment | None) -> list[PointResult]:
    """The 19 points of a training, with what was judged in the given round (QA-09, QA-11)."""
    judged = {j.point.code: (j.is_met, j.reason) for j in assessment.checklist_judgements} if assessment else {}
    return read_checklist(_POINTS, _facts(training), judged, thresholds())


@dataclass(frozen=True)
class _Run:
    """A session that is not cancelled: when it starts, where, and the minutes of its regular meetings."""

    starts_at: datetime
    place: tuple[str, bool] | None
    minutes: tuple[int, ...]
    has_follow_up: bool


def _facts(training: Training) -> ChecklistFacts:
    tags, runs, paths = _tags(training.id), _runs(training.id), _paths(training.id)
    return ChecklistFacts(
        meeting_minutes=tuple(minutes for run in runs for minutes in run.minutes),
        run_minutes=max((sum(run.minutes) for run in runs), default=0),
        practice_minutes=training.practice_minutes,
        runs=tuple(clock.to_wall_time(run.starts_at).date() for run in runs),
        delivery_modes=_codes(tags["leervorm"]),
        paths=tuple(paths.values()),
        sibling_levels=_levels_beside(training.id, list(paths)),
        aftercare=_codes(tags["nazorg"]),
        has_follow_up_meeting=any(run.has_follow_up for run in runs),
        eindtermen=tuple((tag.code, frozenset(tag.properties.get("finaliteiten", []))) for tag in tags["eindterm"]),
        finaliteiten=_codes(tags["finaliteit"]),
        technical_tools=tuple(tag.label for tag in tags["tool"] if tag.properties.get("kind") == "vaktechnisch"),
        partner=training.partner,
        levels=_codes(tags["niveau"]),
        licence=training.material_licence.value if training.material_licence else None,
        licence_allows_sharing=bool(training.material_licence and training.material_licence.allows_sharing),
        max_participants=training.max_participants,
        study_areas=tuple(tag.label for tag in tags["studiegebied"] if tag.code != "studiegebied-overschrijdend"),
        self_study=training.self_study,
        places=tuple(run.place for run in runs if run.place),
    )


def _tags(training_id: int) -> dict[str, list[Any]]:
    """Scheme → rows (code, label, properties) of the concepts of a training."""
    query = (
        sa.select(ConceptScheme.code.label("scheme"), Concept.code, Concept.label, Concept.properties)
        .join(Concept, Concept.scheme_id == ConceptScheme.id)
        .join(TrainingTag, TrainingTag.concept_id == Concept.id)
        .where(TrainingTag.training_id == training_id)
        .order_by(Concept.position, Concept.id)
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.scheme].append(row)
    return found


def _codes(tags: list[Any]) -> frozenset[str]:
    return frozenset(tag.code for tag in tags)


def _runs(training_id: int) -> list[_Run]:
    """The sessions that were not cancelled, in the order of their dates."""
    query = (
        sa.select(TrainingSession.id, TrainingSession.starts_at, Location.city, Location.has_public_transport)
        .outerjoin(Location, Location.id == TrainingSession.location_id)
        .where(TrainingSession.training_id == training_id, TrainingSession.cancelled_at.is_(None))
        .order_by(TrainingSession.starts_at, TrainingSession.id)
    )
    sessions = db.session.execute(query).all()
    meetings = sa.select(Meeting.training_session_id, Meeting.starts, Meeting.ends, Meeting.kind).where(
        Meeting.training_session_id.in_([session.id for session in sessions])
    )
    minutes: dict[int, list[int]] = defaultdict(list)
    followed: set[int] = set()
    for session_id, starts, ends, kind in db.session.execute(meetings):
        if kind is MeetingKind.REGULAR:
            minutes[session_id].append(int((ends - starts).total_seconds()) // 60)
        else:
            followed.add(session_id)
    return [
        _Run(row.starts_at, (row.city, row.has_public_transport) if row.city else None, tuple(minutes[row.id]), row.id in followed)
        for row in sessions
    ]


def _paths(training_id: int) -> dict[int, str]:
    query = (
        sa.select(LearningPath.id, LearningPath.title)
        .join(LearningPathStep)
        .where(LearningPathStep.training_id == training_id)
        .order_by(LearningPath.title, LearningPath.id)
    )
    return {id_: title for id_, title in db.session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def _levels_beside(training_id: int, path_ids: list[int]) -> frozenset[str]:
    """Levels of the other trainings in these paths."""
    if not path_ids:
        return frozenset()
    query = (
        sa.select(Concept.code)
        .join(ConceptScheme)
        .join(TrainingTag, TrainingTag.concept_id == Concept.id)
        .join(LearningPathStep, LearningPathStep.training_id == TrainingTag.training_id)
        .where(ConceptScheme.code == "niveau", LearningPathStep.learning_path_id.in_(path_ids))
        .where(LearningPathStep.training_id != training_id)
        .distinct()
    )
    return frozenset(db.session.scalars(query))
