"""What a person types beside what is kept."""

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.saved.rules import NAME_LENGTH, NOTE_LENGTH, RHYTHM_LABELS, Rhythm


class NoteForm(BaseForm):
    """A note of one's own on a training."""

    note = LongTextField("Je notitie", (Length(max=NOTE_LENGTH, message=f"Maak je notitie korter: hoogstens {NOTE_LENGTH} tekens."),))


class SearchForm(BaseForm):
    """Name and rhythm of a saved search."""

    name = TextField(
        "Naam",
        (
            DataRequired("Geef je zoekopdracht een naam."),
            Length(max=NAME_LENGTH, message=f"Maak de naam korter: hoogstens {NAME_LENGTH} tekens."),
        ),
    )
    rhythm = RadioField(
        "Wanneer wil je een mail over nieuwe opleidingen?", choices=[SelectChoice(key.value, label) for key, label in RHYTHM_LABELS.items()]
    )

    @property
    def values(self) -> dict[str, Any]:
        """What the service takes."""
        return {"name": self.name.data, "rhythm": Rhythm(self.rhythm.data)}
