"""Marks where the words asked for stand."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from rtc_app.catalogue.search.analysis import forms, tokens_of
from rtc_app.catalogue.search.highlighting import Marker, Texts
from rtc_app.catalogue.search.question import question
from tests.benchmarks.catalogue import starter_trainings
from tests.factories.catalogue import make_training


def answering(marker, text):
    """The words of a text that answer, by their tokens alone."""
    found = re.finditer(r"[^\W_]+(?:[.,]\d+)*(?:\+\+|#)?", text)
    return [
        word.group() for word in found if not marker.wanted.isdisjoint(token for form in forms(word.group()) for token in tokens_of(form))
    ]


def marked(asked, text):
    return str(Marker(question(asked, {})).mark(text))


@pytest.mark.parametrize(
    ("asked", "text", "shown"),
    [
        ("lassen", "Je last een naad.", "Je <mark>last</mark> een naad."),
        ("lassen", "Lasrobots op school", "<mark>Lasrobots</mark> op school"),
        ("lasopleiding", "Leer LASSEN", "Leer <mark>LASSEN</mark>"),
        ("cafe", "In het café", "In het <mark>café</mark>"),
        ("c++", "C of C++?", "C of <mark>C++</mark>?"),
        ("3d tekenen", "3D-tekenen", "<mark>3D</mark>-<mark>tekenen</mark>"),
        ("hout", "hout & <b>staal</b>", "<mark>hout</mark> &amp; &lt;b&gt;staal&lt;/b&gt;"),
        ("cursus", "Een cursus", "Een cursus"),
        ("pneumatica", "Elektropneumatica", "<mark>Elektropneumatica</mark>"),
    ],
)
def test_words_that_answer_are_marked_as_they_are_written(asked, text, shown):
    assert marked(asked, text) == shown


@given(st.text(), st.text())
def test_without_the_marks_it_is_the_escaped_text(asked, text):
    assert re.sub(r"</?mark>", "", marked(asked, text)) == str(escape(text))


def excerpt(marker, text):
    """The line from one text, which stands between two others."""
    found = marker.excerpt(Texts.of([("Programma", "Niets."), ("Visie", text), ("Platform", "Ook niets, en lang " * 20)]))
    if found is None:
        return None
    assert found[0] == "Visie"
    return str(found[1])


def test_the_line_around_a_word_begins_and_ends_at_words():
    text = "Eerst iets anders. " * 10 + "Daarna vlieg je met een drone over het veld. " + "Nog veel meer. " * 20
    line = excerpt(Marker(question("drone", {})), text)
    assert "<mark>drone</mark>" in line
    assert line.startswith("… ")
    assert line.endswith(" …")
    plain = html.unescape(re.sub(r"</?mark>|…", "", line)).strip()
    assert f" {plain} " in f" {text} "


@pytest.mark.parametrize("sentence", [sentence for training in starter_trainings() for sentence in training["outcomes"]])
def test_every_word_that_is_marked_has_a_line_as_well(sentence):
    for word in re.findall(r"[^\W_]+", sentence):
        marker = Marker(question(word, {}))
        assert (excerpt(marker, sentence) is not None) == bool(answering(marker, sentence)), word


@pytest.mark.parametrize(
    ("asked", "text"),
    [("c++", "Leer C++ kennen"), ("6.25", "Rond 6.25"), ("cafe", "In het café"), ("uur", "De uren"), ("3d", "Een 3D-print")],
)
def test_words_written_otherwise_have_a_line(asked, text):
    assert "<mark>" in excerpt(Marker(question(asked, {})), text)


def test_texts_that_stand_together_keep_their_names():
    texts = Texts.of([("Programma", "Je vliegt."), ("Visie", ""), ("Platform", "Een drone\nen een veld."), ("Partner", "Niemand")])
    around = [texts.around(texts.lines.index(word)) for word in ("Je", ".", "drone", "veld", "Niemand")]
    assert [(name, texts.lines[start:end]) for name, start, end in around] == [
        ("Programma", "Je vliegt."),
        ("Programma", "Je vliegt."),
        ("Platform", "Een drone\nen een veld."),
        ("Platform", "Een drone\nen een veld."),
        ("Partner", "Niemand"),
    ]


@given(st.sampled_from(["drone", "café", "las", "uur", "3d", "c++"]), st.text("Dlasdroneéë3İ++c fucu\n.,-"))
def test_the_first_word_that_answers_is_the_first_of_all_words_that_do(asked, text):
    marker = Marker(question(asked, {}))
    first = marker.first(text)
    assert ([first.group()] if first else []) == answering(marker, text)[:1]


def test_no_line_without_the_word():
    assert excerpt(Marker(question("drone", {})), "Niets daarvan.") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [("Een drone", "Een <mark>drone</mark>"), ("drone", "<mark>drone</mark>"), ("a" * 60 + " drone", "… <mark>drone</mark>")],
)
def test_a_line_holds_nothing_of_the_texts_around_it(text, line):
    assert excerpt(Marker(question("drone", {})), text) == line


def test_the_page_marks_title_and_summary(client):
    make_training(title="Drones & meer", summary="Je vliegt met een drone.")
    page = client.get("/opleidingen?q=drone").text
    assert "<mark>Drones</mark> &amp; meer</a>" in page
    assert "met een <mark>drone</mark>." in page


def test_the_page_shows_where_else_a_word_stands(client):
    make_training(programme="Eerst praten we. Dan vlieg je met een drone.")
    page = client.get("/opleidingen?q=drone").text
    assert "<span>Programma:</span>" in page
    assert "<mark>drone</mark>" in page


def test_the_page_names_the_concept_that_answers(client):
    make_training(title="Iets", summary="Iets anders.", tags={"tool": ["vr-bril"]})
    assert "<span>Tool of toestel:</span> <mark>VR</mark>-bril" in client.get("/opleidingen?q=vr").text


def test_what_somebody_typed_does_not_become_html(client):
    make_training(title="<script>alert(1)</script> drone")
    page = client.get("/opleidingen?q=script").text
    assert "<mark>script</mark>" in page
    assert "<script>alert" not in page


def test_without_words_nothing_is_marked(client):
    make_training(title="Drone")
    assert "<mark>" not in client.get("/opleidingen?niveau=beginner").text
