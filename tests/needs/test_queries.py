"""Profiles of a person and of a team."""

from datetime import timedelta

from rtc_app.accounts.models import Membership, Role
from rtc_app.kernel import clock
from rtc_app.needs import queries
from tests.factories.accounts import make_account, make_coordinator, make_school, make_teacher, save
from tests.factories.needs import answer, make_response
from tests.statements import statements


def test_the_current_questionnaire_has_four_parts_and_the_contact_section(app):
    titles = [section.code for section in queries.current_questionnaire(clock.today()).sections]
    assert titles == ["kennismaking", "ict-in-de-les", "noden", "verwachtingen", "contact"]


def test_somebody_who_submitted_nothing_has_no_profile(app):
    account = make_account()
    make_response(account, submitted=False)
    assert queries.profile_of(account.id) is None


def test_the_profile_follows_from_what_was_last_submitted(app):
    account = make_account()
    make_response(account, {"Q1.6": answer("hout")}, at=clock.now() - timedelta(days=2))
    make_response(account, {"Q1.6": answer("auto")})
    assert queries.profile_of(account.id).study_areas == ("auto",)


def test_the_level_bands_come_from_the_levels(app):
    account = make_account()
    make_response(account, {"Q1.8": {"value": 8}})
    assert queries.profile_of(account.id).level == "expert"


def test_the_team_is_who_works_there_and_allows_it(app):
    school = make_school()
    make_response(make_teacher(school), {"Q1.6": answer("hout")})
    make_response(make_coordinator(school), {"Q1.6": answer("bouw")})
    make_response(make_teacher(school), {"Q1.6": answer("auto")}, consent=["matching"])
    make_response(make_teacher(make_school()), {"Q1.6": answer("chemie")})
    assert sorted(profile.study_areas for profile in queries.team_profiles(school.id)) == [("bouw",), ("hout",)]


def test_a_colleague_who_is_not_confirmed_does_not_count(app):
    school, account = make_school(), make_account()
    save(Membership(account=account, organisation=school, role=Role.TEACHER, created_at=clock.now(), confirmed_at=None))
    make_response(account)
    assert queries.team_profiles(school.id) == []


def test_withdrawn_consent_takes_the_answers_out_of_the_team(app):
    school = make_school()
    teacher = make_teacher(school)
    make_response(teacher, at=clock.now() - timedelta(days=2))
    make_response(teacher, consent=["matching"])
    assert queries.team_profiles(school.id) == []


def test_a_team_is_read_in_three_queries(app):
    school = make_school()
    for _ in range(4):
        make_response(make_teacher(school))
    school_id = school.id
    with statements() as asked:
        assert len(queries.team_profiles(school_id)) == 4
    assert len(asked) == 3
