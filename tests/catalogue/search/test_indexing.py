"""Search documents follow the trainings."""

import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import SearchDocument
from rtc_app.catalogue.search import engine
from rtc_app.catalogue.search.analysis import STEM, stem
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_training


def holders(word):
    """Training ids that hold the stem of a word, by field."""
    token = STEM + stem(word)
    return dict(zip(engine.FIELDS, map(set, engine.holders([token])[token]), strict=True))


def test_a_changed_title_is_held_and_the_old_one_is_not(app):
    training = make_training(title="Zeefdruk")
    training.title = "Pneumatica"
    service.training_changed(training=training, at=clock.now())
    db.session.flush()
    assert (holders("pneumatica")["title"], holders("zeefdruk")["title"]) == ({training.id}, set())


def test_the_field_in_which_a_word_stands_is_known(app):
    inside, on_top = make_training(programme="Een drone vliegt."), make_training(title="Drone")
    assert holders("drone") == {"title": {on_top.id}, "keywords": set(), "core": set(), "body": {inside.id}}


def test_a_word_said_often_in_the_programme_belongs_to_the_core(app):
    training = make_training(programme="Een drone vliegt. De drone landt. Drones blijven binnen.")
    assert holders("drone")["core"] == {training.id}


def test_words_that_stand_together_are_held_together(app):
    together = make_training(title="De wet van Ohm")
    make_training(title="Ohm kende de wet")
    assert [set(ids) for ids in engine.holders(["wet ohm"])["wet ohm"]] == [{together.id}, set(), set(), set()]


def test_more_tokens_than_fit_in_one_question_are_all_answered(app):
    training = make_training(title="Drone")
    asked = [f"niets{number}" for number in range(250)] + [STEM + stem("drone")]
    found = engine.holders(asked)
    assert (len(found), found[asked[-1]][0], found["niets7"]) == (251, [training.id], ((), (), (), ()))


def test_reindexing_writes_every_document_again(app):
    training = make_training(title="Zeefdruk")
    db.session.execute(sa.update(SearchDocument).values(title="", keywords="", core="", body=""))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["search", "reindex"])
    assert (result.output, holders("zeefdruk")["title"]) == ("1 trainings\n", {training.id})


def test_loading_the_reference_data_writes_documents_that_miss(app):
    training = make_training(title="Zeefdruk")
    db.session.execute(sa.delete(SearchDocument))
    db.session.commit()
    app.test_cli_runner().invoke(args=["reference", "load"])
    assert holders("zeefdruk")["title"] == {training.id}
