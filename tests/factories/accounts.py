"""People and organisations for tests. Each function says only what matters and commits."""

import itertools

import sqlalchemy as sa

from rtc_app.accounts.hashing import hash_password
from rtc_app.accounts.models import Account, Membership, Organisation, OrganisationKind, Role
from rtc_app.kernel import clock
from rtc_app.kernel.database import db

_numbers = itertools.count(1)


def save(thing):
    """Store and commit."""
    db.session.add(thing)
    db.session.commit()
    return thing


def make_organisation(kind, **values):
    n = next(_numbers)
    return save(Organisation(**({"kind": kind, "code": f"{kind}-{n}", "name": f"Organisatie {n}", "is_example": True} | values)))


def make_school(**values):
    return make_organisation(OrganisationKind.SCHOOL, **values)


def make_provider(**values):
    return make_organisation(OrganisationKind.PROVIDER, **values)


def some_rtc():
    """RTC Limburg, from the reference data."""
    return db.session.scalars(sa.select(Organisation).where(Organisation.code == "rtc-limburg")).one()


def make_account(password=None, **values):
    """A person without any role; only one with a password can use the sign-in page."""
    n = next(_numbers)
    defaults = {
        "email": f"persoon{n}@example.org",
        "name": f"Persoon {n}",
        "password_hash": hash_password(password) if password else "",
        "created_at": clock.now(),
        "email_verified_at": clock.now(),
    }
    return save(Account(**(defaults | values)))


def membership(role, organisation):
    """A confirmed role, to be added to a person."""
    now = clock.now()
    return Membership(organisation=organisation, role=role, created_at=now, confirmed_at=now)


def make_member(role, organisation, **values):
    """A person with a confirmed role in an organisation."""
    account = make_account(**values)
    account.memberships.append(membership(role, organisation))
    return save(account)


def make_teacher(school=None, **values):
    return make_member(Role.TEACHER, school or make_school(), **values)


def make_applicant(school, **values):
    """Somebody who says to work at the school, which nobody there has confirmed."""
    account = make_account(**values)
    account.memberships.append(Membership(organisation=school, role=Role.TEACHER, created_at=clock.now()))
    return save(account)


def make_coordinator(school=None, **values):
    return make_member(Role.ICT_COORDINATOR, school or make_school(), **values)


def make_leader(school=None, **values):
    return make_member(Role.LEADER, school or make_school(), **values)


def make_provider_member(provider=None, **values):
    return make_member(Role.PROVIDER, provider or make_provider(), **values)


def make_assessor(**values):
    return make_member(Role.ASSESSOR, some_rtc(), **values)


def make_administrator(**values):
    return make_member(Role.ADMINISTRATOR, some_rtc(), **values)
