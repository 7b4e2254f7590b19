"""The team of a school and the work of staff on members, through the pages."""

from rtc_app.accounts.models import Account, Role
from rtc_app.kernel.database import db
from tests.factories.accounts import (
    make_account,
    make_administrator,
    make_applicant,
    make_assessor,
    make_coordinator,
    make_leader,
    make_school,
    make_teacher,
    some_rtc,
)


def fresh(account):
    return db.session.get_one(Account, account.id)


def test_a_coordinator_confirms_a_colleague(sign_in):
    school = make_school()
    applicant = make_applicant(school, name="Ann Peeters")
    browser = sign_in(make_coordinator(school))
    browser.submit("/mijn-school/team", "bevestigen")
    assert fresh(applicant).school_ids == {school.id}


def test_a_leader_says_that_somebody_does_not_work_here(sign_in):
    school = make_school()
    applicant = make_applicant(school)
    sign_in(make_leader(school)).submit("/mijn-school/team", "weghalen")
    assert fresh(applicant).memberships == []


def test_the_team_shows_colleagues_and_no_one_of_another_school(sign_in):
    school = make_school()
    make_teacher(school, name="Mieke Maes")
    make_teacher(name="Vreemde Eend")
    text = sign_in(make_coordinator(school)).text("/mijn-school/team")
    assert "Mieke Maes" in text
    assert "Vreemde Eend" not in text


def test_a_coordinator_of_another_school_cannot_confirm(sign_in):
    applicant = make_applicant(make_school())
    browser = sign_in(make_coordinator())
    token = browser.page("/mijn-school/team").find(".//input[@name='csrf_token']").get("value")
    path = f"/mijn-school/team/{applicant.memberships[0].id}/bevestigen"
    assert browser.post(path, data={"csrf_token": token}).status_code == 404


def test_who_waits_cannot_confirm_anyone(sign_in):
    assert sign_in(make_applicant(make_school())).get("/mijn-school/team").status_code == 403


def test_an_administrator_finds_a_person_by_address(sign_in):
    account = make_account(email="ann@example.org")
    response = sign_in(make_administrator()).get("/beheer/leden?email=Ann@Example.org")
    assert response.location == f"/beheer/leden/{account.id}"


def test_an_unknown_address_is_said_to_be_unknown(sign_in):
    assert "Er is geen account met het adres wie@example.org" in sign_in(make_administrator()).text("/beheer/leden?email=wie@example.org")


def test_an_administrator_gives_a_role(sign_in):
    account, school = make_account(), make_school()
    sign_in(make_administrator()).submit(
        f"/beheer/leden/{account.id}", f"leden/{account.id}", organisation=str(school.id), role=Role.ICT_COORDINATOR.value
    )
    assert fresh(account).planned_school_ids == {school.id}


def test_a_school_has_no_administrator(sign_in):
    account, school = make_account(), make_school()
    response = sign_in(make_administrator()).submit(
        f"/beheer/leden/{account.id}", f"leden/{account.id}", organisation=str(school.id), role=Role.ADMINISTRATOR.value
    )
    assert "Die rol bestaat niet in deze organisatie" in response.text
    assert not fresh(account).is_administrator


def test_giving_a_role_that_waits_confirms_it(sign_in):
    school = make_school()
    account = make_applicant(school)
    sign_in(make_administrator()).submit(
        f"/beheer/leden/{account.id}", f"leden/{account.id}", organisation=str(school.id), role=Role.TEACHER.value
    )
    assert fresh(account).school_ids == {school.id}


def test_an_administrator_takes_a_role(sign_in):
    account = make_assessor()
    sign_in(make_administrator()).submit(f"/beheer/leden/{account.id}", "intrekken")
    assert not fresh(account).is_assessor


def test_the_own_administration_cannot_be_ended(sign_in):
    account = make_administrator()
    response = sign_in(account).submit(f"/beheer/leden/{account.id}", "intrekken")
    assert response.status_code == 409
    assert fresh(account).is_administrator


def test_a_blocked_account_is_signed_out_at_once(sign_in):
    account = make_account()
    browser = sign_in(account)
    sign_in(make_administrator()).submit(f"/beheer/leden/{account.id}", "blokkeren")
    assert browser.get("/mijn-account").status_code == 303


def test_a_blocked_account_can_be_let_in_again(sign_in):
    account = make_account()
    administrator = sign_in(make_administrator())
    administrator.submit(f"/beheer/leden/{account.id}", "blokkeren")
    administrator.submit(f"/beheer/leden/{account.id}", "deblokkeren")
    assert fresh(account).is_active


def test_nobody_blocks_the_own_account(sign_in):
    account = make_administrator()
    assert sign_in(account).submit(f"/beheer/leden/{account.id}", "blokkeren").status_code == 409


def test_the_list_of_staff_names_who_works_for_an_rtc(sign_in):
    make_assessor(name="Els Voorbeeld")
    text = sign_in(make_administrator()).text("/beheer/leden")
    assert "Els Voorbeeld" in text
    assert some_rtc().name in text
