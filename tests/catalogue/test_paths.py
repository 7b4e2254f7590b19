"""Leertrajecten: steps, what is between them, the dates that fit, and how far one is."""

import pytest

from rtc_app.catalogue import queries
from rtc_app.catalogue.models import MeetingKind
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.client import words
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_path, make_session, make_training
from tests.factories.enrolment import cancel, make_enrolment, make_past_enrolment
from tests.statements import statements


@pytest.fixture
def steps(app):
    first = make_training(title="Eerste stap", tags={"niveau": ["beginner"]})
    second = make_training(title="Tweede stap", tags={"niveau": ["expert"]}, prior_application="Je deed de eerste stap.")
    return first, second


def dates_of(path):
    return queries.path_facts(path, clock.now()).dates


def test_dates_that_fit_after_each_other_are_shown_together(client, steps):
    first, second = steps
    early, late = make_session(first, days=30), make_session(second, days=60)
    make_session(second, days=20)
    path = make_path(first, second)
    assert [[date.session_id for date in way] for way in dates_of(path).ways] == [[early.id, late.id]]
    page = client.page(f"/leertrajecten/{path.code}")
    for session in (early, late):
        assert page.find(f".//a[@href='/sessies/{session.id}/inschrijven']") is not None


def test_a_full_or_closed_session_fits_nowhere(app, steps):
    first, second = steps
    make_session(first, days=30)
    make_session(second, days=60, capacity=3, taken=3)
    make_session(second, days=70, deadline_at=clock.now())
    assert dates_of(make_path(first, second)).ways == ()


def test_the_step_without_a_date_in_time_is_named(client, steps):
    first, second = steps
    make_session(first, days=30)
    make_session(second, days=20)
    text = client.text(f"/leertrajecten/{make_path(first, second).code}")
    assert "Tweede stap heeft geen sessie met plaats na de vorige stap" in text


def test_the_next_step_may_come_before_the_terugkommoment_of_this_one(app, steps):
    first, second = steps
    make_session(first, meetings=[(30, "9.00", 3), (80, "16.00", 1, MeetingKind.FOLLOW_UP)])
    make_session(second, days=50)
    dates = dates_of(make_path(first, second))
    assert len(dates.ways) == 1
    assert dates.with_follow_up == {first.id}


def test_the_page_tells_levels_prior_knowledge_and_terugkommoment(client, steps):
    first, second = steps
    make_session(first, meetings=[(30, "9.00", 3), (80, "16.00", 1, MeetingKind.FOLLOW_UP)])
    text = client.text(f"/leertrajecten/{make_path(first, second).code}")
    for said in ("beginner, expert", "Je deed de eerste stap.", "Met een terugkommoment"):
        assert said in text, said


def test_a_path_of_which_no_step_is_open_has_no_dates(client, app):
    path = make_path(make_training(findable=False))
    assert "Welke data" not in client.text(f"/leertrajecten/{path.code}")


def test_who_is_signed_in_sees_how_far_she_is(sign_in, steps):
    first, second = steps
    teacher = make_teacher()
    make_past_enrolment(training=first, account=teacher, came=True)
    page = sign_in(teacher).page(f"/leertrajecten/{make_path(first, second).code}")
    assert "Je volgde 1 van de 2 stappen. Volgende stap: Tweede stap" in words(page.find(".//main"))
    assert page.find(".//a[@href='#stap-2']") is not None
    assert page.find(".//li[@id='stap-2']") is not None


def test_the_best_of_several_enrolments_counts_and_a_cancelled_one_does_not(sign_in, steps):
    first, second = steps
    teacher = make_teacher()
    make_past_enrolment(training=first, account=teacher, came=True)
    make_enrolment(make_session(first, capacity=0, days=20), teacher)
    cancel(make_enrolment(make_session(second, days=20), teacher))
    text = sign_in(teacher).text(f"/leertrajecten/{make_path(first, second).code}")
    assert "Gevolgd" in text
    assert "Op de wachtlijst" not in text


def test_who_has_not_begun_and_strangers_see_no_progress(client, sign_in, steps):
    first, second = steps
    make_past_enrolment(training=first, came=True)
    path = make_path(first, second)
    for browser in (client, sign_in(make_teacher())):
        assert "Jij in dit leertraject" not in browser.text(f"/leertrajecten/{path.code}")


def test_a_path_takes_the_same_statements_for_many_steps_and_dates(app):
    counts = []
    for size in (2, 6):
        trainings = [make_session(days=30 + 10 * n).training for n in range(size)]
        path = make_path(*trainings)
        queries.path_facts(path, clock.now())
        with statements() as asked:
            queries.path_facts(db.session.merge(path), clock.now())
        counts.append(len(asked))
    assert counts[0] == counts[1]
