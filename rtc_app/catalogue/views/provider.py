"""What a provider says once, for all its trainings: who gives them, where, and how it looks after quality."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import LocationForm, ProviderForm, TrainerForm
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import local_path
from rtc_app.reference import queries as reference


def _providers() -> dict[int, str]:
    """The providers one keeps: one's own, for who works at an RTC all; id → name."""
    person = signed_in_actor()
    return dict(queries.organisation_choices(OrganisationKind.PROVIDER, None if person.is_rtc_staff else person.provider_ids))


def _chosen_provider(providers: dict[int, str]) -> Organisation:
    """The one the address names, or the first; 404 for one that is not kept."""
    wanted = request.args.get("verstrekker", next(iter(providers), 0), type=int)
    return queries.organisation(wanted) if wanted in providers else abort(404)


@bp.route("/mijn-aanbod/verstrekker", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def edit_provider() -> ResponseReturnValue:
    """Quality care and declarations, said once; and the trainers of the organisation."""
    providers = _providers()
    provider = _chosen_provider(providers)
    form = ProviderForm(obj=queries.profile_of_provider(provider.id))
    if form.validate_on_submit():
        service.describe_provider(provider=provider, quality_care=form.quality_care.data or "", declaration=form.declaration.data or "")
        flash("Bewaard. Dit telt voor al je opleidingen.", "ok")
        return redirect(url_for("catalogue.edit_provider", verstrekker=provider.id), 303)
    trainers = queries.trainers_of([provider.id])
    return render_form("catalogue/edit_provider.html", form, provider=provider, providers=providers, trainers=trainers)


@bp.route("/mijn-aanbod/lesgevers/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_trainer() -> ResponseReturnValue:
    """A trainer who can then be chosen in each training."""
    provider = _chosen_provider(_providers())
    form = TrainerForm()
    if form.validate_on_submit():
        service.add_trainer(
            provider=provider,
            name=str(form.name.data),
            subject_background=str(form.subject_background.data),
            teaching_background=str(form.teaching_background.data),
        )
        flash("De lesgever is bewaard. Kies die nu bij je opleiding, onder ‘Praktisch’.", "ok")
        return redirect(url_for("catalogue.edit_provider", verstrekker=provider.id), 303)
    return render_form("catalogue/add_trainer.html", form, provider=provider)


@bp.route("/mijn-aanbod/plaatsen/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_location() -> ResponseReturnValue:
    """A place that can then be chosen for a session; afterwards back to where one came from."""
    back = local_path(request.args.get("terug")) or url_for("quality.list_own_trainings")
    form = LocationForm()
    provinces = reference.concepts_by_code("provincie")
    form.province.choices = [SelectChoice(code, concept.label) for code, concept in provinces.items()]
    if form.validate_on_submit():
        facts = {name: form[name].data for name in ("name", "street", "postcode", "city", "access", "has_public_transport")}
        service.add_location(province=provinces[str(form.province.data)], **facts)
        flash("De plaats is bewaard. Je kan ze nu kiezen.", "ok")
        return redirect(back, 303)
    return render_form("catalogue/add_location.html", form, back=back)
