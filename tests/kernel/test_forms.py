"""Clean text, broken rules at their field, and the status of a form that comes back."""

import unicodedata

import pytest
from werkzeug.datastructures import MultiDict

from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import BaseForm, LongTextField, TextField, clean_text, render_form


class Note(BaseForm):
    title = TextField("Titel")
    text = LongTextField("Tekst")


def fill(app, **values):
    with app.test_request_context("/", method="POST"):
        form = Note(MultiDict(values), meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  ruimte  ", "ruimte"),
        ("e\u0301e\u0301n", "één"),
        ("regel\r\nregel", "regel\nregel"),
        ("🛠️ محمد d'Hondt <b>", "🛠️ محمد d'Hondt <b>"),
        ("=1+1", "=1+1"),
        (None, None),
    ],
)
def test_text_is_stored_composed_and_trimmed_and_otherwise_as_typed(typed, stored):
    assert clean_text(typed) == (unicodedata.normalize("NFC", stored) if stored else stored)


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
@pytest.mark.parametrize("field", ["title", "text"])
def test_invisible_characters_are_refused_with_a_way_out(application, field, character):
    form = fill(application, **{field: f"a{character}b"})
    assert "Haal de onzichtbare tekens uit deze tekst" in form.errors[field][0]


def test_line_ends_and_tabs_are_fine_in_long_text(application):
    assert not fill(application, text="een\n\ttwee").errors


def test_a_broken_rule_is_shown_at_its_field(application):
    form = fill(application)
    form.show(RuleViolation("Kies een andere titel.", "title"))
    assert form.errors == {"title": ["Kies een andere titel."]}


@pytest.mark.parametrize("field", [None, "nowhere"])
def test_a_broken_rule_without_field_is_shown_above_the_form(application, field):
    form = fill(application)
    form.show(RuleViolation("Dat gaat niet.", field))
    assert form.form_errors == ["Dat gaat niet."]


@pytest.mark.parametrize(("violation", "status"), [(None, 200), (RuleViolation("Nee."), 422), (RuleViolation("Nee.", "title"), 422)])
def test_a_form_with_errors_answers_422_so_that_nothing_is_stored(application, violation, status):
    with application.test_request_context("/"):
        form = Note(meta={"csrf": False})
        if violation:
            form.show(violation)
        assert render_form("errors/400.html", form).status_code == status
