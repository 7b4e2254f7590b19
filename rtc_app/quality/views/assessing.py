"""The work of an assessor: the queue, one screen per training, and the decision."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import absolute_url_for
from rtc_app.quality import queries, service
from rtc_app.quality.forms import DecisionForm, RoundForm, decision_form, field_name, round_form
from rtc_app.quality.models import Assessment, RepairAction
from rtc_app.quality.queries import Workspace
from rtc_app.quality.rules import Outcome, needing_action, outcome, unjudged
from rtc_app.quality.views import bp


@bp.route("/beoordelingen", methods=["GET"])
@requires(Permission.ASSESS_TRAININGS)
def list_queue() -> ResponseReturnValue:
    """What waits for a decision, oldest first; agreements that run; what was decided last."""
    return render_template("quality/list_queue.html", queue=queries.queue(), now=clock.now())


@bp.route("/beoordelingen/<int:assessment_id>", methods=["GET", "POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def judge_training(assessment: Assessment) -> ResponseReturnValue:
    """Every criterion with what it judges; what is filled in is kept, the rest may wait."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    page = queries.workspace(assessment)
    form = _form_of(page)
    if form.validate_on_submit():
        codes, points = [item.criterion.code for item in page.items], [point.code for point in page.points]
        note = service.Note(form.opinions(codes), form.points(points))
        try:
            service.save_round(assessment=assessment, note=note, actor=signed_in_actor(), at=clock.now(), revision=int(form.revision.data))
        except RuleViolation as violation:
            form.show(violation)
            form.revision.data = assessment.revision
        else:
            return _after_saving(assessment)
    return render_form("quality/judge_training.html", form, page=page, field_name=field_name)


@bp.route("/beoordelingen/<int:assessment_id>/nemen", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def start_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The training is on my desk; colleagues see that."""
    service.start_assessment(assessment=assessment, actor=signed_in_actor(), at=clock.now())
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


@bp.route("/beoordelingen/<int:assessment_id>/nieuwe-inhoud", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def take_new_content(assessment: Assessment) -> ResponseReturnValue:
    """From now on the judgement is about what the provider wrote last."""
    service.take_new_content(assessment=assessment, actor=signed_in_actor(), at=clock.now())
    flash("Je beoordeelt nu de nieuwe inhoud. Kijk je oordelen na.", "warn")
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


@bp.route("/beoordelingen/<int:assessment_id>/beslissing", methods=["GET", "POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def decide_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The outcome that follows from the judgements; with agreements when it is conditional."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    rules, opinions = queries.applicable_rules(assessment), queries.opinions_of(assessment)
    missing = unjudged(rules, opinions)
    result = None if missing else outcome(rules, opinions)
    needed = needing_action(rules, opinions) if result is Outcome.CONDITIONAL else []
    form = decision_form(needed)(data={"revision": assessment.revision})
    if result and form.validate_on_submit() and _decided(assessment, form, needed):
        return redirect(url_for("quality.list_queue"), 303)
    context = {"assessment": assessment, "missing": missing, "result": result, "opinions": opinions}
    return render_form(
        "quality/decide_assessment.html",
        form,
        needed=queries.criteria_by_code(assessment.framework, needed),
        field_name=field_name,
        **context,
    )


@bp.route("/beoordelingen/<int:assessment_id>/verslag", methods=["GET"])
@requires(Permission.VIEW_ASSESSMENT, on=Assessment)
def show_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The report of one decided round, to read and to print."""
    if assessment.outcome is None:
        abort(404)
    return render_template("quality/show_assessment.html", round=assessment, training=assessment.training)


@bp.route("/beoordelingen/afspraken/<int:repair_action_id>/opgelost", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=RepairAction)
def solve_action(repair_action: RepairAction) -> ResponseReturnValue:
    """An agreement was kept; the training stays online until the next date, or for its full term."""
    service.solve_action(action=repair_action, actor=signed_in_actor(), at=clock.now())
    flash("De afspraak is opgelost.", "ok")
    return redirect(url_for("quality.list_queue"), 303)


def _form_of(page: Workspace) -> RoundForm:
    """The form filled with what was judged so far."""
    judged = {j.point.code: j for j in page.assessment.checklist_judgements}
    data: dict[str, object] = {"revision": page.assessment.revision}
    for item in page.items:
        if item.judgement:
            data[field_name(item.criterion.code)] = {"verdict": item.judgement.verdict, "reason": item.judgement.reason}
    for code, judgement in judged.items():
        data[field_name(code)] = {"is_met": "ja" if judgement.is_met else "nee", "reason": judgement.reason}
    return round_form([item.criterion.code for item in page.items], [point.code for point in page.points])(data=data)


def _after_saving(assessment: Assessment) -> ResponseReturnValue:
    if "beslis" in request.form:
        return redirect(url_for("quality.decide_assessment", assessment_id=assessment.id), 303)
    flash("Bewaard. Je kan later verder.", "ok")
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


def _decided(assessment: Assessment, form: DecisionForm, needed: list[str]) -> bool:
    """Decide; a broken rule is shown on the form."""
    link = absolute_url_for("quality.show_verdict", training_slug=assessment.training.slug)
    try:
        result = service.decide(
            assessment=assessment,
            actor=signed_in_actor(),
            at=clock.now(),
            note=form.note.data or "",
            actions=form.plans(needed),
            link=link,
            revision=int(form.revision.data),
        )
    except RuleViolation as violation:
        form.show(violation)
        form.revision.data = assessment.revision
        return False
    flash(f"Beslist: {assessment.training.title} {_DECIDED[result]}. De verstrekker krijgt een mail.", "ok")
    return True


_DECIDED = {
    Outcome.ACCEPTED: "voldoet en staat online",
    Outcome.CONDITIONAL: "is voorwaardelijk aanvaard en staat online",
    Outcome.REFUSED: "voldoet niet en blijft onzichtbaar",
}
