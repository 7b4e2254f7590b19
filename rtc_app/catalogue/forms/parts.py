"""The description of a training in six parts that are filled in and kept apart; a draft may have holes."""

from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Email, InputRequired, Length, NumberRange, Optional, ValidationError

from rtc_app.catalogue.forms.fields import LinesField, LinksField, MaterialsField, MoneyField, NeededToSubmit
from rtc_app.catalogue.models import Licence
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField

#: Field of a form → scheme of the concepts that can be chosen in it.
SCHEME_OF = {
    "study_areas": "studiegebied",
    "levels": "niveau",
    "onderwijsvormen": "onderwijsvorm",
    "finaliteiten": "finaliteit",
    "themes": "thema",
    "tools": "tool",
    "eindtermen": "eindterm",
    "digcompedu": "digcompedu",
    "delivery_modes": "leervorm",
    "aftercare": "nazorg",
}

_needed = NeededToSubmit()


def _line(label: str, most: int, *validators: Any, **kwargs: Any) -> Field:
    return TextField(label, (*validators, Length(max=most, message=f"Houd het bij {most} tekens.")), **kwargs)


def _text(label: str, most: int, *validators: Any, rows: int = 4, **kwargs: Any) -> Field:
    limit = Length(max=most, message=f"Houd het bij {most} tekens.")
    return LongTextField(label, (*validators, limit), render_kw={"rows": rows}, **kwargs)


def _number(label: str, lowest: int, highest: int, **kwargs: Any) -> Field:
    words = f"Vul een getal in van {lowest} tot {highest}."
    return IntegerField(label, [InputRequired(words), NumberRange(lowest, highest, words)], **kwargs)


class NewTrainingForm(BaseForm):
    """Start a draft."""

    title = _line(
        "Titel",
        90,
        DataRequired("Geef de opleiding een titel. Je kan die later nog veranderen."),
        description="Kort en concreet: welke toepassing, voor welk werk. Bijvoorbeeld: Siemens LOGO! stap voor stap.",
    )
    provider = SelectField("Verstrekker", [_needed], coerce=int)
    rtc = SelectField("RTC dat de opleiding organiseert", [_needed], coerce=int)


class CopyForm(BaseForm):
    """Begin a training as a copy of another."""

    title = _line("Titel van de nieuwe opleiding", 90, DataRequired("Geef de nieuwe opleiding een titel."))
    with_sessions = BooleanField("Neem ook de sessies mee die nog moeten komen")


class PartForm(BaseForm):
    """A part of the description; it remembers what was stored when it was opened."""

    seen = HiddenField()


class ContentForm(PartForm):
    """What the training is about."""

    title = _line("Titel", 90, DataRequired("Geef de opleiding een titel."))
    summary = _text("Samenvatting", 350, _needed, description="Twee of drie zinnen: wat je doet, en wat je nadien kan.")
    outcomes = LinesField(
        "Doelstellingen",
        (_needed,),
        description="Eén per regel, liefst drie tot vijf. Begin met 'Je': Je bedraadt een sturing en meet ze na.",
        render_kw={"rows": 6},
    )
    programme = _text(
        "Programma", 6000, _needed, rows=10, description="Wat gebeurt er, in welke volgorde, en wanneer oefent de leraar zelf?"
    )
    vision = _text("Waarom deze toepassing?", 1000, _needed, description="Hoe dient ze het leren? Digitaal is een middel, geen doel.")
    examples = LinesField(
        "Voorbeelden uit de les", (_needed,), description="Eén per regel, meteen te gebruiken in de klas.", render_kw={"rows": 5}
    )


class AudienceForm(PartForm):
    """For whom it is."""

    audience = _text("Voor wie?", 400, _needed, rows=2, description="Eén zin: wie heeft hier het meest aan?")
    study_areas = SelectMultipleField("Studiegebieden", [_needed])
    grades = SelectMultipleField(
        "Graden", [_needed], coerce=int, choices=[SelectChoice("2", "tweede graad"), SelectChoice("3", "derde graad")]
    )
    onderwijsvormen = SelectMultipleField("Onderwijsvormen", [_needed])
    finaliteiten = SelectMultipleField("Finaliteiten")
    levels = SelectMultipleField("Niveaus", [_needed])
    differentiation = _text("Hoe werk je met verschillende niveaus?", 1000)
    prior_ict = _text("Voorkennis: ICT in het algemeen", 600, _needed, rows=2, description="Schrijf 'Geen' als er niets nodig is.")
    prior_application = _text("Voorkennis: de toepassing zelf", 600, _needed, rows=2, description="Schrijf 'Geen' als er niets nodig is.")


class GoalsForm(PartForm):
    """Themes, applications and eindtermen."""

    themes = SelectMultipleField("Thema's", [_needed])
    tools = SelectMultipleField("Toepassingen en toestellen")
    partner = _line("Partner uit het werkveld", 200, description="Een bedrijf of sectorfonds dat meedoet.")
    digcompedu = SelectMultipleField("DigCompEdu: wat leert de leraar?")
    eindtermen = SelectMultipleField(
        "Eindtermen",
        [_needed],
        description="Kies enkel wat leerlingen er echt beter door kunnen. Bewaar, en zeg daarna wat elke eindterm in je vak wordt.",
    )


class PracticalForm(PartForm):
    """How one follows it."""

    delivery_modes = SelectMultipleField("Hoe volg je de opleiding?", [_needed])
    platform = _text(
        "Platform", 600, rows=2, description="Nodig als het (deels) online is: welk platform, heb je een account nodig, kost het iets?"
    )
    platform_manual = _text("Handleiding voor het platform", 600, rows=2, description="Een link of een paar zinnen.")
    required_materials = MaterialsField(
        "Wat brengen deelnemers mee?",
        description="Eén per regel. Schrijf '(te ontlenen)' achter wat ze kunnen lenen: Laptop (te ontlenen).",
        render_kw={"rows": 4},
    )
    software_after = _text("Blijft de software nadien beschikbaar?", 1000, _needed, rows=3, description="Voor wie, en wat kost ze dan?")
    practice_minutes = _number("Minuten oefenen, alle bijeenkomsten samen", 0, 6000)
    min_participants = _number("Minimum aantal deelnemers", 1, 500)
    max_participants = _number("Maximum aantal deelnemers", 1, 500)
    trainers = SelectMultipleField("Lesgevers", [_needed], coerce=int)

    def validate_max_participants(self, field: IntegerField) -> None:
        """A group can grow to what it needs at least."""
        if field.data is not None and self.min_participants.data is not None and field.data < self.min_participants.data:
            raise ValidationError("Laat het maximum minstens zo groot zijn als het minimum.")


class AfterwardsForm(PartForm):
    """What one takes home and who helps afterwards."""

    materials_participants = _text("Materiaal voor de deelnemers", 1000, _needed, rows=3)
    materials_rtc = _text("Materiaal voor het RTC", 1000, _needed, rows=3)
    material_licence = SelectField(
        "Wat mogen deelnemers met het materiaal doen?",
        [_needed],
        coerce=lambda value: Licence(value) if value else None,
        choices=[SelectChoice("", "Kies een licentie"), *(SelectChoice(licence.value, licence.value) for licence in Licence)],
    )
    self_study = _text("Om zelf verder te studeren", 1000, rows=3)
    further_links = LinksField(
        "Waar vind je online meer?",
        description="Eén per regel, met het adres: Handleiding van de maker: https://www.voorbeeld.be/handleiding",
        render_kw={"rows": 3},
    )
    aftercare = SelectMultipleField("Nazorg", [_needed])
    contact_name = _line("Contactpersoon", 120, _needed)
    contact_email = _line("E-mailadres voor vragen", 200, _needed, Optional(), Email("Schrijf een e-mailadres zoals naam@voorbeeld.be."))
    certificate = _text("Bewijs van deelname", 400, _needed, rows=2)


class PriceForm(PartForm):
    """What it costs, each post apart (CAT-09)."""

    price_training = MoneyField("Opleiding, per deelnemer in euro")
    price_software = MoneyField("Software, per deelnemer in euro")
    price_equipment = MoneyField("Toestellen of materiaal, per deelnemer in euro")
    price_note = _text("Uitleg bij de prijs", 400, rows=2)


@dataclass(frozen=True)
class Part:
    """A part of the description: its address, its name and its form."""

    code: str
    title: str
    form: type[PartForm]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of its fields."""
        return tuple(name for name in dir(self.form) if name != "seen" and hasattr(getattr(self.form, name), "field_class"))


PARTS = {
    part.code: part
    for part in (
        Part("inhoud", "Inhoud", ContentForm),
        Part("doelgroep", "Voor wie", AudienceForm),
        Part("doelen", "Thema's en eindtermen", GoalsForm),
        Part("praktisch", "Praktisch", PracticalForm),
        Part("nadien", "Materiaal en nazorg", AfterwardsForm),
        Part("prijs", "Prijs", PriceForm),
    )
}


def part_of(field: str) -> Part:
    """The part in which a field is filled in."""
    return next(part for part in PARTS.values() if field in part.fields)


def add_meanings(form: type[PartForm], chosen: dict[str, str]) -> type[PartForm]:
    """The form with a text per eindterm that is chosen (code → label): what it becomes in this subject (CAT-13)."""
    fields = {
        f"meaning_{code}": _text(f"Eindterm {code} in jouw vak", 400, rows=2, description=label) for code, label in sorted(chosen.items())
    }
    return type("GoalsWithMeaningsForm", (form,), fields)
