"""Import and undo leave the offer as it was, whatever the file changes."""

import copy

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.catalogue.models import TrainingSession
from rtc_app.interchange import catalogue_export, catalogue_import, json_file, service
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.mending import Loaded
from rtc_app.interchange.models import Reading
from rtc_app.interchange.problems import FileRefusedError
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.accounts import make_administrator
from tests.factories.interchange import catalogue

TEXT = st.sampled_from(["", "Iets anders.", "=1+1", "Eén zin.\n\nNog één."])
FIELDS = st.fixed_dictionaries(
    {},
    optional={
        "title": st.sampled_from(["Anders", "Nog anders"]),
        "summary": TEXT,
        "outcomes": st.lists(st.sampled_from(["Je meet.", "Je tekent."]), max_size=2),
        "levels": st.sets(st.sampled_from(["beginner", "gevorderde", "expert"])).map(sorted),
        "eindtermen": st.sampled_from([[], [{"code": "6.25", "meaning": "Anders gezegd."}], [{"code": "6.12"}]]),
        "price_training": st.integers(0, 90),
        "required_materials": st.sampled_from([[], [{"name": "Bril", "can_borrow": True}]]),
        "trainers": st.sampled_from([[], ["tom"], ["nieuwe-lesgever"], ["nieuwe-lesgever", "tom"]]),
        "provider": st.sampled_from(["proefcentrum", "nieuw-centrum"]),
        "withdrawn_at": st.sampled_from(["2026-10-01", "2026-10-01T09:30:00+00:00"]),
        "withdrawn_reason": TEXT,
        "successor": st.just("oude-opleiding"),
    },
)
SESSION = st.fixed_dictionaries(
    {},
    optional={
        "code": st.just("nieuwe-sessie"),
        "capacity": st.integers(1, 30),
        "deadline_days": st.integers(0, 20),
        "online_note": TEXT,
        "location": st.sampled_from(["proefcampus", "nieuwe-plaats"]),
        "meetings": st.just([{"day": "2099-04-01", "from": "9.00", "to": "12.00"}]),
        "cancelled_at": st.just("2026-10-02"),
    },
)
PATH = st.fixed_dictionaries(
    {}, optional={"code": st.just("nieuw-pad"), "title": TEXT.filter(bool), "steps": st.just([]), "published": st.booleans()}
)
PLACE = st.fixed_dictionaries({}, optional={"equipment": TEXT, "provider": st.sampled_from(["proefcentrum", "nieuw-centrum"])})


def changed(fields, session, path, *, is_new, place=None):
    """The catalogue with these changes, in a new training or in the one that is there, with everything new it may name."""
    content = catalogue()
    content["locations"][0] |= place or {}
    content["providers"].append({"code": "nieuw-centrum", "name": "Nieuw centrum"})
    content["locations"].append(content["locations"][0] | {"code": "nieuwe-plaats", "access": "Te voet."})
    content["trainers"].append({"code": "nieuwe-lesgever", "provider": "proefcentrum", "name": "An Voorbeeld"})
    training = copy.deepcopy(content["trainings"][0]) | fields
    del training["assessment"]
    training["sessions"][0] |= session
    if is_new:
        training["code"] = "nieuwe-opleiding"
        training["sessions"][0]["code"] = "nieuwe-sessie"
    content["trainings"] = [training, copy.deepcopy(training) | {"code": "oude-opleiding", "title": "Oud", "sessions": []}]
    for name in ("withdrawn_at", "withdrawn_reason", "successor"):
        content["trainings"][1].pop(name, None)
    content["learning_paths"][0] |= path
    return content


def state():
    db.session.expire_all()
    return catalogue_export.current_catalogue().model_dump(mode="json")


def carry_out(content, actor, at):
    """Read the file in and say yes, as the screens do."""
    file = CatalogueFile.model_validate(content)
    look = service.look_ahead(file=Loaded(file, json_file.words_of(content)), actor=actor, at=at)
    kept = service.keep_upload(file=b"", file_name="x.json", actor=actor, at=at)
    kept.reading, kept.fingerprint = Reading.READY, look.fingerprint
    kept.content = file.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    kept.preview = look.preview.model_dump(mode="json")
    db.session.flush()
    assert service.apply_import(catalogue_import=kept, actor=actor, at=at) is service.Applied.DONE
    return kept


@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(fields=FIELDS, session=SESSION, path=PATH, place=PLACE, is_new=st.booleans())
def test_import_and_undo_is_nothing(app, fields, session, path, place, is_new):
    at, actor = clock.now(), make_actor()
    before = state()
    kept = carry_out(changed(fields, session, path, is_new=is_new, place=place), actor, at)
    assert state() != before
    assert service.undo_import(catalogue_import=kept, actor=actor, at=at, is_partial=False) == []
    assert state() == before
    db.session.rollback()


def add_session(content, *, relative):
    """A second session and, below it, a day in weeks from now."""
    days = ["week+3 wo", "week+4 wo"] if relative else ["2099-05-06", "2099-04-08"]
    meetings = [{"day": day, "from": "9.00", "to": "12.00"} for day in days]
    content["trainings"][0]["sessions"].append({"code": "tweede-sessie", "capacity": 6, "meetings": meetings})


@settings(max_examples=40, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(
    fields=FIELDS, session=SESSION, path=PATH, place=PLACE, is_new=st.booleans(), relative=st.none() | st.booleans(), again=st.booleans()
)
def test_what_is_foreseen_is_what_happens(app, fields, session, path, place, is_new, relative, again):
    at, actor = clock.now(), make_actor()
    content = changed(fields, session, path, is_new=is_new, place=place)
    if relative is not None:
        add_session(content, relative=relative)
    file, words = CatalogueFile.model_validate(content), json_file.words_of(content)
    if again:
        catalogue_import.import_content(content=file, words=words, at=at)
        db.session.flush()
    foreseen = service.look_ahead(file=Loaded(file, words), actor=actor, at=at)
    tried = service.look_into(content=file, words=words, actor=actor, at=at)
    assert (foreseen.preview, foreseen.fingerprint) == (tried.preview, tried.fingerprint)
    db.session.rollback()


@pytest.mark.parametrize("change", [{"capacity": 4}, {"meetings": [{"day": "2099-04-09", "from": "9.00", "to": "12.00"}]}])
def test_what_seats_stand_in_the_way_of_is_foreseen_in_the_same_words(app, change):
    at, actor = clock.now(), make_actor()
    db.session.execute(sa.update(TrainingSession).values(taken=5))
    content = changed({}, change, {}, is_new=False)
    file, words = CatalogueFile.model_validate(content), json_file.words_of(content)
    sentences = []
    looks = (
        lambda: service.look_ahead(file=Loaded(file, words), actor=actor, at=at),
        lambda: service.look_into(content=file, words=words, actor=actor, at=at),
    )
    for look in looks:
        with pytest.raises(FileRefusedError) as caught:
            look()
        sentences.append(caught.value.sentences)
    assert sentences[0] == sentences[1] != ()


def make_actor():
    """A fresh administrator beside a catalogue that was brought in before, both within the transaction of the example."""
    actor = make_administrator()
    content = CatalogueFile.model_validate(catalogue())
    catalogue_import.import_content(content=content, words=json_file.words_of(catalogue()), at=clock.now())
    db.session.commit()
    return actor
