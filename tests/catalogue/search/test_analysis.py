"""Dutch words to tokens."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue.search.analysis import PART, STEM, forms, index_text, parts, stem, tokens_of


def tokens(text):
    return set(index_text(text).split())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("tekenen", "tekening"),
        ("robots", "robotica"),
        ("automatisatie", "automatiseren"),
        ("evaluatie", "evalueren"),
        ("toets", "toetsen"),
        ("sensor", "sensoren"),
        ("lassen", "las"),
        ("paneel", "panelen"),
        ("reparatie", "repareren"),
        ("presentaties", "presenteren"),
        ("snijders", "snijden"),
    ],
)
def test_forms_of_one_word_meet_in_one_stem(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("laser", "lassen"), ("station", "staren"), ("landbouw", "bouw"), ("kapper", "kappen")])
def test_words_that_only_look_alike_keep_their_own_stem(one, other):
    assert stem(one) != stem(other)


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("lasrobot", ("las", "robot")),
        ("koeltechniek", ("koel", "techniek")),
        ("voertuigelektronica", ("voertuig", "elektronica")),
        ("houtbewerking", ("hout", "bewerking")),
        ("kwaliteitscontrole", ("kwaliteit", "controle")),
        ("keukenbouwer", ("keuken", "bouwer")),
        ("trappenbouw", ("trappen", "bouw")),
        ("kleurstalen", ("kleur", "stalen")),
        ("tekenen", ()),
        ("kapper", ()),
        ("planten", ()),
        ("etiketten", ()),
        ("automatiseren", ()),
    ],
)
def test_a_compound_is_split_when_it_is_made_of_known_words(word, pieces):
    assert parts(word) == pieces


def test_the_parts_of_a_compound_are_indexed_with_the_whole():
    assert {"lasrobots", PART + "las", PART + "robot"} <= tokens("lasrobots")


def test_accents_and_case_do_not_matter():
    assert tokens("Industriële ÉLECTRO") == tokens("industriele electro")


def test_a_number_with_a_point_stays_one_word():
    assert forms("eindterm 6.25") == ["eindterm", "n6p25"]


def test_words_follow_each_other_as_they_are_written():
    assert index_text("Lassen van de kast").startswith("lassen kast ")


@given(st.text())
def test_every_token_is_plain_and_begins_with_a_letter(text):
    assert all(re.fullmatch(r"[a-z][a-z0-9]*", token) for token in index_text(text).split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzëé -", min_size=1))
def test_the_index_of_a_text_holds_the_tokens_of_its_words(text):
    indexed = tokens(text)
    assert all(form not in indexed or set(tokens_of(form)) <= indexed for form in forms(text))


def test_a_stem_cannot_be_taken_for_a_word():
    assert STEM + stem("lassen") not in forms("lassen las s0 las")
