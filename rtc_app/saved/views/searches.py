"""Saved searches: keep a question, hear of what is new, change, stop, delete."""

from flask import abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.search import facets
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.saved import queries, service
from rtc_app.saved.forms import SearchForm
from rtc_app.saved.models import SavedSearch
from rtc_app.saved.rules import RHYTHM_LABELS, Rhythm
from rtc_app.saved.views.blueprint import bp


@bp.get("/bewaarde-zoekopdrachten")
@requires(Permission.KEEP_SAVED)
def list_searches() -> ResponseReturnValue:
    """One's searches with how many they find and how many of these are new."""
    kept = queries.kept_searches(signed_in_actor().id, clock.now())
    return render_template("saved/list_searches.html", kept=kept, rhythms=RHYTHM_LABELS, hours=current_app.config["DIGEST_HOURS"])


@bp.route("/zoekopdracht-bewaren", methods=["GET", "POST"])
@requires(Permission.KEEP_SAVED)
def keep_search() -> ResponseReturnValue:
    """Keep the question of this address, under a name and with a rhythm."""
    state = parse(request.args.items(multi=True), facets.CODES)
    if state.is_empty:
        return redirect(url_for("catalogue.search_trainings"), 303)
    form = SearchForm(data={"name": _name_of(state), "rhythm": Rhythm.WEEKLY.value})
    if form.validate_on_submit():
        try:
            service.keep_search(account=signed_in_actor(), state=state, **form.values, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash(f"De zoekopdracht “{form.name.data}” is bewaard.", "ok")
            return redirect(url_for(".list_searches"), 303)
    return render_form("saved/keep_search.html", form, pairs=state.query(), total=len(queries.ids_of(state, clock.now())))


@bp.route("/bewaarde-zoekopdrachten/<int:saved_search_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_SAVED_SEARCH, on=SavedSearch)
def change_search(saved_search: SavedSearch) -> ResponseReturnValue:
    """Another name, another rhythm."""
    form = SearchForm(data={"name": saved_search.name, "rhythm": saved_search.rhythm.value})
    if form.validate_on_submit():
        service.change_search(saved=saved_search, **form.values, at=clock.now())
        flash("Je zoekopdracht is aangepast.", "ok")
        return redirect(url_for(".list_searches"), 303)
    return render_form("saved/change_search.html", form, saved=saved_search)


@bp.post("/bewaarde-zoekopdrachten/<int:saved_search_id>/gezien")
@requires(Permission.KEEP_SAVED_SEARCH, on=SavedSearch)
def look_at_search(saved_search: SavedSearch) -> ResponseReturnValue:
    """What it finds now is new no more."""
    service.look_at(saved=saved_search, at=clock.now())
    return redirect(url_for(".list_searches"), 303)


@bp.post("/bewaarde-zoekopdrachten/<int:saved_search_id>/weg")
@requires(Permission.KEEP_SAVED_SEARCH, on=SavedSearch)
def forget_search(saved_search: SavedSearch) -> ResponseReturnValue:
    """Delete it."""
    service.forget_search(saved=saved_search)
    flash("De zoekopdracht is gewist.", "ok")
    return redirect(url_for(".list_searches"), 303)


@bp.route("/geen-mail-meer/<token>", methods=["GET", "POST"])
@public
def stop_mails(token: str) -> ResponseReturnValue:
    """Stop the mails of one search from the mail itself, signed in or not; mail programs send the POST by themselves (RFC 8058)."""
    saved = db.session.get(SavedSearch, service.STOP_KEYS.id_in(token) or 0)
    if saved is None:
        abort(404)
    if request.method == "POST":
        service.stop_mails(saved=saved)
    return render_template("saved/stop_mails.html", token=token, is_stopped=saved.rhythm is Rhythm.PAUSED)


def _name_of(state: SearchState) -> str:
    return state.text or ", ".join(value for values in state.chosen.values() for value in values)[:60]
