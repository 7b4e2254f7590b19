"""A provider proves what it says: evidence with a training, and its own file with declarations, reused by all its trainings."""

from flask import Response, abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.queries import offer
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.forms import DeclarationForm, EvidenceForm
from rtc_app.quality.models import AccountDuty, Criterion, Declaration, Evidence
from rtc_app.quality.views import bp


@bp.route("/mijn-aanbod/<training_slug>/bewijs", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def add_evidence(training: Training) -> ResponseReturnValue:
    """Files that prove what the training promises, by criterion; and the provider's file, to confirm for this training."""
    wanted = {rule.code for rule in queries.applicable_now(training) if not rule.same_as}
    form = _evidence_form([c for c in queries.criteria_of(queries.current_framework()) if c.code in wanted])
    if form.validate_on_submit() and _kept(form, training.provider, training):
        return redirect(url_for("quality.add_evidence", training_slug=training.slug), 303)
    return render_form(
        "quality/add_evidence.html",
        form,
        training=training,
        files=queries.evidence_of(training.provider_id, training.id),
        confirmation=queries.confirmation_of(training),
    )


@bp.route("/mijn-aanbod/<training_slug>/dossier-bevestigen", methods=["POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def confirm_file(training: Training) -> ResponseReturnValue:
    """The provider's file holds for this training."""
    service.confirm_file(training=training, actor=signed_in_actor(), at=clock.now())
    flash("Bevestigd: je dossier geldt voor deze opleiding.", "ok")
    return redirect(url_for("quality.add_evidence", training_slug=training.slug), 303)


@bp.route("/mijn-aanbod/dossier", methods=["GET", "POST"])
@requires(Permission.HAVE_PROVIDER_FILE)
def edit_provider_file() -> ResponseReturnValue:
    """What counts for all my trainings: proof of quality care and of trainers, and declarations."""
    provider = _own_provider()
    form = _evidence_form([c for c in queries.criteria_of(queries.current_framework()) if c.level == "provider"])
    if form.validate_on_submit() and _kept(form, provider, None):
        return redirect(url_for("quality.edit_provider_file"), 303)
    return render_form(
        "quality/edit_provider_file.html",
        form,
        provider=provider,
        files=queries.evidence_of(provider.id, None),
        declarations=queries.declarations_of(provider.id),
    )


@bp.route("/mijn-aanbod/verklaringen/nieuw", methods=["GET", "POST"])
@requires(Permission.HAVE_PROVIDER_FILE)
def add_declaration() -> ResponseReturnValue:
    """Who stands behind an application, whose the data are, and what an account asks of people."""
    form = DeclarationForm()
    if form.validate_on_submit():
        service.declare(provider=_own_provider(), words=_declared(form), actor=signed_in_actor(), at=clock.now())
        flash("Je verklaring is bewaard. Ze telt voor al je opleidingen.", "ok")
        return redirect(url_for("quality.edit_provider_file"), 303)
    return render_form("quality/edit_declaration.html", form, declaration=None)


@bp.route("/mijn-aanbod/verklaringen/<int:declaration_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_PROVIDER_FILE, on=Declaration)
def edit_declaration(declaration: Declaration) -> ResponseReturnValue:
    """Change a declaration; RTC looks again at what rests on it."""
    form = DeclarationForm(obj=declaration)
    if form.validate_on_submit():
        provider = offer.organisation(declaration.provider_id)
        service.declare(provider=provider, words=_declared(form), actor=signed_in_actor(), at=clock.now(), declaration=declaration)
        flash("Je verklaring is gewijzigd.", "ok")
        return redirect(url_for("quality.edit_provider_file"), 303)
    return render_form("quality/edit_declaration.html", form, declaration=declaration)


@bp.route("/mijn-aanbod/verklaringen/<int:declaration_id>/intrekken", methods=["POST"])
@requires(Permission.KEEP_PROVIDER_FILE, on=Declaration)
def withdraw_declaration(declaration: Declaration) -> ResponseReturnValue:
    """Take a declaration back."""
    service.withdraw_declaration(declaration=declaration, actor=signed_in_actor(), at=clock.now())
    flash("De verklaring is ingetrokken.", "ok")
    return redirect(url_for("quality.edit_provider_file"), 303)


@bp.route("/mijn-aanbod/bewijs/<int:evidence_id>/verwijderen", methods=["POST"])
@requires(Permission.KEEP_PROVIDER_FILE, on=Evidence)
def remove_evidence(evidence: Evidence) -> ResponseReturnValue:
    """Take a file away."""
    service.remove_evidence(evidence=evidence, actor=signed_in_actor(), at=clock.now())
    flash("Het bestand is verwijderd.", "ok")
    if evidence.training is None:
        return redirect(url_for("quality.edit_provider_file"), 303)
    return redirect(url_for("quality.add_evidence", training_slug=evidence.training.slug), 303)


@bp.route("/bewijs/<int:evidence_id>", methods=["GET"])
@requires(Permission.VIEW_EVIDENCE, on=Evidence)
def download_evidence(evidence: Evidence) -> ResponseReturnValue:
    """The file itself, always to save and never to show in the browser."""
    if evidence.removed_at is not None:
        abort(404)
    response = Response(evidence.content, mimetype=evidence.media_type)
    response.headers.set("Content-Disposition", "attachment", filename=evidence.filename)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _own_provider() -> Organisation:
    return offer.organisation(min(signed_in_actor().provider_ids))


def _evidence_form(criteria: list[Criterion]) -> EvidenceForm:
    form = EvidenceForm()
    form.criterion.choices = [SelectChoice(c.code, f"{c.code}: {c.text}") for c in criteria if not c.same_as]
    return form


def _kept(form: EvidenceForm, provider: Organisation, training: Training | None) -> bool:
    """Keep the upload; what may not be is shown at its field."""
    upload = service.Upload(form.file.data.filename or "", form.file.data.read())
    try:
        service.add_evidence(
            provider=provider,
            training=training,
            criterion=str(form.criterion.data),
            upload=upload,
            description=form.description.data or "",
            actor=signed_in_actor(),
            at=clock.now(),
        )
    except RuleViolation as violation:
        form.show(violation)
        return False
    flash("Het bestand is bewaard.", "ok")
    return True


def _declared(form: DeclarationForm) -> service.Declared:
    names = ("application", "vendor", "data_owner", "personal_data", "licence")
    return service.Declared(account=AccountDuty(form.account.data), **{name: form[name].data or "" for name in names})
