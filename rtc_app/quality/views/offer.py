"""A provider's own trainings: their state, why one is not online, submitting it, and the verdict per criterion."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.forms import PARTS, part_of
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.views import bp


@bp.route("/mijn-aanbod", methods=["GET"])
@requires(Permission.OFFER_TRAININGS)
def list_own_trainings() -> ResponseReturnValue:
    """My trainings, each with one word for its state and what to do next."""
    return render_template("quality/list_own_trainings.html", own=queries.own_trainings(signed_in_actor().provider_ids, clock.now()))


@bp.route("/mijn-aanbod/<training_slug>", methods=["GET"])
@requires(Permission.EDIT_TRAINING, on=Training)
def show_own_training(training: Training) -> ResponseReturnValue:
    """One training: why it is (not) online with a link per hole, its parts, its sessions, and the way to submit it."""
    now = clock.now()
    own = queries.own_training(queries.load_content(training.id), now)
    holes = [(hole, part_of(hole.field)) for hole in own.holes]
    return render_template(
        "quality/show_own_training.html",
        own=own,
        training=training,
        holes=holes,
        parts=PARTS.values(),
        now=now,
        rounds=queries.rounds_of(training.id),
    )


@bp.route("/mijn-aanbod/<training_slug>/indienen", methods=["POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def submit_training(training: Training) -> ResponseReturnValue:
    """The training goes to the assessors; when something is missing, the page says what."""
    try:
        service.submit(training=training, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
    else:
        flash("Je opleiding is ingediend. Je krijgt een mail zodra er beslist is.", "ok")
    return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)


@bp.route("/mijn-aanbod/<training_slug>/beoordeling", methods=["GET"])
@requires(Permission.EDIT_TRAINING, on=Training)
def show_verdict(training: Training) -> ResponseReturnValue:
    """Every decision on this training, newest first, with the reason per criterion (QA-13)."""
    return render_template("quality/show_verdict.html", training=training, rounds=queries.rounds_of(training.id))
