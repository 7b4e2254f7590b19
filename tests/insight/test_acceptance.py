"""The page and the workbook of what passed, for whoever pays for it."""

from io import BytesIO

import openpyxl
import pytest

from rtc_app.kernel import clock
from tests.factories.accounts import make_administrator, make_assessor, make_coordinator, make_provider_member
from tests.factories.catalogue import make_training
from tests.factories.quality import make_accepted, make_round


def make_offer():
    make_accepted(make_training(findable=False, tags={"thema": ["ai", "ar-vr"], "tool": []}))
    make_round()


def test_rtc_staff_find_the_report_from_their_desk(app, sign_in):
    make_offer()
    browser = sign_in(make_assessor())
    assert any(link.get("href") == "/rtc/aanvaarding" for link in browser.page("/rtc").iter("a"))
    text = browser.text("/rtc/aanvaarding")
    assert "In het totaal telt ze één keer." in text
    assert "zitten 2 voorbeelden" in text
    assert "1 van 1" in text


def test_the_report_of_a_period_says_its_days_and_offers_the_same_days_as_a_workbook(app, sign_in):
    page = sign_in(make_administrator()).page("/rtc/aanvaarding?van=2020-09-01&tot=2020-12-31")
    assert any(link.get("href") == "/rtc/aanvaarding.xlsx?van=2020-09-01&tot=2020-12-31" for link in page.iter("a"))


def test_the_workbook_read_back_holds_what_the_page_shows(app, sign_in):
    make_offer()
    today = clock.today()
    answer = sign_in(make_assessor()).get(f"/rtc/aanvaarding.xlsx?van={today}&tot={today}")
    book = openpyxl.load_workbook(BytesIO(answer.data))
    assert book.sheetnames == ["Overzicht", "Per thema", "Per studiegebied", "Per provincie", "Per niveau", "Uitleg"]
    about = {row[0]: row[1] for row in book["Overzicht"].iter_rows(min_row=2, values_only=True)}
    assert (about["Eerste dag"].date(), about["Laatste dag"].date()) == (today, today)
    assert (about["Opleidingen: ingediend"], about["Opleidingen: voldoet"]) == (2, 1)
    themes = {row[0]: row[1:] for row in book["Per thema"].iter_rows(values_only=True)}
    assert themes["Thema"] == ("Ingediend", "Beoordeeld", "Voldoet", "Voorwaardelijk", "Voldoet niet", "Vervallen")
    assert themes["AR/VR"] == (1, 1, 1, 0, 0, 0)


@pytest.mark.parametrize("address", ["/rtc/aanvaarding", "/rtc/aanvaarding.xlsx"])
def test_nobody_outside_rtc_reads_it(app, sign_in, address):
    assert sign_in(make_coordinator()).get(address).status_code == 403
    assert sign_in(make_provider_member()).get(address).status_code == 403
