"""The form for two words that mean the same in the search."""

from wtforms import IntegerField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from rtc_app.catalogue.models import SynonymDirection
from rtc_app.kernel.forms import BaseForm, TextField

DIRECTIONS = {
    SynonymDirection.BOTH: "In beide richtingen: elk woord vindt het andere",
    SynonymDirection.ONE_WAY: "In één richting: wie het eerste zoekt, vindt ook het tweede",
}


class SynonymForm(BaseForm):
    """A word or phrase, another one, in which direction, and what the other is worth in percent."""

    term = TextField("Wie zoekt naar", (DataRequired("Vul een woord in."), Length(max=60, message="Houd het bij 60 tekens.")))
    other = TextField("Vindt ook", (DataRequired("Vul een woord in."), Length(max=60, message="Houd het bij 60 tekens.")))
    direction = RadioField(
        "Richting",
        [InputRequired("Kies een richting.")],
        choices=[SelectChoice(value.value, label) for value, label in DIRECTIONS.items()],
        default=SynonymDirection.BOTH.value,
    )
    weight = IntegerField(
        "Gewicht", [InputRequired("Vul een gewicht in."), NumberRange(1, 100, "Vul een getal in van 1 tot 100.")], default=80
    )
