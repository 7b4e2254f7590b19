"""What a provider says once, for all its trainings: who gives them, and how it looks after quality."""

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import ProviderForm, RemoveForm, TrainerForm
from rtc_app.catalogue.models import Trainer
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


def kept_providers() -> dict[int, str]:
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
    providers = kept_providers()
    provider = _chosen_provider(providers)
    form = ProviderForm(obj=queries.profile_of_provider(provider.id))
    if form.validate_on_submit():
        service.describe_provider(
            provider=provider,
            quality_care=form.quality_care.data or "",
            declaration=form.declaration.data or "",
            at=clock.now(),
        )
        flash("Bewaard. Dit telt voor al je opleidingen.", "ok")
        return redirect(url_for("catalogue.edit_provider", verstrekker=provider.id), 303)
    trainers = queries.trainers_of([provider.id])
    return render_form("catalogue/edit_provider.html", form, provider=provider, providers=providers, trainers=trainers)


@bp.route("/mijn-aanbod/lesgevers/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_trainer() -> ResponseReturnValue:
    """A trainer who can then be chosen in each training."""
    provider = _chosen_provider(kept_providers())
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


@bp.route("/mijn-aanbod/lesgevers/<trainer_code>", methods=["GET", "POST"])
@requires(Permission.KEEP_TRAINER, on=Trainer)
def edit_trainer(trainer: Trainer) -> ResponseReturnValue:
    """What a trainer knows of subject and teaching, corrected once for every training."""
    form = TrainerForm(obj=trainer)
    if form.validate_on_submit():
        facts = {name: str(form[name].data) for name in ("name", "subject_background", "teaching_background")}
        service.edit_trainer(trainer=trainer, at=clock.now(), **facts)
        flash("De lesgever is bewaard.", "ok")
        return redirect(url_for("catalogue.edit_provider", verstrekker=trainer.provider_id), 303)
    return render_form("catalogue/edit_trainer.html", form, trainer=trainer, uses=queries.uses_of_trainer(trainer))


@bp.route("/mijn-aanbod/lesgevers/<trainer_code>/verwijderen", methods=["GET", "POST"])
@requires(Permission.KEEP_TRAINER, on=Trainer)
def remove_trainer(trainer: Trainer) -> ResponseReturnValue:
    """A trainer goes; another one comes in each of the trainings, if there are any."""
    form, uses = RemoveForm(), queries.uses_of_trainer(trainer)
    others = [one for one in queries.trainers_of([trainer.provider_id]) if one.id != trainer.id]
    form.replacement.choices = [SelectChoice(0, "Niemand"), *(SelectChoice(one.id, one.name) for one in others)]
    if form.validate_on_submit():
        replacement = next((one for one in others if one.id == form.replacement.data), None)
        provider_id = trainer.provider_id
        try:
            service.remove_trainer(trainer=trainer, replacement=replacement, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De lesgever is verwijderd.", "ok")
            return redirect(url_for("catalogue.edit_provider", verstrekker=provider_id), 303)
    return render_form("catalogue/remove_trainer.html", form, trainer=trainer, uses=uses)
