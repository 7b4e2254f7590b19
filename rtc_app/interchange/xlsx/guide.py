"""The words of a template: what goes where, and an example row on the sheets one starts with. It is not read."""

from datetime import date, time

from rtc_app.interchange.xlsx.columns import EXAMPLE_MARK

_CODE = f"{EXAMPLE_MARK} lassen-meten"
_SESSION = f"{EXAMPLE_MARK} lassen-meten-1"

_LINES = (
    (
        "Begin hier",
        "Zet elke opleiding op een rij van het blad Opleidingen. De andere bladen vullen aan; wat je niet nodig hebt, laat je leeg.",
    ),
    (
        "code",
        "Een korte naam die je zelf kiest: kleine letters, cijfers en streepjes. Met dezelfde code wijzig je later dezelfde opleiding.",
    ),
    ("voorbeeldrijen", f"Een rij waarvan de code met '{EXAMPLE_MARK}' begint, lezen we niet. Je mag ze laten staan."),
    ("meerdere codes", "Zet er | tussen, zoals beginner | gevorderde. De codes staan op het blad Keuzelijsten, met hun betekenis."),
    ("meerdere zinnen", "Bij doelen, lesvoorbeelden en meer online zet je elke zin op een nieuwe regel in dezelfde cel (Alt en Enter)."),
    ("rtc", "De code van het RTC dat de opleiding organiseert, zoals rtc-limburg."),
    ("prijs", "In euro, zonder teken: 45 of 45,50."),
    (
        "ingetrokken op, geannuleerd op",
        "Een dag zoals 2026-11-30. Laat je dit leeg, dan blijft het zoals het is: met een bestand zet je niets terug.",
    ),
    ("formules", "Zet waarden en geen formules."),
    ("Sessies", "Eén rij per keer dat je de opleiding geeft. In de kolom opleiding staat de code van het blad Opleidingen."),
    ("Bijeenkomsten", "Eén rij per moment van een sessie. In de kolom sessie staat de code van het blad Sessies."),
    ("Lesgevers en Locaties", "Zet ze eerst op hun eigen blad, met een code. Daarna gebruik je die code bij opleidingen en sessies."),
    ("Eindtermen en Materialen", "Eén rij per eindterm of per voorwerp, met de code van de opleiding ervoor."),
    ("Leertrajecten en Stappen", "Alleen voor het RTC."),
    ("Beoordelingen, Afspraken, Redenen, Checklist", "Alleen voor beoordelaars van het RTC, voor beslissingen die al elders genomen zijn."),
    (
        "Nadien",
        "Na het opladen zie je eerst wat er verandert. Pas als je dat bevestigt, staat het in je aanbod, als concept.",
    ),
)
#: Sheet → header → what stands in the example row.
EXAMPLES: dict[str, dict[str, object]] = {
    "Opleidingen": {
        "code": _CODE,
        "titel": "Lasnaden meten met een app",
        "verstrekker": "mijn-organisatie",
        "rtc": "rtc-limburg",
        "samenvatting": "Je meet lasnaden met een app.",
        "doelen": "Je stelt de app in.\nJe beoordeelt een meting.",
        "studiegebieden": "mechanica-elektriciteit",
        "niveau": "beginner",
        "thema's": "digitaal-labo",
        "graden": "2 | 3",
        "vorm": "fysiek",
        "prijs opleiding": 45,
        "minimum deelnemers": 4,
        "maximum deelnemers": 12,
        "minuten oefenen": 60,
    },
    "Sessies": {"opleiding": _CODE, "code": _SESSION, "locatie": "mijn-atelier", "plaatsen": 12, "inschrijven tot dagen vooraf": 7},
    "Bijeenkomsten": {"sessie": _SESSION, "dag": date(2027, 2, 3), "van": time(13, 30), "tot": time(16, 30), "soort": "bijeenkomst"},
}


def lines() -> list[list[str]]:
    """(what, explanation) of every row of the sheet."""
    return [list(line) for line in _LINES]
