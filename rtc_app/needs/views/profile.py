"""One's profile: what it was made of, what counts, and everything to change, take along or delete it."""

import json

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.data_use import data_uses
from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.forms import render_form
from rtc_app.needs import portrait, queries, service
from rtc_app.needs.asking import AskedSection
from rtc_app.needs.forms import ForgetForm, wishes_form
from rtc_app.needs.matching import LEVELS
from rtc_app.needs.rules import NEWS_LABELS, Profile
from rtc_app.needs.views.blueprint import bp


@bp.get("/mijn-profiel")
@requires(Permission.ANSWER_NEEDS)
def show_profile() -> ResponseReturnValue:
    """What the site makes of one's answers, where each part came from, and how to change it."""
    account_id = signed_in_actor().id
    response = queries.latest_response(account_id)
    if response is None:
        return render_template("needs/show_profile.html", profile=None, open_response=queries.open_response(account_id))
    told, sections = queries.profile_from(response), queries.sections_to_ask(response.questionnaire, is_short=False)
    questions = [question for section in sections for question in section.questions]
    return render_template(
        "needs/show_profile.html",
        profile=told,
        response=response,
        told_only=portrait.told_only(sections, queries.answers_of(response)),
        viewers=portrait.viewers(data_uses(), questions, told.purposes),
        questions=len(questions),
        open_response=queries.open_response(account_id),
        **_own_words(account_id, told, sections),
    )


def _own_words(account_id: int, told: Profile, sections: list[AskedSection]) -> dict[str, object]:
    """The profile in words with everything the person changed or added, and what follows from trainings attended."""
    wishes, labels, followed = queries.wishes_of(account_id), queries.trait_labels(), queries.followed_by(account_id)
    return {
        "traits": portrait.traits(told, wishes, sections, labels),
        "additions": portrait.additions(wishes, labels),
        "news": NEWS_LABELS[queries.news_channel_of(account_id)],
        "followed": followed,
        "proposals": portrait.level_proposals(told, wishes, followed, LEVELS, labels),
        "less_of": [(code, labels.get(code, code)) for code in wishes.less_of],
        "set_aside": queries.trainings_set_aside(account_id),
        "waves": len(queries.all_responses(account_id)),
    }


@bp.route("/mijn-profiel/aanvullen", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def adjust_profile() -> ResponseReturnValue:
    """What no question asks: how much each need presses, days, distance, what one uses ICT for."""
    person = signed_in_actor()
    response = queries.latest_response(person.id)
    if response is None:
        return redirect(url_for(".show_profile"), 303)
    told, wishes = queries.profile_from(response), queries.wishes_of(person.id)
    form = wishes_form(told, wishes, queries.news_channel_of(person.id), queries.wish_choices(told))
    if form.validate_on_submit():
        service.adjust(account=person, **form.values, at=clock.now())
        flash("Je profiel is aangevuld.", "ok")
        return redirect(url_for(".show_profile"), 303)
    return render_form("needs/adjust_profile.html", form)


@bp.post("/mijn-profiel/meetellen")
@requires(Permission.ANSWER_NEEDS)
def switch_trait() -> ResponseReturnValue:
    """Let one part of the profile count, or not."""
    part, counts = request.form.get("deel", ""), request.form.get("telt") == "ja"
    if part not in portrait.TRAITS:
        abort(404)
    service.switch(account=signed_in_actor(), part=part, counts=counts, at=clock.now())
    title = portrait.TRAITS[part]
    flash(f"{title}: telt {'weer' if counts else 'niet meer'} mee voor je suggesties.", "ok")
    return redirect(url_for(".show_profile") + f"#{part}", 303)


@bp.post("/mijn-profiel/niveau")
@requires(Permission.ANSWER_NEEDS)
def accept_level() -> ResponseReturnValue:
    """Go on with a level that follows from what one attended."""
    need, level = request.form.get("nood", ""), request.form.get("niveau", "")
    profile = queries.profile_of(signed_in_actor().id)
    if profile is None or need not in profile.needs or level not in LEVELS:
        abort(404)
    service.keep_level(account=signed_in_actor(), need=need, level=level, at=clock.now())
    flash("Je niveau is aangepast. Je kan het altijd weer veranderen.", "ok")
    return redirect(url_for(".show_profile"), 303)


@bp.post("/mijn-profiel/weer-tonen/<training_slug>")
@requires(Permission.ANSWER_NEEDS, on=Training)
def take_training_back(training: Training) -> ResponseReturnValue:
    """Let a training be suggested again."""
    service.take_back(account=signed_in_actor(), training=training)
    flash("Die opleiding kan weer tussen je suggesties staan.", "ok")
    return redirect(url_for(".show_profile"), 303)


@bp.post("/mijn-profiel/weer-gewoon")
@requires(Permission.ANSWER_NEEDS)
def want_less_no_more() -> ResponseReturnValue:
    """Rank a theme, a tool or a provider as any other again."""
    service.want_less_no_more(account=signed_in_actor(), code=request.form.get("code", ""), at=clock.now())
    flash("Dat telt weer gewoon mee.", "ok")
    return redirect(url_for(".show_profile"), 303)


@bp.get("/mijn-profiel/vergelijken")
@requires(Permission.ANSWER_NEEDS)
def compare_waves() -> ResponseReturnValue:
    """One's answers of each wave side by side; each in the words of its own version (PRO-09)."""
    responses = [response for response in queries.all_responses(signed_in_actor().id) if response.submitted_at]
    waves = [(response, queries.sections_to_ask(response.questionnaire, is_short=False)) for response in responses[-2:]]
    lines = portrait.changes([(portrait.by_question(sections, queries.answers_of(response))) for response, sections in waves])
    return render_template("needs/compare_waves.html", responses=responses[-2:], lines=lines)


@bp.get("/mijn-profiel/antwoorden.json")
@requires(Permission.ANSWER_NEEDS)
def export_answers() -> ResponseReturnValue:
    """Everything one ever answered and said about the profile, as a file to keep."""
    account_id = signed_in_actor().id
    waves = [
        portrait.wave(response, queries.sections_to_ask(response.questionnaire, is_short=response.is_short))
        for response in queries.all_responses(account_id)
    ]
    talks = [
        portrait.said(interview, queries.sections_to_ask(interview.questionnaire, is_short=False))
        for interview in queries.interviews_of(account_id)
    ]
    own = portrait.own_words(queries.wishes_of(account_id), queries.trainings_set_aside(account_id), queries.trait_labels())
    text = json.dumps({"metingen": waves, "gesprekken": talks, "profiel": own}, ensure_ascii=False, indent=2)
    return Response(text, mimetype="application/json", headers={"Content-Disposition": 'attachment; filename="mijn-noden.json"'})


@bp.route("/mijn-profiel/wissen", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def forget_answers() -> ResponseReturnValue:
    """Delete one's answers after reading what that means."""
    form = ForgetForm()
    if form.validate_on_submit():
        service.forget_answers(account=signed_in_actor())
        flash("Je antwoorden en je profiel zijn gewist.", "ok")
        return redirect(url_for(".show_profile"), 303)
    return render_form("needs/forget_answers.html", form)
