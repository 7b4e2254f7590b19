"""What the own school needs, without who needs it."""

from flask import abort, render_template, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts.models import Organisation
from rtc_app.trajectories import files, queries
from rtc_app.trajectories.views.blueprint import bp


@bp.get("/mijn-school")
@requires(Permission.VIEW_SCHOOL)
def show_school() -> ResponseReturnValue:
    """The figures of the team as they were last published, and the school trajectories."""
    schools = queries.planned_schools(signed_in_actor().planned_school_ids)
    school = _chosen(schools)
    published = queries.mirrors(school.id)
    return render_template(
        "trajectories/show_school.html",
        school=school,
        schools=schools,
        mirror=queries.mirror_facts(published[-1]) if published else None,
        limits=files.thresholds(),
        trajectories=queries.trajectories_of(school.id),
    )


def _chosen(schools: list[Organisation]) -> Organisation:
    """The school named in the address, else the first; one of another person does not exist."""
    wanted = request.args.get("school")
    if wanted is None:
        return schools[0]
    return next((school for school in schools if str(school.id) == wanted), None) or abort(404)
