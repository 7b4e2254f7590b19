"""The page of one training."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue import queries
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.rules import PageState
from rtc_app.catalogue.structured_data import course_script
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel, panels_for
from rtc_app.kernel.templating import kept_page


def _known(column: str, value: Any) -> queries.TrainingContent | None:
    return queries.known_training(column, value, clock.now())


@bp.route("/opleidingen/<training_slug>", methods=["GET"])
@requires(Permission.VIEW_TRAINING, on=Training, found_by=_known)
def show_training(training: queries.TrainingContent) -> ResponseReturnValue:
    """Everything one should know before enrolling: what you learn, for whom, when, where, what it costs and what follows."""
    now = clock.now()
    facts, state = queries.training_facts(training, now), training.acceptance.state(now)
    panels = panels_for("training", training, actor())
    return kept_page(training.made, (facts, state, panels), lambda: _page(facts, state, panels))


def _page(facts: queries.TrainingFacts, state: PageState, panels: list[Panel]) -> str:
    return render_template(
        "catalogue/show_training.html",
        content=facts.content,
        facts=facts,
        state=state.value,
        for_machines=course_script(facts) if state is PageState.ONLINE else "",
        panels=panels,
    )
