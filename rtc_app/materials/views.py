"""Shared material: what there is, proposing something, and RTC staff who publish."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.materials import queries, service
from rtc_app.materials.forms import MaterialForm
from rtc_app.materials.models import SharedMaterial
from rtc_app.materials.queries import Wanted
from rtc_app.materials.rules import MaterialKind

bp = Blueprint("materials", __name__)


@bp.get("/materiaal")
@public
def list_materials() -> ResponseReturnValue:
    """Everything that is shared, to narrow by kind, theme and study area."""
    wanted = Wanted(*(request.args.get(name, "")[:80] for name in ("soort", "thema", "studiegebied")))
    return render_template(
        "materials/list_materials.html",
        page=queries.published(wanted, request.args.get("pagina", 1, type=int)),
        wanted=wanted,
        is_narrowed=wanted != Wanted(),
        kinds=list(MaterialKind),
        vocabulary=queries.vocabulary(),
        page_url=lambda number: url_for(
            "materials.list_materials",
            soort=wanted.kind or None,
            thema=wanted.theme or None,
            studiegebied=wanted.study_area or None,
            pagina=number if number > 1 else None,
        ),
    )


@bp.route("/materiaal/voorstel", methods=["GET", "POST"])
@requires(Permission.PROPOSE_MATERIAL)
def propose_material() -> ResponseReturnValue:
    """Offer something to everybody; RTC staff look at it first."""
    form = _form()
    if form.validate_on_submit():
        try:
            material = service.propose_material(values=_values(form), actor=signed_in_actor(), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Het materiaal staat online." if material.published_at else "Bedankt. Het RTC kijkt je voorstel na.", "ok")
            return redirect(url_for("materials.list_materials"), 303)
    return render_form("materials/propose_material.html", form)


@bp.get("/rtc/materiaal")
@requires(Permission.KEEP_MATERIAL)
def list_proposals() -> ResponseReturnValue:
    """What waits to be published, and what was taken away this month."""
    return render_template("materials/list_proposals.html", proposals=queries.proposals(), removed=queries.removed())


@bp.route("/materiaal/<int:shared_material_id>/wijzigen", methods=["GET", "POST"])
@requires(Permission.KEEP_MATERIAL, on=SharedMaterial)
def edit_material(shared_material: SharedMaterial) -> ResponseReturnValue:
    """Mend what it says, before or after it is published."""
    form = _form(shared_material)
    if form.validate_on_submit():
        try:
            service.edit_material(material=shared_material, values=_values(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash(f"‘{shared_material.title}’ is bewaard.", "ok")
            return redirect(_list_of(shared_material), 303)
    return render_form("materials/edit_material.html", form, material=shared_material)


@bp.post("/materiaal/<int:shared_material_id>/publiceren")
@requires(Permission.KEEP_MATERIAL, on=SharedMaterial)
def publish_material(shared_material: SharedMaterial) -> ResponseReturnValue:
    """Visitors see it from now on."""
    service.publish_material(material=shared_material, at=clock.now())
    flash(f"‘{shared_material.title}’ staat online.", "ok")
    return redirect(url_for("materials.list_proposals"), 303)


@bp.post("/materiaal/<int:shared_material_id>/weghalen")
@requires(Permission.KEEP_MATERIAL, on=SharedMaterial)
def take_material_away(shared_material: SharedMaterial) -> ResponseReturnValue:
    """Nobody sees it any more."""
    back = _list_of(shared_material)
    service.take_material_away(material=shared_material, at=clock.now())
    flash(f"‘{shared_material.title}’ is weg.", "ok")
    return redirect(back, 303)


def _list_of(material: SharedMaterial) -> str:
    return url_for("materials.list_materials" if material.published_at else "materials.list_proposals")


def _form(material: SharedMaterial | None = None) -> MaterialForm:
    codes = {name: concept.code if (concept := getattr(material, name, None)) else "" for name in ("theme", "study_area")}
    form = MaterialForm(obj=None, data=None if material is None else {**_stored(material), **codes})
    for name, options in queries.vocabulary().items():
        form[name].choices = [SelectChoice("", "Geen"), *(SelectChoice(code, label) for code, label in options)]
    return form


def _stored(material: SharedMaterial) -> dict[str, str]:
    return {name: getattr(material, name) for name in ("title", "kind", "summary", "url", "source", "terms", "contact")}


def _values(form: MaterialForm) -> dict[str, str]:
    return {field.name: field.data or "" for field in form if field.name != "csrf_token"}
