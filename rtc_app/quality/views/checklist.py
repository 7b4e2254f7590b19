"""The points of the checklist that a person judges, kept while typing; a plain form underneath (QA-09, QA-11)."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.forms import PointsForm, field_name, points_form
from rtc_app.quality.models import Assessment
from rtc_app.quality.views import bp


@bp.route("/beoordelingen/<int:assessment_id>/checklist", methods=["GET", "POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def judge_checklist(assessment: Assessment) -> ResponseReturnValue:
    """The points of the checklist that a person judges; they never count for the outcome (QA-09)."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    is_auto = "HX-Request" in request.headers
    page = queries.workspace(assessment)
    points = queries.points_page(page.training, assessment.framework)
    form = _form_of(assessment, points.codes)
    is_kept = form.is_submitted() and _keep(form, assessment, points.codes, is_auto=is_auto)
    if is_kept and not is_auto:
        flash("De checklist is bewaard.", "ok")
        return redirect(url_for("quality.judge_checklist", assessment_id=assessment.id), 303)
    context = {"page": page, "points": points, "field_name": field_name, "is_kept": is_kept, "is_auto": is_auto}
    context["stored"] = queries.point_judgements(assessment)
    if is_kept:  # kept while typing: what is half filled in waits, and is no reason to undo the rest
        return render_template("quality/judge_checklist.html", form=form, **context)
    return render_form("quality/judge_checklist.html", form, **context)


def _form_of(assessment: Assessment, codes: list[str]) -> PointsForm:
    known = queries.point_judgements(assessment)
    data = {
        field_name(code): {"is_met": "ja" if said.is_met else "nee", "reason": said.reason, "seen": said.stamp}
        for code, said in known.items()
    }
    return points_form(codes)(data=data)


def _keep(form: PointsForm, assessment: Assessment, codes: list[str], *, is_auto: bool) -> bool:
    """Keep what is filled in. While typing, a point that is only half filled in waits and the others are kept all the same."""
    if not form.validate() and (not is_auto or "csrf_token" in form.errors):
        return False
    said = {code: queries.PointOpinion(*opinion) for code, opinion in form.points(codes).items()}
    try:
        service.judge_points_seen(assessment=assessment, points=said, seen=form.seen(codes), actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        form.show(violation)
        is_kept = False
    else:
        is_kept = True
    if is_kept or not is_auto:  # whoever saves with the button once more has read what is kept now
        form.renew({code: one.stamp for code, one in queries.point_judgements(assessment).items()})
    return is_kept
