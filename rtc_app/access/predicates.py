"""Small yes/no questions about a person and a subject. Subjects are known by shape only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from rtc_app.kernel import clock

if TYPE_CHECKING:
    from rtc_app.accounts.models import Account, Membership, SignIn
    from rtc_app.catalogue.models import Location, Trainer, Training, TrainingSession
    from rtc_app.enrolment.models import Enrolment
    from rtc_app.interchange.models import CatalogueImport
    from rtc_app.needs.models import Interview, UnmetNeed
    from rtc_app.quality.models import Assessment, RepairAction, SecondAssessment
    from rtc_app.saved.models import SavedSearch


class OfSchool(Protocol):
    """Something that belongs to one school."""

    school_id: int


class OfProvider(Protocol):
    """Something that belongs to one provider."""

    provider_id: int


def is_signed_in(actor: Account | None, _subject: object) -> bool:
    return actor is not None


def is_provider(actor: Account | None, _subject: object) -> bool:
    return actor is not None and actor.is_provider


def is_assessor(actor: Account | None, _subject: object) -> bool:
    return actor is not None and actor.is_assessor


def is_impartial_assessor(actor: Account | None, assessed: Training | Assessment | RepairAction | None) -> bool:
    """An assessor, but not of a training that one's own organisation gives, nor of a round that one judges blind."""
    if actor is None or not actor.is_assessor or _reads_blind(actor, getattr(assessed, "assessment", assessed)):
        return False
    subject: Any = assessed
    for name in ("assessment", "training"):
        subject = getattr(subject, name, subject)
    training: Training | None = subject
    return training is None or not offers_training(actor, training)


def _reads_blind(actor: Account, assessment: object) -> bool:
    """The second assessor of a round sees nothing of the first before both are done; a training or nothing has no second."""
    second: SecondAssessment | None = getattr(assessment, "second", None)
    return second is not None and second.is_blind_for(actor.id)


def may_judge_second(actor: Account | None, second: SecondAssessment) -> bool:
    """An assessor who has it, or may take it since nobody has it and his own organisation does not give the training."""
    if actor is None or not actor.is_assessor or offers_training(actor, second.assessment.training):
        return False
    return second.assessor_id in (None, actor.id)


def is_staff_who_sees(actor: Account | None, assessment: Assessment) -> bool:
    """Who works at an RTC, but does not judge this round blind."""
    return actor is not None and actor.is_rtc_staff and not _reads_blind(actor, assessment)


def is_rtc_staff(actor: Account | None, _subject: object) -> bool:
    return actor is not None and actor.is_rtc_staff


def is_administrator(actor: Account | None, _subject: object) -> bool:
    return actor is not None and actor.is_administrator


def is_planner(actor: Account | None, _subject: object) -> bool:
    """ICT coordinator or leader of some school."""
    return actor is not None and bool(actor.planned_school_ids)


def was_shown(_actor: Account | None, training: Training) -> bool:
    """What teachers could once find keeps its page."""
    return training.was_shown(clock.now())


def offers_training(actor: Account | None, training: Training | Trainer | Location) -> bool:
    """Somebody of the provider whose training, trainer or place it is; a place for all providers is of none."""
    return actor is not None and training.provider_id in actor.provider_ids


def offers_session(actor: Account | None, session: TrainingSession) -> bool:
    return actor is not None and session.training.provider_id in actor.provider_ids


def offers_assessed(actor: Account | None, assessment: Assessment) -> bool:
    return actor is not None and assessment.training.provider_id in actor.provider_ids


def belongs_to_provider(actor: Account | None, subject: OfProvider) -> bool:
    return actor is not None and subject.provider_id in actor.provider_ids


def may_ask_seat(actor: Account | None, session: TrainingSession | None) -> bool:
    """Whoever is signed in, in a session of a training that teachers may see."""
    return actor is not None and (session is None or session.training.is_findable(clock.now()))


def is_own_enrolment(actor: Account | None, enrolment: Enrolment) -> bool:
    return actor is not None and enrolment.account_id == actor.id


def is_own_saved_search(actor: Account | None, saved: SavedSearch) -> bool:
    return actor is not None and saved.account_id == actor.id


def is_own_report(actor: Account | None, need: UnmetNeed) -> bool:
    return actor is not None and need.account_id == actor.id


def is_own_interview(actor: Account | None, interview: Interview) -> bool:
    """The teacher who was interviewed."""
    return actor is not None and interview.account_id == actor.id


def is_interviewer(actor: Account | None, interview: Interview) -> bool:
    """Who holds the interview, as long as that is somebody of an RTC."""
    return actor is not None and interview.interviewer_id == actor.id and actor.is_rtc_staff


def plans_for_school(actor: Account | None, subject: OfSchool) -> bool:
    return actor is not None and subject.school_id in actor.planned_school_ids


def is_own_sign_in(actor: Account | None, sign_in: SignIn) -> bool:
    return actor is not None and sign_in.account_id == actor.id


def is_own_membership(actor: Account | None, membership: Membership) -> bool:
    return actor is not None and membership.account_id == actor.id


def leads_team_of(actor: Account | None, membership: Membership) -> bool:
    """ICT coordinator or leader of the school the membership speaks of."""
    return actor is not None and membership.organisation_id in actor.planned_school_ids


def is_own_import(actor: Account | None, catalogue_import: CatalogueImport) -> bool:
    """Read in by oneself, and still somebody who may."""
    return actor is not None and catalogue_import.account_id == actor.id and (actor.is_provider or actor.is_rtc_staff)
