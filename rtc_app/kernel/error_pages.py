"""Every failure becomes a plain Dutch page that says what to do; no visitor sees a stack trace."""

import structlog
from flask import Flask, Response, current_app, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, InternalServerError

from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation

log = structlog.get_logger()

#: Codes with words of their own; any other client error shows the page of 400, any other server error that of 500.
PAGES = (400, 403, 404, 405, 409, 413, 422, 429, 500, 503)
#: Fields that are not offered again after an expired token.
UNREPEATABLE = ("csrf_token", "password")


def init_app(app: Flask) -> None:
    """Register the pages for HTTP errors, broken rules, expired tokens and a database that does not answer."""
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(RuleViolation, _rule_violation)
    for error in (OperationalError, InterfaceError, PoolTimeoutError):
        app.register_error_handler(error, _database_away)
    app.register_error_handler(InternalServerError, _server_error)


def _page(code: int, **context: object) -> Response:
    name = f"errors/{code}.html"
    # Whoever looks for the person who asks would ask the database that just failed.
    html = current_app.jinja_env.get_template(name).render(**context) if code >= 500 else render_template(name, **context)
    response = make_response(html, code)
    if code == 503:
        response.headers["Retry-After"] = "10"
    return response


def _http_error(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    page = _page(code if code in PAGES else (400 if code < 500 else 500))
    page.status_code = code
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            page.headers[name] = value
    return page


def _csrf_error(_error: CSRFError) -> Response:
    return _send_again("errors/csrf.html", 400)


def signed_out() -> Response:
    """For a form sent by somebody who is signed out by now."""
    return _send_again("errors/signed_out.html", 401)


def _send_again(template: str, code: int) -> Response:
    """A page from which the form can be sent again with what was typed in it: nothing that expires loses an answer (R31)."""
    again = [(k, v) for k, v in request.form.items(multi=True) if not any(word in k for word in UNREPEATABLE)]
    return make_response(render_template(template, retry_fields=again, retry_url=request.full_path), code)


def _rule_violation(error: RuleViolation) -> Response:
    return make_response(render_template("errors/409.html", message=error.message), 409)


def _database_away(error: DBAPIError | PoolTimeoutError) -> Response:
    log.warning("database_unavailable", error=str(error).splitlines()[0], path=request.path)
    _forget_session()
    return _page(503)


def _server_error(error: InternalServerError) -> Response:
    original = error.original_exception
    if isinstance(original, OperationalError | InterfaceError | PoolTimeoutError):
        return _database_away(original)
    if isinstance(original, RuleViolation):
        return _rule_violation(original)
    log.error("unhandled_error", path=request.path, exc_info=original)
    _forget_session()
    return _page(500)


def _forget_session() -> None:
    """A page about a broken database must not ask that database for anything."""
    try:
        db.session.rollback()
    except DBAPIError:
        db.session.remove()
