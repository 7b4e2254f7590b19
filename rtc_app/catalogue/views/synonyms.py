"""RTC staff say which words the search takes for each other."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import service
from rtc_app.catalogue.forms import SynonymForm
from rtc_app.catalogue.models import SearchSynonym, SynonymDirection
from rtc_app.catalogue.queries import synonyms as queries
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.get("/rtc/zoekwoorden")
@requires(Permission.KEEP_SYNONYMS)
def list_synonyms() -> ResponseReturnValue:
    """Every pair of words in use, with a box to look for one, and what was removed."""
    words = " ".join(request.args.get("woord", "").split())[:60]
    page = queries.synonyms(words, request.args.get("pagina", 1, type=int))
    return render_template(
        "catalogue/list_synonyms.html",
        page=page,
        words=words,
        removed=queries.removed_synonyms(),
        page_url=lambda number: url_for("catalogue.list_synonyms", woord=words or None, pagina=number if number > 1 else None),
    )


@bp.route("/rtc/zoekwoorden/nieuw", methods=["GET", "POST"])
@requires(Permission.KEEP_SYNONYMS)
def add_synonym() -> ResponseReturnValue:
    """Two words that belong together, from now on in every search."""
    form = SynonymForm()
    if form.validate_on_submit():
        try:
            service.add_synonym(**_pair(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De zoekfunctie kent deze woorden nu.", "ok")
            return redirect(url_for("catalogue.list_synonyms"), 303)
    return render_form("catalogue/add_synonym.html", form)


@bp.route("/rtc/zoekwoorden/<int:search_synonym_id>", methods=["GET", "POST"])
@requires(Permission.KEEP_SYNONYMS, on=SearchSynonym)
def edit_synonym(search_synonym: SearchSynonym) -> ResponseReturnValue:
    """Other words, another direction or weight."""
    form = SynonymForm(obj=search_synonym)
    if form.validate_on_submit():
        try:
            service.change_synonym(synonym=search_synonym, **_pair(form))
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De wijziging geldt vanaf nu in elke zoekopdracht.", "ok")
            return redirect(url_for("catalogue.list_synonyms"), 303)
    return render_form("catalogue/edit_synonym.html", form, synonym=search_synonym)


@bp.post("/rtc/zoekwoorden/<int:search_synonym_id>/verwijderen")
@requires(Permission.KEEP_SYNONYMS, on=SearchSynonym)
def remove_synonym(search_synonym: SearchSynonym) -> ResponseReturnValue:
    """The search no longer takes these words for each other; the list offers to put them back."""
    service.remove_synonym(synonym=search_synonym, at=clock.now())
    flash(f"‘{search_synonym.term}’ en ‘{search_synonym.other}’ horen niet meer bij elkaar. Je kunt het onderaan terugzetten.", "ok")
    return redirect(url_for("catalogue.list_synonyms"), 303)


@bp.post("/rtc/zoekwoorden/<int:search_synonym_id>/terugzetten")
@requires(Permission.KEEP_SYNONYMS, on=SearchSynonym)
def bring_back_synonym(search_synonym: SearchSynonym) -> ResponseReturnValue:
    """A removed pair counts again."""
    try:
        service.bring_back_synonym(synonym=search_synonym)
    except RuleViolation as violation:
        flash(violation.message, "stop")
    else:
        flash(f"‘{search_synonym.term}’ en ‘{search_synonym.other}’ horen weer bij elkaar.", "ok")
    return redirect(url_for("catalogue.list_synonyms"), 303)


def _pair(form: SynonymForm) -> dict[str, Any]:
    return {
        "term": form.term.data or "",
        "other": form.other.data or "",
        "direction": SynonymDirection(form.direction.data),
        "weight": int(form.weight.data or 0),
    }
