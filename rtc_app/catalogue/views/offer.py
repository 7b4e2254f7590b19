"""A provider describes a training, part by part, and takes it off the site or puts it back."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import OrganisationKind
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import PARTS, SCHEME_OF, NewTrainingForm, Part, add_meanings
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import BaseForm, render_form
from rtc_app.reference import queries as reference


@bp.route("/mijn-aanbod/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_training() -> ResponseReturnValue:
    """A title starts a draft; the rest follows part by part."""
    actor = signed_in_actor()
    form = NewTrainingForm()
    form.provider.choices = [SelectChoice(*c) for c in queries.organisation_choices(OrganisationKind.PROVIDER, actor.provider_ids)]
    form.rtc.choices = [SelectChoice(*choice) for choice in queries.organisation_choices(OrganisationKind.RTC)]
    if form.validate_on_submit():
        provider, rtc = queries.organisation(form.provider.data), queries.organisation(form.rtc.data)
        training = service.add_training(provider=provider, rtc=rtc, title=str(form.title.data), actor=actor, at=clock.now())
        flash("Je concept is bewaard. Vul nu de delen aan; dat mag in elke volgorde.", "ok")
        return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    return render_form("catalogue/add_training.html", form)


@bp.route("/mijn-aanbod/<training_slug>/bewerken/<part_code>", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def edit_training(training: Training, part_code: str) -> ResponseReturnValue:
    """One part of the description; holes may stay until the training is submitted."""
    part = PARTS.get(part_code) or abort(404)
    was_findable = training.is_findable(clock.now())
    form = _form_of(part, training)
    if form.validate_on_submit():
        try:
            service.edit_training(training=training, actor=signed_in_actor(), at=clock.now(), **_changes(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            return _after_edit(training, part, was_findable=was_findable)
    return render_form("catalogue/edit_training.html", form, training=training, part=part, parts=PARTS, is_findable=was_findable)


def _form_of(part: Part, training: Training) -> BaseForm:
    """The form of a part, filled with what the training says now."""
    chosen: dict[str, dict[str, str]] = {}
    for tag in training.tags:
        chosen.setdefault(tag.concept.scheme.code, {})[tag.concept.code] = tag.concept.label
    names = part.fields
    data: dict[str, Any] = {name: getattr(training, name) for name in names if name not in SCHEME_OF and name != "trainers"}
    data |= {name: list(chosen.get(SCHEME_OF[name], {})) for name in names if name in SCHEME_OF}
    form_class = part.form
    if "trainers" in names:
        data["trainers"] = [trainer.id for trainer in training.trainers]
    if "eindtermen" in names:
        form_class = add_meanings(form_class, chosen.get("eindterm", {}))
        data |= {f"meaning_{tag.concept.code}": tag.meaning for tag in training.tags if tag.concept.scheme.code == "eindterm"}
    form = form_class(data=data)
    _offer_choices(form, training)
    return form


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


def _changes(form: BaseForm) -> dict[str, Any]:
    """What a form changes, in the words of the service."""
    fields, tags, trainers = {}, {}, None
    for field in form:
        if field.name in SCHEME_OF:
            meanings = {code: form[f"meaning_{code}"].data or None if f"meaning_{code}" in form else None for code in field.data}
            tags[SCHEME_OF[field.name]] = meanings
        elif field.name == "trainers":
            trainers = queries.trainers_with(field.data)
        elif field.name in service.EDITABLE_FIELDS:
            fields[field.name] = field.data
    return {"fields": fields, "tags": tags, "trainers": trainers}


def _after_edit(training: Training, part: Part, *, was_findable: bool) -> ResponseReturnValue:
    if was_findable and not training.is_findable(clock.now()):
        flash("Bewaard. De inhoud veranderde, dus staat je opleiding niet meer online. Dien ze opnieuw in.", "warn")
    else:
        flash(f"'{part.title}' is bewaard.", "ok")
    return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
