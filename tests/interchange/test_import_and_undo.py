"""Import and undo leave the offer as it was, whatever the file changes."""

import copy

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.interchange import catalogue_export, catalogue_import, json_file, service
from rtc_app.interchange.catalogue_file import CatalogueFile
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
    },
)
PATH = st.fixed_dictionaries({}, optional={"code": st.just("nieuw-pad"), "title": TEXT.filter(bool), "steps": st.just([])})


def changed(fields, session, path, *, is_new):
    """The catalogue with these changes, in a new training or in the one that is there, with everything new it may name."""
    content = catalogue()
    content["providers"].append({"code": "nieuw-centrum", "name": "Nieuw centrum"})
    content["locations"].append(content["locations"][0] | {"code": "nieuwe-plaats", "access": "Te voet."})
    content["trainers"].append({"code": "nieuwe-lesgever", "provider": "proefcentrum", "name": "An Voorbeeld"})
    training = copy.deepcopy(content["trainings"][0]) | fields
    del training["assessment"]
    training["sessions"][0] |= session
    if is_new:
        training["code"] = "nieuwe-opleiding"
        training["sessions"][0]["code"] = "nieuwe-sessie"
    content["trainings"] = [training]
    content["learning_paths"][0] |= path
    return content


def state():
    db.session.expire_all()
    return catalogue_export.current_catalogue().model_dump(mode="json")


def carry_out(content, actor, at):
    """Read the file in and say yes, as the screens do."""
    file = CatalogueFile.model_validate(content)
    here = db.session.begin_nested()
    look = service.look_into(content=file, words=json_file.words_of(content), actor=actor, at=at)
    here.rollback()
    kept = service.keep_import(look=look, content=file, file_name="x.json", file_hash="", actor=actor, at=at)
    assert service.apply_import(catalogue_import=kept, actor=actor, at=at) is service.Applied.DONE
    return kept


@settings(max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(fields=FIELDS, session=SESSION, path=PATH, is_new=st.booleans())
def test_import_and_undo_is_nothing(app, fields, session, path, is_new):
    at, actor = clock.now(), make_actor()
    before = state()
    kept = carry_out(changed(fields, session, path, is_new=is_new), actor, at)
    assert state() != before
    assert service.undo_import(catalogue_import=kept, actor=actor, at=at, is_partial=False) == []
    assert state() == before
    db.session.rollback()


def make_actor():
    """A fresh administrator beside a catalogue that was brought in before, both within the transaction of the example."""
    actor = make_administrator()
    content = CatalogueFile.model_validate(catalogue())
    catalogue_import.import_content(content=content, words=json_file.words_of(catalogue()), at=clock.now())
    db.session.commit()
    return actor
