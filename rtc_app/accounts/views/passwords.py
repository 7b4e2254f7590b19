"""Asking for and choosing a new password."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts import queries, service
from rtc_app.accounts.forms import ChangePasswordForm, ChoosePasswordForm, RequestResetForm
from rtc_app.accounts.models import TokenPurpose
from rtc_app.accounts.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.limits import form_limit, limiter
from rtc_app.kernel.links import absolute_url_for


@bp.route("/wachtwoord-vergeten", methods=["GET", "POST"])
@public
@limiter.limit(form_limit, methods=["POST"])
def request_reset() -> ResponseReturnValue:
    """A form for the address to which a link is mailed; the answer is the same for an unknown one."""
    form = RequestResetForm()
    if form.validate_on_submit():
        service.request_reset(email=form.email.data, link=_link, at=clock.now())
        flash(f"Als {form.email.data} bij een account hoort, krijg je nu een mail met een link. Kijk ook bij je ongewenste mail.", "ok")
        return redirect(url_for("accounts.sign_in"), 303)
    return render_form("accounts/request_reset.html", form)


def _link(token: str) -> str:
    return absolute_url_for("accounts.choose_password", token=token)


@bp.route("/nieuw-wachtwoord/<token>", methods=["GET", "POST"])
@public
@limiter.limit(form_limit, methods=["POST"])
def choose_password(token: str) -> ResponseReturnValue:
    """A form for a new password, behind a mailed link."""
    account = queries.account_with_token(token, TokenPurpose.RESET_PASSWORD, clock.now())
    if account is None:
        return render_template("accounts/link_expired.html", purpose="reset"), 410
    form, email = ChoosePasswordForm(), account.email
    if form.validate_on_submit():
        try:
            service.choose_password(token=token, password=form.password.data, reset_link=_reset_page(), at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je wachtwoord is veranderd. Meld je ermee aan.", "ok")
            return redirect(url_for("accounts.sign_in"), 303)
    return render_form("accounts/choose_password.html", form, email=email, token=token)


@bp.route("/mijn-account/wachtwoord", methods=["GET", "POST"])
@requires(Permission.KEEP_ACCOUNT)
@limiter.limit(form_limit, methods=["POST"])
def change_password() -> ResponseReturnValue:
    """A form for a new password, with the old one as proof."""
    form, account = ChangePasswordForm(), signed_in_actor()
    if form.validate_on_submit():
        words = {"old": form.old_password.data, "new": form.password.data}
        try:
            service.change_password(account=account, keep_token=account.get_id(), reset_link=_reset_page(), at=clock.now(), **words)
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("Je wachtwoord is veranderd. Op andere toestellen ben je afgemeld.", "ok")
            return redirect(url_for("accounts.show_account"), 303)
    return render_form("accounts/change_password.html", form)


def _reset_page() -> str:
    return absolute_url_for("accounts.request_reset")
