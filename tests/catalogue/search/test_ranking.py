"""What a word is worth, and the order that makes; the same on both databases."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.catalogue.models import SearchDocument
from rtc_app.catalogue.search import bitmaps, engine, finding, ranking, read_model
from rtc_app.catalogue.search.analysis import forms, tokens_of
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from tests.benchmarks import catalogue
from tests.catalogue.search import judged
from tests.factories.catalogue import make_session, make_training

GENERAL = {"thema": ["evalueren"], "tool": ["kahoot"]}


def order(text, **more):
    """Ids in the order found."""
    return finding.search(parse([("q", text), *more.items()], CODES), clock.now()).ids


def test_title_then_keywords_then_first_lines_then_the_rest(app):
    rest = make_training(programme="Iets met een drone.")
    lines = make_training(summary="Je vliegt met een drone.")
    title = make_training(title="Drone")
    assert order("drone") == [title.id, lines.id, rest.id]


def test_a_word_of_its_own_comes_before_a_part_of_a_compound(app):
    part, whole = make_training(title="Oefenen op een lasrobot"), make_training(title="Oefenen met lassen")
    assert order("lassen") == [whole.id, part.id]


def test_technical_comes_before_general_when_the_words_fit_alike(app):
    general, technical = make_training(title="Drones", tags=GENERAL), make_training(title="Drones")
    assert order("drone") == [technical.id, general.id]


def test_words_weigh_more_than_kind(app):
    technical, general = make_training(programme="Ook een drone."), make_training(title="Drones", tags=GENERAL)
    assert order("drone") == [general.id, technical.id]


def test_a_free_seat_comes_before_a_full_one_and_that_before_one_that_is_past(app):
    past, full, free = (make_training(title="Drones") for _ in range(3))
    make_session(past, days=-30)
    make_session(full, days=10, capacity=5, taken=5)
    make_session(free, days=40)
    assert order("drone") == [free.id, full.id, past.id]


def test_the_lower_level_comes_first_when_all_else_is_alike(app):
    expert, beginner = (make_training(title="Drones", tags={"niveau": [level]}) for level in ("expert", "beginner"))
    assert order("drone") == [beginner.id, expert.id]


def test_rare_words_weigh_more_than_common_ones(app):
    for number in range(8):
        make_training(title=f"Elektriciteit {number}")
    common, rare = make_training(title="Elektriciteit thuis"), make_training(title="Zeefdruk thuis", programme="elektriciteit")
    assert order("zeefdruk elektriciteit thuis")[0] == rare.id != common.id


def test_pages_of_words_hold_every_training_once(app):
    catalogue.fill(70)
    text = "leerlingen"
    pages = [finding.search(SearchState(text=text, page=number), clock.now()) for number in range(1, 70 // finding.PAGE_SIZE + 2)]
    found = [id_ for page in pages for id_ in page.ids]
    assert len(found) == len(set(found)) == pages[0].total > 2 * finding.PAGE_SIZE


def test_what_is_scored_is_the_order_and_never_rises(app):
    catalogue.fill(60)
    model = read_model.current(clock.now())
    matches = ranking.answer("meten sturing", model, is_literal=False).matches
    scored = list(ranking.scored(matches, matches.bitmap, model))
    assert [position for _, position in scored] == list(ranking.in_order(matches, matches.bitmap, model))
    assert [worth for worth, _ in scored] == sorted((worth for worth, _ in scored), reverse=True)
    assert sorted(position for _, position in scored) == sorted(bitmaps.set_bits(matches.bitmap))


@pytest.mark.parametrize("text", ["pnuematica", "arduinno", "warmptepomp", "phyton"])
def test_slips_of_the_pen_are_mended(app, text):
    judged.load_starter_offer()
    found = finding.search(SearchState(text=text), judged.AT)
    assert found.total > 0
    assert found.mended in {"pneumatica", "arduino", "warmtepomp", "python"}


def test_a_word_that_is_still_being_typed_is_finished(app):
    training = make_training(title="Zeefdruk")
    assert order("zeefd") == [training.id]


def test_quoted_words_stand_together(app):
    together, apart = make_training(title="De wet van Ohm"), make_training(title="Ohm en de wet")
    assert order('"wet van ohm"') == [together.id]
    assert set(order("wet van ohm")) == {together.id, apart.id}


QUICK = settings(max_examples=40, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def test_the_database_says_what_a_plain_reading_of_the_documents_says(app):
    """All else is computed from this, so that the order is the same on both databases."""
    judged.load_starter_offer()
    documents = db.session.scalars(sa.select(SearchDocument)).all()
    sought = {token for question in judged.questions() for form in forms(question.text) for token in (form, *tokens_of(form))}
    for token, found in engine.holders(sought).items():
        plain = [{doc.training_id for doc in documents if token in getattr(doc, field).split()} for field in engine.FIELDS]
        assert [set(ids) for ids in found] == plain, token


def test_worth_equals_a_plain_reading_of_the_words(app):
    """Bitmaps against sets: whoever holds all stems, and nobody else."""
    catalogue.fill(60)
    at = clock.now()
    words = sorted({word.lower() for sentence in catalogue.sentences() for word in sentence.split() if word.isalpha() and len(word) > 4})
    model = read_model.current(at)

    @QUICK
    @given(st.lists(st.sampled_from(words), min_size=1, max_size=3))
    def check(chosen):
        together = ranking.bitmap_of(" ".join(chosen), model)
        each = [ranking.bitmap_of(word, model) for word in chosen]
        expected = model.everything
        for bitmap in each:
            expected &= model.everything if bitmap is None else bitmap
        assert together is None or together == expected

    check()
