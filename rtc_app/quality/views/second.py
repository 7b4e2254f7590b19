"""A second assessor at work, without a word of the first."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.forms import SecondForm
from rtc_app.quality.models import Criterion, SecondAssessment
from rtc_app.quality.queries import BlindPage
from rtc_app.quality.views import bp


@bp.route("/beoordelingen/tweede/<int:second_assessment_id>/nemen", methods=["POST"])
@requires(Permission.JUDGE_BLIND, on=SecondAssessment)
def take_second(second_assessment: SecondAssessment) -> ResponseReturnValue:
    """The second assessment is mine; what the first found stays hidden for me until both are done."""
    try:
        service.take_second(second=second_assessment, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        return _overview(violation.message, "warn")
    return redirect(url_for("quality.open_second", second_assessment_id=second_assessment.id), 303)


@bp.route("/beoordelingen/tweede/<int:second_assessment_id>/teruggeven", methods=["POST"])
@requires(Permission.JUDGE_BLIND, on=SecondAssessment)
def return_second(second_assessment: SecondAssessment) -> ResponseReturnValue:
    """Somebody else may take it; I cannot any more."""
    try:
        service.return_second(second=second_assessment, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        return _overview(violation.message, "warn")
    return _overview("Teruggegeven. Een collega kan ze opnemen.")


@bp.route("/beoordelingen/tweede/<int:second_assessment_id>", methods=["GET"])
@requires(Permission.JUDGE_BLIND, on=SecondAssessment)
def open_second(second_assessment: SecondAssessment) -> ResponseReturnValue:
    """To the first criterion that waits, or the first of all."""
    page = queries.blind_page(second_assessment)
    criterion = page.next_after(None) or page.entries[0].criterion
    return _to(second_assessment, criterion)


@bp.route("/beoordelingen/tweede/<int:second_assessment_id>/criteria/<criterion_code>", methods=["GET", "POST"])
@requires(Permission.JUDGE_BLIND, on=SecondAssessment)
def judge_second(second_assessment: SecondAssessment, criterion_code: str) -> ResponseReturnValue:
    """One criterion with exactly what it judges; nothing of anybody else."""
    if second_assessment.assessor_id is None or second_assessment.finished_at is not None:
        return redirect(url_for("quality.show_agreement"), 303)
    page = queries.blind_page(second_assessment)
    criterion = _criterion(page, criterion_code)
    item = queries.blind_item(second_assessment, criterion)
    form = _form_of(second_assessment, criterion, item.content_seen)
    if form.validate_on_submit() and _stored(form, second_assessment, criterion):
        ahead = queries.blind_page(second_assessment).next_after(criterion.code)
        return _to(second_assessment, ahead or criterion)
    form.content_seen.data = item.content_seen
    return render_form("quality/judge_second.html", form, page=page, item=item)


@bp.route("/beoordelingen/tweede/<int:second_assessment_id>/afwerken", methods=["POST"])
@requires(Permission.JUDGE_BLIND, on=SecondAssessment)
def finish_second(second_assessment: SecondAssessment) -> ResponseReturnValue:
    """I judged every criterion; nothing changes any more."""
    try:
        service.finish_second(second=second_assessment, actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        flash(violation.message, "warn")
        return redirect(url_for("quality.open_second", second_assessment_id=second_assessment.id), 303)
    return _overview("Bedankt. De tweede beoordeling is afgewerkt.")


def refuse_blind(training: Training) -> None:
    """Whoever judges a training blind reads nowhere what its provider reads of the first: the way there is closed (403)."""
    if queries.reads_blind(signed_in_actor(), training.id):
        abort(403)


def _criterion(page: BlindPage, code: str) -> Criterion:
    return next((entry.criterion for entry in page.entries if entry.criterion.code == code), None) or abort(404)


def _form_of(second: SecondAssessment, criterion: Criterion, content_seen: str) -> SecondForm:
    said = second.latest.get(criterion.id)
    return SecondForm(
        data={"verdict": said.verdict.value if said else None, "reason": said.reason if said else "", "content_seen": content_seen}
    )


def _stored(form: SecondForm, second: SecondAssessment, criterion: Criterion) -> bool:
    """Store; a broken rule is shown on the form."""
    seen = form.content_seen.data or ""
    try:
        service.judge_second(
            second=second, criterion=criterion, opinion=form.opinion(), actor=signed_in_actor(), at=clock.now(), content_seen=seen
        )
    except RuleViolation as violation:
        form.show(violation)
        return False
    return True


def _to(second: SecondAssessment, criterion: Criterion) -> ResponseReturnValue:
    address = url_for("quality.judge_second", second_assessment_id=second.id, criterion_code=criterion.code, _anchor="criterium")
    return redirect(address, 303)


def _overview(words: str, kind: str = "ok") -> ResponseReturnValue:
    flash(words, kind)
    return redirect(url_for("quality.show_agreement"), 303)
