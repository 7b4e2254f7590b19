"""Forms for a run: its meetings, place and seats."""

from datetime import date, datetime

from wtforms import BooleanField, DateField, FieldList, Form, FormField, IntegerField, RadioField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from rtc_app.catalogue.forms.fields import NeededToSubmit
from rtc_app.catalogue.models import MeetingKind, TrainingSession
from rtc_app.catalogue.series import MOST_SESSIONS, every_weeks, read_days
from rtc_app.kernel.forms import BaseForm, LongTextField

#: Rows on a fresh page; one asks for more of them.
_SHOWN_MEETINGS = 3
MOST_MEETINGS = 12
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

    meetings = FieldList(FormField(MeetingForm), min_entries=_SHOWN_MEETINGS, max_entries=MOST_MEETINGS)
    place = SelectField("Plaats", [_stated], coerce=int)
    online_note = LongTextField("Hoe raken deelnemers online binnen?", (Length(max=600, message="Houd het bij 600 tekens."),))
    deadline_days = IntegerField(
        "Inschrijven kan tot zoveel dagen vooraf",
        [InputRequired("Vul een aantal dagen in."), NumberRange(0, 90, "Vul een getal in van 0 tot 90.")],
        default=7,
    )

    def times(self) -> list[tuple[datetime, datetime, MeetingKind]]:
        """Begin, end and kind of each meeting, in wall time; of a validated form."""
        rows = [row.form for row in self.meetings if not row.form.is_empty]
        return [
            (datetime.combine(row.day.data, row.starts.data), datetime.combine(row.day.data, row.ends.data), MeetingKind(row.kind.data))
            for row in rows
        ]

    def add_row(self) -> None:
        """Room for one more meeting, up to MOST_MEETINGS."""
        if len(self.meetings) < MOST_MEETINGS:
            self.meetings.append_entry()


class NewSessionForm(SessionForm):
    """Plan a run."""

    capacity = IntegerField(
        "Aantal plaatsen",
        [InputRequired("Vul een aantal plaatsen in."), NumberRange(1, 500, "Vul een getal in van 1 tot 500.")],
    )


def session_values(session: TrainingSession) -> dict[str, object]:
    """What a SessionForm shows of a run."""
    rows = [{"day": m.starts.date(), "starts": m.starts.time(), "ends": m.ends.time(), "kind": m.kind.value} for m in session.meetings]
    return {
        "meetings": rows,
        "place": session.location_id or 0,
        "online_note": session.online_note,
        "deadline_days": (session.starts_at - session.deadline_at).days,
    }


def _between(lowest: int, highest: int) -> NumberRange:
    return NumberRange(lowest, highest, f"Vul een getal in van {lowest} tot {highest}.")


class RepeatForm(BaseForm):
    """Plan a run again, on other days."""

    how = RadioField(
        "Wanneer?",
        [InputRequired("Kies hoe de sessie terugkomt.")],
        choices=[SelectChoice("weken", "Om de zoveel weken"), SelectChoice("dagen", "Op dagen die ik zelf kies")],
        default="weken",
    )
    first = DateField("Eerste dag", [Optional()])
    weeks = IntegerField("Om de hoeveel weken?", [Optional(), _between(1, 26)], default=1)
    times = IntegerField("Hoeveel keer?", [Optional(), _between(1, MOST_SESSIONS)], default=4)
    days = LongTextField("Dagen", (Length(max=1000, message="Houd het bij 1000 tekens."),))
    skip_holidays = BooleanField("Sla schoolvakanties en vrije dagen over", default=True)

    def validate_how(self, field: RadioField) -> None:
        """What the chosen way needs is there."""
        if field.data == "weken" and self.first.data is None and not self.first.raw_data[0]:
            raise ValidationError("Kies de eerste dag.")
        if field.data == "dagen":
            self._check_days()

    def _check_days(self) -> None:
        try:
            days = read_days(self.days.data or "")
        except ValueError as error:
            raise ValidationError(f"‘{error}’ is geen datum. Schrijf elke dag op een regel, zoals 12/11/2026.") from None
        if not 1 <= len(days) <= MOST_SESSIONS:
            raise ValidationError(f"Schrijf één tot {MOST_SESSIONS} dagen, elk op een regel.")

    def wanted_days(self) -> list[date]:
        """The days on which the run would begin; of a validated form."""
        if self.how.data == "dagen":
            return read_days(self.days.data or "")
        return every_weeks(self.first.data, weeks=self.weeks.data or 1, times=self.times.data or 1)
