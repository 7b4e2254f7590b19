"""Where sessions are held: places of a provider, and those of the RTCs for everybody."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import LocationForm, RemoveForm
from rtc_app.catalogue.models import Location
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import local_path
from rtc_app.reference import queries as reference

_FIELDS = ("name", "street", "postcode", "city", "access", "equipment", "has_public_transport")


@bp.route("/mijn-aanbod/plaatsen", methods=["GET"])
@requires(Permission.OFFER_TRAININGS)
def list_locations() -> ResponseReturnValue:
    """The places one keeps: one's own, for who works at an RTC all."""
    person = signed_in_actor()
    locations = queries.kept_locations(None if person.is_rtc_staff else person.provider_ids)
    return render_template("catalogue/list_locations.html", locations=locations)


@bp.route("/mijn-aanbod/plaatsen/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_location() -> ResponseReturnValue:
    """A place that can then be chosen for a session; afterwards back to where one came from."""
    back = local_path(request.args.get("terug")) or url_for("catalogue.list_locations")
    person, form = signed_in_actor(), _with_provinces(LocationForm())
    if form.validate_on_submit():
        provider = None if person.is_rtc_staff else queries.organisation(min(person.provider_ids))
        service.add_location(provider=provider, **_facts(form))
        flash("De plaats is bewaard. Je kan ze nu kiezen.", "ok")
        return redirect(back, 303)
    return render_form("catalogue/add_location.html", form, back=back)


@bp.route("/mijn-aanbod/plaatsen/<int:location_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_LOCATION, on=Location)
def edit_location(location: Location) -> ResponseReturnValue:
    """Address, access and equipment of a place, corrected for every session there."""
    data = {name: getattr(location, name) for name in _FIELDS} | {"province": location.province.code}
    form = _with_provinces(LocationForm(data=data))
    if form.validate_on_submit():
        service.edit_location(location=location, **_facts(form))
        flash("De plaats is bewaard.", "ok")
        return redirect(url_for("catalogue.list_locations"), 303)
    return render_form("catalogue/edit_location.html", form, location=location)


@bp.route("/mijn-aanbod/plaatsen/<int:location_id>/verwijderen", methods=["GET", "POST"])
@requires(Permission.KEEP_LOCATION, on=Location)
def remove_location(location: Location) -> ResponseReturnValue:
    """A place that is there twice goes; its sessions go to the one that stays."""
    form, uses = RemoveForm(), queries.uses_of_location(location)
    form.replacement.choices = [SelectChoice(0, "Geen"), *(SelectChoice(*choice) for choice in queries.replacing_locations(location))]
    if form.validate_on_submit():
        try:
            service.remove_location(location=location, replacement=queries.location(form.replacement.data or 0))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De plaats is verwijderd.", "ok")
            return redirect(url_for("catalogue.list_locations"), 303)
    return render_form("catalogue/remove_location.html", form, location=location, uses=uses)


def _with_provinces(form: LocationForm) -> LocationForm:
    form.province.choices = [SelectChoice(code, concept.label) for code, concept in reference.concepts_by_code("provincie").items()]
    return form


def _facts(form: LocationForm) -> dict[str, Any]:
    facts = {name: form[name].data for name in _FIELDS}
    return facts | {"province": reference.concepts_by_code("provincie")[str(form.province.data)]}
