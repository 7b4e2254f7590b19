"""Who may do what without a subject, and that the page of the policy is complete."""

import pytest

from rtc_app.access import policy
from rtc_app.access.permissions import Permission
from tests.factories.accounts import (
    make_account,
    make_administrator,
    make_applicant,
    make_assessor,
    make_coordinator,
    make_leader,
    make_provider_member,
    make_school,
    make_teacher,
)

EVERYONE = {Permission.KEEP_ACCOUNT, Permission.ENROL, Permission.ANSWER_NEEDS}
#: What a role may do beyond that, of the permissions that are about no thing in particular.
MORE = {
    "newcomer": (make_account, set()),
    "applicant": (lambda: make_applicant(make_school()), set()),
    "teacher": (make_teacher, set()),
    "coordinator": (make_coordinator, {Permission.VIEW_SCHOOL}),
    "leader": (make_leader, {Permission.VIEW_SCHOOL}),
    "provider": (make_provider_member, {Permission.OFFER_TRAININGS}),
    "assessor": (make_assessor, {Permission.ASSESS_TRAININGS, Permission.VIEW_DESK, Permission.OFFER_TRAININGS, Permission.KEEP_PATHS}),
    "administrator": (
        make_administrator,
        {Permission.MANAGE_MEMBERSHIPS, Permission.VIEW_DESK, Permission.MANAGE_SITE, Permission.OFFER_TRAININGS, Permission.KEEP_PATHS},
    ),
}
GENERAL = EVERYONE.union(*(more for _make, more in MORE.values()))


@pytest.mark.parametrize("role", MORE)
def test_a_role_may_do_this_and_nothing_else(app, role):
    make, more = MORE[role]
    person = make()
    assert {permission for permission in GENERAL if policy.allows(person, permission)} == EVERYONE | more


def test_nobody_may_do_anything_that_is_about_no_thing():
    assert not [permission for permission in GENERAL if policy.allows(None, permission)]


def test_every_permission_stands_on_the_page():
    assert set(policy.POLICY) == set(Permission)


def test_every_permission_is_given_to_somebody():
    assert all(policy.POLICY.values())
