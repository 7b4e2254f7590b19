"""The base form: Dutch messages, clean text, and broken rules shown at their field."""

import re
import unicodedata
from typing import Any, ClassVar

from flask import Response, make_response, render_template, request
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import ValidationError

from rtc_app.kernel.errors import RuleViolation

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def clean_text(value: str | None) -> str | None:
    """Text as it is stored: composed Unicode, unix line ends, no space at the ends."""
    if value is None:
        return None
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()


def has_control_characters(value: str) -> bool:
    """Whether the text holds characters that cannot be seen and break mail and PDF; a tab or line end is fine."""
    return bool(_CONTROL.search(value))


def refuse_control_characters(_form: object, field: Field) -> None:
    """Validator: invisible control characters come from a copy gone wrong and break mail and PDF."""
    if field.data and has_control_characters(field.data):
        raise ValidationError("Haal de onzichtbare tekens uit deze tekst; typ ze opnieuw in plaats van te plakken.")


class TextField(StringField):
    """One line of text, cleaned; give it a Length validator."""

    def __init__(self, label: str, validators: tuple[Any, ...] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, refuse_control_characters], filters=(clean_text,), **kwargs)


class LongTextField(TextAreaField):
    """Several lines of text, cleaned; give it a Length validator."""

    def __init__(self, label: str, validators: tuple[Any, ...] = (), **kwargs: Any) -> None:
        super().__init__(label, [*validators, refuse_control_characters], filters=(clean_text,), **kwargs)


class BaseForm(FlaskForm):
    """Every form of the site."""

    class Meta:
        locales: ClassVar[list[str]] = ["nl_BE", "nl"]

    def show(self, violation: RuleViolation) -> None:
        """Show a broken rule at the field it names, or above the form."""
        field = self._fields.get(violation.field or "")
        if field is None:
            self.form_errors.append(violation.message)
        else:
            field.errors = [*field.errors, violation.message]


def is_autosave() -> bool:
    """Whether the page sent its form by itself, while the visitor goes on typing."""
    return "HX-Request" in request.headers


def render_form(template: str, form: FlaskForm, **context: object) -> Response:
    """The page of a form: 200 when it is fresh, 422 when it comes back with errors, so that nothing is committed."""
    has_errors = bool(form.errors) or bool(form.form_errors)
    return make_response(render_template(template, form=form, **context), 422 if has_errors else 200)
