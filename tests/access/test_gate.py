"""The gate: closed unless marked, what the URL names is loaded, and who may not pass is told the right thing."""

import functools

import pytest
from flask import Flask, url_for

from rtc_app.access import policy
from rtc_app.access.gate import actor, can, mark_of, public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Membership, SignIn
from tests.factories.accounts import make_account, make_administrator, make_applicant, make_coordinator, make_school, make_teacher


def hello():
    return {"answer": "hello"}


def closed_and(**permissions):
    """A view of its own for one of these permissions."""

    @requires(**permissions)
    def view(**_arguments):
        return {"answer": "inside"}

    return view


STAFF = closed_and(permission=Permission.MANAGE_MEMBERSHIPS)
TEAM = closed_and(permission=Permission.CONFIRM_COLLEAGUES, on=Membership)


@pytest.fixture
def workshop(app, database, make_workshop):
    views = {"/ongemerkt": lambda: {"answer": "unmarked"}, "/open": public(hello), "/staf": STAFF, "/team/<int:membership_id>": TEAM}
    return make_workshop(database.url, views)


def browser_of(workshop, account):
    return workshop.test_client().signed_in_as(account)


def test_a_view_without_mark_is_closed_to_everyone(workshop):
    assert workshop.test_client().get("/ongemerkt").status_code == 403
    assert browser_of(workshop, make_administrator()).get("/ongemerkt").status_code == 403


def test_a_public_view_is_open(workshop):
    assert workshop.test_client().get("/open").json == {"answer": "hello"}


def test_who_has_the_permission_passes(workshop):
    assert browser_of(workshop, make_administrator()).get("/staf").json == {"answer": "inside"}


def test_who_has_not_is_told_so(workshop):
    assert browser_of(workshop, make_teacher()).get("/staf").status_code == 403


def test_who_is_not_signed_in_may_sign_in_and_come_back(workshop):
    response = workshop.test_client().get("/staf?jaar=2026&q=a%26b")
    assert (response.status_code, response.location) == (303, "/aanmelden?next=/staf?jaar%3D2026%26q%3Da%2526b")


def test_after_a_form_one_comes_back_to_the_home_page(workshop):
    response = workshop.test_client().post("/staf")
    assert (response.status_code, response.location) == (303, "/aanmelden")


def test_the_thing_the_address_names_is_handed_to_the_view(app, database, make_workshop):
    @requires(Permission.CONFIRM_COLLEAGUES, on=Membership)
    def name_of(membership):
        return {"answer": membership.account.name}

    school = make_school()
    applicant = make_applicant(school, name="Ann Peeters")
    workshop = make_workshop(database.url, {"/wie/<int:membership_id>": name_of})
    browser = browser_of(workshop, make_coordinator(school))
    assert browser.get(f"/wie/{applicant.memberships[0].id}").json == {"answer": "Ann Peeters"}


@pytest.mark.parametrize("unknown", [999_999, 2**31, 10**30])
def test_a_thing_that_does_not_exist_is_not_found(workshop, unknown):
    assert browser_of(workshop, make_coordinator()).get(f"/team/{unknown}").status_code == 404


def test_of_what_is_hidden_a_stranger_does_not_learn_that_it_exists(workshop):
    applicant = make_applicant(make_school())
    stranger = browser_of(workshop, make_coordinator())
    assert stranger.get(f"/team/{applicant.memberships[0].id}").status_code == 404


def test_an_unknown_thing_is_not_found_before_signing_in_either(workshop):
    assert workshop.test_client().get("/team/999999").status_code == 404


def test_marks_wrap_nothing_so_their_order_among_decorators_cannot_disarm_them():
    def decorated(view):
        @functools.wraps(view)
        def around():
            return view()

        return around

    mark = mark_of(public(decorated(hello)))
    assert mark == mark_of(decorated(public(hello)))
    assert public(hello) is hello


def test_every_permission_that_is_asked_of_an_anonymous_visitor_is_about_a_person(application):
    with application.test_request_context("/"):
        assert actor() is None
        assert not any(can(permission) for permission in policy.POLICY if permission not in NEED_A_SUBJECT)


#: Their predicates look at the subject first.
NEED_A_SUBJECT = {Permission.VIEW_TRAINING}


def test_a_view_for_signed_in_people_never_goes_on_without_one(application):
    with application.test_request_context("/"), pytest.raises(Exception, match="401"):
        signed_in_actor()


def test_templates_ask_the_same_question(app, sign_in):
    assert "Voor mijn school" in sign_in(make_coordinator()).get("/over").text
    assert "Voor mijn school" not in sign_in(make_teacher()).get("/over").text


def test_a_signed_in_person_is_the_account_itself_and_no_stand_in(app, database, make_workshop):
    workshop = make_workshop(database.url, {"/ik": public(lambda: {"answer": type(signed_in_actor()).__name__})})
    assert browser_of(workshop, make_account()).get("/ik").json == {"answer": "Account"}


def test_static_files_are_open(client):
    with client.get("/static/css/base.css") as response:
        assert response.status_code == 200


@pytest.mark.parametrize("model", [Membership, SignIn])
def test_a_mark_keeps_what_it_is_about(model):
    mark = mark_of(requires(Permission.KEEP_SIGN_IN, on=model)(lambda: None))
    assert (mark.permission, mark.subject) == (Permission.KEEP_SIGN_IN, model)


def test_every_view_of_the_site_has_a_mark(application: Flask):
    with application.test_request_context("/"):
        assert url_for("static", filename="x") == "/static/x"
    unmarked = [endpoint for endpoint, view in application.view_functions.items() if mark_of(view) is None]
    assert unmarked == []
