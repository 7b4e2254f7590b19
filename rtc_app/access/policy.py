"""Who may do what, on one page: a permission is given when any of its predicates holds. What is not here is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from rtc_app.access import predicates as p
from rtc_app.access.permissions import Permission

if TYPE_CHECKING:
    from rtc_app.accounts.models import Account

Predicate = Callable[["Account | None", Any], bool]

POLICY: dict[Permission, tuple[Predicate, ...]] = {
    Permission.KEEP_ACCOUNT: (p.is_signed_in,),
    Permission.KEEP_SIGN_IN: (p.is_own_sign_in,),
    Permission.KEEP_MEMBERSHIP: (p.is_own_membership,),
    Permission.CONFIRM_COLLEAGUES: (p.leads_team_of,),
    Permission.MANAGE_MEMBERSHIPS: (p.is_administrator,),
    Permission.VIEW_TRAINING: (p.was_shown, p.offers_training, p.is_rtc_staff),
    Permission.OFFER_TRAININGS: (p.is_provider, p.is_rtc_staff),
    Permission.EDIT_TRAINING: (p.offers_training, p.is_rtc_staff),
    Permission.PLAN_SESSION: (p.offers_session, p.is_rtc_staff),
    Permission.KEEP_TRAINER: (p.offers_training, p.is_rtc_staff),
    Permission.KEEP_LOCATION: (p.offers_training, p.is_rtc_staff),
    Permission.KEEP_PATHS: (p.is_rtc_staff,),
    Permission.KEEP_SYNONYMS: (p.is_rtc_staff,),
    Permission.ASSESS_TRAININGS: (p.is_impartial_assessor,),
    Permission.VIEW_ASSESSMENT: (p.offers_assessed, p.is_staff_who_sees),
    Permission.VIEW_EVIDENCE: (p.belongs_to_provider, p.is_rtc_staff),
    Permission.MEASURE_AGREEMENT: (p.is_rtc_staff,),
    Permission.JUDGE_BLIND: (p.may_judge_second,),
    Permission.HAVE_PROVIDER_FILE: (p.is_provider,),
    Permission.KEEP_PROVIDER_FILE: (p.belongs_to_provider,),
    Permission.VIEW_FRAMEWORKS: (p.is_rtc_staff,),
    Permission.KEEP_FRAMEWORK: (p.is_administrator,),
    Permission.ENROL: (p.may_ask_seat,),
    Permission.KEEP_ENROLMENT: (p.is_own_enrolment,),
    Permission.KEEP_ATTENDANCE: (p.offers_session, p.is_rtc_staff),
    Permission.RUN_SESSION: (p.offers_session, p.is_rtc_staff),
    Permission.KEEP_SAVED: (p.is_signed_in,),
    Permission.KEEP_SAVED_SEARCH: (p.is_own_saved_search,),
    Permission.PROPOSE_MATERIAL: (p.is_signed_in,),
    Permission.KEEP_MATERIAL: (p.is_rtc_staff,),
    Permission.VIEW_REACH: (p.offers_training, p.is_rtc_staff),
    Permission.KEEP_REPORT: (p.is_own_report,),
    Permission.ANSWER_NEEDS: (p.is_signed_in,),
    Permission.KEEP_INTERVIEW: (p.is_own_interview,),
    Permission.HOLD_INTERVIEWS: (p.is_rtc_staff,),
    Permission.NOTE_INTERVIEW: (p.is_interviewer,),
    Permission.VIEW_SCHOOL: (p.is_planner,),
    Permission.PLAN_TRAJECTORY: (p.plans_for_school,),
    Permission.RUN_CAMPAIGNS: (p.is_rtc_staff,),
    Permission.VIEW_DESK: (p.is_rtc_staff,),
    Permission.MANAGE_SITE: (p.is_administrator,),
    Permission.IMPORT_OFFER: (p.is_provider, p.is_rtc_staff),
    Permission.KEEP_IMPORT: (p.is_own_import, p.is_rtc_staff),
}

#: A stranger to these subjects is told that the page does not exist: even that it exists is not theirs to know.
HIDDEN = frozenset(
    {
        Permission.VIEW_TRAINING,
        Permission.EDIT_TRAINING,
        Permission.PLAN_SESSION,
        Permission.KEEP_TRAINER,
        Permission.KEEP_LOCATION,
        Permission.VIEW_ASSESSMENT,
        Permission.VIEW_EVIDENCE,
        Permission.KEEP_PROVIDER_FILE,
        Permission.ENROL,
        Permission.KEEP_ENROLMENT,
        Permission.PLAN_TRAJECTORY,
        Permission.KEEP_SIGN_IN,
        Permission.KEEP_MEMBERSHIP,
        Permission.KEEP_SAVED_SEARCH,
        Permission.KEEP_REPORT,
        Permission.VIEW_REACH,
        Permission.KEEP_INTERVIEW,
        Permission.NOTE_INTERVIEW,
        Permission.CONFIRM_COLLEAGUES,
        Permission.KEEP_IMPORT,
    }
)


def allows(actor: Account | None, permission: Permission, subject: object = None) -> bool:
    """Whether the person (or an anonymous visitor) has the permission for the subject."""
    return any(predicate(actor, subject) for predicate in POLICY[permission])
