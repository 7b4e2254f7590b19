"""What the pages of a school read."""

from datetime import timedelta

from rtc_app.kernel import clock
from rtc_app.needs.rules import Profile
from rtc_app.reference import queries as reference
from rtc_app.trajectories import queries
from rtc_app.trajectories.queries import mirror as mirrors
from tests.factories.accounts import make_school
from tests.factories.catalogue import make_session, make_training
from tests.factories.trajectories import make_mirror, make_step, make_trajectory


def test_steps_stand_in_order_of_date_and_those_without_last(app):
    late, soon = make_session(days=60), make_session(days=20)
    trajectory = make_trajectory(None, make_training(title="Ooit"))
    for session in (late, soon):
        make_step(trajectory, session.training, training_session=session)
    plan = queries.plan_facts(trajectory, clock.now())
    assert [row.starts_at for row in plan.rows] == [soon.starts_at, late.starts_at, None]


def test_a_full_session_with_a_queue_has_no_free_seat(app):
    session = make_session(days=20, capacity=4, taken=3, waiting=1)
    trajectory = make_trajectory()
    make_step(trajectory, session.training, training_session=session)
    assert [remark.concern.value for remark in queries.plan_facts(trajectory, clock.now()).remarks] == ["too_few_seats"]


def test_sessions_to_choose_are_those_to_come_and_the_one_chosen(app):
    training = make_training()
    past, coming = make_session(training, days=-5), make_session(training, days=5)
    make_session(training, days=9, cancelled_at=clock.now())
    assert queries.session_choices(training.id, None, clock.now()) == [coming]
    assert queries.session_choices(training.id, past.id, clock.now()) == [past, coming]


def test_found_trainings_leave_out_what_is_planned(app):
    known, other = make_training(title="Lassen met VR"), make_training(title="Lassen en meten")
    assert [card.id for card in queries.found_trainings("lassen", {known.id}, clock.now())] == [other.id]


def test_suggestions_take_one_of_each_theme_in_turn(app):
    first = [make_session(make_training(tags={"thema": ["ai"], "tool": []}), days=n).training.id for n in (3, 4)]
    second = make_session(make_training(tags={"thema": ["ar-vr"], "tool": []}), days=50).training.id
    found = queries.trainings_for_themes(["ai", "ar-vr"], [], clock.now(), 9)
    assert [card.id for card in found] == [first[0], second, first[1]]


def test_themes_that_few_ask_are_no_top_themes(app):
    school = make_school()
    make_mirror(school)
    assert queries.top_themes_of(school.id) == ["programmeren", "ar-vr"]


def test_the_latest_mirror_counts(app):
    school = make_school()
    make_mirror(school, published_at=clock.now() - timedelta(days=99))
    make_mirror(school, {"themes": {"evalueren": 50}})
    assert queries.top_themes_of(school.id) == ["evalueren"]


def test_a_profile_is_cut_down_to_what_is_counted(app):
    profile = Profile(study_areas=("bouw",), needs=("arduino", "ai"), activities={"uitleg": "dagelijks", "feedback": "nooit"})
    answers = queries.respondents([profile])[0].answers
    assert answers["themes"] == {"programmeren", "ai"}
    assert answers["activities"] == {"uitleg"}
    assert answers["levels"] is None
    assert answers["support"] is None


def test_every_statement_belongs_to_one_table_and_every_table_has_rows(app):
    outlines = {outline.code: outline.rows for outline in queries.outlines()}
    statements = [row for code in mirrors._STATEMENTS for row in outlines[code]]
    assert sorted(statements) == sorted(mirrors._statement_labels())
    assert all(outlines.values())


def test_rtcs_own_survey_stands_beside_a_statement_when_there_is_one(app):
    assert reference.percentages_beside()["Q2.3.08"][0].code.startswith("RTC-STM-08")


def test_a_benchmark_of_the_statement_turned_round_is_never_used(app):
    codes = {benchmark.code for beside in reference.percentages_beside().values() for benchmark in beside}
    assert not codes & {"RTC-STM-08N", "RTC-STM-09N", "VIVES21-01"}


def test_rows_that_few_ticked_are_told_in_words_and_not_drawn(app):
    mirror = make_mirror(make_school(), {"themes": {"programmeren": 60, "ai": "kleine minderheid"}})
    table = queries.mirror_facts(mirror).pillars[0][1][0]
    assert "artificiële intelligentie" in table.few
    assert "artificiële intelligentie" not in [bar["label"] for bar in table.bars]
