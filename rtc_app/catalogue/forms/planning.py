"""Forms for a run: its meetings, place and seats."""

from wtforms import DateField, FieldList, Form, FormField, IntegerField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from rtc_app.catalogue.forms.fields import NeededToSubmit
from rtc_app.catalogue.models import MeetingKind
from rtc_app.kernel.forms import BaseForm, LongTextField

MOST_MEETINGS = 3
#: The legend of a row says whether it may stay empty.
_stated = NeededToSubmit()


class MeetingForm(Form):
    """One meeting; a row that is wholly empty counts for nothing."""

    day = DateField("Datum", [_stated, Optional()])
    starts = TimeField("Van", [_stated, Optional()])
    ends = TimeField("Tot", [_stated, Optional()])
    kind = SelectField("Soort", [_stated], choices=[SelectChoice(kind.value, kind.value) for kind in MeetingKind])

    @property
    def is_empty(self) -> bool:
        """Nothing was filled in."""
        return not any(field.raw_data and field.raw_data[0] for field in (self.day, self.starts, self.ends))

    def validate_kind(self, _field: SelectField) -> None:
        """Day, begin and end go together."""
        if self.is_empty:
            return
        for field, words in ((self.day, "Kies een datum."), (self.starts, "Vul het beginuur in."), (self.ends, "Vul het einduur in.")):
            if field.data is None and not field.errors:
                field.errors = [*field.errors, words]
                raise ValidationError("Vul datum, begin en einde in, of maak deze bijeenkomst leeg.")
        if self.starts.data and self.ends.data and self.ends.data <= self.starts.data:
            raise ValidationError("Laat de bijeenkomst eindigen na haar begin.")


class SessionForm(BaseForm):
    """Change a run."""

    meetings = FieldList(FormField(MeetingForm), min_entries=MOST_MEETINGS, max_entries=MOST_MEETINGS)
    place = SelectField("Plaats", [_stated], coerce=int)
    online_note = LongTextField("Hoe raken deelnemers online binnen?", (Length(max=600, message="Houd het bij 600 tekens."),))
    deadline_days = IntegerField(
        "Inschrijven kan tot zoveel dagen vooraf",
        [InputRequired("Vul een aantal dagen in."), NumberRange(0, 90, "Vul een getal in van 0 tot 90.")],
        default=7,
    )


class NewSessionForm(SessionForm):
    """Plan a run."""

    capacity = IntegerField(
        "Aantal plaatsen",
        [InputRequired("Vul een aantal plaatsen in."), NumberRange(1, 500, "Vul een getal in van 1 tot 500.")],
    )
