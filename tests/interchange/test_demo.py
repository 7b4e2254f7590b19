"""The example people of demo mode."""

import pytest
import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation
from rtc_app.cli.demo import STARTER
from rtc_app.enrolment.models import Enrolment, EnrolmentState
from rtc_app.interchange import catalogue_import, demo
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import OutboxMail
from rtc_app.needs import queries as needs
from rtc_app.quality.models import Assessment, Judgement
from rtc_app.trajectories.models import SchoolMirror, SchoolTrajectory


@pytest.fixture
def people(app):
    """The starter offer with the example people, uncommitted."""
    now = clock.now()
    catalogue_import.import_file(path=STARTER, at=now)
    demo.load(at=now)
    return {account.email: account for account in db.session.scalars(sa.select(Account))}


def states(account):
    return sorted(db.session.scalars(sa.select(Enrolment.state).where(Enrolment.account_id == account.id)))


def test_demo_content_shows_what_it_promises(people):
    """One story, since loading takes seconds: each line is something that `welcome` announces."""
    assert {email for email, account in people.items() if account.is_demo} == {a.email for a in demo.demo_file().accounts if a.job}
    assert {email for email, account in people.items() if account.password_hash} == {a.email for a in demo.demo_file().accounts if a.job}
    assert states(people["lotte@example.org"]) == sorted([EnrolmentState.ATTENDED, EnrolmentState.CONFIRMED, EnrolmentState.WAITING])
    assert states(people["sam@example.org"]) == []
    for school in db.session.scalars(sa.select(Organisation).where(Organisation.code.startswith("voorbeeldschool"))):
        assert len(needs.team_profiles(school.id)) >= 10, school.name
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SchoolMirror)) == 2
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SchoolTrajectory)) == 2
    waiting = sa.select(sa.func.count()).select_from(Assessment).where(Assessment.outcome.is_(None))
    assert db.session.scalar(waiting) == 4
    begun = sa.select(sa.func.count()).select_from(Judgement).join(Assessment).where(Assessment.outcome.is_(None))
    assert db.session.scalar(begun.where(Assessment.proposed_at.is_(None))) == 5
    assert db.session.scalar(waiting.where(Assessment.proposed_at.is_not(None))) == 1
    assert db.session.scalars(sa.select(OutboxMail)).all() == []
    assert demo.load(at=clock.now()) is False


def test_every_example_person_is_called_voorbeeld():
    content = demo.demo_file()
    everybody = [*content.accounts, *content.participants, *(person for school in content.schools for person in school.staff)]
    assert [p.name for p in everybody if not p.name.endswith(" Voorbeeld") or not p.email.endswith("@example.org")] == []


def test_a_job_stands_beside_every_account_that_can_sign_in():
    assert [account.job for account in demo.demo_file().accounts if account.job] == [
        "leraar",
        "leraar",
        "ict-coördinator",
        "directie",
        "verstrekker",
        "beoordelaar",
        "beoordelaar",
        "beoordelaar",
        "beheerder",
    ]
