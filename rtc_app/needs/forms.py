"""The form of one section, made of the fields of its questions."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import Field, HiddenField, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from rtc_app.kernel.forms import BaseForm, LongTextField, TextField
from rtc_app.needs.answer_types import SKIP, TYPES
from rtc_app.needs.asking import AskedQuestion, AskedSection, Options
from rtc_app.needs.files import AreaEntry
from rtc_app.needs.merging import Merged, merged, stamp
from rtc_app.needs.rules import DAY_LABELS, NEWS_LABELS, URGENCY_LABELS, AnswerValue, NewsChannel, Profile, Wishes


class ForgetForm(BaseForm):
    """Says yes to deleting one's answers; the button is the answer."""


class CodeForm(BaseForm):
    """The code of a teacher who agreed to an interview."""

    code = TextField("De code van de leraar", (DataRequired("Schrijf de code over die de leraar je geeft."), Length(max=20)))


class ReportForm(BaseForm):
    """A need for which there is no training."""

    note = LongTextField("Wat had je willen leren?", (Length(max=1000, message="Maak je uitleg korter: hoogstens 1000 tekens."),))


class WishesForm(BaseForm):
    """What a person adds to the profile; `wishes_form` adds two fields for each need."""

    needs: Options = ()
    barriers = SelectMultipleField("Wat houdt je tegen?")
    motivations = SelectMultipleField("Waarvoor wil je ICT gebruiken?")
    days = SelectMultipleField("Op welke dagen kan je een opleiding volgen?", choices=[SelectChoice(*day) for day in DAY_LABELS.items()])
    max_km = IntegerField(
        "Hoe ver wil je hoogstens reizen?",
        (Optional(), NumberRange(min=0, max=300, message="Geef een aantal kilometer van 0 tot 300.")),
    )

    news = RadioField("Hoe wil je weten dat er iets nieuws bij je past?", choices=[SelectChoice(*way) for way in NEWS_LABELS.items()])

    @property
    def values(self) -> dict[str, Any]:
        """What `service.adjust` takes."""
        needs = [need for need, _label in self.needs]
        urgency, levels = ({need: self[f"{kind}_{n}"].data for n, need in enumerate(needs)} for kind in ("urgency", "levels"))
        return {
            "motivations": self.motivations.data,
            "barriers": self.barriers.data,
            "urgency": urgency,
            "levels": {need: level for need, level in levels.items() if level},
            "days": [day for day in DAY_LABELS if day in self.days.data],
            "max_km": self.max_km.data,
            "news": NewsChannel(self.news.data),
        }


def wishes_form(told: Profile, wishes: Wishes, news: NewsChannel, choices: Mapping[str, Options]) -> WishesForm:
    """The form of the wishes, filled in with what counts now."""
    fields: dict[str, Any] = {"needs": choices["needs"]}
    levels = [SelectChoice("", "Zoals mijn niveau in het algemeen"), *(SelectChoice(*choice) for choice in choices["levels"])]
    data: dict[str, Any] = {
        "barriers": list(told.barriers if wishes.barriers is None else wishes.barriers),
        "motivations": list(wishes.motivations),
        "days": list(wishes.days),
        "max_km": wishes.max_km,
        "news": wishes.news or news,
    }
    for number, (need, label) in enumerate(choices["needs"]):
        urgencies = [SelectChoice(*choice) for choice in URGENCY_LABELS.items()]
        fields[f"urgency_{number}"] = SelectField(f"{label}: hoe dringend?", choices=urgencies)
        fields[f"levels_{number}"] = SelectField(f"{label}: jouw niveau", choices=levels)
        data[f"urgency_{number}"] = wishes.urgency.get(need, "gewoon")
        data[f"levels_{number}"] = wishes.levels.get(need, "")
    form: WishesForm = type("WishesOfPerson", (WishesForm,), fields)(data=data)
    form.barriers.choices = [SelectChoice(*choice) for choice in choices["barriers"]]
    form.motivations.choices = [SelectChoice(*choice) for choice in choices["motivations"]]
    return form


class SectionForm(BaseForm):
    """Base of every section's form; `section_form` adds the fields."""

    section: AskedSection
    #: What the page showed, as stamps (see `needs/merging.py`).
    seen = HiddenField()

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field and then each question as a whole."""
        is_valid = bool(super().validate(extra_validators))
        for question in self.section.questions:
            message = TYPES[question.type].check(question, self.data)
            if message:
                field = self._fields[question.name]
                field.errors = [*field.errors, message]
                is_valid = False
        return is_valid

    @property
    def answers(self) -> dict[str, AnswerValue | None]:
        """Question code → answer, None when skipped; of questions without a mistake."""
        questions = [question for question in self.section.questions if not any(field.errors for field in self.fields_of(question))]
        return {question.code: TYPES[question.type].read(question, self.data) for question in questions}

    def merge(self, kept: Mapping[str, AnswerValue]) -> Merged:
        """What was changed on this page, beside what is kept now."""
        return merged(self._stamps, self.answers, _as_asked(self.section, kept))

    def show_stamps(self, answers: Mapping[str, AnswerValue | None], *, of: Iterable[str]) -> None:
        """From here on the page has seen these answers to these questions; for the others that stays as it was."""
        shown = _as_asked(self.section, answers)
        self.seen.data = json.dumps({**self._stamps, **{code: stamp(shown.get(code)) for code in of}})

    @property
    def _stamps(self) -> dict[str, str]:
        try:
            stamps = json.loads(self.seen.data or "{}")
        except json.JSONDecodeError:
            return {}
        return stamps if isinstance(stamps, dict) else {}

    def fields_of(self, question: AskedQuestion) -> list[Field]:
        """The bound fields of a question, in order."""
        return [self._fields[name] for name in TYPES[question.type].fields(question)]


def _as_asked(section: AskedSection, answers: Mapping[str, AnswerValue | None]) -> dict[str, AnswerValue]:
    """Answers as the form can say them: an option that left the questionnaire is in no form."""
    shown = {}
    for question in section.questions:
        kind, answer = TYPES[question.type], answers.get(question.code)
        said = kind.read(question, kind.fill(question, answer)) if answer else None
        if said is not None:
            shown[question.code] = said
    return shown


def section_form(section: AskedSection, answers: Mapping[str, AnswerValue]) -> SectionForm:
    """The form of a section, filled in with the answers so far."""
    fields: dict[str, Field] = {}
    data: dict[str, object] = {}
    for question in section.questions:
        kind = TYPES[question.type]
        fields |= kind.fields(question)
        if question.code in answers:
            data |= kind.fill(question, answers[question.code])
    form_class = type("FormOfSection", (SectionForm,), {**fields, "section": section})
    form: SectionForm = form_class(data=data)
    if not form.is_submitted():
        form.show_stamps(answers, of=[question.code for question in section.questions])
    return form


class ReflectionForm(BaseForm):
    """One choice for each area of DigCompEdu; `reflection_form` adds the fields."""

    areas: tuple[AreaEntry, ...] = ()

    @property
    def levels(self) -> dict[str, str]:
        """Area → level, for what was chosen."""
        chosen = {area.code: self[f"area_{area.code}"].data for area in self.areas}
        return {code: level for code, level in chosen.items() if level}


def reflection_form(areas: tuple[AreaEntry, ...], before: Mapping[str, object]) -> ReflectionForm:
    """The form of a look at one's own competence, filled in with the last one."""
    fields: dict[str, Any] = {"areas": areas}
    for area in areas:
        choices = [SelectChoice(level, words) for level, words in area.statements.items()]
        fields[f"area_{area.code}"] = RadioField(area.text, choices=[*choices, SelectChoice(*SKIP)], default="")
    form: ReflectionForm = type("ReflectionOfPerson", (ReflectionForm,), fields)(
        data={f"area_{code}": level for code, level in before.items()}
    )
    return form
