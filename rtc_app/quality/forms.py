"""Forms of assessors: opinions per criterion, checklist points, and the agreements of a conditional outcome."""

from collections.abc import Iterable
from typing import Any, ClassVar

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, Field, Form, FormField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from rtc_app.catalogue.forms import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.quality.models import AccountDuty
from rtc_app.quality.rules import ActionPlan, Opinion, Verdict

#: The words of a verdict, everywhere.
VERDICT_WORDS = {
    Verdict.MET: "in orde",
    Verdict.PARTLY: "deels in orde",
    Verdict.NOT_MET: "niet in orde",
    Verdict.NOT_APPLICABLE: "niet van toepassing",
}

#: The page says above the fields what may stay open; "niet verplicht" at each would be wrong.
_stated = NeededToSubmit()
_LONG = Length(max=2000, message="Houd het bij 2000 tekens.")


class _PartForm(Form):
    """A part of a larger form, with Dutch messages."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl_BE", "nl"]


#: Not a verdict: the provider has to tell more first.
INFO = "info"


class CriterionForm(BaseForm):
    """The verdict on one criterion, or what the provider still has to tell; the hidden fields say what the page showed."""

    judgement_seen = HiddenField()
    content_seen = HiddenField()
    verdict = RadioField(
        "Oordeel",
        [InputRequired("Kies een oordeel, of 'info ontbreekt'.")],
        choices=[*(SelectChoice(verdict.value, words) for verdict, words in VERDICT_WORDS.items()), SelectChoice(INFO, "info ontbreekt")],
    )
    reason = LongTextField("Reden, bewijs of vraag", (_stated, _LONG), render_kw={"rows": 4})

    def validate_reason(self, field: Field) -> None:
        """A reason is obligatory unless it is met (QA-01)."""
        if field.data or self.verdict.data in (Verdict.MET.value, None):
            return
        if self.verdict.data == INFO:
            raise ValidationError("Schrijf wat de verstrekker nog moet aanvullen.")
        raise ValidationError("Schrijf waarom. De verstrekker leest dit.")

    def opinion(self) -> Opinion | None:
        """The opinion, or None when information is missing."""
        return None if self.verdict.data == INFO else Opinion(Verdict(self.verdict.data), self.reason.data or "")


class SecondForm(BaseForm):
    """What a second assessor finds of one criterion; `content_seen` says what the page showed."""

    content_seen = HiddenField()
    verdict = RadioField(
        "Oordeel",
        [InputRequired("Kies een oordeel.")],
        choices=[SelectChoice(verdict.value, words) for verdict, words in VERDICT_WORDS.items()],
    )
    reason = LongTextField("Reden", (_stated, _LONG), render_kw={"rows": 4})

    def validate_reason(self, field: Field) -> None:
        """A reason is obligatory unless it is met, as in a first assessment (QA-01)."""
        if not field.data and self.verdict.data not in (Verdict.MET.value, None):
            raise ValidationError("Schrijf waarom. Later lees je dit naast wat je collega schreef.")

    def opinion(self) -> Opinion:
        return Opinion(Verdict(self.verdict.data), self.reason.data or "")


_PART = "Kies een deel van 1 tot 100 procent."


class SampleForm(BaseForm):
    """Which part of the rounds to draw for a second assessment."""

    share_percent = IntegerField("Welk deel, in procent?", [InputRequired(_PART), NumberRange(1, 100, _PART)])


class PointForm(_PartForm):
    """Whether a checklist point is met; both fields may stay empty."""

    is_met = RadioField("Gehaald?", [_stated], choices=[SelectChoice("ja", "ja"), SelectChoice("nee", "nee")], validate_choice=False)
    reason = LongTextField("Reden", (_stated, _LONG), render_kw={"rows": 2})

    def validate_reason(self, field: Field) -> None:
        """A point and its reason go together (QA-09)."""
        if self.is_met.data and not field.data:
            raise ValidationError("Schrijf waarom dit punt wel of niet gehaald is.")
        if field.data and not self.is_met.data:
            raise ValidationError("Kies ook ja of nee bij deze reden.")


def field_name(code: str) -> str:
    """Name of the field of a criterion or point: KK1.2a becomes KK1_2a."""
    return code.replace(".", "_")


class PointsForm(BaseForm):
    """What an assessor found of the points of the checklist."""

    def points(self, codes: Iterable[str]) -> dict[str, tuple[bool, str]]:
        """Point code → (is met, reason), of those that were judged."""
        forms = {code: self[field_name(code)].form for code in codes}
        return {code: (form.is_met.data == "ja", form.reason.data or "") for code, form in forms.items() if form.is_met.data}


def points_form(points: Iterable[str]) -> type[PointsForm]:
    """The form for these checklist points."""
    return type("FilledPointsForm", (PointsForm,), {field_name(code): FormField(PointForm, code) for code in points})


def answers_form(names: Iterable[str]) -> type[BaseForm]:
    """The form of a provider with a text of its own for each of these; what stays empty is not answered yet."""
    fields: dict[str, Any] = {f"vraag_{name}": LongTextField("Jouw antwoord", (_stated, _LONG), render_kw={"rows": 4}) for name in names}
    return type("FilledAnswersForm", (BaseForm,), fields)


class EvidenceForm(BaseForm):
    """A file that proves a criterion."""

    criterion = SelectField("Bij welk criterium hoort het?", [_stated])
    file = FileField("Bestand", [FileRequired("Kies een bestand.")])
    description = TextField("Wat bewijst het?", (_stated, Length(max=200, message="Houd het bij 200 tekens.")))


def _said(label: str, missing: str, **kwargs: Any) -> Field:
    return TextField(label, (DataRequired(missing), Length(max=200, message="Houd het bij 200 tekens.")), **kwargs)


class DeclarationForm(BaseForm):
    """What a provider declares of an application (VLR-05, VLR-06)."""

    application = _said("Voor welke toepassing geldt dit?", "Noem de toepassing, of schrijf 'alle opleidingen'.")
    vendor = _said("Wie maakt of verkoopt ze?", "Noem de maker of verkoper.")
    data_owner = _said("Van wie zijn de gegevens die deelnemers invoeren?", "Zeg van wie de gegevens zijn.")
    account = RadioField(
        "Is een account nodig?",
        [InputRequired("Kies wat een deelnemer moet doen.")],
        choices=[SelectChoice(duty.value, duty.value) for duty in AccountDuty],
        coerce=str,
    )
    personal_data = _said("Welke persoonsgegevens bewaart ze?", "Zeg welke gegevens bewaard worden. 'Geen' mag.")
    licence = _said("Welke licentie is nodig, en wie betaalt ze?", "Zeg welke licentie nodig is. 'Geen' mag.")


class RemarkForm(BaseForm):
    """What a colleague has to look at again."""

    remark = LongTextField("Wat moet je collega nog eens bekijken?", (_LONG,), render_kw={"rows": 3})


class ActionForm(_PartForm):
    """What was agreed on one criterion."""

    action = LongTextField("Wat moet er gebeuren?", (DataRequired("Zeg wat er moet gebeuren."), _LONG), render_kw={"rows": 2})
    owner = TextField("Wie doet dat?", (DataRequired("Zeg wie dat doet."), Length(max=120, message="Houd het bij 120 tekens.")))
    due_on = DateField("Tegen wanneer?", [InputRequired("Kies een datum na vandaag.")])


class DecisionForm(BaseForm):
    """End a round."""

    revision = HiddenField()
    note = LongTextField("Boodschap aan de verstrekker", (_LONG,))

    def plans(self, codes: Iterable[str]) -> list[ActionPlan]:
        """The agreements, one per code."""
        forms = {code: self[field_name(code)].form for code in codes}
        return [ActionPlan(code, form.action.data, form.owner.data, form.due_on.data) for code, form in forms.items()]


def decision_form(needing_action: Iterable[str]) -> type[DecisionForm]:
    """The form with an agreement for each of these criteria."""
    fields: dict[str, Any] = {field_name(code): FormField(ActionForm, code) for code in needing_action}
    return type("FilledDecisionForm", (DecisionForm,), fields)
