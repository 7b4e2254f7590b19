"""What a training still lacks before it can be judged: each hole with the field of the form in which it is filled."""

from collections.abc import Callable
from dataclasses import dataclass

from rtc_app.catalogue.models import Training


@dataclass(frozen=True)
class Hole:
    """A field that must be filled in, and in words what to do."""

    field: str
    message: str


#: Text and list fields that a judgement rests on (CAT-01, CAT-02, CAT-07, KK1.5a, KK1.5b).
_TEXTS = (
    ("title", "Geef de opleiding een titel."),
    ("summary", "Vat samen wat je doet en wat je nadien kan."),
    ("outcomes", "Schrijf minstens één doelstelling."),
    ("programme", "Beschrijf het programma."),
    ("vision", "Leg uit waarom deze toepassing het leren dient."),
    ("examples", "Geef minstens één voorbeeld uit de les."),
    ("audience", "Zeg voor wie de opleiding is."),
    ("grades", "Kruis minstens één graad aan."),
    ("prior_ict", "Zeg welke ICT-voorkennis je verwacht. 'Geen' mag."),
    ("prior_application", "Zeg welke voorkennis van de toepassing je verwacht. 'Geen' mag."),
    ("software_after", "Zeg of de software nadien beschikbaar blijft."),
    ("materials_participants", "Zeg welk materiaal de deelnemers krijgen."),
    ("materials_rtc", "Zeg welk materiaal het RTC krijgt."),
    ("material_licence", "Kies wat deelnemers met het materiaal mogen doen."),
    ("contact_name", "Geef een contactpersoon."),
    ("contact_email", "Geef een e-mailadres voor vragen."),
    ("certificate", "Zeg welk bewijs deelnemers krijgen."),
)

#: Schemes of which at least one concept must be chosen.
_TAGS = (
    ("studiegebied", "study_areas", "Kies minstens één studiegebied."),
    ("niveau", "levels", "Kies minstens één niveau."),
    ("thema", "themes", "Kies minstens één thema."),
    ("eindterm", "eindtermen", "Koppel minstens één eindterm."),
    ("onderwijsvorm", "onderwijsvormen", "Kies minstens één onderwijsvorm."),
    ("leervorm", "delivery_modes", "Kies hoe je de opleiding volgt."),
    ("nazorg", "aftercare", "Kies welke nazorg er is."),
)

_ONLINE = frozenset({"online-sync", "online-async", "hybride"})


def holes(training: Training) -> list[Hole]:
    """Everything that must be filled in before the training can be submitted, in the order of the form."""
    chosen: dict[str, set[str]] = {}
    for tag in training.tags:
        chosen.setdefault(tag.concept.scheme.code, set()).add(tag.concept.code)
    found = [Hole(name, message) for name, message in _TEXTS if not getattr(training, name)]
    found += [Hole(name, message) for scheme, name, message in _TAGS if not chosen.get(scheme)]
    found += [Hole(name, message) for name, message, is_open in _OTHERS if is_open(training, chosen)]
    return found


#: Holes that depend on several fields.
_OTHERS: tuple[tuple[str, str, Callable[[Training, dict[str, set[str]]], bool]], ...] = (
    (
        "platform",
        "Noem het platform, en of je een account nodig hebt.",
        lambda t, c: not t.platform and bool(c.get("leervorm", set()) & _ONLINE),
    ),
    ("trainers", "Kies minstens één lesgever.", lambda t, _c: not t.trainers),
)
