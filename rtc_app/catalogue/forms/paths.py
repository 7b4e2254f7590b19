"""Forms of leertrajecten."""

from wtforms import FieldList, Form, FormField, HiddenField, IntegerField, SelectField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from rtc_app.catalogue.forms.fields import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField

MOST_STEPS = 20


class PathForm(BaseForm):
    """What a leertraject is called and leads to."""

    title = TextField("Titel", (DataRequired("Geef het leertraject een titel."), Length(max=90, message="Houd het bij 90 tekens.")))
    summary = LongTextField(
        "Waar leidt het naartoe?",
        (DataRequired("Zeg in een paar zinnen waar het toe leidt."), Length(max=600, message="Houd het bij 600 tekens.")),
    )


class NewPathForm(PathForm):
    """Begin a leertraject."""

    rtc = SelectField("RTC", [NeededToSubmit()], coerce=int)


class StepForm(Form):
    """One step: its training, its place, and what to do after it. Place 0 takes it out."""

    training = HiddenField()
    position = IntegerField("Plaats", [Optional(), NumberRange(0, MOST_STEPS, f"Vul een getal in van 0 tot {MOST_STEPS}.")])
    self_study = LongTextField("Taak na deze stap", (Length(max=1000, message="Houd het bij 1000 tekens."),))


class StepsForm(BaseForm):
    """The steps there are, and one more."""

    steps = FieldList(FormField(StepForm), max_entries=MOST_STEPS)
    training = TextField("Voeg een opleiding toe", (Length(max=200, message="Houd het bij 200 tekens."),))
