"""A provider describes a training, part by part, and takes it off the site or puts it back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import OrganisationKind
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import NewTrainingForm
from rtc_app.catalogue.queries import offer as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.forms import render_form


@bp.route("/mijn-aanbod/nieuw", methods=["GET", "POST"])
@requires(Permission.OFFER_TRAININGS)
def add_training() -> ResponseReturnValue:
    """A title starts a draft; the rest follows part by part."""
    actor = signed_in_actor()
    form = NewTrainingForm()
    own_ids = None if actor.is_rtc_staff else actor.provider_ids
    form.provider.choices = [SelectChoice(*choice) for choice in queries.organisation_choices(OrganisationKind.PROVIDER, own_ids)]
    form.rtc.choices = [SelectChoice(*choice) for choice in queries.organisation_choices(OrganisationKind.RTC)]
    if form.validate_on_submit():
        provider, rtc = queries.organisation(form.provider.data), queries.organisation(form.rtc.data)
        training = service.add_training(provider=provider, rtc=rtc, title=str(form.title.data), actor=actor, at=clock.now())
        flash("Je concept is bewaard. Vul nu de delen aan; dat mag in elke volgorde.", "ok")
        return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    return render_form("catalogue/add_training.html", form)
