"""The form with which a training leaves the offer."""

from wtforms import SelectField
from wtforms.validators import Length

from rtc_app.catalogue.forms.fields import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField


class WithdrawForm(BaseForm):
    """Why, and what comes in its place; 0 is nothing."""

    reason = LongTextField("Waarom trek je ze terug?", (Length(max=300, message="Houd het bij 300 tekens."),))
    successor = SelectField("Welke opleiding komt in de plaats?", [NeededToSubmit()], coerce=int)
