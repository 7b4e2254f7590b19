"""One gate before every request: a view is closed unless marked, and what it works on is loaded and checked here.

`@public` and `@requires` only put a mark on the view function. They wrap nothing, so their order among other
decorators cannot disarm them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar, cast

import sqlalchemy as sa
from flask import Flask, abort, current_app, redirect, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from rtc_app.access import policy
from rtc_app.access.permissions import Permission
from rtc_app.kernel.database import Base, db
from rtc_app.kernel.error_pages import signed_out

if TYPE_CHECKING:
    from rtc_app.accounts.models import Account

View = TypeVar("View", bound=Callable[..., Any])
#: What leads from a column and its value to the subject, or None.
Find = Callable[[str, Any], object]
_MARK = "_access_mark"
#: Larger numbers fit no key column of ours.
_LARGEST_KEY = 2**31 - 1


@dataclass(frozen=True)
class Mark:
    """Who may use a view: everyone, or those with a permission, perhaps for the subject named in the URL."""

    permission: Permission | None
    subject: type[Base] | None = None
    find: Find | None = None


def public(view: View) -> View:
    """Mark a view as open to everyone."""
    setattr(view, _MARK, Mark(None))
    return view


def requires(permission: Permission, on: type[Base] | None = None, found_by: Find | None = None) -> Callable[[View], View]:
    """Mark a view as open to those with the permission.

    With `on=Training` the URL part `<training_slug>` (or `<int:training_id>`, any column) is replaced by the
    training itself, handed to the view as `training`; an unknown one answers 404. `found_by` is for a page that knows
    its subjects without the database: it gets the column and the value, and gives something of the same shape, or None.
    """

    def mark(view: View) -> View:
        setattr(view, _MARK, Mark(permission, on, found_by))
        return view

    return mark


def mark_of(view: Callable[..., Any]) -> Mark | None:
    """The mark on a view, or None when it has none and stays closed."""
    return getattr(view, _MARK, None)


def actor() -> Account | None:
    """The person who asks, or None: the account itself and not a proxy."""
    if not current_user.is_authenticated:
        return None
    return cast("Account", current_user._get_current_object())  # noqa: SLF001 - the documented way out of the proxy


def signed_in_actor() -> Account:
    """The person who asks, in a view that only signed-in people reach."""
    person = actor()
    if person is None:
        abort(401)
    return person


def can(permission: Permission, subject: object = None) -> bool:
    """Whether the person who asks has the permission; the question templates ask."""
    return policy.allows(actor(), permission, subject)


def init_app(app: Flask) -> None:
    """Put the gate before every request and its question into every template."""
    public(app.view_functions["static"])
    app.before_request(_gate)
    app.jinja_env.globals.update(can=can, Permission=Permission)
    app.context_processor(lambda: {"actor": actor()})


def _gate() -> Response | None:
    if request.endpoint is None:
        return None  # no such page: routing answers 404 or 405
    mark = mark_of(current_app.view_functions[request.endpoint])
    if mark is None:
        abort(403)
    if mark.permission is None:
        return None
    subject = _load_subject(mark.subject, mark.find) if mark.subject else None
    if policy.allows(actor(), mark.permission, subject):
        return None
    return _refuse(mark.permission)


def _refuse(permission: Permission) -> Response:
    if actor() is None and permission is not Permission.VIEW_TRAINING:
        if request.form:
            return signed_out()
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=back), 303)
    return abort(404 if permission in policy.HIDDEN else 403)


def _load_subject(model: type[Base], find: Find | None) -> object:
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower()
    arguments = request.view_args or {}
    key = next(argument for argument in arguments if argument.startswith(f"{name}_"))
    value = arguments.pop(key)
    if isinstance(value, int) and value > _LARGEST_KEY:
        abort(404)
    column = key.removeprefix(f"{name}_")
    subject = find(column, value) if find else db.session.scalar(sa.select(model).where(getattr(model, column) == value))
    if subject is None:
        abort(404)
    arguments[name] = subject
    return subject
