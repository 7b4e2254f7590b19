"""A provider brings the offer in with a workbook: looks at the difference, says yes, and takes it back."""

import openpyxl
import pytest

from tests.journeys.people import PROVIDER, press, sign_in, words

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("journeys")]


def test_from_upload_to_undo(visitor, site, accessible, tmp_path):
    sign_in(visitor, site, PROVIDER)
    visitor.goto(f"{site.url}/mijn-aanbod")
    press(visitor, "Lees een bestand in")
    with visitor.expect_download() as download:
        visitor.get_by_role("link", name="Download mijn aanbod").click()
    path = tmp_path / "aanbod.xlsx"
    download.value.save_as(path)
    retitle(path, "Een heel andere titel")
    visitor.get_by_label("Bestand").set_input_files(path)
    press(visitor, "Bekijk de wijzigingen")
    accessible(visitor)
    assert "We lezen je bestand" in words(visitor)
    site.flask("worker", "--once")
    # The page asks by itself how far it is.
    visitor.get_by_role("button", name="Lees dit in").wait_for()
    accessible(visitor)
    assert "Een heel andere titel: gewijzigd, gaat offline" in words(visitor)
    press(visitor, "Lees dit in")
    site.flask("worker", "--once")
    visitor.get_by_text("Ingelezen op").wait_for()
    accessible(visitor)
    press(visitor, "Maak de invoer ongedaan")
    assert "ongedaan gemaakt op" in words(visitor)
    accessible(visitor)
    visitor.goto(f"{site.url}/mijn-aanbod")
    assert "Een heel andere titel" not in words(visitor)


def retitle(path, title):
    """Change the title of the first training of a workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book["Opleidingen"]
    column = [cell.value for cell in sheet[1]].index("titel") + 1
    sheet.cell(2, column).value = title
    book.save(path)
