"""The pages on which providers keep their offer, asked over HTTP."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue.models import Location, ProviderProfile, Trainer, Training, TrainingSession
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.accounts import make_provider_member, make_teacher
from tests.factories.catalogue import make_location, make_session, make_training


@pytest.fixture
def provider(app):
    return make_provider_member()


def own(provider, **values):
    return make_training(provider=provider.memberships[0].organisation, **values)


def test_a_teacher_has_no_offer(app, sign_in):
    sign_in(make_teacher()).page("/mijn-aanbod", 403)


def test_a_title_makes_a_draft(provider, sign_in):
    answer = sign_in(provider).submit("/mijn-aanbod/nieuw", action="nieuw", title="Draaien op de CNC")
    assert answer.request.path == "/mijn-aanbod/draaien-op-de-cnc"
    assert "concept" in answer.text


def test_a_draft_without_title_comes_back(provider, sign_in):
    assert sign_in(provider).submit("/mijn-aanbod/nieuw", action="nieuw", title=" ").status_code == 422


@pytest.mark.parametrize("part", ["inhoud", "doelgroep", "doelen", "praktisch", "nadien", "prijs"])
def test_saving_a_part_untouched_changes_nothing(provider, sign_in, client, part):
    training = own(provider)
    before = training.content_hash
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/bewerken/{part}", action=part)
    db.session.expire_all()
    assert training.content_hash == before
    client.page(f"/opleidingen/{training.slug}")


def test_an_unknown_part_does_not_exist(provider, sign_in):
    sign_in(provider).page(f"/mijn-aanbod/{own(provider).slug}/bewerken/alles", 404)


def test_the_content_is_kept_as_typed(provider, sign_in):
    training = own(provider, findable=False)
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/bewerken/inhoud", action="inhoud", outcomes="Je meet.\nJe <b>regelt</b>.")
    db.session.expire_all()
    assert training.outcomes == ["Je meet.", "Je <b>regelt</b>."]


def test_tags_are_kept(provider, sign_in):
    training = own(provider, findable=False)
    sign_in(provider).submit(
        f"/mijn-aanbod/{training.slug}/bewerken/doelgroep", action="doelgroep", study_areas=["bouw", "hout"], grades=["3"]
    )
    db.session.expire_all()
    assert {tag.concept.code for tag in training.tags if tag.concept.scheme.code == "studiegebied"} == {"bouw", "hout"}
    assert training.grades == [3]


def test_a_chosen_eindterm_gets_its_meaning(provider, sign_in):
    training = own(provider, findable=False)
    browser = sign_in(provider)
    browser.submit(f"/mijn-aanbod/{training.slug}/bewerken/doelen", action="doelen", **{"meaning_6.25": "Leerlingen meten spanning."})
    db.session.expire_all()
    assert [tag.meaning for tag in training.tags if tag.concept.code == "6.25"] == ["Leerlingen meten spanning."]


def test_too_long_a_text_comes_back_as_typed(provider, sign_in):
    training = own(provider)
    answer = sign_in(provider).submit(
        f"/mijn-aanbod/{training.slug}/bewerken/inhoud", action="inhoud", summary="x" * 351, vision="Blijft staan."
    )
    assert answer.status_code == 422
    assert "Blijft staan." in answer.text


def test_a_maximum_below_the_minimum_comes_back_at_its_field(provider, sign_in):
    training = own(provider)
    answer = sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/bewerken/praktisch", action="praktisch", max_participants="2")
    assert answer.status_code == 422
    assert 'id="max_participants-error"' in answer.text


def test_a_session_is_planned(provider, sign_in):
    training, place = own(provider), make_location()
    day = (clock.today() + timedelta(days=40)).isoformat()
    meeting = {"meetings-0-day": day, "meetings-0-starts": "13:30", "meetings-0-ends": "16:30"}
    sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies", place=str(place.id), capacity="14", **meeting)
    session = db.session.scalars(sa.select(TrainingSession)).one()
    assert (session.capacity, session.location_id, clock.to_wall_time(session.starts_at).hour) == (14, place.id, 13)


def test_a_session_without_meeting_comes_back(provider, sign_in):
    training = own(provider)
    assert sign_in(provider).submit(f"/mijn-aanbod/{training.slug}/sessies/nieuw", action="sessies").status_code == 422


def test_a_session_opens_with_what_was_planned(provider, sign_in):
    session = make_session(own(provider))
    page = sign_in(provider).page(f"/mijn-aanbod/sessies/{session.id}")
    assert page.find(".//input[@name='meetings-0-starts']").get("value") == "13:30"


def test_a_session_of_another_provider_does_not_exist(provider, sign_in):
    sign_in(provider).page(f"/mijn-aanbod/sessies/{make_session().id}", 404)


def test_a_session_with_people_says_why_it_cannot_move(provider, sign_in):
    session = make_session(own(provider), taken=2)
    day = (clock.today() + timedelta(days=60)).isoformat()
    answer = sign_in(provider).submit(f"/mijn-aanbod/sessies/{session.id}", action="sessies", **{"meetings-0-day": day})
    assert answer.status_code == 422
    assert "Er zijn al mensen ingeschreven" in answer.text


def test_a_trainer_is_added_once_for_all_trainings(provider, sign_in):
    sign_in(provider).submit(
        "/mijn-aanbod/lesgevers/nieuw",
        action="lesgevers",
        name="An Voorbeeld",
        subject_background="Lassen.",
        teaching_background="Diploma.",
    )
    assert db.session.scalars(sa.select(Trainer)).one().provider_id in provider.provider_ids


def test_a_provider_describes_its_quality_care_once(provider, sign_in):
    sign_in(provider).submit("/mijn-aanbod/verstrekker", action="verstrekker", quality_care="Wij bevragen elke deelnemer.")
    assert db.session.scalars(sa.select(ProviderProfile)).one().quality_care == "Wij bevragen elke deelnemer."


def test_a_place_is_added_and_leads_back(provider, sign_in):
    training = own(provider)
    back = f"/mijn-aanbod/{training.slug}/sessies/nieuw"
    answer = sign_in(provider).submit(
        f"/mijn-aanbod/plaatsen/nieuw?terug={back}", action="plaatsen", name="Atelier", street="Weg 1", postcode="3600", city="Genk"
    )
    assert answer.request.path == back
    assert db.session.scalars(sa.select(Location)).one().city == "Genk"


def test_a_way_back_to_another_site_is_ignored(provider, sign_in):
    page = sign_in(provider).page("/mijn-aanbod/plaatsen/nieuw?terug=//elders.example")
    assert not [a for a in page.iter("a") if "elders" in (a.get("href") or "")]


def test_nobody_adds_a_training_for_another_provider(provider, sign_in):
    browser = sign_in(provider)
    other = make_training().provider
    count = sa.select(sa.func.count()).select_from(Training)
    before = db.session.scalar(count)
    answer = browser.submit("/mijn-aanbod/nieuw", action="nieuw", title="Binnengesmokkeld", provider=str(other.id))
    assert answer.status_code == 422
    assert db.session.scalar(count) == before
