"""The page of one training."""

from flask import render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import queries
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search.similar import similar_to
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.panels import panels_for


@bp.route("/opleidingen/<training_slug>", methods=["GET"])
@requires(Permission.VIEW_TRAINING, on=Training)
def show_training(training: Training) -> ResponseReturnValue:
    """Everything one should know before enrolling: what you learn, for whom, when, where, what it costs and what follows."""
    now = clock.now()
    facts = queries.training_facts(training.id, now)
    codes = {scheme: [tag.code for tag in tags] for scheme, tags in facts.content.tags.items()}
    card, *similar = queries.cards([training.id, *similar_to(training.id, codes, now)], now)
    return render_template(
        "catalogue/show_training.html",
        training=training,
        card=card,
        facts=facts,
        is_findable=training.is_findable(now),
        similar=similar,
        panels=panels_for("training", training, actor()),
    )
