"""One training on the desk of an assessor: a criterion at a time, questions to the provider."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.links import absolute_url_for
from rtc_app.quality import queries, service
from rtc_app.quality.forms import CriterionForm
from rtc_app.quality.models import Assessment, Criterion
from rtc_app.quality.queries import Item, Workspace
from rtc_app.quality.views import bp


@bp.route("/beoordelingen/<int:assessment_id>", methods=["GET"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def judge_training(assessment: Assessment) -> ResponseReturnValue:
    """To the first criterion that waits; the report when it is decided."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    page = queries.workspace(assessment)
    criterion = page.next_after(None) or page.entries[0].criterion
    return redirect(url_for("quality.judge_criterion", assessment_id=assessment.id, criterion_code=criterion.code), 303)


@bp.route("/beoordelingen/<int:assessment_id>/criteria/<criterion_code>", methods=["GET", "POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def judge_criterion(assessment: Assessment, criterion_code: str) -> ResponseReturnValue:
    """One criterion with exactly what it judges and what is known; on the left all criteria with their state."""
    if assessment.outcome is not None:
        return redirect(url_for("quality.show_assessment", assessment_id=assessment.id), 303)
    page = queries.workspace(assessment)
    item = queries.item_of(page, _criterion(page, criterion_code))
    form = _form_of(item)
    if form.validate_on_submit():
        try:
            _store(form, assessment, item)
        except service.ChangedMeanwhile as violation:
            return _merge(form, violation, assessment, item.criterion)
        except RuleViolation as violation:
            form.show(violation)
        else:
            return _after_saving(assessment, item.criterion)
    return _page(form, page, item)


@bp.route("/beoordelingen/<int:assessment_id>/nieuwe-inhoud", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def take_new_content(assessment: Assessment) -> ResponseReturnValue:
    """From now on the judgement is about what the provider wrote last."""
    service.take_new_content(assessment=assessment, actor=signed_in_actor(), at=clock.now())
    flash("Je beoordeelt nu de nieuwe inhoud. Wat de wijziging raakt, staat weer open; de andere oordelen blijven.", "warn")
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


@bp.route("/beoordelingen/<int:assessment_id>/vragen", methods=["POST"])
@requires(Permission.ASSESS_TRAININGS, on=Assessment)
def send_questions(assessment: Assessment) -> ResponseReturnValue:
    """The questions I noted go to the provider in one mail."""
    link = absolute_url_for("quality.answer_questions", training_slug=assessment.training.slug)
    sent = service.send_questions(assessment=assessment, actor=signed_in_actor(), at=clock.now(), link=link)
    flash("Er waren geen vragen te versturen." if not sent else "De vragen zijn verstuurd. De verstrekker krijgt een mail.", "ok")
    return redirect(url_for("quality.judge_training", assessment_id=assessment.id), 303)


def _criterion(page: Workspace, code: str) -> Criterion:
    return next((entry.criterion for entry in page.entries if entry.criterion.code == code), None) or abort(404)


def _form_of(item: Item) -> CriterionForm:
    waiting = next((question.text for question in item.questions if question.sent_at is None), "")
    verdict = item.judgement.verdict.value if item.judgement else "info" if waiting else None
    return CriterionForm(
        data={
            "verdict": verdict,
            "reason": item.judgement.reason if item.judgement else waiting,
            "judgement_seen": item.judgement_seen,
            "content_seen": item.content_seen,
        }
    )


def _store(form: CriterionForm, assessment: Assessment, item: Item) -> None:
    actor, now = signed_in_actor(), clock.now()
    opinion = form.opinion()
    if opinion is None:
        service.ask(assessment=assessment, criterion=item.criterion, text=str(form.reason.data), actor=actor, at=now)
        return
    service.judge_seen(
        assessment=assessment,
        criterion=item.criterion,
        opinion=opinion,
        actor=actor,
        at=now,
        judgement_seen=form.judgement_seen.data or "",
        content_seen=form.content_seen.data or "",
    )


def _after_saving(assessment: Assessment, criterion: Criterion) -> ResponseReturnValue:
    page = queries.workspace(assessment)
    if "HX-Request" in request.headers:  # kept while typing: the page stays, only what it saw is renewed
        item = queries.item_of(page, criterion)
        form = _form_of(item)
        form.judgement_seen.data, form.content_seen.data = item.judgement_seen, item.content_seen
        return render_template("quality/judge_criterion.html", form=form, page=page, item=item, is_kept=True, is_auto=True, remark=None)
    ahead = page.next_after(criterion.code)
    if ahead is None:
        return redirect(url_for("quality.decide_assessment", assessment_id=assessment.id), 303)
    return redirect(url_for("quality.judge_criterion", assessment_id=assessment.id, criterion_code=ahead.code, _anchor="criterium"), 303)


def _merge(form: CriterionForm, violation: RuleViolation, assessment: Assessment, criterion: Criterion) -> ResponseReturnValue:
    """Two people at one criterion: both judgements beside each other, and what I typed still in the form."""
    page = queries.workspace(assessment)
    item = queries.item_of(page, criterion)
    form.show(violation)
    if "HX-Request" in request.headers:
        return _page(form, page, item)
    form.judgement_seen.data, form.content_seen.data = item.judgement_seen, item.content_seen
    return render_form("quality/merge_judgement.html", form, page=page, item=item)


def _page(form: CriterionForm, page: Workspace, item: Item) -> ResponseReturnValue:
    remark = queries.sent_back(page.assessment)
    return render_form(
        "quality/judge_criterion.html", form, page=page, item=item, is_kept=False, is_auto="HX-Request" in request.headers, remark=remark
    )
