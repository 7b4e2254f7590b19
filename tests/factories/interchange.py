"""Catalogue files for tests: a small one that is right, in which a test changes what it is about."""

import copy
import json
from pathlib import Path

from rtc_app.interchange import catalogue_export, xlsx
from rtc_app.interchange.catalogue_file import CatalogueFile

_CATALOGUE = {
    "format": "rtc-catalogue",
    "version": 1,
    "title": "Proefcatalogus",
    "providers": [{"code": "proefcentrum", "name": "Proefcentrum Metaal", "city": "Genk", "quality_care": "Elke groep wordt bevraagd."}],
    "locations": [
        {
            "code": "proefcampus",
            "name": "Proefcampus",
            "street": "Proefstraat 1",
            "postcode": "3600",
            "city": "Genk",
            "province": "limburg",
            "latitude": 50.96,
            "longitude": 5.5,
            "access": "Bus voor de deur.",
            "public_transport": True,
        }
    ],
    "trainers": [{"code": "tom", "provider": "proefcentrum", "name": "Tom Voorbeeld", "subject_background": "Technicus."}],
    "trainings": [
        {
            "code": "logo-proef",
            "title": "Siemens LOGO! op proef",
            "provider": "proefcentrum",
            "rtc": "rtc-limburg",
            "summary": "Je bouwt een pompsturing. Daarna geef je er zelf een les over.",
            "outcomes": ["Je tekent een schema.", "Je test het schema."],
            "programme": "Eerst het schema.\n\nDaarna het toestel.",
            "vision": "De fout wordt zichtbaar.",
            "examples": ["Een regenput met twee vlotters."],
            "audience": "Leraren elektriciteit.",
            "study_areas": ["mechanica-elektriciteit"],
            "levels": ["beginner", "gevorderde"],
            "themes": ["automatiseren"],
            "tools": ["siemens-logo"],
            "eindtermen": [{"code": "6.25", "meaning": "Leerlingen meten aan de sturing."}, {"code": "13.10"}],
            "digcompedu": ["3.1"],
            "onderwijsvormen": ["tso", "bso"],
            "finaliteiten": ["dubbel"],
            "grades": [2, 3],
            "delivery_modes": ["fysiek"],
            "prior_ict": "Geen.",
            "prior_application": "Geen.",
            "required_materials": [{"name": "Laptop", "can_borrow": True}],
            "software_after": "De demoversie blijft gratis.",
            "materials_participants": "Bundel.",
            "materials_rtc": "Bundel.",
            "material_licence": "CC BY-SA 4.0",
            "further_links": ["Handleiding van de maker: https://voorbeeld.be/logo"],
            "aftercare": ["contactpersoon"],
            "contact_name": "Tom Voorbeeld",
            "contact_email": "tom@example.org",
            "price_training": 45.5,
            "min_participants": 4,
            "max_participants": 12,
            "practice_minutes": 120,
            "certificate": "Attest van deelname.",
            "trainers": ["tom"],
            "sessions": [
                {
                    "code": "logo-proef-1",
                    "location": "proefcampus",
                    "capacity": 12,
                    "deadline_days": 10,
                    "meetings": [
                        {"day": "2099-02-05", "from": "13.30", "to": "16.30"},
                        {"day": "2099-03-05", "from": "16.00", "to": "17.30", "kind": "terugkommoment"},
                    ],
                }
            ],
            "assessment": {
                "outcome": "voorwaardelijk",
                "decided": "2026-09-07",
                "source": "Proefbeoordeling",
                "note": "Goed begin.",
                "actions": [{"criterion": "KK5.4", "action": "Voeg een vraagmoment toe.", "owner": "Tom", "due": "2098-01-10"}],
                "checklist": {"CL07": {"met": True, "reason": "Regenput kent iedereen."}},
            },
        }
    ],
    "learning_paths": [
        {
            "code": "pad-proef",
            "title": "Van relais naar PLC",
            "rtc": "rtc-limburg",
            "summary": "Eén stap tegelijk.",
            "steps": [{"training": "logo-proef", "self_study": "Teken een schema."}],
        }
    ],
}


def catalogue():
    """The content of a file that can be imported, to change at will."""
    return copy.deepcopy(_CATALOGUE)


def only_training(**changes):
    """The same with these fields of the one training changed."""
    content = catalogue()
    content["trainings"][0] |= changes
    return content


def only_session(**changes):
    """The same with these fields of the one session changed."""
    content = catalogue()
    content["trainings"][0]["sessions"][0] |= changes
    return content


def write_json(folder: Path, content):
    path = folder / "catalogue.json"
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def write_workbook(folder: Path, content=None):
    """The content as a workbook, as the export makes it."""
    path = folder / "catalogue.xlsx"
    xlsx.write(CatalogueFile.model_validate(catalogue() if content is None else content), path, catalogue_export.choices())
    return path
