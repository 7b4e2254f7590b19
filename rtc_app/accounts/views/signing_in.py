"""Signing in and out."""

from typing import Any

from flask import abort, current_app, flash, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_user, logout_user

from rtc_app.access.gate import actor, public
from rtc_app.accounts import queries, service
from rtc_app.accounts.forms import SignInForm
from rtc_app.accounts.models import Account
from rtc_app.accounts.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.kernel.limits import form_limit, limiter
from rtc_app.kernel.links import local_path


@bp.route("/aanmelden", methods=["GET", "POST"])
@public
@limiter.limit(form_limit, methods=["POST"])
def sign_in() -> ResponseReturnValue:
    """A form for address and password; afterwards the page that asked for it."""
    form = SignInForm()
    if request.method == "GET" and actor():
        return redirect(_next_page(), 303)
    if form.validate_on_submit():
        try:
            token = service.sign_in(email=form.email.data, password=form.password.data, address=request.remote_addr or "", **_browser())
        except RuleViolation as violation:
            form.show(violation)
        else:
            return enter(token)
    return render_form("accounts/sign_in.html", form, next=local_path(request.args.get("next")), examples=_examples())


@bp.post("/aanmelden/voorbeeld/<int:account_id>")
@public
def sign_in_as_example(account_id: int) -> ResponseReturnValue:
    """In the demonstration only: become one of the example people with one click."""
    example = next((account for account in _examples() if account.id == account_id), None)
    if example is None:
        abort(404)
    return enter(service.start_sign_in(account=example, **_browser()))


@bp.post("/afmelden")
@public
def sign_out() -> ResponseReturnValue:
    """Signed out on the server too: a copy of the cookie is worth nothing any more."""
    person = actor()
    if person is not None:
        service.end_sign_in(token=person.get_id(), at=clock.now())
    logout_user()
    session.clear()
    flash("Je bent afgemeld.", "ok")
    return redirect(url_for("catalogue.home"), 303)


def enter(token: str) -> ResponseReturnValue:
    """Give this browser the new sign-in, in a cookie that holds nothing from before (fixation)."""
    before = actor()
    if before is not None:
        service.end_sign_in(token=before.get_id(), at=clock.now())
    session.clear()
    login_user(queries.account_signed_in_with(token))
    return redirect(_next_page(), 303)


def _next_page() -> str:
    return local_path(request.args.get("next")) or url_for("catalogue.home")


def _examples() -> list[Account]:
    return queries.demo_accounts() if current_app.config["DEMO_MODE"] else []


def _browser() -> dict[str, Any]:
    return {"user_agent": request.user_agent.string, "at": clock.now(), "hours": current_app.config["SIGN_IN_HOURS"]}
