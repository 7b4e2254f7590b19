"""The report of a campaign as a workbook."""

from io import BytesIO

import openpyxl

from tests.factories.accounts import make_assessor
from tests.factories.campaigns import make_campaign, make_report


def sheets_of(document):
    book = openpyxl.load_workbook(BytesIO(document))
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_the_workbook_holds_what_the_report_shows(app, sign_in):
    sheets = sheets_of(sign_in(make_assessor()).get(f"/rtc/bevragingen/{make_report().id}.xlsx").data)
    assert list(sheets) == ["Verslag", "Antwoorden", "Per groep", "Elders"]
    assert ["Mensen die meetellen", "30–39"] in sheets["Verslag"]
    row = next(row for row in sheets["Antwoorden"] if row[3] == "Voor ICT in de klas krijg ik genoeg didactische hulp.")
    assert row[4:] == [50, 44]
    assert any(row[3] == "onzeker" for row in sheets["Elders"])
    assert any(row[1:4] == ["net", "GO! onderwijs van de Vlaamse Gemeenschap", "10–19"] for row in sheets["Per groep"])


def test_a_title_that_looks_like_a_formula_stays_a_text(app, sign_in):
    campaign = make_report()
    campaign.title = "=1+1"
    app.extensions["sqlalchemy"].session.commit()
    document = sign_in(make_assessor()).get(f"/rtc/bevragingen/{campaign.id}.xlsx").data
    cell = openpyxl.load_workbook(BytesIO(document))["Verslag"]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_before_the_report_there_is_no_workbook(app, sign_in):
    assert sign_in(make_assessor()).get(f"/rtc/bevragingen/{make_campaign().id}.xlsx").status_code == 404
