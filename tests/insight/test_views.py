"""RTC's desk: what is on it, and for whom."""

from rtc_app.kernel import clock
from rtc_app.kernel.outbox import MailState, OutboxMail
from tests.databases import rows
from tests.factories.accounts import make_administrator, make_assessor, make_coordinator, save
from tests.factories.catalogue import make_session, make_training


def failed_mail():
    now = clock.now()
    mail = OutboxMail(recipient="weg@example.org", subject="Je bent ingeschreven", body="…", message_id="<1@x>", state=MailState.FAILED)
    mail.created_at, mail.due_at, mail.error, mail.attempts = now, now, "550 onbekend adres", 3
    return save(mail)


def test_an_empty_desk_says_that_nothing_waits(app, sign_in):
    text = sign_in(make_assessor()).text("/rtc")
    assert "Er wacht geen opleiding op een beoordeling." in text


def test_a_session_with_too_few_people_stands_on_it(app, sign_in):
    make_session(make_training(title="Sturen met LOGO!", min_participants=6), days=10)
    text = sign_in(make_assessor()).text("/rtc")
    assert "Sturen met LOGO!" in text
    assert "Te weinig deelnemers" in text


def test_the_administrator_sends_a_failed_mail_again(app, sign_in):
    failed_mail()
    sign_in(make_administrator()).submit("/rtc", action="/opnieuw")
    mail = rows(OutboxMail)[0][0]
    assert (mail.state, mail.attempts) == (MailState.QUEUED, 0)


def test_an_assessor_sees_no_addresses_of_failed_mails(app, sign_in):
    failed_mail()
    assert "weg@example.org" not in sign_in(make_assessor()).text("/rtc")


def test_nobody_outside_rtc_sees_the_desk(app, sign_in):
    assert sign_in(make_coordinator()).get("/rtc").status_code == 403
