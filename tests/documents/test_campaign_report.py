"""The report of a campaign on paper."""

from io import BytesIO

from pypdf import PdfReader

from tests.factories.accounts import make_assessor
from tests.factories.campaigns import make_campaign, make_report


def words_of(document):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(document)).pages).split())


def test_the_report_holds_title_figures_and_how_they_came_about(app, sign_in):
    answer = sign_in(make_assessor()).get(f"/rtc/bevragingen/{make_report().id}.pdf")
    text = words_of(answer.data)
    assert answer.mimetype == "application/pdf"
    assert all(words in text for words in ("Wat heb jij nodig?", "30–39 mensen", "n = 243", "geen oordeel"))


def test_before_the_report_there_is_no_document(app, sign_in):
    assert sign_in(make_assessor()).get(f"/rtc/bevragingen/{make_campaign().id}.pdf").status_code == 404
