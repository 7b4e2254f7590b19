"""One's own account, through the pages."""

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Membership, SignIn
from rtc_app.kernel.database import db
from tests.factories.accounts import make_account, make_applicant, make_provider, make_school, make_teacher


def test_it_shows_name_address_and_roles(sign_in):
    school = make_school(name="Technisch Atheneum")
    text = sign_in(make_teacher(school, name="Mieke Maes", email="mieke@example.org")).text("/mijn-account")
    assert all(words in text for words in ("Mieke Maes", "mieke@example.org", "Technisch Atheneum", "leraar"))


def test_it_says_that_a_school_has_not_answered_yet(sign_in):
    assert "wacht op bevestiging" in sign_in(make_applicant(make_school())).text("/mijn-account")


def test_another_name_is_stored(sign_in):
    account = make_account()
    sign_in(account).submit("/mijn-account/naam", "naam", name="Ann Nieuwenhuis")
    assert db.session.get_one(Account, account.id).name == "Ann Nieuwenhuis"


def test_an_empty_name_is_refused(sign_in):
    assert sign_in(make_account()).submit("/mijn-account/naam", "naam", name=" ").status_code == 422


def test_a_school_can_be_named_later(sign_in):
    school, account = make_school(), make_account()
    sign_in(account).submit("/mijn-account/school", "school", school=str(school.id))
    (membership,) = db.session.get_one(Account, account.id).memberships
    assert (membership.organisation_id, membership.confirmed_at) == (school.id, None)


def test_the_same_school_is_named_once(sign_in):
    school = make_school()
    response = sign_in(make_teacher(school)).submit("/mijn-account/school", "school", school=str(school.id))
    assert "staat al bij je account" in response.text


def test_a_provider_is_not_among_the_schools(sign_in):
    provider = make_provider(name="Firma")
    assert "Firma" not in sign_in(make_account()).text("/mijn-account/school")
    response = sign_in(make_account()).submit("/mijn-account/school", "school", school=str(provider.id))
    assert response.status_code == 422


def test_leaving_a_school_takes_the_role_away(sign_in):
    account = make_teacher()
    sign_in(account).submit("/mijn-account", "stoppen")
    assert db.session.get_one(Account, account.id).memberships == []


def test_another_browser_can_be_signed_out(sign_in):
    account = make_account()
    elsewhere, here = sign_in(account), sign_in(account)
    here.submit("/mijn-account", "/browsers/")
    assert elsewhere.get("/mijn-account").status_code == 303
    assert here.get("/mijn-account").status_code == 200


def test_all_other_browsers_can_be_signed_out_at_once(sign_in):
    account = make_account()
    others, here = [sign_in(account), sign_in(account)], sign_in(account)
    here.submit("/mijn-account", "browsers/afmelden")
    assert [browser.get("/mijn-account").status_code for browser in (*others, here)] == [303, 303, 200]


def test_nobody_signs_out_or_leaves_for_somebody_else(sign_in):
    victim, school = make_teacher(), make_school()
    sign_in(victim)
    attacker = sign_in(make_teacher(school))
    token = attacker.page("/mijn-account").find(".//input[@name='csrf_token']").get("value")
    sign_in_id = db.session.scalar(sa.select(SignIn.id).where(SignIn.account_id == victim.id))
    membership_id = db.session.scalar(sa.select(Membership.id).where(Membership.account_id == victim.id))
    for path in (f"/mijn-account/browsers/{sign_in_id}/afmelden", f"/mijn-account/rollen/{membership_id}/stoppen"):
        assert attacker.post(path, data={"csrf_token": token}).status_code == 404
