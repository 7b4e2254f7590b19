"""Saved searches: the same question again, a mail of what is new, and never a mail too many."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.kernel.mail import Mail, compose
from rtc_app.saved import queries, service
from rtc_app.saved.models import SavedSearch
from rtc_app.saved.rules import Hours, Rhythm, next_due
from rtc_app.saved.service import STOP_KEYS
from tests.accounts.mailbox import mails
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_training
from tests.factories.saved import make_saved_search

ALWAYS = Hours(time.min, time.max)
OFFICE = Hours(time(8), time(18))


@pytest.fixture
def teacher(app):
    return make_teacher()


@pytest.fixture
def reader(teacher, sign_in):
    return sign_in(teacher)


def about_revit(number=1):
    return make_training(title=f"Revit {number}", slug=f"revit-{number}", tags={"studiegebied": ["bouw"], "tool": ["revit"]})


def next_working_day(hour=10):
    moment = clock.to_wall_time(clock.now()).replace(hour=hour, minute=0) + timedelta(days=2)
    while moment.weekday() >= 5:
        moment += timedelta(days=1)
    return clock.to_utc(moment)


def tell(at=None, hours=ALWAYS):
    release()
    with transaction():
        return service.mail_what_is_new(at=at or next_working_day(), hours=hours)


def test_a_question_is_kept_from_the_results_with_everything_in_it(reader, teacher):
    about_revit()
    page = reader.page("/opleidingen?q=revit&studiegebied=bouw")
    link = next(a.get("href") for a in page.iter("a") if "zoekopdracht-bewaren" in a.get("href", ""))
    reader.submit(link, action="zoekopdracht-bewaren", name="Revit in bouw", rhythm="weekly")
    text = reader.text("/bewaarde-zoekopdrachten")
    assert "Revit in bouw 1 opleiding · elke week" in text
    assert queries.search_with_query(teacher.id, "q=revit&studiegebied=bouw") is not None


def test_the_same_question_is_kept_once(teacher):
    first = make_saved_search(teacher, name="Een")
    second = make_saved_search(teacher, name="Twee")
    assert first.id == second.id
    assert second.name == "Twee"


def test_what_it_found_when_it_was_kept_is_not_new(teacher):
    about_revit()
    make_saved_search(teacher)
    assert tell() == 0


def test_what_is_new_is_mailed_once(teacher):
    about_revit(1)
    make_saved_search(teacher)
    about_revit(2)
    at = next_working_day()
    assert tell(at) == 1
    assert tell(at) == 0
    mail = mails(teacher.email)[-1]
    assert mail.subject == "1 nieuwe opleiding voor ‘Revit’"
    assert "http://localhost:8000/opleidingen/revit-2" in mail.body
    assert "revit-1" not in mail.body


def test_a_worker_that_stops_before_the_commit_mails_nothing_and_forgets_nothing(teacher):
    make_saved_search(teacher)
    about_revit()
    service.mail_what_is_new(at=next_working_day(), hours=ALWAYS)
    db.session.rollback()
    assert mails(teacher.email) == []
    assert tell() == 1


@pytest.mark.parametrize("hour", [6, 19])
def test_outside_the_agreed_hours_nothing_is_sent_and_nothing_is_lost(teacher, hour):
    make_saved_search(teacher)
    about_revit()
    assert tell(next_working_day(hour), OFFICE) == 0
    assert tell(next_working_day(10), OFFICE) == 1


def test_a_paused_search_mails_nothing(teacher):
    make_saved_search(teacher, rhythm=Rhythm.PAUSED)
    about_revit()
    assert tell() == 0


def test_a_disabled_account_gets_no_mail(teacher):
    make_saved_search(teacher)
    about_revit()
    teacher.disabled_at = clock.now()
    db.session.commit()
    assert tell() == 0


def test_one_click_in_the_mail_stops_it_without_signing_in(client, teacher):
    saved = make_saved_search(teacher)
    about_revit()
    tell()
    mail = mails(teacher.email)[-1]
    path = mail.unsubscribe_url.removeprefix("http://localhost:8000")
    assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert "Je krijgt er geen mail meer over" in client.text(path)
    assert db.session.get(SavedSearch, saved.id).rhythm is Rhythm.PAUSED


def test_the_mail_program_is_told_where_to_click():
    message = compose(Mail("a@example.org", "Nieuw", "Tekst\n", "<x@y>", "https://school.example/stop"), "School <s@example.org>")
    assert message["List-Unsubscribe"] == "<https://school.example/stop>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("change", [lambda token: token[:-1], lambda token: "x" + token, lambda _token: "MQ.onzin"])
def test_a_key_that_is_not_ours_opens_nothing(client, teacher, change):
    token = STOP_KEYS.key_of(make_saved_search(teacher).id)
    assert client.get(f"/geen-mail-meer/{change(token)}").status_code == 404


def test_nobody_reaches_the_search_of_another(teacher, sign_in):
    saved = make_saved_search(teacher)
    other = sign_in(make_teacher())
    assert other.get(f"/bewaarde-zoekopdrachten/{saved.id}").status_code == 404
    assert "Revit" not in other.text("/bewaarde-zoekopdrachten")


def test_name_and_rhythm_are_changed(reader, teacher):
    saved = make_saved_search(teacher)
    reader.submit(f"/bewaarde-zoekopdrachten/{saved.id}", action="bewaarde", name="Anders", rhythm="paused")
    assert "Anders 0 opleidingen · geen mail" in reader.text("/bewaarde-zoekopdrachten")


def test_seen_is_new_no_more(reader, teacher):
    make_saved_search(teacher, rhythm=Rhythm.PAUSED)
    about_revit()
    assert "1 nieuw" in reader.text("/bewaarde-zoekopdrachten")
    reader.submit("/bewaarde-zoekopdrachten", action="gezien")
    assert "1 nieuw" not in reader.text("/bewaarde-zoekopdrachten")


def test_a_search_is_deleted(reader, teacher):
    make_saved_search(teacher)
    reader.submit("/bewaarde-zoekopdrachten", action="/weg")
    assert queries.number_of_searches(teacher.id) == 0


def test_an_empty_question_is_not_kept(reader):
    assert reader.get("/zoekopdracht-bewaren").status_code == 303


def test_there_is_an_end_to_how_many_one_keeps(reader, teacher):
    for number in range(20):
        make_saved_search(teacher, pairs=[("q", f"vraag {number}")])
    response = reader.submit("/zoekopdracht-bewaren?q=nog", action="zoekopdracht-bewaren", name="Nog een")
    assert response.status_code == 422
    assert "Wis er eerst een" in response.get_data(as_text=True)


@given(st.datetimes(min_value=datetime(2026, 1, 1), max_value=datetime(2030, 1, 1)))
def test_agreed_hours_are_never_in_the_weekend_or_the_night(moment):
    assert OFFICE.hold(moment) == (moment.weekday() < 5 and 8 <= moment.hour < 18)


def test_a_weekly_mail_comes_weekly_and_a_paused_one_never():
    last = datetime(2026, 11, 2, 9, tzinfo=UTC)
    assert next_due(Rhythm.WEEKLY, last).date() == (last + timedelta(days=7)).date()
    assert next_due(Rhythm.PAUSED, last) is None
