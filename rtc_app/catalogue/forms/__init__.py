"""Forms of providers."""

from rtc_app.catalogue.forms.fields import LinesField, MaterialsField, MoneyField, NeededToSubmit
from rtc_app.catalogue.forms.parts import PARTS, SCHEME_OF, NewTrainingForm, Part, add_meanings, part_of
from rtc_app.catalogue.forms.planning import MeetingForm, NewSessionForm, SessionForm
from rtc_app.catalogue.forms.provider import LocationForm, ProviderForm, TrainerForm
from rtc_app.catalogue.forms.withdrawing import WithdrawForm

__all__ = [
    "PARTS",
    "SCHEME_OF",
    "LinesField",
    "LocationForm",
    "MaterialsField",
    "MeetingForm",
    "MoneyField",
    "NeededToSubmit",
    "NewSessionForm",
    "NewTrainingForm",
    "Part",
    "ProviderForm",
    "SessionForm",
    "TrainerForm",
    "WithdrawForm",
    "add_meanings",
    "part_of",
]
