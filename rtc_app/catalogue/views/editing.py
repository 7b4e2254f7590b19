"""Changing a part of a training: nothing of two writers is lost, and what is online says first what a change will do."""

import hashlib

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import PARTS, Difference, Part, PartForm, differences, marks, read_marks, settle
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries.writers import last_writers
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.catalogue.views.part_forms import changes_in, edit_key, forms_of, names_of
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.panels import panels_for

#: What the pages of this module send along and is no part of the description.
_OWN_NAMES = frozenset({"csrf_token", "agreed", "back"})
_KEEP = "keep_"


@bp.route("/mijn-aanbod/<training_slug>/bewerken/<part_code>", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def edit_training(training: Training, part_code: str) -> ResponseReturnValue:
    """One part of the description; holes may stay until the training is submitted."""
    part = PARTS.get(part_code) or abort(404)
    if request.method == "POST":
        service.hold_training(training)
    was_findable = training.is_findable(clock.now())
    form, stored = forms_of(part, training)
    if form.validate_on_submit() and "back" not in request.form:
        try:
            question = _settle(form, stored, training, part) or _agree(form, stored, training, part, was_findable=was_findable)
            if question is not None:
                return question
            service.edit_training(training=training, actor=signed_in_actor(), at=clock.now(), **changes_in(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            return _after_edit(training, part, was_findable=was_findable)
    return render_form("catalogue/edit_training.html", form, training=training, part=part, parts=PARTS, is_findable=was_findable)


def _settle(form: PartForm, stored: PartForm, training: Training, part: Part) -> ResponseReturnValue | None:
    """Leave in the form only what its writer changed; the page that asks which value stays, when somebody else changed it too."""
    names, seen = names_of(form), read_marks(form.seen.data)
    stored_marks = marks(stored, names)
    settled = settle(seen, stored_marks, marks(form, names))
    kept = {name for name in settled.in_conflict if request.form.get(_KEEP + name) == "stored"}
    chosen = {name for name in settled.in_conflict if request.form.get(_KEEP + name) == f"sent {stored_marks[name]}"}
    if settled.in_conflict - kept - chosen:
        return _ask_which(training, part, differences(stored, form, settled.in_conflict), stored_marks)
    for name in set(names) - settled.changed | kept:
        form[name].data = stored[name].data
    return None


def _agree(form: PartForm, stored: PartForm, training: Training, part: Part, *, was_findable: bool) -> ResponseReturnValue | None:
    """The page that says what a change of a training online does, unless it was agreed to or touches nothing that was judged."""
    names = names_of(form)
    before, after = marks(stored, names), marks(form, names)
    changed = {name for name in names if before[name] != after[name]}
    found = differences(stored, form, changed)
    if not was_findable or not changed or request.form.get("agreed") == _seal(training, found):
        return None
    is_judged = service.changes_judged_content(training=training, actor=signed_in_actor(), at=clock.now(), **changes_in(form))
    return _ask_to_agree(training, part, found, changed) if is_judged else None


def _ask_which(training: Training, part: Part, conflicts: list[Difference], stored: dict[str, str]) -> ResponseReturnValue:
    """Two people changed the same field: both values, to choose from."""
    keys = {one.field: edit_key(one.field) for one in conflicts}
    page = render_template(
        "catalogue/merge_training.html",
        training=training,
        part=part,
        conflicts=conflicts,
        stored=stored,
        sent=[pair for pair in _sent() if not pair[0].startswith(_KEEP)],
        keys=keys,
        writers=last_writers(training.id, set(keys.values())),
    )
    return make_response(page, 409)


def _ask_to_agree(training: Training, part: Part, found: list[Difference], changed: set[str]) -> ResponseReturnValue:
    """A training online: what will change, and what that reopens."""
    page = render_template(
        "catalogue/confirm_edit.html",
        training=training,
        part=part,
        differences=found,
        sent=_sent(),
        agreed=_seal(training, found),
        panels=panels_for("reopens", (training, changed), actor()),
    )
    return make_response(page, 409)


def _sent() -> list[tuple[str, str]]:
    """Everything that was filled in, to be sent again from another page."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in _OWN_NAMES]


def _seal(training: Training, found: list[Difference]) -> str:
    """Ties an agreement to exactly these changes of exactly this content."""
    return hashlib.sha256(repr((training.content_hash, found)).encode()).hexdigest()


def _after_edit(training: Training, part: Part, *, was_findable: bool) -> ResponseReturnValue:
    if was_findable and not training.is_findable(clock.now()):
        flash("Bewaard. De inhoud veranderde, dus staat je opleiding niet meer online. Dien ze opnieuw in.", "warn")
    else:
        flash(f"‘{part.title}’ is bewaard.", "ok")
    return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
