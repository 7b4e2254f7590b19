"""How alike assessors judge, for RTC: the figures by criterion, where they differed, and drawing a sample."""

import secrets

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.quality import queries, service
from rtc_app.quality.agreement_file import choices
from rtc_app.quality.forms import SampleForm
from rtc_app.quality.views import bp


@bp.route("/beoordelingen/overeenstemming", methods=["GET", "POST"])
@requires(Permission.MEASURE_AGREEMENT)
def show_agreement() -> ResponseReturnValue:
    """Agreement and kappa by criterion, what to rewrite, my second assessments, and the form to draw a sample."""
    form = SampleForm(data={"share_percent": choices().share_percent})
    if form.validate_on_submit() and _drawn(form):
        return redirect(url_for("quality.show_agreement"), 303)
    context = {"lines": queries.agreement(), "samples": queries.samples(), "choices": choices()}
    return render_form("quality/show_agreement.html", form, work=queries.second_work(signed_in_actor()), **context)


@bp.route("/beoordelingen/overeenstemming/<criterion_code>", methods=["GET"])
@requires(Permission.MEASURE_AGREEMENT)
def show_differences(criterion_code: str) -> ResponseReturnValue:
    """What two assessors wrote of one criterion, where they differed first: material to write it more clearly."""
    line = next((line for line in queries.agreement() if line.criterion.code == criterion_code), None) or abort(404)
    pairs = sorted(queries.compared().get(line.criterion.id, []), key=lambda pair: pair.is_alike)
    return render_template("quality/show_differences.html", line=line, pairs=pairs, choices=choices())


def _drawn(form: SampleForm) -> bool:
    """Draw; a broken rule is shown on the form."""
    share = form.share_percent.data
    try:
        sample = service.draw_sample(share_percent=share, seed=secrets.randbelow(2**31), actor=signed_in_actor(), at=clock.now())
    except RuleViolation as violation:
        form.show(violation)
        return False
    words = "Eén opleiding wacht" if sample.drawn == 1 else f"{sample.drawn} opleidingen wachten"
    flash(f"{words} op een tweede beoordeling, van de {len(sample.qualified)} die in aanmerking kwamen.", "ok")
    return True
