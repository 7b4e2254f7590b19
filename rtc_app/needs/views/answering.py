"""The questionnaire: a page per section, in any order, over as many visits as it takes."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.data_use import data_uses
from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.needs import models, portrait, queries, service
from rtc_app.needs.asking import AskedSection
from rtc_app.needs.forms import section_form
from rtc_app.needs.views.autosaving import keep_page
from rtc_app.needs.views.blueprint import bp


@bp.get("/mijn-noden")
@requires(Permission.ANSWER_NEEDS)
def introduce_questionnaire() -> ResponseReturnValue:
    """What the questions are for, how long they take and who sees the answers, before the first one is asked."""
    account_id = signed_in_actor().id
    profile = queries.profile_of(account_id)
    sections = queries.sections_to_ask(queries.current_questionnaire(clock.today()), is_short=False)
    questions = [question for section in sections for question in section.questions]
    return render_template(
        "needs/introduce_questionnaire.html",
        viewers=portrait.viewers(data_uses(), questions, profile.purposes if profile else ()),
        questions=len(questions),
        open_response=queries.open_response(account_id),
        latest=queries.latest_response(account_id),
    )


@bp.post("/mijn-noden/begin")
@requires(Permission.ANSWER_NEEDS)
def begin_questionnaire() -> ResponseReturnValue:
    """Begin, or go on in the short or the full form."""
    is_short = request.form.get("vorm") == "kort"
    service.start(account=signed_in_actor(), is_short=is_short, at=clock.now())
    return redirect(url_for(".list_sections"), 303)


@bp.get("/mijn-noden/overzicht")
@requires(Permission.ANSWER_NEEDS)
def list_sections() -> ResponseReturnValue:
    """The sections with how far each is; the visitor stops and comes back whenever it suits."""
    response = queries.open_response(signed_in_actor().id)
    if response is None:
        return redirect(url_for(".introduce_questionnaire"), 303)
    tasks = portrait.tasks(_sections(response), queries.answers_of(response))
    return render_template("needs/list_sections.html", response=response, tasks=tasks)


@bp.route("/mijn-noden/<section_code>", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def answer_section(section_code: str) -> ResponseReturnValue:
    """One page of questions, filled in with the answers so far; every question can be skipped, and each change is kept at once."""
    response = queries.response_to_edit(signed_in_actor().id)
    if response is None:
        return redirect(url_for(".introduce_questionnaire"), 303)
    sections = _sections(response)
    section = next((section for section in sections if section.code == section_code), None) or abort(404)
    form = section_form(section, queries.answers_of(response))
    page = keep_page(form, response)
    if page.is_done:
        return redirect(_after(section, sections, response), 303)
    viewers = portrait.viewers(data_uses(), section.questions, queries.profile_from(response).purposes)
    context = {"response": response, "number": sections.index(section) + 1, "total": len(sections), "viewers": viewers}
    return page.render("needs/answer_section.html", **context)


@bp.get("/mijn-noden/nakijken")
@requires(Permission.ANSWER_NEEDS)
def check_answers() -> ResponseReturnValue:
    """All answers on one page, before a profile is made of them."""
    response = queries.open_response(signed_in_actor().id)
    if response is None:
        return redirect(url_for(".show_profile"), 303)
    answers = queries.answers_of(response)
    profile = queries.profile_from(response)
    return render_template("needs/check_answers.html", sheet=portrait.answer_sheet(_sections(response), answers), profile=profile)


@bp.post("/mijn-noden/indienen")
@requires(Permission.ANSWER_NEEDS)
def submit_answers() -> ResponseReturnValue:
    """Make the profile and show it."""
    response = queries.open_response(signed_in_actor().id)
    if response is not None:
        service.submit(response=response, at=clock.now())
        flash("Je profiel is klaar. Kijk hieronder na of het klopt.", "ok")
    return redirect(url_for(".show_profile"), 303)


def _sections(response: models.Response) -> list[AskedSection]:
    return queries.sections_to_ask(response.questionnaire, is_short=response.is_short)


def _after(section: AskedSection, sections: list[AskedSection], response: models.Response) -> str:
    """Where to go when a section is saved."""
    if response.submitted_at is not None:
        flash("Je profiel is aangepast.", "ok")
        return url_for(".show_profile")
    if "later" in request.form:
        flash("Bewaard. Je gaat verder wanneer het jou past.", "ok")
        return url_for(".list_sections")
    following = sections[sections.index(section) + 1 :]
    return url_for(".answer_section", section_code=following[0].code) if following else url_for(".check_answers")
