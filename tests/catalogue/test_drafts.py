"""A draft as a copy, as a teacher sees it, and thrown away, asked over HTTP."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Meeting, SearchDocument, Training, TrainingSession
from rtc_app.catalogue.service import accept, end_acceptance
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.accounts import make_provider_member, make_teacher
from tests.factories.catalogue import make_draft, make_path, make_session, make_training
from tests.factories.enrolment import make_enrolment
from tests.factories.quality import make_round


@pytest.fixture
def provider(app):
    return make_provider_member()


@pytest.fixture
def keeper(provider, sign_in):
    return sign_in(provider)


def own(provider, make=make_training, **values):
    return make(provider=provider.memberships[0].organisation, **values)


def copy_of(training):
    db.session.expire_all()
    return db.session.scalars(sa.select(Training).where(Training.origin_id == training.id)).one()


def test_a_copy_is_a_draft_that_says_the_same(provider, keeper, client):
    training = own(provider)
    make_session(training)
    keeper.submit(f"/mijn-aanbod/{training.slug}/kopie", action="kopie")
    copy = copy_of(training)
    assert (copy.title, copy.summary, copy.outcomes) == (f"{training.title} (kopie)", training.summary, training.outcomes)
    assert {tag.concept_id for tag in copy.tags} == {tag.concept_id for tag in training.tags}
    assert copy.trainers == training.trainers
    assert copy.sessions == []
    client.page(f"/opleidingen/{copy.slug}", 404)


def test_a_copy_takes_the_coming_sessions_along_with_all_seats_free(provider, keeper):
    training = own(provider)
    coming = make_session(training, days=40, taken=3)
    make_session(training, days=-10)
    make_session(training, days=20, cancelled_at=clock.now())
    keeper.submit(f"/mijn-aanbod/{training.slug}/kopie", action="kopie", with_sessions="y")
    (session,) = copy_of(training).sessions
    assert (session.starts_at, session.taken) == (coming.starts_at, 0)


def test_changing_a_copy_leaves_the_first_alone(provider, keeper):
    training = own(provider)
    keeper.submit(f"/mijn-aanbod/{training.slug}/kopie", action="kopie")
    keeper.submit(f"/mijn-aanbod/{copy_of(training).slug}/bewerken/inhoud", action="inhoud", outcomes="Je doet iets anders.")
    db.session.expire_all()
    assert training.outcomes != ["Je doet iets anders."]


def test_a_long_title_has_room_for_the_word_copy(provider, keeper):
    training = own(provider, title="x" * 90)
    keeper.submit(f"/mijn-aanbod/{training.slug}/kopie", action="kopie")
    assert len(copy_of(training).title) <= 90


def test_a_draft_without_traces_is_thrown_away_after_a_question(provider, keeper):
    draft = own(provider, make_draft)
    make_session(draft)
    answer = keeper.submit(f"/mijn-aanbod/{draft.slug}/verwijderen", action="verwijderen")
    assert "is verwijderd" in answer.text
    for model in (Training, TrainingSession, Meeting, SearchDocument):
        assert db.session.scalar(sa.select(sa.func.count()).select_from(model)) == 0


def leave_assessment(training):
    make_round(training)


def leave_path(training):
    make_path(training)


def leave_enrolment(training):
    accept(
        training=training,
        content_hash=training.content_hash,
        start=clock.now(),
        until=clock.now() + timedelta(days=9),
        is_conditional=False,
    )
    make_enrolment(make_session(training), make_teacher())
    end_acceptance(training=training)
    db.session.commit()


def leave_successor(training):
    other = make_training(provider=training.provider)
    other.successor_id = training.id
    db.session.commit()


@pytest.mark.parametrize("leave_trace", [leave_assessment, leave_path, leave_enrolment, leave_successor])
def test_what_left_a_trace_is_not_thrown_away(provider, keeper, leave_trace):
    training = own(provider, findable=False)
    leave_trace(training)
    answer = keeper.submit(f"/mijn-aanbod/{training.slug}/verwijderen", action="verwijderen")
    assert answer.status_code == 422
    assert "Trek ze terug" in answer.text
    assert db.session.get(Training, training.id) is not None


def test_what_is_online_is_not_thrown_away(provider, keeper):
    training = own(provider)
    assert keeper.submit(f"/mijn-aanbod/{training.slug}/verwijderen", action="verwijderen").status_code == 422


def test_throwing_away_twice_is_no_error(provider, keeper):
    draft = own(provider, make_draft)
    address = f"/mijn-aanbod/{draft.slug}/verwijderen"
    keeper.submit(address, action="verwijderen")
    keeper.page(address, 404)


def test_the_copy_of_a_draft_that_is_gone_stays(provider, keeper):
    draft = own(provider, make_draft)
    keeper.submit(f"/mijn-aanbod/{draft.slug}/kopie", action="kopie")
    slug = copy_of(draft).slug
    keeper.submit(f"/mijn-aanbod/{draft.slug}/verwijderen", action="verwijderen")
    keeper.page(f"/mijn-aanbod/{slug}")


@pytest.mark.parametrize("make", [make_draft, make_training])
def test_a_preview_shows_the_page_under_a_banner(provider, keeper, make):
    training = own(provider, make)
    make_session(training, days=40)
    text = keeper.text(f"/mijn-aanbod/{training.slug}/voorbeeld")
    assert text.startswith("Voorbeeld: zo ziet een leraar deze opleiding")
    assert training.title in text


def test_a_preview_of_a_training_online_says_what_its_page_says(provider, keeper, client):
    training = own(provider)
    make_session(training, days=40)
    preview, page = (keeper.page(f"/mijn-aanbod/{training.slug}/voorbeeld"), client.page(f"/opleidingen/{training.slug}"))
    assert [h.text for h in page.iter("h2")] == [h.text for h in preview.iter("h2")]


def test_a_preview_is_for_who_may_edit_only(provider, keeper, sign_in, client):
    draft = own(provider, make_draft)
    for person in (make_provider_member(), make_teacher()):
        sign_in(person).page(f"/mijn-aanbod/{draft.slug}/voorbeeld", 404)


def test_sessions_of_a_copy_close_as_long_before_as_those_of_the_first(provider, keeper):
    training = own(provider)
    first = make_session(training, days=40)
    keeper.submit(f"/mijn-aanbod/{training.slug}/kopie", action="kopie", with_sessions="y")
    (session,) = copy_of(training).sessions
    assert session.starts_at - session.deadline_at == first.starts_at - first.deadline_at == timedelta(days=2)
