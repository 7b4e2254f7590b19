"""What fits: the matches of one's profile, why each stands there, and what one wants to see less of."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs import queries, service
from rtc_app.needs.files import matching
from rtc_app.needs.models import SetAsideReason
from rtc_app.needs.rules import NewsChannel
from rtc_app.needs.suggesting import can_be_lowered, suggestions
from rtc_app.needs.suggesting import why as why_of
from rtc_app.needs.views.blueprint import bp


@bp.get("/wat-past-bij-mij")
@public
def list_matches() -> ResponseReturnValue:
    """Trainings that fit one's profile, each with its reasons and a drawback; what it is about for who has no profile yet."""
    person = actor()
    profile = queries.profile_of(person.id) if person else None
    criteria = matching().criteria
    if person is None or profile is None or not profile.allows_matching or not profile.can_be_matched:
        return render_template("needs/introduce_matches.html", profile=profile, criteria=criteria)
    found = suggestions(profile, clock.now(), followed=queries.trainings_followed(person.id))
    return render_template("needs/list_matches.html", found=found, profile=profile, criteria=criteria)


@bp.get("/wat-past-bij-mij/waarom/<training_slug>")
@requires(Permission.ANSWER_NEEDS, on=Training)
def explain_match(training: Training) -> ResponseReturnValue:
    """Why a training is suggested or not: every line of its score, and what hides it."""
    person = signed_in_actor()
    profile = queries.profile_of(person.id)
    if profile is None or not profile.allows_matching:
        return redirect(url_for(".list_matches"), 303)
    why = why_of(profile, training.id, clock.now(), followed=queries.trainings_followed(person.id))
    if why is None:
        abort(404)
    return render_template("needs/explain_match.html", training=training, why=why)


@bp.post("/wat-past-bij-mij/niet-tonen/<training_slug>")
@requires(Permission.ANSWER_NEEDS, on=Training)
def set_training_aside(training: Training) -> ResponseReturnValue:
    """Suggest a training no more, since one knows it or does not want it."""
    if not training.is_findable(clock.now()):
        abort(404)
    reason = SetAsideReason.KNOWN if request.form.get("reden") == "ken-ik" else SetAsideReason.UNWANTED
    service.set_aside(account=signed_in_actor(), training=training, reason=reason, at=clock.now())
    flash(f"“{training.title}” staat niet meer tussen je suggesties. In je profiel zet je ze terug.", "ok")
    return redirect(url_for(".list_matches"), 303)


@bp.post("/wat-past-bij-mij/gezien")
@requires(Permission.ANSWER_NEEDS)
def mark_news_seen() -> ResponseReturnValue:
    """What is new on the start page needs no place there any more."""
    service.mark_news_seen(account=signed_in_actor(), at=clock.now())
    return redirect(url_for("catalogue.home"), 303)


@bp.route("/geen-suggesties-meer/<token>", methods=["GET", "POST"])
@public
def stop_suggestions(token: str) -> ResponseReturnValue:
    """Stop mails about suggestions from the mail itself, signed in or not; mail programs send the POST by themselves (RFC 8058)."""
    account = db.session.get(Account, service.STOP_KEYS.id_in(token) or 0) or abort(404)
    if request.method == "POST":
        service.stop_news(account=account, at=clock.now())
    is_stopped = queries.news_channel_of(account.id) is NewsChannel.NONE
    return render_template("needs/stop_suggestions.html", token=token, is_stopped=is_stopped)


@bp.post("/wat-past-bij-mij/minder")
@requires(Permission.ANSWER_NEEDS)
def want_less() -> ResponseReturnValue:
    """Rank a theme, a tool or a provider lower from now on."""
    code = request.form.get("code", "")
    if not can_be_lowered(code):
        abort(404)
    service.want_less(account=signed_in_actor(), code=code, at=clock.now())
    flash("Daarvan zie je voortaan minder. In je profiel draai je dat terug.", "ok")
    return redirect(url_for(".list_matches"), 303)
