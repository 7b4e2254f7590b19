"""The 19 points of one training, computed from what its page shows: they stand on every training page."""

import sqlalchemy as sa

from rtc_app.catalogue.models import LearningPathStep, TrainingTag
from rtc_app.catalogue.queries import Tag, TrainingContent
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.files import framework_file
from rtc_app.quality.models import Assessment
from rtc_app.quality.queries.frameworks import current_framework
from rtc_app.quality.rules import ChecklistFacts, PointResult, PointRule, Thresholds, read_checklist
from rtc_app.reference.models import Concept, ConceptScheme

_POINTS = [PointRule(point.code, point.label, point.mode) for point in framework_file().checklist]


def checklist_of(content: TrainingContent, assessment: Assessment | None, limits: Thresholds | None = None) -> list[PointResult]:
    """The 19 points of a training, with what was judged in the given round (QA-09, QA-11).

    The numbers are those of the version of that round; without a round the given ones, or those in force.
    """
    judged = {j.point.code: (j.is_met, j.reason) for j in assessment.checklist_judgements} if assessment else {}
    numbers = assessment.framework.limits if assessment else limits or current_framework().limits
    return read_checklist(_POINTS, _facts(content), judged, numbers)


def _facts(content: TrainingContent) -> ChecklistFacts:
    """What the points rest on; sessions that were cancelled count for nothing."""
    training, tags = content.training, content.tags
    runs = [run for run in content.planned if not run.is_cancelled]
    minutes = [[meeting.minutes for meeting in run.meetings if not meeting.is_follow_up] for run in runs]
    return ChecklistFacts(
        meeting_minutes=tuple(length for of_run in minutes for length in of_run),
        run_minutes=max((sum(of_run) for of_run in minutes), default=0),
        practice_minutes=training.practice_minutes,
        runs=tuple(clock.to_wall_time(run.starts_at).date() for run in runs),
        delivery_modes=_codes(tags.get("leervorm", ())),
        paths=tuple(place.title for place in content.paths),
        sibling_levels=_levels_beside(content.id) if content.paths else frozenset(),
        aftercare=_codes(tags.get("nazorg", ())),
        has_follow_up_meeting=content.has_follow_up,
        eindtermen=tuple((tag.code, _finaliteiten(tag)) for tag in tags.get("eindterm", ())),
        finaliteiten=_codes(tags.get("finaliteit", ())),
        technical_tools=tuple(tag.label for tag in tags.get("tool", ()) if tag.properties.get("kind") == "vaktechnisch"),
        partner=training.partner,
        levels=_codes(tags.get("niveau", ())),
        licence=training.material_licence.value if training.material_licence else None,
        licence_allows_sharing=bool(training.material_licence and training.material_licence.allows_sharing),
        max_participants=training.max_participants,
        study_areas=tuple(tag.label for tag in tags.get("studiegebied", ()) if tag.code != "studiegebied-overschrijdend"),
        self_study=training.self_study,
        places=tuple((run.location.city, run.location.has_public_transport) for run in runs if run.location),
    )


def _codes(tags: tuple[Tag, ...]) -> frozenset[str]:
    return frozenset(tag.code for tag in tags)


def _finaliteiten(tag: Tag) -> frozenset[str]:
    """For which finaliteiten an eindterm holds."""
    found = tag.properties.get("finaliteiten", [])
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()


def _levels_beside(training_id: int) -> frozenset[str]:
    """Levels of the other trainings in the leertrajecten of this one."""
    own = sa.select(LearningPathStep.learning_path_id).where(LearningPathStep.training_id == training_id)
    query = (
        sa.select(Concept.code)
        .join(ConceptScheme)
        .join(TrainingTag, TrainingTag.concept_id == Concept.id)
        .join(LearningPathStep, LearningPathStep.training_id == TrainingTag.training_id)
        .where(ConceptScheme.code == "niveau", LearningPathStep.learning_path_id.in_(own))
        .where(LearningPathStep.training_id != training_id)
        .distinct()
    )
    return frozenset(db.session.scalars(query))
