"""The form of a piece of shared material."""

from wtforms import SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Regexp

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.materials.rules import MaterialKind, Terms

_ADDRESS = Regexp(r"^(https?://[^\s/@:?#<>\"]+\.[^\s<>\"]+)?$", message="Schrijf het adres zoals https://www.voorbeeld.be/les.")


class MaterialForm(BaseForm):
    """What it is, where it is, whose it is and what one may do with it."""

    title = TextField("Titel", (DataRequired("Geef het een titel."), Length(max=90, message="Houd het bij 90 tekens.")))
    kind = SelectField(
        "Soort",
        [DataRequired("Kies een soort.")],
        choices=[SelectChoice("", "Kies een soort"), *(SelectChoice(k, k) for k in MaterialKind)],
    )
    summary = LongTextField(
        "Wat is het, en wat heb je eraan?",
        (DataRequired("Zeg in een paar zinnen wat het is."), Length(max=600, message="Houd het bij 600 tekens.")),
        render_kw={"rows": 4},
    )
    url = TextField("Adres", (Length(max=500, message="Houd het bij 500 tekens."), _ADDRESS))
    source = TextField("Bron", (DataRequired("Zeg wie het maakte of van wie het is."), Length(max=200, message="Houd het bij 200 tekens.")))
    terms = SelectField(
        "Wat mag je ermee doen?",
        [DataRequired("Kies wat men ermee mag doen.")],
        choices=[SelectChoice("", "Kies een licentie"), *(SelectChoice(terms, terms) for terms in Terms)],
    )
    contact = TextField("Wie vraag je ernaar?", (Length(max=200, message="Houd het bij 200 tekens."),))
    theme = SelectField("Thema")
    study_area = SelectField("Studiegebied")
