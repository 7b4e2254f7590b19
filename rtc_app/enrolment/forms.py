"""Forms for a seat."""

import uuid

from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField

_STALE = "Deze pagina is niet meer volledig. Open ze opnieuw vanuit de opleiding en probeer het nog eens."


def new_key() -> str:
    """A key that only this copy of the form has."""
    return str(uuid.uuid4())


class EnrolForm(BaseForm):
    """Ask for a seat."""

    question = LongTextField("Wat wil je zeker leren?", (Length(max=1000, message="Houd het bij 1000 tekens."),))
    idempotency_key = HiddenField(default=new_key, validators=[Length(min=16, max=64, message=_STALE)])
    #: What the page promised when it was opened: a seat or a place in the queue.
    promised = HiddenField(default="")


class CancelForm(BaseForm):
    """Give up a seat."""

    reason = TextField("Waarom kom je niet?", (Length(max=300, message="Houd het bij 300 tekens."),))


class CapacityForm(BaseForm):
    """Change the number of seats of a session."""

    capacity = IntegerField(
        "Aantal plaatsen",
        [
            InputRequired("Vul een aantal plaatsen in."),
            NumberRange(1, 500, "Vul een getal van 1 tot 500 in."),
        ],
    )


class CallOffForm(BaseForm):
    """Say that a session will not be held."""

    reason = TextField(
        "Reden, voor wie ingeschreven is",
        (InputRequired("Zeg in één zin waarom de sessie niet doorgaat."), Length(max=300, message="Houd het bij 300 tekens.")),
    )


def attendance_marks(values: MultiDict[str, str]) -> dict[str, bool]:
    """Reference of the enrolment → came or not, from the radio buttons that were ticked."""
    marks = {name.removeprefix("kwam-"): value for name, value in values.items() if name.startswith("kwam-")}
    return {reference: value == "ja" for reference, value in marks.items() if value in ("ja", "nee")}
