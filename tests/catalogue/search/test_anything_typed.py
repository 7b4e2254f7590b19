"""Ten thousand things a person, a cat or an attacker could type: an answer each, on both databases."""

import random

import pytest

from rtc_app.catalogue.search import engine, finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.question import MOST_TERMS, question
from rtc_app.catalogue.search.state import parse
from rtc_app.kernel import clock
from tests.catalogue.search import judged
from tests.factories.catalogue import make_training

NUMBER = 10_000
SIGNS = "\"'“”„«»()[]{}*:^~-+|&!<>=@#$%\\/;,.?_`\x00\x01\x07\x08\t\n\r\x1b\x7f\u200b\u200f\u202e\ufeff\ud83e\udd16"
OPERATORS = ("AND", "OR", "NOT", "NEAR(", "NEAR/3", "title:", "<->", ":*", "''", '""', '"', "--", "/*", "%%", "\\'", "$$", "%s", ":a", "?")
ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz ",
    "éèêëïîôöûüçàâáñß ÆØŁıİ",
    SIGNS,
    "0123456789.,- ",
    "абвгд 漢字仮名 עברית العربية ελληνικά हिन्दी ",
    "🙂🤖👩🏽‍🏭🏳️‍🌈👍🏿 \u0301\u0308\u20dd",
    "𝕬𝖇𝖈 ﬁﬂ ½ ² Ⅷ Ⓐ ｆｕｌｌ",
)


def fuzzed(seed=20261128):
    """Strings of every kind, the same on every run."""
    chance = random.Random(seed)
    words = [word for question in judged.questions() for word in question.text.split()]
    for _ in range(NUMBER):
        kind = chance.randrange(6)
        if kind == 0:
            yield "".join(chance.choice(chance.choice(ALPHABETS)) for _ in range(chance.randrange(40)))
        elif kind == 1:
            yield "".join(chr(chance.randrange(0x110000)) for _ in range(chance.randrange(12)))
        elif kind == 2:
            yield " ".join(chance.choice((*OPERATORS, *words)) for _ in range(chance.randrange(1, 9)))
        elif kind == 3:
            word = chance.choice(words)
            place = chance.randrange(len(word) + 1)
            yield word[:place] + chance.choice(SIGNS) + word[place:]
        elif kind == 4:
            yield '"' * chance.randrange(4) + " ".join(chance.sample(words, 3)) + '"' * chance.randrange(4)
        else:
            yield chance.choice((*OPERATORS, *words, *SIGNS)) * chance.choice((1, 7, 80, 3_000))


def test_ten_thousand_strings_are_answered(app):
    make_training(title="Lassen met een robot")
    at = clock.now()
    for number, text in enumerate(fuzzed()):
        pairs = [("q", text)] + ([("letterlijk", "1")] if number % 3 == 0 else [])
        assert finding.selected(parse(pairs, CODES), at) in (0, 1), repr(text)


def test_ten_thousand_strings_reach_the_database_as_plain_tokens(app):
    sought = set()
    for text in fuzzed():
        terms = question(text, {})
        assert len(terms) <= MOST_TERMS
        for term in terms:
            sought.add(" ".join(term.forms))
            sought.update(f"s0{stem}" for way in term.ways for stem in way.stems)
    found = engine.holders(sought)
    assert set(found) == sought


@pytest.mark.parametrize("text", ["%00", "%ff%fe", "%E2%80%AE", "%22" * 50, "+" * 300, "a" * 5_000])
def test_any_address_is_a_page(client, text):
    assert client.get(f"/opleidingen?q={text}").status_code == 200
