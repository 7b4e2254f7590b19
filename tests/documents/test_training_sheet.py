"""The training sheet: what a school hangs up about one training."""

import io

import pypdf

from rtc_app.documents.renderer import html_of
from rtc_app.documents.training_sheet import sheet_of
from rtc_app.kernel import clock
from tests.client import parse, words
from tests.factories.catalogue import make_session, make_training

ADDRESS = "https://example.org/opleidingen/x"


def text_of(training):
    html = html_of("documents/show_training_sheet.html", sheet=sheet_of(training, ADDRESS, clock.now()))
    return words(parse(html).find(".//main"))


def test_it_adds_the_price_of_each_post(app):
    sheet = sheet_of(make_training(price_training=4500, price_software=1000, price_equipment=0), ADDRESS, clock.now())
    assert (sheet.prices[1], sheet.price_total) == (("Software", 1000), 5500)


def test_it_says_what_can_be_borrowed(app):
    text = text_of(make_training(required_materials=[{"name": "LOGO! 8", "can_borrow": True}, {"name": "laptop", "can_borrow": False}]))
    assert "LOGO! 8 (te ontlenen)" in text


def test_it_lists_sessions_still_to_come_only(app):
    training = make_training()
    make_session(training, days=-10)
    make_session(training, days=10)
    assert len(sheet_of(training, ADDRESS, clock.now()).sessions) == 1


def test_hostile_words_stay_words(app):
    assert "<script>alert(1)</script>" in text_of(make_training(summary="<script>alert(1)</script> <img src='file:///etc/passwd'>"))


def test_every_visitor_gets_the_pdf_of_a_public_training(client):
    training = make_training(title="Sturen met LOGO!")
    make_session(training)
    pdf = pypdf.PdfReader(io.BytesIO(client.get(f"/opleidingen/{training.slug}.pdf").data))
    assert pdf.metadata.title == "Sturen met LOGO!"
    assert pdf.root_object["/Lang"] == "nl-BE"
    assert "Prijs per deelnemer" in "".join(page.extract_text() for page in pdf.pages)


def test_a_stranger_does_not_see_a_training_without_decision(client):
    training = make_training(findable=False)
    assert client.get(f"/opleidingen/{training.slug}.pdf").status_code == 404


def test_a_word_without_end_breaks_within_the_page(app, client):
    training = make_training(title="Schakel" * 30, summary="w" * 2000)
    assert client.get(f"/opleidingen/{training.slug}.pdf").status_code == 200
