"""Describing trainings and planning sessions, with the database."""

from datetime import datetime, time, timedelta

import pytest

from rtc_app.catalogue import service
from rtc_app.catalogue.completeness import holes
from rtc_app.catalogue.models import MeetingKind, TrainingSession
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from tests.factories.accounts import make_provider, make_provider_member, some_rtc
from tests.factories.catalogue import make_draft, make_location, make_session, make_trainer, make_training


def edit(training, **values):
    facts = {"fields": {}, "actor": make_provider_member(training.provider), "at": clock.now()} | values
    return service.edit_training(training=training, **facts)


def moment(days, start="13:30", end="16:30", kind=MeetingKind.REGULAR):
    day = clock.today() + timedelta(days=days)
    return service.Moment(datetime.combine(day, time.fromisoformat(start)), datetime.combine(day, time.fromisoformat(end)), kind)


def plan(training, moments, **values):
    facts = {"location": None, "online_note": "", "capacity": 10, "deadline_days": 7, "actor": None, "at": clock.now()} | values
    return service.add_session(training=training, moments=moments, **facts)


def test_a_new_training_gets_an_address_from_its_title(app):
    provider = make_provider()
    made = [service.add_training(provider=provider, rtc=some_rtc(), title="Café & CNC", actor=None, at=clock.now()) for _ in range(2)]
    assert [training.slug for training in made] == ["cafe-cnc", "cafe-cnc-2"]


@pytest.mark.parametrize("title", ["Nieuw", "Sessies"])
def test_an_address_never_hides_another_page(app, title):
    training = service.add_training(provider=make_provider(), rtc=some_rtc(), title=title, actor=None, at=clock.now())
    assert training.slug == f"{title.lower()}-2"


def test_a_title_without_letters_still_gives_an_address(app):
    assert service.slug_of("日本") == "opleiding"


def test_the_address_stays_when_the_title_changes(app):
    training = make_training()
    slug = training.slug
    edit(training, fields={"title": "Helemaal anders"})
    assert training.slug == slug


@pytest.mark.parametrize(
    "change",
    [
        {"fields": {"title": "Anders"}},
        {"fields": {"outcomes": ["Je leert iets anders."]}},
        {"fields": {"price_training": 9900}},
        {"tags": {"leervorm": {"online-sync": None}}},
        {"tags": {"eindterm": {"6.25": "Leerlingen meten een stroom."}}},
        {"trainers": []},
    ],
)
def test_a_change_of_judged_content_hides_the_training(app, change):
    training = make_training()
    assert edit(training, **change) is True
    assert not training.is_findable(clock.now())


@pytest.mark.parametrize("field", ["contact_name", "contact_email", "price_note", "certificate"])
def test_a_change_of_contact_or_note_keeps_it_online(app, field):
    training = make_training()
    assert edit(training, fields={field: "nieuw@example.org"}) is False
    assert training.is_findable(clock.now())


def test_saving_the_same_again_keeps_it_online(app):
    training = make_training()
    edit(training, fields={"title": training.title}, tags={"studiegebied": {"mechanica-elektriciteit": None}})
    assert training.is_findable(clock.now())


@pytest.mark.parametrize("field", ["accepted_hash", "slug", "provider_id", "withdrawn_at"])
def test_a_provider_cannot_reach_other_fields(app, field):
    with pytest.raises(KeyError):
        edit(make_training(), fields={field: "x"})


def test_tags_of_other_schemes_stay(app):
    training = make_training()
    edit(training, tags={"studiegebied": {"bouw": None, "hout": None}})
    db.session.commit()
    codes = {(tag.concept.scheme.code, tag.concept.code) for tag in training.tags}
    assert {code for scheme, code in codes if scheme == "studiegebied"} == {"bouw", "hout"}
    assert ("niveau", "beginner") in codes


def test_a_trainer_of_another_provider_is_refused(app):
    with pytest.raises(RuleViolation, match="eigen organisatie"):
        edit(make_training(), trainers=[make_trainer()])


def test_a_group_has_a_maximum_above_its_minimum(app):
    with pytest.raises(RuleViolation, match="maximum"):
        edit(make_training(), fields={"min_participants": 20, "max_participants": 10})


def test_withdrawing_and_putting_back_shows_the_same_content(app):
    training = make_training()
    service.withdraw(training=training, actor=None, at=clock.now())
    assert not training.is_findable(clock.now())
    service.reinstate(training=training, actor=None, at=clock.now())
    assert training.is_findable(clock.now())


def test_a_complete_training_has_no_holes(app):
    assert holes(make_training()) == []


def test_a_draft_names_each_hole_with_its_field(app):
    fields = {hole.field for hole in holes(make_draft())}
    assert {"summary", "outcomes", "study_areas", "delivery_modes", "trainers", "material_licence"} <= fields


def test_an_online_training_needs_a_platform(app):
    training = make_training(tags={"leervorm": ["online-sync"]})
    assert [hole.field for hole in holes(training)] == ["platform"]


def test_a_session_begins_and_ends_with_its_meetings(app):
    session = plan(make_training(), [moment(40, "16:00", "17:00", MeetingKind.FOLLOW_UP), moment(10)])
    assert clock.to_wall_time(session.starts_at) == moment(10).starts
    assert clock.to_wall_time(session.ends_at) == moment(40, "16:00", "17:00").ends
    assert session.starts_at - session.deadline_at == timedelta(days=7)


@pytest.mark.parametrize(
    ("moments", "words"),
    [
        ([], "minstens één"),
        ([moment(-1)], "nog moet komen"),
        ([moment(5, "13:00", "12:00")], "eindigen"),
        ([moment(5), moment(5, "14:00", "15:00")], "vallen samen"),
        ([moment(5, kind=MeetingKind.FOLLOW_UP)], "na een gewone"),
    ],
)
def test_moments_that_cannot_be_are_refused(app, moments, words):
    with pytest.raises(RuleViolation, match=words):
        plan(make_training(), moments)


def test_sessions_of_a_training_get_their_own_codes(app):
    training = make_training()
    assert {plan(training, [moment(5)]).code, plan(training, [moment(6)]).code} == {f"{training.code}-1", f"{training.code}-2"}


def change(session, moments, **values):
    facts = {"location": session.location, "online_note": "", "deadline_days": 3, "actor": None, "at": clock.now()} | values
    service.edit_session(session=session, moments=moments, **facts)


def test_a_session_without_participants_can_move(app):
    session = make_session()
    change(session, [moment(50)])
    assert clock.to_wall_time(session.starts_at) == moment(50).starts


@pytest.mark.parametrize("people", [{"taken": 1}, {"waiting": 1}])
def test_a_session_with_people_does_not_move_under_them(app, people):
    session = make_session(**people)
    with pytest.raises(RuleViolation, match="ingeschreven"):
        change(session, [moment(50)])


def test_a_session_with_people_keeps_its_place(app):
    session = make_session(taken=1)
    same = [service.Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings]
    with pytest.raises(RuleViolation, match="ingeschreven"):
        change(session, same, location=make_location())


def test_the_note_of_a_session_with_people_can_change(app):
    session = make_session(taken=1)
    same = [service.Moment(meeting.starts, meeting.ends, meeting.kind) for meeting in session.meetings]
    change(session, same, online_note="De link staat in je mail.")
    db.session.commit()
    assert db.session.get(TrainingSession, session.id).online_note == "De link staat in je mail."
