"""Up to three trainings side by side, in an address that can be shared."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, public
from rtc_app.kernel import clock
from rtc_app.saved import queries
from rtc_app.saved.rules import MOST_COMPARED
from rtc_app.saved.views.blueprint import bp


@bp.get("/vergelijken")
@public
def compare_trainings() -> ResponseReturnValue:
    """Two or three trainings line by line; with more the visitor chooses, with fewer the page tells how to add one."""
    now, person = clock.now(), actor()
    trainings = queries.trainings_to_compare(request.args.getlist("opleiding")[:20], now)
    if len(trainings) > MOST_COMPARED:
        return render_template("saved/choose_three.html", trainings=trainings, most=MOST_COMPARED)
    slugs = {facts.content.slug for facts in trainings}
    kept = queries.kept_trainings(person.id, now) if person else []
    others = [one for one in kept if one.is_findable and one.card.slug not in slugs]
    rows = queries.comparison(trainings)
    return render_template("saved/compare_trainings.html", trainings=trainings, rows=rows, others=others, most=MOST_COMPARED)
