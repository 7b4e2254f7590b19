"""The queue of the assessors: taking and dividing work, a new look at what ends, agreements that were kept, the history."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import can, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries, service
from rtc_app.quality.models import Assessment, RepairAction
from rtc_app.quality.views import bp


@bp.route("/beoordelingen", methods=["GET"])
@requires(Permission.ASSESS_TRAININGS)
def list_queue() -> ResponseReturnValue:
    """What waits, most urgent first and then oldest; what colleagues handed over; what to look at again; what was decided last."""
    number = request.args.get("pagina", 1, type=int)
    return render_template("quality/list_queue.html", queue=queries.queue(clock.now(), number, reader=signed_in_actor()))


@bp.route("/beoordelingen/<int:assessment_id>/nemen", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def start_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The training is on my desk; colleagues see that."""
    try:
        service.start_assessment(assessment=assessment, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
        return redirect(url_for("quality.list_queue"), 303)
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


@bp.route("/beoordelingen/verdelen", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS)
def distribute_work() -> ResponseReturnValue:
    """What nobody took goes to the assessors with the least on their desk."""
    given = service.distribute(actor=signed_in_actor(), at=clock.now())
    words = {0: "Er was niets te verdelen.", 1: "Eén opleiding is verdeeld."}.get(given, f"{given} opleidingen zijn verdeeld.")
    flash(words, "ok")
    return redirect(url_for("quality.list_queue"), 303)


@bp.route("/beoordelingen/opnieuw/<training_slug>", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Training)
def reassess_training(training: Training) -> ResponseReturnValue:
    """A new look at a training that stays on the site meanwhile."""
    try:
        assessment = service.reassess(training=training, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
        return redirect(url_for("quality.list_queue"), 303)
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


@bp.route("/beoordelingen/afspraken/<int:repair_action_id>/opgelost", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=RepairAction)
def solve_action(repair_action: RepairAction) -> ResponseReturnValue:
    """An agreement was kept; the training stays online until the next date, or for its full term."""
    service.solve_action(action=repair_action, actor=signed_in_actor(), at=clock.now())
    flash("De afspraak is opgelost.", "ok")
    return redirect(url_for("quality.list_queue"), 303)


@bp.route("/beoordelingen/<int:assessment_id>/verloop", methods=["GET"])
@requires(Permission.VIEW_ASSESSMENT, on=Assessment)
def show_history(assessment: Assessment) -> ResponseReturnValue:
    """Everything that happened to the training in all its rounds, newest first (QA-12)."""
    is_staff = can(Permission.VIEW_DESK)
    rounds = queries.history(assessment.training_id, is_staff=is_staff)
    return render_template("quality/show_history.html", training=assessment.training, rounds=rounds, is_staff=is_staff)
