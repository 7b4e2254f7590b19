"""What a person told, on paper and for that person alone."""

from io import BytesIO

from pypdf import PdfReader

from tests.factories.accounts import make_assessor, make_teacher
from tests.factories.needs import answer, make_interview, make_response


def words_of(document):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages).split())


def test_it_holds_answers_and_interviews(app, sign_in):
    teacher = make_teacher()
    make_response(teacher, {"Q1.6": answer("hout", other="Steenkappen")})
    make_interview(teacher, make_assessor(), {"IV3.1": "Op het werkplein."})
    document = sign_in(teacher).get("/mijn-profiel/antwoorden.pdf")
    text = words_of(document.data)
    assert document.mimetype == "application/pdf"
    assert all(words in text for words in (teacher.name, "Steenkappen", "Op het werkplein."))


def test_who_told_nothing_has_an_empty_one(app, sign_in):
    assert "Je vertelde nog niets" in words_of(sign_in(make_teacher()).get("/mijn-profiel/antwoorden.pdf").data)


def test_strangers_are_asked_to_sign_in(client):
    assert client.get("/mijn-profiel/antwoorden.pdf").status_code == 303
