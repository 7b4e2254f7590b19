"""Reading enrolments."""

import sqlalchemy as sa

from rtc_app.catalogue.models import TrainingSession
from rtc_app.enrolment import queries
from rtc_app.enrolment.panels import home_panel
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import cancel, make_enrolment, make_full_session, make_past_enrolment, writing
from tests.statements import statements


def test_ones_own_list_takes_as_many_queries_for_ten_as_for_one(app):
    one, ten = make_teacher(), make_teacher()
    make_enrolment(account=one)
    for _ in range(10):
        make_enrolment(account=ten)

    def read(account_id):
        for own in queries.own_enrolments(account_id, clock.now()).upcoming:
            assert own.enrolment.training_session.training.title
            assert own.enrolment.training_session.meetings
            assert own.enrolment.training_session.location

    one_id, ten_id = one.id, ten.id
    db.session.expunge_all()
    with statements() as for_one:
        read(one_id)
    db.session.expunge_all()
    with statements() as for_ten:
        read(ten_id)
    assert 0 < len(for_ten) == len(for_one)


def test_what_was_cancelled_stands_with_the_past(app):
    enrolment = make_enrolment()
    cancel(enrolment)
    mine = queries.own_enrolments(enrolment.account_id, clock.now())
    assert (mine.upcoming, [own.enrolment.id for own in mine.past]) == ([], [enrolment.id])


def test_several_meetings_are_numbered_and_the_last_has_its_own_word(app):
    from rtc_app.catalogue.models import MeetingKind

    session = make_session(meetings=[(30, "13.30", 3), (37, "13.30", 3), (90, "18.00", 2, MeetingKind.FOLLOW_UP)])
    assert [line.words for line in queries.meetings_of(session)] == ["Bijeenkomst 1", "Bijeenkomst 2", "Terugkommoment"]


def test_what_can_be_borrowed_is_said(app):
    training = make_training(
        required_materials=[{"name": "Laptop", "can_borrow": True}, {"name": "Veiligheidsschoenen", "can_borrow": False}]
    )
    assert queries.bring_of(training) == ["Laptop (te ontlenen)", "Veiligheidsschoenen"]


def test_an_online_session_says_how_to_get_in(app):
    session = make_session(make_training(tags={"leervorm": ["online-sync"]}), online_note="Je krijgt een link per mail.")
    assert queries.place_of(session) == "Online. Je krijgt een link per mail."


def test_a_wrong_count_is_found(app):
    session = make_enrolment().training_session
    with writing():
        db.session.execute(sa.update(TrainingSession).where(TrainingSession.id == session.id).values(taken=0, waiting=2))
    assert queries.drifted_sessions() == [queries.Drift(session.id, 0, 2, 1, 0)]


def test_right_counts_are_no_drift(app):
    make_full_session(waiting=2)
    make_past_enrolment(came=False)
    assert queries.drifted_sessions() == []


def test_the_home_page_of_a_stranger_has_no_sessions(app):
    assert home_panel(None, None) is None


def test_the_home_page_of_who_is_in_nothing_has_no_sessions(app):
    assert home_panel(None, make_teacher()) is None


def test_the_home_page_shows_the_next_session_and_the_place_in_the_queue(app):
    teacher = make_teacher()
    make_enrolment(account=teacher)
    make_enrolment(make_full_session(), teacher)
    panel = home_panel(None, teacher)
    assert (panel.place, len(panel.values.upcoming), [own.position for own in panel.values.waiting]) == ("mine", 1, [1])
