"""Suggestions while somebody types in the search box."""

import json

from flask import Response, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.catalogue.search.state import TEXT, SearchState, parse
from rtc_app.catalogue.search.suggesting import Suggestion, suggestions
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.catalogue.views.finding import search_url
from rtc_app.kernel import clock
from rtc_app.kernel.assets import quick_url_for


@bp.route("/suggesties", methods=["GET"])
@public
def suggest() -> ResponseReturnValue:
    """A few groups of suggestions as JSON: [{"label", "options": [{"label", "url", "number"}]}]."""
    text = parse(((TEXT, request.args.get(TEXT, "")),), frozenset()).text
    groups = [
        {"label": group.label, "options": [{"label": one.label, "url": _url(one), "number": one.number} for one in group.suggestions]}
        for group in suggestions(text, clock.now())
    ]
    return Response(json.dumps(groups, ensure_ascii=False), mimetype="application/json")


def _url(suggestion: Suggestion) -> str:
    if suggestion.slug:
        return quick_url_for("catalogue.show_training", training_slug=suggestion.slug)
    return search_url(SearchState(chosen={suggestion.facet: (suggestion.code,)}))
