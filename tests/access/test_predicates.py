"""The yes/no questions that look at a subject."""

from types import SimpleNamespace

import pytest

from rtc_app.access import predicates as p
from rtc_app.accounts.models import Account, Membership, Role


def person(account_id=1, **roles):
    """A person with confirmed roles: person(provider=7) works for organisation 7."""
    account = Account(id=account_id)
    account.memberships = [Membership(organisation_id=number, role=Role(role), confirmed_at="once") for role, number in roles.items()]
    return account


def of(**values):
    return SimpleNamespace(**values)


TRAINING_OF_7 = of(provider_id=7)

#: predicate, subject, who is meant, who comes close and is not.
CASES = [
    (p.offers_training, TRAINING_OF_7, person(provider=7), person(provider=8)),
    (p.offers_session, of(training=TRAINING_OF_7), person(provider=7), person(provider=8)),
    (p.offers_assessed, of(training=TRAINING_OF_7), person(provider=7), person(teacher=7)),
    (p.is_own_enrolment, of(account_id=1), person(1), person(2)),
    (p.is_own_sign_in, of(account_id=1), person(1), person(2)),
    (p.is_own_membership, of(account_id=1), person(1), person(2)),
    (p.plans_for_school, of(school_id=5), person(leader=5), person(teacher=5)),
    (p.plans_for_school, of(school_id=5), person(ict_coordinator=5), person(ict_coordinator=6)),
    (p.leads_team_of, of(organisation_id=5), person(leader=5), person(leader=6)),
    (p.leads_team_of, of(organisation_id=5), person(ict_coordinator=5), person(provider=5)),
    (p.is_planner, None, person(ict_coordinator=5), person(teacher=5)),
    (p.is_provider, None, person(provider=5), person(teacher=5)),
    (p.is_assessor, None, person(assessor=5), person(administrator=5)),
    (p.is_administrator, None, person(administrator=5), person(assessor=5)),
    (p.is_rtc_staff, None, person(administrator=5), person(leader=5)),
    (p.is_rtc_staff, None, person(assessor=5), person(provider=5)),
]


@pytest.mark.parametrize(("predicate", "subject", "meant", "close"), CASES, ids=[case[0].__name__ for case in CASES])
def test_it_means_these_people_and_nobody_else(predicate, subject, meant, close):
    assert predicate(meant, subject)
    assert not predicate(close, subject)
    assert not predicate(None, subject)


def test_a_role_that_nobody_confirmed_counts_for_nothing():
    account = Account(id=1)
    account.memberships = [Membership(organisation_id=5, role=Role.LEADER)]
    assert not p.is_planner(account, None)


@pytest.mark.parametrize("shown", [True, False])
def test_a_training_that_was_ever_on_line_is_open_to_everyone(shown):
    assert p.was_shown(None, of(was_shown=lambda _at: shown)) is shown


@pytest.mark.parametrize("findable", [True, False])
def test_a_seat_is_asked_in_a_training_on_line_by_somebody_signed_in(findable):
    session = of(training=of(is_findable=lambda _at: findable))
    assert p.may_ask_seat(person(), session) is findable
    assert not p.may_ask_seat(None, session)
