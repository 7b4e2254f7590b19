"""Making an account and confirming its address."""

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts import queries, service
from rtc_app.accounts.forms import RegisterForm
from rtc_app.accounts.models import TokenPurpose
from rtc_app.accounts.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import BaseForm, render_form
from rtc_app.kernel.limits import form_limit, limiter
from rtc_app.kernel.links import absolute_url_for, local_path

#: Where the cookie keeps the address typed at registration, to show it on the next page.
_TYPED = "registered_email"


@bp.route("/registreren", methods=["GET", "POST"])
@public
@limiter.limit(form_limit, methods=["POST"])
def register() -> ResponseReturnValue:
    """A form to make an account; afterwards word that a mail is on its way, whether or not the address was known."""
    form = RegisterForm()
    form.offer_schools(queries.school_choices())
    next_path = local_path(request.args.get("next"))
    if form.validate_on_submit():
        try:
            _register(form, next_path)
        except RuleViolation as violation:
            form.show(violation)
        else:
            session[_TYPED] = form.email.data
            return redirect(url_for("accounts.show_mail_sent", next=next_path), 303)
    return render_form("accounts/register.html", form, next=next_path)


def _register(form: RegisterForm, next_path: str | None) -> None:
    service.register(
        name=form.name.data,
        email=form.email.data,
        password=form.password.data,
        school_id=form.school_id,
        verify_link=lambda token: _verify_link(token, next_path),
        sign_in_link=absolute_url_for("accounts.sign_in", next=next_path),
        reset_link=absolute_url_for("accounts.request_reset"),
        at=clock.now(),
    )


def _verify_link(token: str, next_path: str | None = None) -> str:
    return absolute_url_for("accounts.verify_email", token=token, next=next_path)


@bp.get("/registreren/kijk-in-je-mailbox")
@public
def show_mail_sent() -> ResponseReturnValue:
    """Word that a mail is on its way, and what to do when it does not come."""
    return render_template("accounts/show_mail_sent.html", email=session.get(_TYPED), next=local_path(request.args.get("next")))


@bp.route("/bevestigen/<token>", methods=["GET", "POST"])
@public
def verify_email(token: str) -> ResponseReturnValue:
    """One button that confirms the address; mail programs that open links beforehand confirm nothing."""
    account = queries.account_with_token(token, TokenPurpose.VERIFY_EMAIL, clock.now())
    if account is None:
        return render_template("accounts/link_expired.html", purpose="verify"), 410
    form = BaseForm()
    if not form.validate_on_submit():
        return render_form("accounts/verify_email.html", form, email=account.email, token=token, next=local_path(request.args.get("next")))
    service.verify_email(account=account, at=clock.now())
    flash("Je e-mailadres is bevestigd.", "ok")
    return redirect(url_for("accounts.sign_in", next=local_path(request.args.get("next"))), 303)


@bp.post("/mijn-account/bevestigingsmail")
@requires(Permission.KEEP_ACCOUNT)
def send_verification() -> ResponseReturnValue:
    """A new mail with a link that confirms the address."""
    service.send_verification(account=signed_in_actor(), link=_verify_link, at=clock.now())
    flash("We stuurden je een nieuwe mail. Kijk ook bij je ongewenste mail.", "ok")
    return redirect(url_for("accounts.show_account"), 303)
