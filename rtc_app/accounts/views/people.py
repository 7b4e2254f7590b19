"""Who works where: the team of a school, and the members that staff give roles to."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts import queries, service
from rtc_app.accounts.forms import GiveRoleForm
from rtc_app.accounts.models import ROLE_NAMES, Account, Membership, Role
from rtc_app.accounts.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.get("/mijn-school/team")
@requires(Permission.VIEW_SCHOOL)
def show_team() -> ResponseReturnValue:
    """Who works at the school, and who says so and waits for a yes."""
    members = queries.members(signed_in_actor().planned_school_ids)
    waiting = [member for member in members if not member.confirmed_at]
    return render_template("accounts/show_team.html", members=[m for m in members if m.confirmed_at], waiting=waiting)


@bp.post("/mijn-school/team/<int:membership_id>/bevestigen")
@requires(Permission.CONFIRM_COLLEAGUES, on=Membership)
def confirm_colleague(membership: Membership) -> ResponseReturnValue:
    """The person counts as a colleague."""
    service.confirm_membership(membership=membership, at=clock.now())
    flash(f"{membership.account.name} hoort nu bij je team.", "ok")
    return redirect(url_for("accounts.show_team"), 303)


@bp.post("/mijn-school/team/<int:membership_id>/weghalen")
@requires(Permission.CONFIRM_COLLEAGUES, on=Membership)
def remove_colleague(membership: Membership) -> ResponseReturnValue:
    """The person does not, or no longer, work at the school."""
    name = membership.account.name
    service.end_membership(membership=membership, actor=signed_in_actor())
    flash(f"{name} hoort niet bij je team.", "ok")
    return redirect(url_for("accounts.show_team"), 303)


@bp.get("/beheer/leden")
@requires(Permission.MANAGE_MEMBERSHIPS)
def find_member() -> ResponseReturnValue:
    """Search a person by e-mail address; found, one goes to the page of that person."""
    email = request.args.get("email", "").strip()
    account = queries.account_by_email(email) if email else None
    if account is not None:
        return redirect(url_for("accounts.edit_member", account_id=account.id), 303)
    return render_template("accounts/find_member.html", email=email, staff=queries.staff())


@bp.route("/beheer/leden/<int:account_id>", methods=["GET", "POST"])
@requires(Permission.MANAGE_MEMBERSHIPS, on=Account)
def edit_member(account: Account) -> ResponseReturnValue:
    """The roles of a person, with a form to give another one."""
    form = GiveRoleForm()
    form.organisation.choices = [
        SelectChoice("", "Kies een organisatie"),
        *(SelectChoice(str(i), label) for i, label in queries.organisation_choices()),
    ]
    form.role.choices = [SelectChoice("", "Kies een rol"), *(SelectChoice(role.value, name) for role, name in ROLE_NAMES.items())]
    if form.validate_on_submit():
        role = Role(form.role.data)
        try:
            service.give_role(account=account, organisation_id=int(form.organisation.data), role=role, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash(f"{account.name} is nu {ROLE_NAMES[role]}.", "ok")
            return redirect(url_for("accounts.edit_member", account_id=account.id), 303)
    return render_form("accounts/edit_member.html", form, account=account)


@bp.post("/beheer/rollen/<int:membership_id>/intrekken")
@requires(Permission.MANAGE_MEMBERSHIPS, on=Membership)
def take_role(membership: Membership) -> ResponseReturnValue:
    """The person no longer has the role."""
    account_id = membership.account_id
    service.end_membership(membership=membership, actor=signed_in_actor())
    flash("De rol is ingetrokken.", "ok")
    return redirect(url_for("accounts.edit_member", account_id=account_id), 303)


@bp.post("/beheer/leden/<int:account_id>/blokkeren")
@requires(Permission.MANAGE_MEMBERSHIPS, on=Account)
def disable_member(account: Account) -> ResponseReturnValue:
    """The person is signed out everywhere and cannot sign in."""
    service.disable(account=account, actor=signed_in_actor(), at=clock.now())
    flash(f"{account.name} kan zich niet meer aanmelden.", "ok")
    return redirect(url_for("accounts.edit_member", account_id=account.id), 303)


@bp.post("/beheer/leden/<int:account_id>/deblokkeren")
@requires(Permission.MANAGE_MEMBERSHIPS, on=Account)
def enable_member(account: Account) -> ResponseReturnValue:
    """The person can sign in again."""
    service.enable(account=account)
    flash(f"{account.name} kan zich weer aanmelden.", "ok")
    return redirect(url_for("accounts.edit_member", account_id=account.id), 303)
