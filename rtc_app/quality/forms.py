"""Forms of assessors (opinions, checklist points, agreements), of providers (answers, evidence) and of who drafts a kwaliteitskader."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, DateField, Field, Form, FormField, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from rtc_app.catalogue.forms import NeededToSubmit
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.quality.models import AccountDuty
from rtc_app.quality.rules import ActionPlan, Opinion, Severity, Thresholds, Verdict

#: The words of a verdict, everywhere.
VERDICT_WORDS = {
    Verdict.MET: "in orde",
    Verdict.PARTLY: "deels in orde",
    Verdict.NOT_MET: "niet in orde",
    Verdict.NOT_APPLICABLE: "niet van toepassing",
}

#: What a failure does, and when a criterion is asked.
SEVERITY_WORDS = {
    Severity.KNOCK_OUT: "breekpunt",
    Severity.REPAIRABLE: "te herstellen met een afspraak",
    Severity.ADVISORY: "advies, telt niet mee",
}
CONDITION_WORDS = {
    "always": "altijd",
    "physical": "op locatie",
    "online": "online",
    "hybrid": "hybride",
    "if_materials_required": "als deelnemers materiaal nodig hebben",
}
#: Key of a mapping → scheme that names its concepts, and the name of the framework (QA-14).
FRAMES = {
    "ok": ("ok-rubriek", "In het referentiekader OK"),
    "vlor": ("vlor-voorwaarde", "Bij de voorwaarden van de Vlor"),
    "pillars": ("pijler", "Bij de pijlers van de inspectie"),
    "speerpunt": ("speerpunt", "Bij de speerpunten van de Digisprong"),
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
    """Whether a checklist point is met; both fields may stay empty. `seen` says what the page showed."""

    seen = HiddenField()
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
        """Point code → (is met, reason), of those that are wholly filled in."""
        forms = {code: self[field_name(code)].form for code in codes}
        return {code: (form.is_met.data == "ja", form.reason.data) for code, form in forms.items() if form.is_met.data and not form.errors}

    def seen(self, codes: Iterable[str]) -> dict[str, str]:
        """Point code → what the page showed of it."""
        return {code: self[field_name(code)].form.seen.data or "" for code in codes}

    def renew(self, stamps: Mapping[str, str]) -> None:
        """The page shows what is kept now."""
        for code, stamp in stamps.items():
            if (name := field_name(code)) in self:
                self[name].form.seen.data = stamp


def points_form(points: Iterable[str]) -> type[PointsForm]:
    """The form for these checklist points."""
    return type("FilledPointsForm", (PointsForm,), {field_name(code): FormField(PointForm, code) for code in points})


def answers_form(names: Iterable[str], label: str = "Jouw antwoord") -> type[BaseForm]:
    """The form of a provider with a text of its own for each of these; what stays empty is not answered yet."""
    fields: dict[str, Any] = {f"vraag_{name}": LongTextField(label, (_stated, _LONG), render_kw={"rows": 4}) for name in names}
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


class FrameworkCriterionForm(BaseForm):
    """One criterion of a draft; a choice of concepts for each wider framework."""

    revision = HiddenField()
    is_active = BooleanField("Dit criterium telt mee")
    text = LongTextField("Tekst", (DataRequired("Schrijf wat het criterium vraagt."), Length(max=500, message="Houd het bij 500 tekens.")))
    note = LongTextField("Richtlijn voor wie beoordeelt", (_LONG,))
    applies_when = SelectMultipleField(
        "Wanneer geldt het?",
        [InputRequired("Kies minstens één antwoord.")],
        choices=[SelectChoice(code, words) for code, words in CONDITION_WORDS.items()],
    )
    severity = RadioField(
        "Wat als het niet in orde is?",
        [InputRequired("Kies wat er dan gebeurt.")],
        choices=[
            SelectChoice(Severity.KNOCK_OUT.value, "breekpunt: de opleiding voldoet niet"),
            SelectChoice(Severity.REPAIRABLE.value, "te herstellen: voorwaardelijk, met een afspraak"),
            SelectChoice(Severity.ADVISORY.value, "advies: telt niet mee voor de uitkomst"),
        ],
    )
    evidence = LongTextField("Waaruit kan het blijken?", (DataRequired("Noem minstens één bewijs."), _LONG))
    ok = SelectMultipleField(FRAMES["ok"][1])
    vlor = SelectMultipleField(FRAMES["vlor"][1])
    pillars = SelectMultipleField(FRAMES["pillars"][1])
    speerpunt = SelectMultipleField(FRAMES["speerpunt"][1])


class NewCriterionForm(BaseForm):
    """A criterion that no version had; what it weighs and what proves it is filled in after."""

    group = SelectField("In welke groep?", [InputRequired("Kies een groep.")])
    text = LongTextField("Tekst", (DataRequired("Schrijf wat het criterium vraagt."), Length(max=500, message="Houd het bij 500 tekens.")))
    judges = SelectMultipleField("Wat beoordeelt het?", [InputRequired("Kies minstens één onderdeel.")])


def _number(label: str, low: int, high: int) -> Field:
    message = f"Vul een getal in van {low} tot {high}."
    return IntegerField(label, [InputRequired(message), NumberRange(low, high, message)])


class FrameworkChoicesForm(BaseForm):
    """What the source leaves open: the term of a decision and the numbers of the checklist."""

    revision = HiddenField()
    title = TextField("Naam", (DataRequired("Geef het kader een naam."), Length(max=120, message="Houd het bij 120 tekens.")))
    validity_months = _number("Hoeveel maanden geldt een beslissing?", 1, 120)
    longest_meeting_minutes = _number("Hoeveel minuten is een korte bijeenkomst hoogstens?", 15, 600)
    practice_percent = _number("Hoeveel procent van de tijd is genoeg om te oefenen?", 0, 100)
    largest_group = _number("Hoeveel deelnemers telt een kleine groep hoogstens?", 1, 200)
    runs_per_school_year = _number("Hoe vaak loopt een flexibele opleiding minstens in een schooljaar?", 1, 20)

    def thresholds(self) -> Thresholds:
        """The numbers of the checklist."""
        return Thresholds(
            longest_meeting_minutes=int(self.longest_meeting_minutes.data),
            practice_percent=int(self.practice_percent.data),
            largest_group=int(self.largest_group.data),
            runs_per_school_year=int(self.runs_per_school_year.data),
        )


class PublishFrameworkForm(BaseForm):
    """From which day a draft is in force."""

    revision = HiddenField()
    valid_from = DateField("Vanaf welke dag geldt deze versie?", [InputRequired("Kies vandaag of een latere dag.")])
