"""What a signed-in browser is."""

from tests.factories.accounts import make_teacher


def test_the_page_greets_the_person_by_name(sign_in):
    browser = sign_in(make_teacher(name="Mieke Maes"))
    assert "Mieke" in browser.get("/over").get_data(as_text=True)
