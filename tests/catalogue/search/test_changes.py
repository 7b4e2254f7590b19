"""What one process changes, every other knows at its next page; a read model that is mended equals one that is built."""

import random
from datetime import timedelta

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import CatalogueVersion, OfferChange, Training, TrainingSession
from rtc_app.catalogue.search import changes, read_model
from rtc_app.enrolment import service as enrolment
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.databases import rows
from tests.factories.accounts import make_teacher
from tests.factories.catalogue import make_session, make_training


def image(model):
    """What a read model says, by training id, so that models can be compared whatever stands where."""
    members = lambda bitmap: frozenset(model.ids[position] for position in range(len(model.ids)) if bitmap >> position & 1)  # noqa: E731
    bits = {facet: {value: members(bitmap) for value, bitmap in values.items()} for facet, values in model.bits.items()}
    runs = {
        facet: {value: tuple(map(members, per_slot)) for value, per_slot in values.items() if any(per_slot)}
        for facet, values in model.runs.items()
    }
    places = [(facet, value, place) for facet, values in model.numbers.items() for value, place in values.items()]
    has = {
        id_: {(facet, value) for facet, value, place in places if ones >> 8 * place & 255}
        for id_, ones in zip(model.ids, model.values, strict=True)
    }
    return model.ids, bits, _trimmed(runs), has, model.valid_until


def _trimmed(runs):
    """Without slots at the end that hold nobody."""
    return {
        facet: {value: tuple(slots[: max(n for n, slot in enumerate(slots, 1) if slot)]) for value, slots in values.items()}
        for facet, values in runs.items()
    }


@pytest.fixture
def built(monkeypatch):
    """How often a model was built from nothing since the test began."""
    times = []
    build = read_model.build
    monkeypatch.setattr(read_model, "build", lambda *args: times.append(args) or build(*args))
    return times


def change_something(chance, training):
    at = clock.now()
    match chance.randrange(6):
        case 0:
            training.price_training = chance.choice([0, 4500, 12_000])
            service.training_changed(training=training, at=at)
        case 1:
            service.end_acceptance(training=training)
        case 2:
            service.accept(
                training=training,
                content_hash=training.content_hash,
                start=at - timedelta(days=1),
                until=at + timedelta(days=chance.randint(5, 400)),
                is_conditional=False,
            )
        case 3:
            make_session(training, days=chance.randint(1, 60), at=chance.choice(["09.00", "18.00"]))
        case 4 if training.sessions:
            session = chance.choice(training.sessions)
            session.taken = chance.choice([0, session.capacity])
            service.seats_changed(training.id)
        case 5 if training.sessions:
            chance.choice(training.sessions).cancelled_at = at
            service.offer_changed(training)
    db.session.commit()


@pytest.mark.parametrize("seed", range(4))
def test_a_mended_model_equals_a_built_one(app, built, seed):
    chance = random.Random(seed)
    trainings = [make_training() for _ in range(6)]
    for training in trainings[:4]:
        make_session(training, days=chance.randint(3, 40))
    read_model.current(clock.now())
    built.clear()
    for _ in range(25):
        change_something(chance, chance.choice(trainings))
        at = clock.now()
        model = read_model.current(at)
        assert image(model) == image(read_model.build(model.version, at))
        assert len(built) == 1, "every change was mended, only the comparison was built"
        built.clear()


def test_time_is_mended_too(app, built):
    soon, later = make_session(days=1, capacity=5), make_session(days=9)
    make_session(soon.training, days=20)
    moments = [later.starts_at, soon.training.accepted_until, soon.starts_at, soon.deadline_at]
    read_model.current(min(moments) - timedelta(minutes=1))
    built.clear()
    for moment in sorted(moments):
        for at in (moment - timedelta(seconds=1), moment):
            model = read_model.current(at)
            assert image(model) == image(read_model.build(model.version, at))
    assert len(built) == 2 * len(moments)


def test_many_sessions_that_begin_at_the_same_moment_are_mended(app, built):
    sessions = [make_session(days=1) for _ in range(60)]
    begin = sessions[0].starts_at
    assert {session.starts_at for session in sessions} == {begin}
    read_model.current(begin - timedelta(minutes=1))
    built.clear()
    model = read_model.current(begin)
    assert built == []
    assert image(model) == image(read_model.build(model.version, begin))


def test_a_clock_that_is_a_little_behind_is_no_reason_to_build(app, built):
    make_training()
    at = clock.now()
    model = read_model.current(at)
    assert read_model.current(at - timedelta(milliseconds=50)) is model


def test_an_offer_that_changed_much_is_built_anew(app, built, monkeypatch):
    monkeypatch.setattr(read_model, "MOST_MENDED", 5)
    trainings = [make_training() for _ in range(6)]
    read_model.current(clock.now())
    built.clear()
    for training in trainings:
        service.offer_changed(training)
    db.session.commit()
    read_model.current(clock.now())
    assert len(built) == 1


def test_a_process_that_slept_through_too_much_builds_anew(app, built):
    training = make_training()
    read_model.current(clock.now())
    built.clear()
    for _ in range(2):
        service.offer_changed(training)
        db.session.commit()
    db.session.execute(sa.delete(OfferChange).where(OfferChange.number < changes.number()))
    db.session.commit()
    read_model.current(clock.now())
    assert len(built) == 1


def test_old_changes_are_forgotten(app):
    training = make_training()
    number = (changes.number() // 100 + changes.KEPT) * 100
    db.session.execute(sa.update(CatalogueVersion).values(number=number - 1))
    service.offer_changed(training)
    db.session.commit()
    assert [change.number for (change,) in rows(OfferChange)] == [number]


def test_a_change_is_seen_within_its_transaction_and_forgotten_with_it(app):
    training = make_training()
    before = read_model.current(clock.now())
    service.withdraw(training=training, actor=None, at=clock.now())
    assert training.id not in read_model.current(clock.now()).ids
    db.session.rollback()
    assert read_model.current(clock.now()) is before


def test_one_transaction_counts_once_however_much_it_changes(app):
    training, other = make_training(), make_training()
    before = changes.number()
    for _ in range(3):
        service.offer_changed(training)
        service.offer_changed(other)
        service.seats_changed(training.id)
    db.session.commit()
    assert changes.number() == before + 1
    told = changes.between(before, before + 1)
    assert (told.trainings, told.seats, told.is_everything) == ({training.id, other.id}, set(), False)


def test_the_last_seat_shows_at_the_next_page_without_any_other_change(app, built):
    session = make_session(capacity=1)
    model = read_model.current(clock.now())
    built.clear()
    assert model.with_seats
    enrolment.ask_seat(
        session=db.session.get(TrainingSession, session.id), account=make_teacher(), question="", idempotency_key="a", at=clock.now()
    )
    db.session.commit()
    assert read_model.current(clock.now()) is model
    assert (model.with_seats, model.any_of("plaatsen", ["wachtlijst"]).bit_count(), built) == (0, 1, [])


def test_a_training_that_is_gone_leaves_the_model(app):
    training = make_training()
    read_model.current(clock.now())
    id_ = training.id
    service.offer_changed(training)
    training.trainers = []
    db.session.flush()
    db.session.execute(sa.text("DELETE FROM search_document"))
    db.session.execute(sa.delete(Training).where(Training.id == id_))
    db.session.commit()
    assert id_ not in read_model.current(clock.now()).ids


def test_of_a_large_offer_the_oldest_make_place(app):
    first, second, third, fourth = ids = [make_training().id for _ in range(4)]
    model, store, asked = read_model.build(1, clock.now()), {}, []

    def find(missing):
        asked.append(missing)
        return dict.fromkeys(missing, "found")

    for some in ([first], [second], [third], [fourth], [fourth, second, first]):
        assert model.remembered(store, some, find, most=2) == dict.fromkeys(some, "found")
    assert asked == [[first], [second], [third], [fourth], [first]]
    assert set(store) == {first, third, fourth} < set(ids)
