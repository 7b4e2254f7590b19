"""What people who plan for a school see and do, and what stays closed to others."""

import re
from datetime import timedelta

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.trajectories.models import SchoolTrajectory, TrajectoryStep
from tests.databases import rows
from tests.factories.accounts import make_coordinator, make_school, make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.trajectories import make_mirror, make_step, make_trajectory


def planner_of(sign_in, school):
    return sign_in(make_coordinator(school))


def filled_in(**values):
    today = clock.today()
    return {
        "title": "Tekenen in 3D",
        "goal": "Elk vak tekent in 3D.",
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=200)).isoformat(),
        "budget": "1500",
    } | values


def test_a_coordinator_makes_a_trajectory_and_goes_on_to_trainings(app, sign_in):
    browser = planner_of(sign_in, make_school())
    response = browser.submit("/schooltrajecten/nieuw", action="/schooltrajecten", follow_redirects=False, **filled_in())
    made = rows(SchoolTrajectory)[0][0]
    assert (made.title, made.budget) == ("Tekenen in 3D", 150_000)
    assert response.location == f"/schooltrajecten/{made.id}/opleidingen"


def test_a_period_that_ends_before_it_starts_comes_back_with_what_was_typed(app, sign_in):
    browser = planner_of(sign_in, make_school())
    response = browser.submit("/schooltrajecten/nieuw", action="/schooltrajecten", **filled_in(ends_on="2020-01-01"))
    assert response.status_code == 422
    text = response.get_data(as_text=True)
    assert "Laat de periode eindigen na het begin." in text
    assert "Tekenen in 3D" in text


def test_a_school_of_somebody_else_cannot_be_chosen(app, sign_in):
    other = make_school()
    browser = planner_of(sign_in, make_school())
    browser.submit("/schooltrajecten/nieuw", action="/schooltrajecten", **filled_in(school=str(other.id)))
    assert rows(SchoolTrajectory) == []


def test_who_plans_for_two_schools_chooses(app, sign_in):
    first, second = make_school(name="School A"), make_school(name="School B")
    person = make_coordinator(first)
    from rtc_app.accounts.models import Membership, Role
    from tests.factories.accounts import save

    now = clock.now()
    save(Membership(account=db.session.merge(person), organisation=second, role=Role.LEADER, created_at=now, confirmed_at=now))
    browser = sign_in(person)
    browser.submit(f"/schooltrajecten/nieuw?school={second.id}", action="/schooltrajecten", **filled_in())
    assert rows(SchoolTrajectory)[0][0].school_id == second.id
    assert "School B" in browser.text(f"/mijn-school?school={second.id}")


def test_the_figures_of_another_school_do_not_exist(app, sign_in):
    assert planner_of(sign_in, make_school()).get(f"/mijn-school?school={make_school().id}").status_code == 404


def test_another_school_never_sees_the_trajectory(app, sign_in):
    trajectory = make_trajectory()
    browser = planner_of(sign_in, make_school())
    for tail in ("", "/aanpassen", "/opleidingen", "/verwijderen", ".pdf"):
        assert browser.get(f"/schooltrajecten/{trajectory.id}{tail}").status_code == 404


def test_a_teacher_has_no_school_page(app, sign_in):
    assert sign_in(make_teacher()).get("/mijn-school").status_code == 403


def test_a_step_of_another_trajectory_is_not_found_through_ones_own(app, sign_in):
    school = make_school()
    foreign = make_trajectory(make_school(), make_training())
    own = make_trajectory(school)
    browser = planner_of(sign_in, school)
    assert browser.get(f"/schooltrajecten/{own.id}/stappen/{foreign.steps[0].id}").status_code == 404


def test_a_found_training_is_added_and_asks_for_its_date(app, sign_in):
    school = make_school()
    trajectory = make_trajectory(school)
    training = make_training(title="Sturen met een microcontroller")
    browser = planner_of(sign_in, school)
    page = f"/schooltrajecten/{trajectory.id}/opleidingen?q=microcontroller"
    response = browser.submit(page, action="/stappen", follow_redirects=False)
    step = rows(TrajectoryStep)[0][0]
    assert (step.training_id, step.participants) == (training.id, 1)
    assert response.location == f"/schooltrajecten/{trajectory.id}/stappen/{step.id}"


def test_a_training_that_may_not_be_seen_cannot_be_added(app, sign_in):
    school = make_school()
    trajectory, hidden = make_trajectory(school), make_training(findable=False)
    browser = planner_of(sign_in, school)
    token = re.search(
        r'name="csrf_token" value="([^"]+)"', browser.get(f"/schooltrajecten/{trajectory.id}/verwijderen").get_data(as_text=True)
    )
    data = {"training": str(hidden.id), "csrf_token": token[1]}
    assert browser.post(f"/schooltrajecten/{trajectory.id}/stappen", data=data).status_code == 404


def test_the_themes_the_team_asks_most_bring_suggestions(app, sign_in):
    school = make_school()
    make_mirror(school)
    make_training(title="Eerste stappen met Arduino", tags={"thema": [], "tool": ["arduino"]})
    make_training(title="Een kamer in AI", tags={"thema": ["ai"], "tool": []})
    trajectory = make_trajectory(school)
    text = planner_of(sign_in, school).text(f"/schooltrajecten/{trajectory.id}/opleidingen")
    assert "Eerste stappen met Arduino" in text
    assert "Een kamer in AI" not in text


def test_date_participants_and_reason_of_a_step_are_kept(app, sign_in):
    school = make_school()
    session = make_session(make_training(price_training=4500), days=20)
    trajectory = make_trajectory(school, session.training)
    browser = planner_of(sign_in, school)
    url = f"/schooltrajecten/{trajectory.id}/stappen/{trajectory.steps[0].id}"
    response = browser.submit(url, action="/stappen", session=str(session.id), participants="3", reason="Voor de nieuwe borden.")
    assert "3 deelnemers" in response.get_data(as_text=True)
    assert "€\xa0135,00" in response.get_data(as_text=True)


def test_zero_participants_are_refused_with_what_to_do(app, sign_in):
    school = make_school()
    trajectory = make_trajectory(school, make_training())
    response = planner_of(sign_in, school).submit(
        f"/schooltrajecten/{trajectory.id}/stappen/{trajectory.steps[0].id}", action="/stappen", participants="0"
    )
    assert response.status_code == 422
    assert "Vul een aantal van 1 tot 500 in." in response.get_data(as_text=True)


def test_a_step_can_be_taken_away(app, sign_in):
    school = make_school()
    trajectory = make_trajectory(school, make_training())
    planner_of(sign_in, school).submit(f"/schooltrajecten/{trajectory.id}", action="/weghalen")
    assert rows(TrajectoryStep) == []


def test_the_plan_warns_in_words(app, sign_in):
    school = make_school()
    session = make_session(make_training(price_training=30_000), days=20, capacity=2)
    trajectory = make_trajectory(school)
    make_step(trajectory, session.training, training_session=session, participants=4)
    text = planner_of(sign_in, school).text(f"/schooltrajecten/{trajectory.id}")
    assert "meer dan het budget" in text
    assert "nog 2 plaatsen vrij" in text


def test_a_trajectory_is_changed(app, sign_in):
    school = make_school()
    trajectory = make_trajectory(school)
    response = planner_of(sign_in, school).submit(
        f"/schooltrajecten/{trajectory.id}/aanpassen", action="/aanpassen", consulted="De vakgroep hout", budget="20"
    )
    assert "De vakgroep hout" in response.get_data(as_text=True)


def test_a_trajectory_is_deleted_after_a_page_that_says_so(app, sign_in):
    school = make_school()
    trajectory = make_trajectory(school, make_training())
    planner_of(sign_in, school).submit(f"/schooltrajecten/{trajectory.id}/verwijderen", action="/verwijderen")
    assert rows(SchoolTrajectory) == []


def test_without_enough_answers_the_page_says_what_to_do(app, sign_in):
    text = planner_of(sign_in, make_school()).text("/mijn-school")
    assert "minstens 10 collega’s" in text


def test_figures_are_shown_with_a_band_of_respondents_and_a_word_at_the_end(app, sign_in):
    school = make_school()
    make_mirror(school)
    text = planner_of(sign_in, school).text("/mijn-school")
    assert "10–14 collega’s" in text
    assert "kleine minderheid" in text


def test_a_benchmark_shows_its_group_size_year_and_population(app, sign_in):
    school = make_school()
    make_mirror(school, {"support": {"Q2.3.01": 40, "Q2.3.02": None}})
    text = planner_of(sign_in, school).text("/mijn-school")
    assert "44 %" in text.replace("\xa0", " ")
    assert "n = 243" in text
    assert "2021" in text
    assert "Verborgen" in text
