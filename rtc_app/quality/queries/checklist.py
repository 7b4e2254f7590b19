"""Facts of one training from which the 19 points are computed."""

from collections.abc import Mapping

import sqlalchemy as sa

from rtc_app.catalogue.models import LearningPath, LearningPathStep, MeetingKind, Training, TrainingSession, TrainingTag
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.files import thresholds
from rtc_app.quality.models import Assessment, Framework
from rtc_app.quality.rules import ChecklistFacts, PointResult, PointRule, read_checklist
from rtc_app.reference.models import Concept, ConceptScheme


def checklist_of(training: Training, framework: Framework, assessment: Assessment | None) -> list[PointResult]:
    """The 19 points of a loaded training, with what was judged in the given round (QA-09, QA-11)."""
    points = [PointRule(point.code, point.label, point.mode) for point in framework.checklist]
    judged = {j.point.code: (j.is_met, j.reason) for j in assessment.checklist_judgements} if assessment else {}
    return read_checklist(points, _facts(training), judged, thresholds())


def _facts(training: Training) -> ChecklistFacts:
    tags = _tags(training)
    runs = [session for session in training.sessions if session.cancelled_at is None]
    paths = _paths(training.id)
    return ChecklistFacts(
        meeting_minutes=tuple(minutes for session in runs for minutes in _regular_minutes(session)),
        run_minutes=max((sum(_regular_minutes(session)) for session in runs), default=0),
        practice_minutes=training.practice_minutes,
        runs=tuple(clock.to_wall_time(session.starts_at).date() for session in runs),
        delivery_modes=_codes(tags, "leervorm"),
        paths=tuple(paths.values()),
        sibling_levels=_levels_beside(training.id, list(paths)),
        aftercare=_codes(tags, "nazorg"),
        has_follow_up_meeting=any(meeting.kind is MeetingKind.FOLLOW_UP for session in runs for meeting in session.meetings),
        eindtermen=tuple(
            (concept.code, frozenset(_strings(concept.properties.get("finaliteiten")))) for concept in tags.get("eindterm", [])
        ),
        finaliteiten=_codes(tags, "finaliteit"),
        technical_tools=tuple(concept.label for concept in tags.get("tool", []) if concept.properties.get("kind") == "vaktechnisch"),
        partner=training.partner,
        levels=_codes(tags, "niveau"),
        licence=training.material_licence.value if training.material_licence else None,
        licence_allows_sharing=bool(training.material_licence and training.material_licence.allows_sharing),
        max_participants=training.max_participants,
        study_areas=tuple(c.label for c in tags.get("studiegebied", []) if c.code != "studiegebied-overschrijdend"),
        self_study=training.self_study,
        places=tuple((session.location.city, session.location.has_public_transport) for session in runs if session.location),
    )


def _tags(training: Training) -> dict[str, list[Concept]]:
    found: dict[str, list[Concept]] = {}
    for tag in training.tags:
        found.setdefault(tag.concept.scheme.code, []).append(tag.concept)
    return found


def _codes(tags: Mapping[str, list[Concept]], scheme: str) -> frozenset[str]:
    return frozenset(concept.code for concept in tags.get(scheme, []))


def _strings(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, list) else []


def _regular_minutes(session: TrainingSession) -> list[int]:
    regular = [meeting for meeting in session.meetings if meeting.kind is MeetingKind.REGULAR]
    return [int((meeting.ends - meeting.starts).total_seconds()) // 60 for meeting in regular]


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
