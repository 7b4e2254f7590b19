"""The nightly run, and how each person hears of what is new: by mail, on the start page, or not at all (FUP-05)."""

from datetime import timedelta

import pytest

from rtc_app.cli.needs import suggest_to_everybody
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, release, transaction
from rtc_app.needs import queries, service
from rtc_app.needs.rules import NewsChannel, news_channel
from tests.accounts.mailbox import mails
from tests.factories.accounts import make_teacher, save
from tests.factories.catalogue import make_session, make_training
from tests.factories.enrolment import make_enrolment
from tests.factories.needs import answer, make_response

BOUW = {"Q1.6": answer("bouw"), "Q3.1": answer("revit")}


@pytest.fixture
def teacher(app):
    teacher = make_teacher()
    make_response(teacher, BOUW)
    return teacher


def revit(number=1):
    return make_training(title=f"Revit {number}", slug=f"revit-{number}", tags={"studiegebied": ["bouw"], "tool": ["revit"]})


def run():
    release()
    return suggest_to_everybody(lambda _words: None, chunk=2)


def opt_in(sign_in, teacher):
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", news="mail")


def mail(days):
    release()
    with transaction():
        return service.mail_new_suggestions(at=clock.now() + timedelta(days=days))


def suggested(account):
    db.session.rollback()
    return queries.suggested_before([account.id]).get(account.id, set())


def test_the_run_finds_everybody_chunk_by_chunk_and_tells_how_far_it_is(app):
    revit()
    for _ in range(5):
        make_response(make_teacher(), BOUW)
    release()
    told = []
    assert suggest_to_everybody(told.append, chunk=2) == 5
    assert told == ["2 of 5 people, 2 new suggestions", "4 of 5 people, 4 new suggestions", "5 of 5 people, 5 new suggestions"]


def test_a_second_run_finds_nothing_new(teacher):
    training = revit()
    assert run() == 1
    assert run() == 0
    assert suggested(teacher) == {training.id}


def test_without_consent_nothing_is_reckoned(app):
    revit()
    make_response(make_teacher(), BOUW, consent=["school"])
    assert run() == 0


def test_what_one_follows_is_not_new(teacher):
    make_enrolment(make_session(revit()), teacher)
    assert run() == 0


def test_what_is_new_since_the_wish_is_mailed_once_a_week(teacher, sign_in):
    revit(1)
    opt_in(sign_in, teacher)
    revit(2)
    run()
    assert mail(days=3) == 0
    assert mail(days=8) == 1
    assert mail(days=9) == 0
    letter = mails(teacher.email)[-1]
    assert letter.subject == "1 nieuwe opleiding voor jou"
    assert "revit-2" in letter.body
    assert "revit-1" not in letter.body
    assert "bouw" not in letter.body.replace("revit", "").lower()


def test_who_did_not_ask_gets_no_mail(teacher):
    revit()
    run()
    assert mail(days=30) == 0


def test_nothing_new_is_no_mail(teacher, sign_in):
    opt_in(sign_in, teacher)
    assert mail(days=8) == 0


def test_one_click_in_the_mail_stops_it_signed_in_or_not(app, client):
    teacher = answered("email")
    revit()
    run()
    mail(days=8)
    address = mails(teacher.email)[-1].unsubscribe_url.removeprefix("http://localhost:8000")
    assert client.get(address).status_code == 200
    assert client.post(address).status_code == 200
    assert queries.news_channel_of(teacher.id) is NewsChannel.NONE


def test_a_key_of_something_else_stops_nothing(client):
    assert client.post("/geen-suggesties-meer/verzonnen").status_code == 404


def test_who_stops_it_gets_none_any_more(teacher, sign_in):
    opt_in(sign_in, teacher)
    revit()
    run()
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", news="none")
    assert mail(days=8) == 0


# The channel of the questionnaire


def answered(*channels, **values):
    teacher = make_teacher()
    make_response(teacher, BOUW | {"Q5.1": answer(*channels)}, **values)
    return teacher


@pytest.mark.parametrize(
    ("channels", "told"),
    [
        (["email"], NewsChannel.MAIL),
        (["email", "website"], NewsChannel.MAIL),
        (["website"], NewsChannel.SITE),
        (["smartschool", "via-directie"], NewsChannel.NONE),
        (["email", "geen"], NewsChannel.NONE),
        ([], NewsChannel.NONE),
    ],
)
def test_each_channel_leads_to_the_way_this_site_has(channels, told):
    assert news_channel(channels) is told


def test_who_chose_mail_in_the_questionnaire_gets_mail(app):
    answered("email")
    revit()
    run()
    assert mail(days=8) == 1


def test_without_consent_for_suggestions_a_channel_means_nothing(app):
    answered("email", consent=["flanders"])
    revit()
    run()
    assert mail(days=8) == 0


def test_what_the_profile_says_goes_before_the_questionnaire(app, sign_in):
    teacher = answered("email")
    sign_in(teacher).submit("/mijn-profiel/aanvullen", action="aanvullen", news="site")
    revit()
    run()
    assert mail(days=8) == 0
    assert "Nieuw voor jou Revit 1" in sign_in(teacher).text("/")


def test_who_chose_the_website_reads_it_on_the_start_page_until_it_is_seen(app, sign_in):
    teacher = answered("website")
    revit()
    run()
    browser = sign_in(teacher)
    assert "Nieuw voor jou Revit 1" in browser.text("/")
    browser.submit("/", action="gezien")
    assert "Nieuw voor jou" not in browser.text("/")
    assert mail(days=8) == 0


def test_what_fitted_before_is_not_new(app, sign_in):
    revit()
    teacher = answered("website")
    run()
    assert "Nieuw voor jou" not in sign_in(teacher).text("/")


def test_nobody_else_has_news_on_the_start_page(app, sign_in):
    teacher = answered("smartschool")
    revit()
    run()
    assert "Nieuw voor jou" not in sign_in(teacher).text("/")


def test_correcting_the_answer_changes_the_way(app, sign_in):
    teacher = answered("email")
    sign_in(teacher).submit("/mijn-noden/contact", action="contact", q5_1=["website"])
    revit()
    run()
    assert mail(days=8) == 0
    assert "Nieuw voor jou" in sign_in(teacher).text("/")


def test_the_page_says_which_ways_there_are(teacher, sign_in):
    browser = sign_in(teacher)
    assert "heeft deze site niet" in browser.text("/mijn-profiel/aanvullen")
    assert "Als er iets nieuws bij je past: meld me niets." in browser.text("/mijn-profiel")


def test_an_answer_given_when_it_served_less_is_not_taken_to_a_new_wave(teacher):
    make_response(teacher, {"Q5.1": answer("email"), "Q1.6": answer("bouw")})
    earlier = queries.latest_response(teacher.id)
    question = next(q for section in earlier.questionnaire.sections for q in section.questions if q.code == "Q5.1")
    now = make_next_version(earlier.questionnaire)
    question.properties = {**question.properties, "used_for": ["flanders"]}
    db.session.commit()
    wave = service.start(account=teacher, is_short=False, at=clock.now())
    assert wave.questionnaire_id == now.id
    assert "Q5.1" not in queries.answers_of(wave)
    assert "Q1.6" in queries.answers_of(wave)


def make_next_version(before):
    """The same questions under a higher number."""

    def copy(row, **more):
        names = [column.key for column in row.__table__.columns if column.key != "id" and not column.foreign_keys]
        columns = {name: getattr(row, name) for name in names}
        return type(row)(**(columns | more))

    sections = [copy(section, questions=[copy(question) for question in section.questions]) for section in before.sections]
    return save(copy(before, version=before.version + 1, sections=sections))
