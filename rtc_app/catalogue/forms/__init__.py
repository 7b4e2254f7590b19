"""Forms of providers."""

from rtc_app.catalogue.forms.comparing import Difference, differences, marks, read_marks, settle, write_marks
from rtc_app.catalogue.forms.fields import LinesField, MaterialsField, MoneyField, NeededToSubmit
from rtc_app.catalogue.forms.parts import PARTS, SCHEME_OF, CopyForm, NewTrainingForm, Part, PartForm, add_meanings, part_of
from rtc_app.catalogue.forms.planning import MeetingForm, NewSessionForm, RepeatForm, SessionForm, session_values
from rtc_app.catalogue.forms.provider import LocationForm, ProviderForm, RemoveForm, TrainerForm
from rtc_app.catalogue.forms.synonyms import SynonymForm
from rtc_app.catalogue.forms.withdrawing import WithdrawForm

__all__ = [
    "PARTS",
    "SCHEME_OF",
    "CopyForm",
    "Difference",
    "LinesField",
    "LocationForm",
    "MaterialsField",
    "MeetingForm",
    "MoneyField",
    "NeededToSubmit",
    "NewSessionForm",
    "NewTrainingForm",
    "Part",
    "PartForm",
    "ProviderForm",
    "RemoveForm",
    "RepeatForm",
    "SessionForm",
    "SynonymForm",
    "TrainerForm",
    "WithdrawForm",
    "add_meanings",
    "differences",
    "marks",
    "part_of",
    "read_marks",
    "session_values",
    "settle",
    "write_marks",
]
