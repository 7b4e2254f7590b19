"""Workbooks: what people type in them, and files that are none."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest

from rtc_app.interchange import xlsx
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.problems import FileRefusedError
from tests.factories.interchange import catalogue, only_training, write_workbook


def typed(folder, sheet, cells):
    """A right workbook in which somebody typed these cells of a sheet."""
    path = write_workbook(folder)
    book = openpyxl.load_workbook(path)
    for cell, value in cells.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def column(sheet, header):
    """The letter above which a header stands, in a template."""
    return next(cell.column_letter for cell in sheet[1] if cell.value == header)


def refused(path):
    with pytest.raises(FileRefusedError) as caught:
        xlsx.read(path)
    return caught.value.sentences


@pytest.fixture
def where(app, tmp_path):
    """where(sheet, header, row) → the address of a cell of the written workbook."""
    book = openpyxl.load_workbook(write_workbook(tmp_path))
    return lambda sheet, header, row=2: f"{column(book[sheet], header)}{row}"


def test_a_workbook_says_the_same_as_the_file(app, tmp_path):
    assert xlsx.read(write_workbook(tmp_path))[0].trainings == CatalogueFile.model_validate(catalogue()).trainings


def test_an_empty_catalogue_is_a_template_with_every_sheet(app, tmp_path):
    book = openpyxl.load_workbook(write_workbook(tmp_path, {}))
    assert book.sheetnames[:6] == ["Opleidingen", "Sessies", "Bijeenkomsten", "Lesgevers", "Locaties", "Verstrekkers"]


def test_a_template_lists_what_can_be_chosen(app, tmp_path):
    rows = list(openpyxl.load_workbook(write_workbook(tmp_path, {}))["Keuzelijsten"].values)
    assert ("niveau", "expert", "expert") in rows


def test_a_wrong_code_is_named_by_row_and_header(where, tmp_path):
    path = typed(tmp_path, "Opleidingen", {where("Opleidingen", "licentie"): "MIT"})
    assert refused(path)[0].startswith("Opleidingen rij 2, licentie: 'MIT' bestaat niet. Kies uit CC BY 4.0")


def test_all_sheets_report_at_once(where, tmp_path):
    path = typed(tmp_path, "Opleidingen", {where("Opleidingen", "titel"): None})
    book = openpyxl.load_workbook(path)
    book["Bijeenkomsten"][where("Bijeenkomsten", "van")] = "half twee"
    book["Sessies"][where("Sessies", "plaatsen")] = "veel"
    book["Stappen"][where("Stappen", "leertraject")] = "weg"
    book.save(path)
    assert set(refused(path)) == {
        "Opleidingen rij 2, titel: Vul dit in.",
        "Sessies rij 2, plaatsen: Zet hier een geheel getal.",
        "Bijeenkomsten rij 2, van: 'half twee' is geen uur. Schrijf het zoals 13.30.",
        "Stappen rij 2, leertraject: 'weg' staat niet op het blad Leertrajecten. Kijk de code na.",
    }


def test_a_formula_is_refused(where, tmp_path):
    path = typed(tmp_path, "Opleidingen", {where("Opleidingen", "prijs opleiding"): "=40+5"})
    assert refused(path) == ("Opleidingen rij 2, prijs opleiding: Hier staat een formule. Zet er de waarde zelf.",)


def test_a_text_that_looks_like_a_formula_stays_a_text(app, tmp_path):
    path = write_workbook(tmp_path, only_training(summary='=HYPERLINK("http://x")'))
    cell = next(c for c in openpyxl.load_workbook(path)["Opleidingen"][2] if str(c.value).startswith("=HYPERLINK"))
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_a_text_that_looks_like_a_formula_comes_back(app, tmp_path):
    path = write_workbook(tmp_path, only_training(summary="=1+1"))
    assert xlsx.read(path)[0].trainings[0].summary == "=1+1"


def test_excel_turns_codes_into_numbers_and_they_are_understood(where, tmp_path):
    path = typed(tmp_path, "Eindtermen", {where("Eindtermen", "code"): 6.25})
    assert xlsx.read(path)[0].trainings[0].eindtermen[0].code == "6.25"


@pytest.mark.parametrize("value", [date(2099, 2, 5), datetime(2099, 2, 5), "2099-02-05"])
def test_a_day_may_be_a_date_or_words(where, tmp_path, value):
    path = typed(tmp_path, "Bijeenkomsten", {where("Bijeenkomsten", "dag"): value})
    assert xlsx.read(path)[0].trainings[0].sessions[0].meetings[0].day == date(2099, 2, 5)


@pytest.mark.parametrize("value", [time(9, 30), "9.30", "09:30"])
def test_a_time_may_be_typed_in_many_ways(where, tmp_path, value):
    path = typed(tmp_path, "Bijeenkomsten", {where("Bijeenkomsten", "van"): value})
    assert xlsx.read(path)[0].trainings[0].sessions[0].meetings[0].start == time(9, 30)


def test_a_time_that_excel_took_for_a_number_is_understood(where, tmp_path):
    path = typed(tmp_path, "Bijeenkomsten", {where("Bijeenkomsten", "van"): 9.3})
    book = openpyxl.load_workbook(path)
    book["Bijeenkomsten"][where("Bijeenkomsten", "van")].number_format = "General"
    book["Bijeenkomsten"][where("Bijeenkomsten", "van")] = 9.3
    book.save(path)
    assert xlsx.read(path)[0].trainings[0].sessions[0].meetings[0].start == time(9, 30)


@pytest.mark.parametrize("value", ["tso | bso", "tso, bso", "tso;bso", "tso\nbso"])
def test_codes_may_be_separated_in_many_ways(where, tmp_path, value):
    path = typed(tmp_path, "Opleidingen", {where("Opleidingen", "onderwijsvormen"): value})
    assert xlsx.read(path)[0].trainings[0].onderwijsvormen == ("tso", "bso")


def test_an_unknown_header_names_the_sheet(app, tmp_path):
    path = typed(tmp_path, "Sessies", {"A1": "opleidng"})
    assert (
        refused(path)[0] == "Blad Sessies: Kolom 'opleidng' bestaat niet. "
        "Kies uit code, locatie, online toegang, plaatsen, inschrijven tot dagen vooraf, geannuleerd op, opleiding."
    )


def test_a_sheet_of_somebody_else_is_named(app, tmp_path):
    path = write_workbook(tmp_path)
    book = openpyxl.load_workbook(path)
    book.create_sheet("Boekhouding")
    book.save(path)
    assert refused(path) == ("Blad Boekhouding: Dit blad hoort niet in een catalogus. Haal het weg of kijk de naam na.",)


def test_more_than_twenty_thousand_rows_are_too_many(app, tmp_path):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Verstrekkers")
    sheet.append(["code", "naam"])
    for number in range(21_000):
        sheet.append([f"c-{number}", "Naam"])
    book.save(tmp_path / "long.xlsx")
    assert "Blad Verstrekkers: Er staan meer dan 20000 rijen op. Verdeel ze over enkele bestanden." in refused(tmp_path / "long.xlsx")


def zipped(path, entries):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


FRAME = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = zipped(tmp_path / "bomb.xlsx", {**FRAME, "xl/worksheets/sheet1.xml": b"0" * (61 * 1024 * 1024)})
    assert refused(path) == ("Dit bestand is uitgepakt veel te groot voor een catalogus. Begin van een leeg sjabloon.",)


def test_macros_are_refused(tmp_path):
    assert refused(zipped(tmp_path / "macro.xlsx", {**FRAME, "xl/vbaProject.bin": b"x"}))[0].startswith("Dit bestand bevat macro's.")


def test_an_old_excel_file_is_refused(tmp_path):
    (tmp_path / "old.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    assert refused(tmp_path / "old.xlsx")[0].startswith("Dit is een oud Excel-bestand")


@pytest.mark.parametrize("content", [b"", b"code;titel\nplc;PLC\n", b"PK\x03\x04kapot"])
def test_what_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "none.xlsx").write_bytes(content)
    assert refused(tmp_path / "none.xlsx") == ("Dit is geen Excel-bestand. Bewaar het als .xlsx en probeer opnieuw.",)


def test_a_damaged_workbook_is_refused(tmp_path):
    assert refused(zipped(tmp_path / "hurt.xlsx", FRAME))[0].startswith("Dit Excel-bestand is beschadigd")


def test_a_zip_of_something_else_is_refused(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("foto.txt", "x")
    (tmp_path / "other.xlsx").write_bytes(buffer.getvalue())
    assert refused(tmp_path / "other.xlsx") == ("Dit is geen Excel-bestand. Bewaar het als .xlsx en probeer opnieuw.",)
