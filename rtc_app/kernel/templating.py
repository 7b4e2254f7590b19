"""What templates may use: strict undefined names, Flemish formats, and the nonce of the page."""

import re
import secrets
from collections.abc import Callable, Hashable, Iterable, MutableMapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

import jinja2
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from flask import Flask, Response, g, make_response, session
from flask.templating import Environment
from flask_login import current_user
from markupsafe import Markup

from rtc_app.kernel import clock

LOCALE = "nl_BE"


class PageEnvironment(Environment):
    """Flask's environment for templates that bring no globals of their own.

    Jinja would put an empty layer of names on top for each template, and compare the layers at each import: a twentieth
    of the time of a page.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


def init_app(app: Flask) -> None:
    """Register filters and globals; undefined names raise."""
    app.jinja_env.undefined = jinja2.StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(money=money, longdate=longdate, shortdate=shortdate, clock=clock_time, number=number, minutes=minutes)
    app.jinja_env.filters.update(monthname=monthname, shortmonth=shortmonth, weekday=weekday, signed=signed)
    app.jinja_env.filters.update(capitalize_first=capitalize_first, part_of_site=part_of_site)
    settings = {"demo_mode": app.config["DEMO_MODE"], "base_url": app.config["BASE_URL"]}
    app.jinja_env.globals.update(csp_nonce=csp_nonce, today=clock.today, settings=settings)
    # Layouts have a name of their own for it, since a page may well call something of its own "kept".
    app.jinja_env.globals.update(drawn_once=kept, kept=kept, kept_in_lists=kept_in_lists)
    app.jinja_env.globals.update(kept_but=kept_but, kept_but_numbers=kept_but_numbers)


def csp_nonce() -> str:
    """The nonce of this page's scripts."""
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(18)
    return str(g.csp_nonce)


@lru_cache(maxsize=5_000)
def kept(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """What a macro makes of these frozen values, remembered: equal values give equal HTML.

    For parts that many pages show and that cost more than finding them back.
    """
    return macro(*values)


@lru_cache(maxsize=20_000)
def kept_in_lists(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    """The same for the lines of long lists: there are as many as trainings, and parts of other pages do not crowd them out."""
    return macro(*values)


#: Stands for the nonce in a page that is kept; drawn anew by each process, so no text can hold it.
_NONCE_MARK = secrets.token_urlsafe(18)


def kept_page(store: dict[object, object], seen: object, render: Callable[[], str]) -> Response:
    """A page that is the same for every stranger as long as `seen` is equal, with a nonce of its own each time.

    `store` lives as long as what the page shows. For who is signed in, or brings a session, the page is made: it may
    show messages and carries tokens.
    """
    if session or current_user.is_authenticated:
        return make_response(render())
    found = store.get(kept_page)
    if isinstance(found, _KeptPage) and found.seen == seen:
        html = found.html
    else:
        g.csp_nonce = _NONCE_MARK
        html = render().encode()
        del g.csp_nonce
        if not session:  # what it showed was nobody's own
            store[kept_page] = _KeptPage(seen, html)
    return Response(html.replace(_NONCE_MARK.encode(), csp_nonce().encode()), mimetype="text/html")


class _KeptPage(NamedTuple):
    seen: object
    html: bytes


#: Stand where something will come; signs that no keyboard makes.
_HOLES = "\uf8fd\uf8fe\uf8ff"


def kept_but(macro: Callable[..., Markup], values: tuple[Hashable, ...], *fillings: Markup) -> Markup:
    """What a macro makes of these values, remembered, around what differs from one page to the next.

    The macro takes the values and then the fillings, and writes each of these once or not at all.
    """
    return Markup("".join([piece if isinstance(piece, str) else fillings[piece] for piece in _pieces(macro, values, len(fillings))]))  # noqa: S704 - drawn by macros


def kept_but_numbers(macro: Callable[..., Markup], rows: Iterable[tuple[Any, ...]]) -> Markup:
    """What a macro makes of each row, one after the other, when nothing but a number differs from one page to the next.

    A row is (number, value, value …); the macro takes the values and then the number, which it writes once.
    """
    return Markup("".join([str(row[0]).join(_around(macro, row[1:])) for row in rows]))  # noqa: S704 - drawn by the macro


@lru_cache(maxsize=5_000)
def _around(macro: Callable[..., Markup], values: tuple[Hashable, ...]) -> tuple[str, str]:
    before, _, after = str(macro(*values, _HOLES[0])).partition(_HOLES[0])
    return before, after


@lru_cache(maxsize=5_000)
def _pieces(macro: Callable[..., Markup], values: tuple[Hashable, ...], holes: int) -> tuple[str | int, ...]:
    """What a macro writes of itself, with the numbers of the fillings between."""
    written = re.split(f"([{_HOLES}])", str(macro(*values, *_HOLES[:holes])))
    return tuple(_HOLES.index(piece) if piece and piece in _HOLES else piece for piece in written)


@lru_cache(maxsize=10_000)
def money(cents: int) -> str:
    """125000 → "€ 1.250,00"; 0 → "gratis"."""
    return format_currency(Decimal(cents) / 100, "EUR", locale=LOCALE) if cents else "gratis"


def _wall_date(value: date | datetime) -> date:
    if isinstance(value, datetime) and value.tzinfo is not None:
        return clock.to_wall_time(value).date()
    return value


@lru_cache(maxsize=10_000)
def _written(day: date, pattern: str) -> str:
    return format_date(day, pattern, locale=LOCALE)


def longdate(value: date | datetime) -> str:
    """A date, wall time or instant → "donderdag 12 november 2026"."""
    return _written(_wall_date(value), "EEEE d MMMM y")


def shortdate(value: date | datetime) -> str:
    """A date, wall time or instant → "do 12 nov 2026"."""
    return _written(_wall_date(value), "EEE d MMM y")


def monthname(value: date) -> str:
    """A day → "november 2026"."""
    return _written(value, "LLLL y")


def shortmonth(value: date) -> str:
    """A day → "nov"."""
    return _written(value, "LLL")


def weekday(value: date) -> str:
    """A day → "donderdag"."""
    return _written(value, "EEEE")


def clock_time(value: datetime) -> str:
    """A wall time or instant → "18.30 uur"."""
    wall = clock.to_wall_time(value) if value.tzinfo else value
    return f"{wall.hour}.{wall.minute:02d} uur"


def part_of_site(path: str) -> str:
    """The path of a page as far as menus care: "/agenda" is itself, "/agenda/2026-12/4" is "/agenda/"."""
    first, slash, _ = path[1:].partition("/")
    return f"/{first}{slash}"


def capitalize_first(value: str) -> str:
    """A name as it begins a line: "digitaal evalueren" → "Digitaal evalueren"."""
    return value[:1].upper() + value[1:]


def number(value: float | Decimal) -> str:
    """1234.5 → "1.234,5"."""
    return format_decimal(value, locale=LOCALE)


def signed(value: float) -> str:
    """12.5 → "+12,5"; -3.0 → "−3"; 0.0 → "0"; rounded to one decimal."""
    rounded = round(value, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + format_decimal(abs(rounded), "0.#", locale=LOCALE)


def minutes(value: int) -> str:
    """150 → "2 u 30"; 45 → "45 min."."""
    hours, rest = divmod(value, 60)
    if not hours:
        return f"{rest} min."
    return f"{hours} u {rest:02d}" if rest else f"{hours} u"
