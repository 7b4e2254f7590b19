"""The form of one section, made of the fields of its questions."""

from collections.abc import Mapping
from typing import Any

from wtforms import Field

from rtc_app.kernel.forms import BaseForm
from rtc_app.needs.answer_types import TYPES
from rtc_app.needs.asking import AskedQuestion, AskedSection
from rtc_app.needs.rules import AnswerValue


class ForgetForm(BaseForm):
    """Says yes to deleting one's answers; the button is the answer."""


class SectionForm(BaseForm):
    """Base of every section's form; `section_form` adds the fields."""

    section: AskedSection

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
        """Question code → answer, None when skipped."""
        return {question.code: TYPES[question.type].read(question, self.data) for question in self.section.questions}

    def fields_of(self, question: AskedQuestion) -> list[Field]:
        """The bound fields of a question, in order."""
        return [self._fields[name] for name in TYPES[question.type].fields(question)]


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
    return form
