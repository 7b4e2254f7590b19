"""Trainers and places: whose they are, correcting them, and taking them away, asked over HTTP."""

import pytest

from rtc_app.catalogue.models import Location, Trainer
from rtc_app.kernel.database import db
from tests.factories.accounts import make_administrator, make_assessor, make_provider_member, make_teacher
from tests.factories.catalogue import make_location, make_session, make_trainer, make_training


@pytest.fixture
def provider(app):
    return make_provider_member()


@pytest.fixture
def keeper(provider, sign_in):
    return sign_in(provider)


def organisation(provider):
    return provider.memberships[0].organisation


def reread(thing):
    db.session.expire_all()
    return thing


# Trainers


def test_a_trainer_is_corrected_once_for_every_training_and_the_judgement_stays(provider, keeper, client):
    training = make_training(provider=organisation(provider))
    trainer = training.trainers[0]
    keeper.submit(f"/mijn-aanbod/lesgevers/{trainer.code}", action=trainer.code, subject_background="Lasmeester sinds 2009.")
    assert "Lasmeester sinds 2009." in client.text(f"/opleidingen/{training.slug}")


def test_an_unused_trainer_is_taken_away(provider, keeper):
    trainer = make_trainer(provider=organisation(provider))
    keeper.submit(f"/mijn-aanbod/lesgevers/{trainer.code}/verwijderen", action="verwijderen")
    assert db.session.query(Trainer).count() == 0


def test_a_trainer_with_trainings_needs_somebody_in_the_same_seat(provider, keeper):
    training = make_training(provider=organisation(provider))
    address = f"/mijn-aanbod/lesgevers/{training.trainers[0].code}/verwijderen"
    assert keeper.submit(address, action="verwijderen").status_code == 422
    other = make_trainer(provider=organisation(provider))
    keeper.submit(address, action="verwijderen", replacement=str(other.id))
    assert [trainer.id for trainer in reread(training).trainers] == [other.id]


def test_a_trainer_who_comes_twice_becomes_one(provider, keeper):
    first, second = (make_trainer(provider=organisation(provider)) for _ in range(2))
    training = make_training(provider=organisation(provider), trainers=[first, second])
    keeper.submit(f"/mijn-aanbod/lesgevers/{first.code}/verwijderen", action="verwijderen", replacement=str(second.id))
    assert [trainer.id for trainer in reread(training).trainers] == [second.id]


def test_a_trainer_of_another_provider_is_no_replacement(provider, keeper):
    training, stranger = make_training(provider=organisation(provider)), make_trainer()
    address = f"/mijn-aanbod/lesgevers/{training.trainers[0].code}/verwijderen"
    assert keeper.submit(address, action="verwijderen", replacement=str(stranger.id)).status_code == 422


# Places


def test_a_place_that_a_provider_adds_is_its_own(provider, keeper):
    values = {"name": "Atelier", "street": "Weg 1", "postcode": "3600", "city": "Genk", "equipment": "Vier lasposten."}
    keeper.submit("/mijn-aanbod/plaatsen/nieuw", action="plaatsen", **values)
    (place,) = db.session.query(Location).all()
    assert (place.provider_id, place.equipment) == (organisation(provider).id, "Vier lasposten.")
    assert "Vier lasposten." in keeper.text("/mijn-aanbod/plaatsen")


def test_a_place_that_an_rtc_adds_is_for_everybody(provider, keeper, sign_in):
    values = {"name": "Campus", "street": "Weg 1", "postcode": "3600", "city": "Genk"}
    sign_in(make_assessor()).submit("/mijn-aanbod/plaatsen/nieuw", action="plaatsen", **values)
    (place,) = db.session.query(Location).all()
    assert place.provider_id is None
    training = make_training(provider=organisation(provider))
    assert "Campus" in sign_in(provider).text(f"/mijn-aanbod/{training.slug}/sessies/nieuw")


def test_a_place_moves_on_the_map_when_its_address_changes(provider, keeper):
    place = make_location(provider_id=organisation(provider).id)
    keeper.submit(f"/mijn-aanbod/plaatsen/{place.id}", action=str(place.id), access="Bus 3.")
    assert reread(place).latitude is not None
    keeper.submit(f"/mijn-aanbod/plaatsen/{place.id}", action=str(place.id), street="Andere weg 2")
    assert (reread(place).latitude, place.access) == (None, "Bus 3.")


def test_two_records_of_one_place_become_one(provider, keeper):
    twice, stays = (make_location(provider_id=organisation(provider).id) for _ in range(2))
    session = make_session(make_training(provider=organisation(provider)), location=twice)
    address = f"/mijn-aanbod/plaatsen/{twice.id}/verwijderen"
    assert keeper.submit(address, action="verwijderen").status_code == 422
    keeper.submit(address, action="verwijderen", replacement=str(stays.id))
    assert reread(session).location_id == stays.id
    assert db.session.query(Location).count() == 1


# Whose they are


@pytest.fixture
def theirs(app):
    """Everything of somebody else."""
    training = make_training(title="Van iemand anders")
    return {
        "training": training,
        "session": make_session(training, location=make_location(provider_id=training.provider_id, name="Hun atelier")),
        "trainer": training.trainers[0],
    }


def addresses(theirs):
    training, session, trainer = theirs["training"], theirs["session"], theirs["trainer"]
    own = [
        f"/mijn-aanbod/{training.slug}{page}"
        for page in ("", "/voorbeeld", "/kopie", "/verwijderen", "/bewerken/inhoud", "/sessies/nieuw", "/terugtrekken")
    ]
    sessions = [f"/mijn-aanbod/sessies/{session.id}", f"/mijn-aanbod/sessies/{session.id}/herhalen"]
    trainers = [f"/mijn-aanbod/lesgevers/{trainer.code}", f"/mijn-aanbod/lesgevers/{trainer.code}/verwijderen"]
    places = [f"/mijn-aanbod/plaatsen/{session.location_id}", f"/mijn-aanbod/plaatsen/{session.location_id}/verwijderen"]
    return [*own, *sessions, *trainers, *places]


@pytest.mark.parametrize("make_person", [make_provider_member, make_teacher])
def test_nobody_else_reads_or_changes_what_is_of_one_provider(theirs, sign_in, make_person):
    stranger = sign_in(make_person())
    token = stranger.page("/").find(".//input[@name='csrf_token']").get("value")
    for address in addresses(theirs):
        assert stranger.get(address).status_code == 404, address
        assert stranger.post(address, data={"csrf_token": token, "title": "Gekaapt", "name": "Gekaapt"}).status_code in (404, 405), address
    db.session.expire_all()
    assert (theirs["training"].title, theirs["trainer"].name == "Gekaapt") == ("Van iemand anders", False)


def test_lists_and_choices_of_a_provider_hold_nothing_of_another(theirs, provider, keeper):
    mine = make_training(provider=organisation(provider))
    for address in (
        "/mijn-aanbod",
        "/mijn-aanbod/plaatsen",
        "/mijn-aanbod/verstrekker",
        f"/mijn-aanbod/{mine.slug}/sessies/nieuw",
        f"/mijn-aanbod/{mine.slug}/bewerken/praktisch",
    ):
        text = keeper.text(address)
        for words in ("Van iemand anders", "Hun atelier", theirs["trainer"].name):
            assert words not in text, address
    keeper.page(f"/mijn-aanbod/verstrekker?verstrekker={theirs['training'].provider_id}", 404)
    keeper.page(f"/mijn-aanbod/lesgevers/nieuw?verstrekker={theirs['training'].provider_id}", 404)


def test_a_place_for_everybody_is_kept_by_the_rtcs_only(provider, keeper, sign_in):
    place = make_location()
    keeper.page(f"/mijn-aanbod/plaatsen/{place.id}", 404)
    sign_in(make_administrator()).page(f"/mijn-aanbod/plaatsen/{place.id}")


def test_rtc_staff_open_every_page_of_every_provider(theirs, sign_in):
    staff = sign_in(make_assessor())
    for address in addresses(theirs):
        staff.page(address)
