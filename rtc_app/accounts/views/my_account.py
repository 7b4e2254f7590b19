"""One's own account: who I am here, where I work, and where I am signed in."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts import queries, service
from rtc_app.accounts.forms import ChangeNameForm, NameSchoolForm
from rtc_app.accounts.models import Membership, SignIn
from rtc_app.accounts.rules import browser_name
from rtc_app.accounts.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form


@bp.get("/mijn-account")
@requires(Permission.KEEP_ACCOUNT)
def show_account() -> ResponseReturnValue:
    """Name, address, roles and the browsers in which the person is signed in."""
    account = signed_in_actor()
    sign_ins = queries.open_sign_ins(account.id, clock.now())
    this_hash = queries.token_hash(account.get_id())
    return render_template("accounts/show_account.html", account=account, sign_ins=sign_ins, this_hash=this_hash, browser_name=browser_name)


@bp.route("/mijn-account/naam", methods=["GET", "POST"])
@requires(Permission.KEEP_ACCOUNT)
def change_name() -> ResponseReturnValue:
    """A form for another name."""
    account = signed_in_actor()
    form = ChangeNameForm(obj=account)
    if not form.validate_on_submit():
        return render_form("accounts/change_name.html", form)
    service.change_name(account=account, name=form.name.data)
    flash("Je naam is bewaard.", "ok")
    return redirect(url_for("accounts.show_account"), 303)


@bp.route("/mijn-account/school", methods=["GET", "POST"])
@requires(Permission.KEEP_ACCOUNT)
def name_school() -> ResponseReturnValue:
    """A form to say at which school one works."""
    form = NameSchoolForm()
    form.school.choices = [SelectChoice("", "Kies je school"), *(SelectChoice(str(i), label) for i, label in queries.school_choices())]
    if form.validate_on_submit():
        try:
            service.name_school(account=signed_in_actor(), school_id=int(form.school.data), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je school staat bij je account. Iemand van de school bevestigt nog dat je er werkt.", "ok")
            return redirect(url_for("accounts.show_account"), 303)
    return render_form("accounts/name_school.html", form)


@bp.post("/mijn-account/rollen/<int:membership_id>/stoppen")
@requires(Permission.KEEP_MEMBERSHIP, on=Membership)
def leave_organisation(membership: Membership) -> ResponseReturnValue:
    """The role is gone from one's account."""
    name = membership.organisation.name
    service.end_membership(membership=membership, actor=signed_in_actor())
    flash(f"{name} staat niet meer bij je account.", "ok")
    return redirect(url_for("accounts.show_account"), 303)


@bp.post("/mijn-account/browsers/<int:sign_in_id>/afmelden")
@requires(Permission.KEEP_SIGN_IN, on=SignIn)
def end_sign_in(sign_in: SignIn) -> ResponseReturnValue:
    """One browser is signed out."""
    sign_in.ended_at = sign_in.ended_at or clock.now()
    flash("Die browser is afgemeld.", "ok")
    return redirect(url_for("accounts.show_account"), 303)


@bp.post("/mijn-account/browsers/afmelden")
@requires(Permission.KEEP_ACCOUNT)
def end_other_sign_ins() -> ResponseReturnValue:
    """Every browser but this one is signed out."""
    account = signed_in_actor()
    service.end_sign_ins(account=account, at=clock.now(), except_token=account.get_id())
    flash("Alle andere browsers zijn afgemeld.", "ok")
    return redirect(url_for("accounts.show_account"), 303)
