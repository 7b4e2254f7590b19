"""A look at one's own digital competence along DigCompEdu: voluntary, one's own, and apart from the levels of trainings."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.needs import portrait, queries, service
from rtc_app.needs.files import reflection
from rtc_app.needs.forms import reflection_form
from rtc_app.needs.views.blueprint import bp
from rtc_app.reference import queries as reference


@bp.route("/mijn-profiel/digitale-competenties", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def reflect() -> ResponseReturnValue:
    """Choose in each area the sentence that fits best; below it stands what one chose before."""
    person, areas = signed_in_actor(), reflection().areas
    looks = queries.reflections_of(person.id)
    form = reflection_form(areas, looks[0].levels if looks else {})
    if form.validate_on_submit():
        try:
            service.reflect(account=person, levels=form.levels, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je keuze is bewaard. Alleen jij ziet ze.", "ok")
            return redirect(url_for(".reflect"), 303)
    names = dict(reference.choices("digcompedu-niveau"))
    return render_form("needs/reflect.html", form, looks=looks[:3], lines=portrait.reflection_lines(areas, looks[:3], names))
