"""What people do with the figures and the trajectories of their school."""

from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.trajectories import service
from rtc_app.trajectories.models import SchoolMirror
from tests.databases import rows
from tests.factories.accounts import make_school, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.needs import answer, make_response
from tests.factories.trajectories import make_trajectory


def team(school, size, *codes, **values):
    for _ in range(size):
        make_response(make_teacher(school), {"Q3.1": answer(*codes)}, **values)


def publish(school, days=0):
    mirror = service.publish_mirror(school=school, at=clock.now() + timedelta(days=days))
    db.session.commit()
    return mirror


def test_nine_answers_publish_nothing(app):
    school = make_school()
    team(school, 9, "ai")
    assert publish(school) is None


def test_ten_answers_publish_a_mirror_that_says_no_numbers_of_people(app):
    school = make_school()
    team(school, 6, "ai")
    team(school, 4, "ar-vr")
    figures = publish(school).figures["themes"]["figures"]
    assert (figures["ai"], figures["ar-vr"], figures["evalueren"]) == (60, 40, "kleine minderheid")


def test_who_does_not_let_the_school_look_does_not_count(app):
    school = make_school()
    team(school, 9, "ai")
    team(school, 5, "ai", consent=["matching"])
    assert publish(school) is None


def test_a_mirror_stays_as_it_is_when_somebody_leaves(app):
    school = make_school()
    team(school, 10, "ai")
    before = dict(publish(school).figures)
    db.session.delete(rows(SchoolMirror)[0][0].school.memberships[0])
    db.session.commit()
    assert publish(school, days=1) is None
    assert rows(SchoolMirror)[0][0].figures == before


def test_five_new_answers_publish_a_second_one(app):
    school = make_school()
    team(school, 10, "ai")
    publish(school)
    team(school, 4, "ai")
    assert publish(school, days=1) is None
    team(school, 1, "ai")
    assert publish(school, days=2) is not None


def test_the_nightly_job_publishes_for_every_school_that_may(app):
    ready, _waiting = make_school(), make_school()
    team(ready, 10, "ai")
    assert service.publish_due_mirrors(at=clock.now()) == 1


def test_adding_a_training_twice_gives_one_step(app):
    trajectory, training = make_trajectory(), make_training()
    steps = {service.add_step(trajectory=trajectory, training=training, at=clock.now()).id for _ in range(2)}
    assert len(steps) == 1


def test_a_session_of_another_training_is_refused(app):
    trajectory = make_trajectory(None, make_training())
    with pytest.raises(RuleViolation, match="Kies een sessie van deze opleiding"):
        service.change_step(step=trajectory.steps[0], session=make_session(), participants=1, reason="", at=clock.now())
