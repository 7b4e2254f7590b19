"""Making a school trajectory, step by step."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import TrainingSession
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.templating import clock_time, longdate
from rtc_app.trajectories import queries, service
from rtc_app.trajectories.forms import PlainForm, StepForm, TrajectoryForm
from rtc_app.trajectories.models import SchoolTrajectory, TrajectoryStep
from rtc_app.trajectories.service import TrajectoryWords
from rtc_app.trajectories.views.blueprint import bp

#: Suggestions on the page where trainings are picked.
SUGGESTIONS = 6


@bp.route("/schooltrajecten/nieuw", methods=["GET", "POST"])
@requires(Permission.VIEW_SCHOOL)
def create_trajectory() -> ResponseReturnValue:
    """A form for the goal, the period and the budget; trainings follow on the next page."""
    actor = signed_in_actor()
    form = TrajectoryForm(school=request.args.get("school"))
    form.school.choices = [SelectChoice(str(s.id), s.name) for s in queries.planned_schools(actor.planned_school_ids)]
    if form.validate_on_submit():
        try:
            made = service.create_trajectory(school_id=int(form.school.data), words=_words(form), actor=actor, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            return redirect(url_for("trajectories.find_steps", school_trajectory_id=made.id), 303)
    return render_form("trajectories/create_trajectory.html", form)


@bp.get("/schooltrajecten/<int:school_trajectory_id>")
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def show_trajectory(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """The plan: goal, steps with date and cost, what is left of the budget, and what to look at again."""
    return render_template("trajectories/show_trajectory.html", plan=queries.plan_facts(school_trajectory, clock.now()))


@bp.route("/schooltrajecten/<int:school_trajectory_id>/aanpassen", methods=["GET", "POST"])
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def edit_trajectory(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """The same form as for a new trajectory, filled in."""
    form = TrajectoryForm(obj=school_trajectory)
    del form.school
    if not form.is_submitted():
        form.budget.data = school_trajectory.budget // 100
    elif form.validate():
        try:
            service.change_trajectory(trajectory=school_trajectory, words=_words(form), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je wijzigingen zijn bewaard.", "ok")
            return _to(school_trajectory)
    return render_form("trajectories/edit_trajectory.html", form, trajectory=school_trajectory)


@bp.route("/schooltrajecten/<int:school_trajectory_id>/verwijderen", methods=["GET", "POST"])
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def delete_trajectory(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """A page that says what goes, and the button that does it."""
    form = PlainForm()
    if form.validate_on_submit():
        service.delete_trajectory(trajectory=school_trajectory)
        flash("Het schooltraject is verwijderd.", "ok")
        return redirect(url_for("trajectories.show_school"), 303)
    return render_form("trajectories/delete_trajectory.html", form, trajectory=school_trajectory)


@bp.get("/schooltrajecten/<int:school_trajectory_id>/opleidingen")
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def find_steps(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """Trainings that answer what the team asks most, and a search by words; each with a button that adds it."""
    words, now = request.args.get("q", "").strip(), clock.now()
    planned = {step.training_id for step in school_trajectory.steps}
    themes = queries.top_themes_of(school_trajectory.school_id)
    return render_template(
        "trajectories/find_steps.html",
        trajectory=school_trajectory,
        words=words,
        found=queries.found_trainings(words, planned, now) if words else [],
        suggested=queries.trainings_for_themes(themes, planned, now, SUGGESTIONS) if themes and not words else [],
    )


@bp.post("/schooltrajecten/<int:school_trajectory_id>/stappen")
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def add_step(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """The training stands in the trajectory; next come its date and the number of participants."""
    number = request.form.get("training", "")
    training = queries.findable_training(int(number), clock.now()) if number.isdecimal() and len(number) < 10 else None
    if training is None:
        abort(404)
    step = service.add_step(trajectory=school_trajectory, training=training, at=clock.now())
    return redirect(url_for("trajectories.edit_step", school_trajectory_id=school_trajectory.id, trajectory_step_id=step.id), 303)


@bp.route("/schooltrajecten/<int:school_trajectory_id>/stappen/<int:trajectory_step_id>", methods=["GET", "POST"])
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def edit_step(school_trajectory: SchoolTrajectory, trajectory_step_id: int) -> ResponseReturnValue:
    """Which session, how many colleagues, and why."""
    step, now = _step(school_trajectory, trajectory_step_id), clock.now()
    sessions = {str(s.id): s for s in queries.session_choices(step.training_id, step.training_session_id, now)}
    form = StepForm(session=str(step.training_session_id or ""), participants=step.participants, reason=step.reason)
    form.session.choices = [SelectChoice("", "Nog niet gekozen"), *(_choice(session) for session in sessions.values())]
    if form.validate_on_submit():
        session, count = sessions.get(form.session.data), int(form.participants.data or 1)
        service.change_step(step=step, session=session, participants=count, reason=form.reason.data or "", at=now)
        return _to(school_trajectory)
    return render_form("trajectories/edit_step.html", form, trajectory=school_trajectory, step=step, has_sessions=bool(sessions))


@bp.post("/schooltrajecten/<int:school_trajectory_id>/stappen/<int:trajectory_step_id>/weghalen")
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def remove_step(school_trajectory: SchoolTrajectory, trajectory_step_id: int) -> ResponseReturnValue:
    """The trajectory without that training."""
    step = _step(school_trajectory, trajectory_step_id)
    title = step.training.title
    service.remove_step(trajectory=school_trajectory, step=step, at=clock.now())
    flash(f"“{title}” is uit het schooltraject gehaald.", "ok")
    return _to(school_trajectory)


def _step(trajectory: SchoolTrajectory, step_id: int) -> TrajectoryStep:
    return queries.step_of(trajectory, step_id) or abort(404)


def _to(trajectory: SchoolTrajectory) -> ResponseReturnValue:
    return redirect(url_for("trajectories.show_trajectory", school_trajectory_id=trajectory.id), 303)


def _words(form: TrajectoryForm) -> TrajectoryWords:
    return TrajectoryWords(
        title=form.title.data,
        goal=form.goal.data,
        pedagogical_project=form.pedagogical_project.data or "",
        consulted=form.consulted.data or "",
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        budget=form.budget.data * 100,
    )


def _choice(session: TrainingSession) -> SelectChoice:
    free = session.capacity - session.taken if not session.waiting else 0
    seats = "volzet" if free == 0 else f"{free} {'plaats' if free == 1 else 'plaatsen'} vrij"
    when = f"{longdate(session.starts_at)}, {clock_time(session.starts_at)}"
    return SelectChoice(str(session.id), f"{when} – {queries.place_of(session)} ({seats})")
