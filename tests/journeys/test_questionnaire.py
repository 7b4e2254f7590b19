"""A teacher in the questionnaire: answers are kept while they are given, on a bad line too, and found again elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.journeys.people import NEW_TEACHER, follow, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


@pytest.fixture
def section(visitor, site):
    """The first page of questions, on a phone."""
    visitor.set_viewport_size({"width": 390, "height": 844})
    sign_in(visitor, site, NEW_TEACHER)
    visitor.goto(f"{site.url}/mijn-noden")
    begin = visitor.get_by_role("button", name="Begin met alle vragen")
    if begin.count():
        follow(visitor, begin)
    visitor.goto(f"{site.url}/mijn-noden/kennismaking")
    return visitor


def test_answers_are_kept_without_any_button_and_found_again_on_another_device(section, site, browser, accessible):
    expect(section.get_by_role("status").last).to_have_text("Wat je invult, wordt meteen bewaard.")
    section.get_by_label("Hout", exact=True).check()
    expect(section.locator("#bewaard")).to_contain_text("Bewaard om")
    with section.expect_response(lambda response: response.request.method == "POST"):
        section.get_by_label("Staat je vak er niet bij?").press_sequentially("Steenkappen")
    accessible(section)
    section.goto(f"{site.url}/opleidingen")
    other = browser.new_context().new_page()
    sign_in(other, site, NEW_TEACHER)
    press(other, "Ga verder met mijn noden")
    other.goto(f"{site.url}/mijn-noden/kennismaking")
    expect(other.get_by_label("Hout", exact=True)).to_be_checked()
    expect(other.get_by_label("Staat je vak er niet bij?")).to_have_value("Steenkappen")
    other.context.close()


def test_typing_faster_than_the_line_keeps_the_last_word(section):
    section.route("**/mijn-noden/kennismaking", lambda route: (section.wait_for_timeout(300), route.continue_()))
    for text in ("Steen", "Steenkap", "Steenkapper"):
        section.get_by_label("Staat je vak er niet bij?").fill(text)
        section.get_by_label("Mode", exact=True).click()
    expect(section.locator("#bewaard")).to_contain_text("Bewaard om")
    section.wait_for_load_state("networkidle")
    section.wait_for_timeout(1500)
    section.unroute_all()
    section.reload()
    expect(section.get_by_label("Staat je vak er niet bij?")).to_have_value("Steenkapper")


def test_leaving_in_the_middle_of_a_word_keeps_it(section, site):
    section.get_by_label("Staat je vak er niet bij?").fill("Mandenvlechten")
    follow(section, section.get_by_role("link", name="Overzicht"))
    assert "Mandenvlechten" in written_words(section, site)


def written_words(section, site):
    """What the page of questions holds each time somebody comes back, for as long as an answer may be on its way."""
    for _ in range(20):
        section.goto(f"{site.url}/mijn-noden/kennismaking")
        yield section.get_by_label("Staat je vak er niet bij?").input_value()
        section.wait_for_timeout(250)


def test_without_a_line_the_page_says_so_and_loses_nothing(section):
    section.route("**/mijn-noden/kennismaking", lambda route: route.abort())
    section.get_by_label("Bouw", exact=True).check()
    expect(section.locator("#bewaard")).to_contain_text("Nog niet bewaard. Er is geen verbinding.")
    section.unroute_all()
    press(section, "Bewaar en ga later verder")
    section.goto(section.url.replace("overzicht", "kennismaking"))
    expect(section.get_by_label("Bouw", exact=True)).to_be_checked()


def test_who_is_signed_out_meanwhile_loses_nothing(section, site):
    section.context.clear_cookies()
    section.get_by_label("Mechanica", exact=False).first.check()
    expect(section.locator("#bewaard")).to_contain_text("Nog niet bewaard.")
    press(section, "Bewaar en ga verder")
    assert "Wat je invulde, is niet weg" in words(section)
    other = section.context.new_page()
    sign_in(other, site, NEW_TEACHER)
    for _ in range(3):
        again = section.get_by_role("button", name="Verstuur het opnieuw")
        if again.count():
            follow(section, again)
    section.goto(f"{site.url}/mijn-noden/kennismaking")
    expect(section.get_by_label("Mechanica", exact=False).first).to_be_checked()
