"""Ending a round: the assessor hands it over, a colleague decides or sends it back, and the report."""

from flask import abort, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import absolute_url_for
from rtc_app.quality import queries, service
from rtc_app.quality.forms import DecisionForm, RemarkForm, decision_form, field_name
from rtc_app.quality.models import Assessment
from rtc_app.quality.rules import Outcome, needing_action, outcome, unjudged
from rtc_app.quality.views import bp


@bp.route("/beoordelingen/<int:assessment_id>/beslissing", methods=["GET", "POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def decide_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The outcome that follows from the judgements: the assessor hands it over, somebody else decides."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    rules, opinions = queries.applicable_rules(assessment), queries.opinions_of(assessment)
    missing = unjudged(rules, opinions)
    result = None if missing else outcome(rules, opinions)
    needed = needing_action(rules, opinions) if result is Outcome.CONDITIONAL else []
    form = _form_of(assessment, needed)
    hands_over = _hands_over(assessment)
    if result and form.validate_on_submit() and (_proposed if hands_over else _decided)(assessment, form, needed):
        return redirect(url_for("quality.list_queue"), 303)
    context = {"assessment": assessment, "missing": missing, "result": result, "opinions": opinions, "hands_over": hands_over}
    criteria = queries.criteria_by_code(assessment.framework, needed)
    return render_form("quality/decide_assessment.html", form, needed=criteria, remark_form=RemarkForm(), field_name=field_name, **context)


@bp.route("/beoordelingen/<int:assessment_id>/terugsturen", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def send_back(assessment: Assessment) -> ResponseReturnValue:
    """Not agreed: the assessor looks again, with my remark beside the criteria."""
    form = RemarkForm()
    try:
        service.send_back(assessment=assessment, remark=form.remark.data or "", actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
        return redirect(url_for("quality.decide_assessment", assessment_id=assessment.id), 303)
    flash("Teruggestuurd. Je collega leest je opmerking bij de opleiding.", "ok")
    return redirect(url_for("quality.list_queue"), 303)


@bp.route("/beoordelingen/<int:assessment_id>/verslag", methods=["GET"])
@requires(Permission.VIEW_ASSESSMENT, on=Assessment)
def show_assessment(assessment: Assessment) -> ResponseReturnValue:
    """The report of one decided round, to read and to print."""
    if assessment.outcome is None:
        abort(404)
    return render_template("quality/show_assessment.html", round=assessment, training=assessment.training)


def _four_eyes() -> bool:
    return bool(current_app.config["FOUR_EYES"])


def _hands_over(assessment: Assessment) -> bool:
    """Whether this person can only hand the round over: it was not handed over yet, or he judged in it."""
    if not _four_eyes():
        return False
    return assessment.proposed_at is None or signed_in_actor().id in queries.judges_of(assessment)


def _form_of(assessment: Assessment, needed: list[str]) -> DecisionForm:
    """The form with what was proposed, or agreed before."""
    data: dict[str, object] = {"revision": assessment.revision, "note": assessment.note}
    for action in assessment.actions:
        data[field_name(action.criterion.code)] = {"action": action.action, "owner": action.owner, "due_on": action.due_on}
    return decision_form(needed)(data=data)


def _proposed(assessment: Assessment, form: DecisionForm, needed: list[str]) -> bool:
    """Hand over; a broken rule is shown on the form."""
    try:
        service.propose(
            assessment=assessment, actor=signed_in_actor(), at=clock.now(), note=form.note.data or "", actions=form.plans(needed)
        )
    except RuleViolation as violation:
        form.show(violation)
        return False
    flash(f"{assessment.training.title} is voorgelegd. Een collega beslist.", "ok")
    return True


def _decided(assessment: Assessment, form: DecisionForm, needed: list[str]) -> bool:
    """Decide; a broken rule is shown on the form."""
    try:
        result = service.decide(
            assessment=assessment,
            actor=signed_in_actor(),
            at=clock.now(),
            note=form.note.data or "",
            actions=form.plans(needed),
            link=absolute_url_for("quality.show_verdict", training_slug=assessment.training.slug),
            revision=int(form.revision.data),
            four_eyes=_four_eyes(),
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
