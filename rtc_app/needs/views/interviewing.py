"""Interviews: the teacher agrees, somebody of an RTC notes what is said, and the teacher keeps the last word (PRO-02)."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.data_use import data_uses
from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.needs import portrait, queries, service
from rtc_app.needs.asking import AskedSection
from rtc_app.needs.forms import CodeForm, ForgetForm, section_form
from rtc_app.needs.models import Interview
from rtc_app.needs.views.autosaving import KeptPage, keep_page
from rtc_app.needs.views.blueprint import bp


@bp.get("/mijn-gesprekken")
@requires(Permission.ANSWER_NEEDS)
def list_own_interviews() -> ResponseReturnValue:
    """What an interview is, who reads what one says in it, the code of one's agreement, and what was said before."""
    interviews = queries.interviews_of(signed_in_actor().id)
    waiting = next((interview for interview in interviews if interview.code), None)
    until = waiting.agreed_at + service.CODE_LASTS if waiting else None
    return render_template(
        "needs/list_own_interviews.html",
        held=[interview for interview in interviews if interview.started_at],
        waiting=waiting,
        until=until,
        is_valid=until is not None and clock.now() <= until,
        readers=[use for use in data_uses() if use.kind == "interview"],
    )


@bp.post("/mijn-gesprekken/akkoord")
@requires(Permission.ANSWER_NEEDS)
def agree_to_interview() -> ResponseReturnValue:
    """Agree; the page then shows the code to tell the interviewer."""
    service.agree(account=signed_in_actor(), at=clock.now())
    flash("Je akkoord is bewaard. Geef de code aan wie jou interviewt.", "ok")
    return redirect(url_for(".list_own_interviews"), 303)


@bp.get("/mijn-gesprekken/<int:interview_id>")
@requires(Permission.KEEP_INTERVIEW, on=Interview)
def show_own_interview(interview: Interview) -> ResponseReturnValue:
    """What was noted of what one said."""
    sheet = portrait.answer_sheet(_sections(interview), queries.answers_of(interview))
    return render_template("needs/show_own_interview.html", interview=interview, sheet=sheet)


@bp.route("/mijn-gesprekken/<int:interview_id>/<section_code>", methods=["GET", "POST"])
@requires(Permission.KEEP_INTERVIEW, on=Interview)
def correct_interview(interview: Interview, section_code: str) -> ResponseReturnValue:
    """Correct what was noted."""
    page = _kept(interview, section_code)
    if page.is_done:
        flash("Je verbetering is bewaard.", "ok")
        return redirect(url_for(".show_own_interview", interview_id=interview.id), 303)
    return page.render("needs/correct_interview.html", interview=interview, viewers=_viewers(page))


@bp.route("/mijn-gesprekken/<int:interview_id>/wissen", methods=["GET", "POST"])
@requires(Permission.KEEP_INTERVIEW, on=Interview)
def forget_interview(interview: Interview) -> ResponseReturnValue:
    """Take back one's agreement and everything that was noted, after reading what that means."""
    form = ForgetForm()
    if form.validate_on_submit():
        service.forget_interview(interview=interview)
        flash("Je akkoord en alles wat genoteerd was, zijn gewist.", "ok")
        return redirect(url_for(".list_own_interviews"), 303)
    return render_form("needs/forget_interview.html", form, interview=interview)


@bp.route("/rtc/gesprekken", methods=["GET", "POST"])
@requires(Permission.HOLD_INTERVIEWS)
def list_interviews() -> ResponseReturnValue:
    """The interviews one held oneself, and the code with which the next begins."""
    form = CodeForm()
    if form.validate_on_submit():
        try:
            interview = service.begin(code=form.code.data or "", interviewer=signed_in_actor(), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            return redirect(url_for(".show_interview", interview_id=interview.id), 303)
    return render_form("needs/list_interviews.html", form, interviews=queries.interviews_held_by(signed_in_actor().id))


@bp.get("/rtc/gesprekken/<int:interview_id>")
@requires(Permission.NOTE_INTERVIEW, on=Interview)
def show_interview(interview: Interview) -> ResponseReturnValue:
    """The parts of an interview with how far each is; what was said once it is finished."""
    sections, answers = _sections(interview), queries.answers_of(interview)
    tasks, sheet = portrait.tasks(sections, answers), portrait.answer_sheet(sections, answers)
    return render_template("needs/show_interview.html", interview=interview, tasks=tasks, sheet=sheet)


@bp.route("/rtc/gesprekken/<int:interview_id>/<section_code>", methods=["GET", "POST"])
@requires(Permission.NOTE_INTERVIEW, on=Interview)
def note_interview(interview: Interview, section_code: str) -> ResponseReturnValue:
    """Note what is said, one part at a time; each note is kept at once."""
    if interview.finished_at is not None:
        return redirect(url_for(".show_interview", interview_id=interview.id), 303)
    page = _kept(interview, section_code)
    if page.is_done:
        return redirect(url_for(".show_interview", interview_id=interview.id), 303)
    return page.render("needs/note_interview.html", interview=interview, viewers=_viewers(page))


@bp.post("/rtc/gesprekken/<int:interview_id>/klaar")
@requires(Permission.NOTE_INTERVIEW, on=Interview)
def finish_interview(interview: Interview) -> ResponseReturnValue:
    """The notes are complete; the teacher has the last word from here on."""
    service.finish(interview=interview, at=clock.now())
    flash("Het gesprek is afgerond. De leraar leest je notities na en kan ze verbeteren.", "ok")
    return redirect(url_for(".show_interview", interview_id=interview.id), 303)


def _sections(interview: Interview) -> list[AskedSection]:
    return queries.sections_to_ask(interview.questionnaire, is_short=False)


def _kept(interview: Interview, section_code: str) -> KeptPage:
    section = next((section for section in _sections(interview) if section.code == section_code), None) or abort(404)
    return keep_page(section_form(section, queries.answers_of(interview)), interview)


def _viewers(page: KeptPage) -> list[portrait.Viewer]:
    return portrait.viewers(data_uses(), page.form.section.questions, ("interview",))
