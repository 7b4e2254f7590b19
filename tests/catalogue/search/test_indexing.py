"""Search documents follow the trainings."""

import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import SearchDocument
from rtc_app.catalogue.search import engine
from rtc_app.catalogue.search.analysis import question
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.factories.catalogue import make_training


def hits(text):
    return set(engine.hits(question(text)))


def test_a_changed_title_is_found_and_the_old_one_is_not(app):
    training = make_training(title="Zeefdruk")
    training.title = "Pneumatica"
    service.training_changed(training=training, at=clock.now())
    db.session.flush()
    assert (hits("pneumatica"), hits("zeefdruk")) == ({training.id}, set())


def test_a_word_in_the_title_scores_more_than_one_in_the_programme(app):
    inside, on_top = make_training(programme="Een drone vliegt."), make_training(title="Drone")
    scores = engine.hits(question("drone"))
    assert scores[on_top.id] > scores[inside.id]


def test_the_last_word_may_be_unfinished_only_when_asked(app):
    training = make_training(title="Zeefdruk")
    assert engine.hits(question("zeefd")) == {}
    assert set(engine.hits(question("zeefd"), is_unfinished=True)) == {training.id}


def test_reindexing_writes_every_document_again(app):
    training = make_training(title="Zeefdruk")
    db.session.execute(sa.update(SearchDocument).values(title="", keywords="", body=""))
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["search", "reindex"])
    assert (result.output, hits("zeefdruk")) == ("1 trainings\n", {training.id})
