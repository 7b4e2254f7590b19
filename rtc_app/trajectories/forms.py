"""Forms of a school trajectory."""

from wtforms import DateField, IntegerField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField


class TrajectoryForm(BaseForm):
    """What a school writes of a trajectory. Without a choice of schools the field `school` is taken out."""

    school = SelectField("School")
    title = TextField(
        "Titel", (InputRequired("Geef het schooltraject een titel."), Length(max=120, message="Houd de titel bij 120 tekens."))
    )
    goal = LongTextField(
        "Doel", (InputRequired("Schrijf wat je met je team wil bereiken."), Length(max=2000, message="Houd het bij 2000 tekens."))
    )
    pedagogical_project = LongTextField("Band met het pedagogisch project", (Length(max=2000, message="Houd het bij 2000 tekens."),))
    consulted = LongTextField("Wie is gehoord", (Length(max=1000, message="Houd het bij 1000 tekens."),))
    starts_on = DateField("Van", [InputRequired("Kies een begindatum.")])
    ends_on = DateField("Tot en met", [InputRequired("Kies een einddatum.")])
    budget = IntegerField(
        "Budget in euro",
        [InputRequired("Vul een budget in; 0 mag ook."), NumberRange(0, 1_000_000, "Vul een bedrag van 0 tot 1.000.000 euro in.")],
    )


class StepForm(BaseForm):
    """When, with how many and why. The choices of `session` come from the view; an empty one means not chosen yet."""

    session = SelectField("Sessie", validate_choice=True)
    participants = IntegerField(
        "Aantal deelnemers",
        [InputRequired("Vul in hoeveel collega's deelnemen."), NumberRange(1, 500, "Vul een aantal van 1 tot 500 in.")],
    )
    reason = LongTextField("Waarom deze opleiding", (Length(max=1000, message="Houd het bij 1000 tekens."),))


class PlainForm(BaseForm):
    """A button only."""
