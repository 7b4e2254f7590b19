"""A provider in talk with the assessor: answers per criterion in rounds, and an objection to a decision (QA-13)."""

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.forms import answers_form, field_name
from rtc_app.quality.rules import Verdict
from rtc_app.quality.views import bp
from rtc_app.quality.views.second import refuse_blind


@bp.route("/mijn-aanbod/<training_slug>/vragen", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def answer_questions(training: Training) -> ResponseReturnValue:
    """What the assessor asks per criterion; what I answer is kept, the rest may wait."""
    refuse_blind(training)
    assessment = queries.open_assessment(training.id) or abort(404)
    questions = [question for question in assessment.questions if question.sent_at is not None]
    form = answers_form([str(q.id) for q in questions])(data={f"vraag_{q.id}": q.answer for q in questions})
    if form.validate_on_submit():
        answers = {q.id: form[f"vraag_{q.id}"].data or "" for q in questions}
        changed = service.answer_questions(assessment=assessment, answers=answers, actor=signed_in_actor(), at=clock.now())
        flash("Bedankt. De beoordelaar leest je antwoord." if changed else "Er veranderde niets.", "ok")
        return redirect(url_for("quality.answer_questions", training_slug=training.slug), 303)
    return render_form("quality/answer_questions.html", form, training=training, questions=questions)


@bp.route("/mijn-aanbod/<training_slug>/bezwaar", methods=["GET", "POST"])
@requires(Permission.EDIT_TRAINING, on=Training)
def appeal_decision(training: Training) -> ResponseReturnValue:
    """Why I do not agree, per criterion that was not met; somebody else looks at it."""
    refuse_blind(training)
    latest = queries.latest_assessment(training.id)
    if latest is None or not queries.may_appeal(training, clock.now()):
        flash("Tegen deze beslissing kan je geen bezwaar (meer) maken. Pas de opleiding aan en dien ze opnieuw in.", "warn")
        return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    judged = sorted(latest.judgements, key=lambda judgement: judgement.criterion.code)
    judged = [judgement for judgement in judged if judgement.verdict in (Verdict.PARTLY, Verdict.NOT_MET)]
    form = answers_form([field_name(judgement.criterion.code) for judgement in judged], "Waarom ga je niet akkoord?")()
    if form.validate_on_submit():
        objections = {j.criterion.code: form[f"vraag_{field_name(j.criterion.code)}"].data or "" for j in judged}
        try:
            service.appeal(training=training, objections=objections, actor=signed_in_actor(), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je bezwaar is ingediend. Een andere beoordelaar kijkt het na.", "ok")
            return redirect(url_for("quality.show_own_training", training_slug=training.slug), 303)
    return render_form("quality/appeal_decision.html", form, training=training, judged=judged, field_name=field_name)
