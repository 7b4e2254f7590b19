"""What somebody asks, as terms."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.search.analysis import index_text, stem, words
from rtc_app.catalogue.search.question import ALL_PARTS, MOST_TERMS, ONE_PART, TELLING_PARTS, Way, question

CAD = {("cad",): (((stem("3d"), stem("tekenen")), 90),)}


def ways(text, synonyms=CAD):
    (term,) = question(text, synonyms)
    return set(term.ways)


def test_words_that_say_nothing_are_not_asked():
    assert question("een cursus over de", {}) == ()


@pytest.mark.parametrize("word", ["cursus", "vorming", "nascholing", "bijscholing", "opleiding", "workshop"])
def test_all_words_for_a_training_ask_the_same(word):
    assert question(f"{word} lassen", {}) == question("lassen", {})


def test_a_word_asks_its_stem():
    assert ways("Lassers") == {Way((stem("lassen"),), 100)}


def test_a_compound_also_asks_all_its_telling_parts_together_and_each_for_less():
    whole, voertuig, elektronica = stem("voertuigelektronica"), stem("voertuig"), stem("elektronica")
    assert ways("voertuigelektronica") == {
        Way((whole,), 100),
        Way((voertuig, elektronica), ALL_PARTS),
        Way((voertuig,), ONE_PART, is_lone_part=True),
        Way((elektronica,), ONE_PART, is_lone_part=True),
    }


def test_a_part_that_says_little_may_be_missing():
    assert Way((stem("koel"),), TELLING_PARTS) in ways("koeltechniek")


def test_a_part_may_be_another_word_for_it():
    synonyms = {(stem("voertuig"),): (((stem("auto"),), 80),)}
    assert (stem("auto"), stem("elektronica")) in {way.stems for way in ways("voertuigelektronica", synonyms)}


def test_another_word_is_a_way_with_its_own_worth():
    assert Way((stem("3d"), stem("tekenen")), 90) in ways("CAD")


def test_words_that_have_another_word_together_are_one_term():
    synonyms = {(stem("kunstmatige"), stem("intelligentie")): ((("ai",), 100),)}
    first, second = question("kunstmatige intelligentie auto", synonyms)
    assert (first.forms, Way(("ai",), 100) in first.ways, second.forms) == (("kunstmatige", "intelligentie"), True, ("auto",))


@pytest.mark.parametrize("text", ['"wet van Ohm"', "“wet van Ohm”", "„wet van Ohm”", "«wet van Ohm»"])
def test_words_between_quotes_stay_together_as_they_are(text):
    (term,) = question(text, {})
    assert (term.forms, term.is_quoted) == (("wet", "ohm"), True)


def test_an_open_quote_means_nothing():
    assert question('"lassen', {}) == question("lassen", {})


def test_a_pasted_page_is_cut():
    assert len(question(" ".join(f"woord{n}" for n in range(100)), {})) == MOST_TERMS


@given(st.text())
def test_everything_asked_is_plain(text):
    asked = [token for term in question(text, CAD) for token in (*term.forms, *(stem for way in term.ways for stem in way.stems))]
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", token) for token in asked)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzëé -", min_size=1))
def test_a_text_answers_its_own_words(text):
    """The same analyser for indexing and asking."""
    indexed = set(index_text(text).split())
    assert all(any({f"s0{stem}" for stem in way.stems} <= indexed for way in term.ways) for term in question(text, {}))


def test_every_starter_synonym_says_something():
    assert all(question(row.term, {}) and question(row.other, {}) for row in words().synonyms)
