"""What the forms of providers make of what people type."""

import pytest
from werkzeug.datastructures import MultiDict

from rtc_app.catalogue.completeness import _OTHERS, _TAGS, _TEXTS
from rtc_app.catalogue.forms import PARTS, LinesField, MaterialsField, MeetingForm, MoneyField, part_of
from rtc_app.catalogue.forms.parts import ContentForm
from rtc_app.catalogue.service import EDITABLE_FIELDS
from rtc_app.kernel.forms import BaseForm


class Typed(BaseForm):
    class Meta:
        csrf = False

    lines = LinesField("Regels", most=3, longest=10)
    materials = MaterialsField("Materiaal")
    price = MoneyField("Prijs")


def typed(**values):
    form = Typed(MultiDict(values))
    form.validate()
    return form


def test_lines_become_a_list_without_empty_ones(app):
    assert typed(lines="een\r\n\r\n  twee  \n").lines.data == ["een", "twee"]


@pytest.mark.parametrize("text", ["a\nb\nc\nd", "veel te lang voor deze regel"])
def test_too_many_or_too_long_lines_are_refused(app, text):
    assert typed(lines=text).lines.errors


def test_a_material_can_be_borrowed(app):
    assert typed(materials="Laptop (te ontlenen)\nMeter").materials.data == [
        {"name": "Laptop", "can_borrow": True},
        {"name": "Meter", "can_borrow": False},
    ]


def test_materials_come_back_as_they_were_typed(app):
    assert typed(materials="Laptop (te ontlenen)\nMeter").materials._value() == "Laptop (te ontlenen)\nMeter"


@pytest.mark.parametrize(
    ("text", "cents"), [("", 0), ("0", 0), ("45", 4500), ("45,5", 4550), ("45,50", 4550), ("45.50", 4550), ("€ 1.250,00", 125000)]
)
def test_an_amount_is_read_as_people_write_it(app, text, cents):
    assert typed(price=text).price.data == cents


@pytest.mark.parametrize("text", ["-5", "gratis", "10001", "1,234", "NaN", "Infinity", "1e9"])
def test_what_is_no_amount_is_refused(app, text):
    assert typed(price=text).price.errors


def test_an_amount_is_shown_as_people_write_it(app):
    assert Typed(data={"price": 4550}).price._value() == "45,50"


def test_every_hole_has_a_field_in_some_part():
    fields = [name for name, _ in _TEXTS] + [name for _, name, _ in _TAGS] + [name for name, _, _ in _OTHERS]
    assert [part_of(field) for field in fields]


def test_every_editable_field_stands_in_exactly_one_part():
    fields = [field for part in PARTS.values() for field in part.fields]
    assert sorted(EDITABLE_FIELDS - set(fields)) == []
    assert len(fields) == len(set(fields))


def test_an_empty_meeting_counts_for_nothing():
    form = MeetingForm(MultiDict({"day": "", "starts": "", "ends": "", "kind": "bijeenkomst"}))
    assert form.validate()
    assert form.is_empty


@pytest.mark.parametrize(
    "values",
    [
        {"day": "2027-01-14", "starts": "13:30"},
        {"starts": "13:30", "ends": "16:30"},
        {"day": "2027-01-14", "starts": "16:30", "ends": "13:30"},
    ],
)
def test_half_a_meeting_is_refused(values):
    assert not MeetingForm(MultiDict(values | {"kind": "bijeenkomst"})).validate()


def test_a_title_is_all_a_draft_needs(app):
    with app.test_request_context():
        form = ContentForm(MultiDict({"title": "Een titel"}), meta={"csrf": False})
        assert form.validate()
