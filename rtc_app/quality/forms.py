"""Forms of assessors: opinions per criterion, checklist points, and the agreements of a conditional outcome."""

from collections.abc import Iterable
from typing import Any, ClassVar

from wtforms import DateField, Field, Form, FormField, HiddenField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from rtc_app.catalogue.forms import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
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


def _verdict(value: str | Verdict | None) -> Verdict | None:
    return Verdict(value) if value else None


class OpinionForm(_PartForm):
    """The verdict on one criterion; both fields may stay empty until it is judged."""

    verdict = RadioField(
        "Oordeel",
        [_stated],
        coerce=_verdict,
        choices=[SelectChoice(verdict.value, words) for verdict, words in VERDICT_WORDS.items()],
        validate_choice=False,
    )
    reason = LongTextField("Reden of bewijs", (_stated, _LONG), render_kw={"rows": 2})

    def validate_reason(self, field: Field) -> None:
        """A reason goes with a verdict, and is obligatory unless it is met (QA-01)."""
        if self.verdict.data in (Verdict.PARTLY, Verdict.NOT_MET, Verdict.NOT_APPLICABLE) and not field.data:
            raise ValidationError("Schrijf waarom. De verstrekker leest dit.")
        if self.verdict.data is None and field.data:
            raise ValidationError("Kies ook een oordeel bij deze reden.")


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


class RoundForm(BaseForm):
    """What an assessor found so far; the revision tells whether somebody else saved in between."""

    revision = HiddenField()

    def opinions(self, codes: Iterable[str]) -> dict[str, Opinion]:
        """Criterion code → opinion, of those that have a verdict."""
        forms = {code: self[field_name(code)].form for code in codes}
        return {code: Opinion(form.verdict.data, form.reason.data or "") for code, form in forms.items() if form.verdict.data}

    def points(self, codes: Iterable[str]) -> dict[str, tuple[bool, str]]:
        """Point code → (is met, reason), of those that were judged."""
        forms = {code: self[field_name(code)].form for code in codes}
        return {code: (form.is_met.data == "ja", form.reason.data or "") for code, form in forms.items() if form.is_met.data}


def round_form(criteria: Iterable[str], points: Iterable[str]) -> type[RoundForm]:
    """The form for these criteria and checklist points."""
    fields: dict[str, Any] = {field_name(code): FormField(OpinionForm, code) for code in criteria}
    fields |= {field_name(code): FormField(PointForm, code) for code in points}
    return type("FilledRoundForm", (RoundForm,), fields)


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
