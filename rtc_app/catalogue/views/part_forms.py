"""The form of a part of a training: filled with what is stored, and read back into the words of the service."""

from typing import Any

from flask import request
from wtforms.fields.choices import SelectChoice

from rtc_app.catalogue import service
from rtc_app.catalogue.forms import SCHEME_OF, Part, PartForm, add_meanings, marks, write_marks
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries import offer as queries
from rtc_app.kernel.forms import BaseForm
from rtc_app.reference import queries as reference

_MEANING = "meaning_"


def forms_of(part: Part, training: Training) -> tuple[PartForm, PartForm]:
    """The form as it is sent, or fresh; and the same form with what is stored."""
    chosen = _chosen(training)
    form_class = part.form
    data = {name: getattr(training, name) for name in part.fields if name not in SCHEME_OF and name != "trainers"}
    data |= {name: list(chosen.get(SCHEME_OF[name], {})) for name in part.fields if name in SCHEME_OF}
    if "trainers" in part.fields:
        data["trainers"] = [trainer.id for trainer in training.trainers]
    if "eindtermen" in part.fields:
        form_class = add_meanings(form_class, chosen.get("eindterm", {}) | _sent_eindtermen())
        data |= {_MEANING + tag.concept.code: tag.meaning for tag in training.tags if tag.concept.scheme.code == "eindterm"}
    stored = form_class(formdata=None, data=data)
    data["seen"] = write_marks(marks(stored, names_of(stored)))
    sent = form_class(data=data)
    for form in (sent, stored):
        _offer_choices(form, training)
    return sent, stored


def names_of(form: BaseForm) -> list[str]:
    """The fields that describe the training."""
    return [field.name for field in form if field.name not in ("seen", "csrf_token")]


def edit_key(name: str) -> str:
    """The name under which the service remembers who wrote a field of a form."""
    return "eindterm" if name.startswith(_MEANING) else SCHEME_OF.get(name, name)


def changes_in(form: PartForm) -> dict[str, Any]:
    """What a form says, in the words of the service."""
    fields, tags, trainers = {}, {}, None
    for field in form:
        if field.name in SCHEME_OF:
            meanings = {code: form[_MEANING + code].data or None if _MEANING + code in form else None for code in field.data}
            tags[SCHEME_OF[field.name]] = meanings
        elif field.name == "trainers":
            trainers = queries.trainers_with(field.data)
        elif field.name in service.EDITABLE_FIELDS:
            fields[field.name] = field.data
    return {"fields": fields, "tags": tags, "trainers": trainers}


def _chosen(training: Training) -> dict[str, dict[str, str]]:
    """Scheme → {code: label} of its tags."""
    chosen: dict[str, dict[str, str]] = {}
    for tag in training.tags:
        chosen.setdefault(tag.concept.scheme.code, {})[tag.concept.code] = tag.concept.label
    return chosen


def _sent_eindtermen() -> dict[str, str]:
    """Eindtermen whose meaning was typed on a page from before somebody took them away."""
    codes = {name.removeprefix(_MEANING) for name in request.form if name.startswith(_MEANING)}
    return {code: label for code, label in reference.choices("eindterm") if code in codes} if codes else {}


def _offer_choices(form: BaseForm, training: Training) -> None:
    for field in form:
        if field.name in SCHEME_OF:
            with_code = field.name in ("eindtermen", "digcompedu")
            pairs = reference.choices(SCHEME_OF[field.name])
            if field.name == "digcompedu":
                pairs = [pair for pair in pairs if "." in pair[0]]  # competences, not the areas above them
            field.choices = [SelectChoice(code, f"{code} {label}" if with_code else label) for code, label in pairs]
        elif field.name == "trainers":
            field.choices = [SelectChoice(trainer.id, trainer.name) for trainer in queries.trainers_of([training.provider_id])]
