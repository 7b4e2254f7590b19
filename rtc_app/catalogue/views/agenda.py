"""The agenda: what a search finds, by month, by day and by school year."""

from datetime import date

from flask import abort, redirect, render_template, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.catalogue.months import Month, SchoolYear
from rtc_app.catalogue.queries import agenda, agenda_filters, outlook
from rtc_app.catalogue.queries.agenda import without_period
from rtc_app.catalogue.search import facets
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.catalogue.views.finding import search_url
from rtc_app.kernel import clock


@bp.route("/agenda", methods=["GET"])
@public
def open_agenda() -> ResponseReturnValue:
    """To the first month in which something of the question begins."""
    state = _asked()
    return redirect(agenda_url(state, agenda.first_month(state, clock.now())))


@bp.route("/agenda/<month>", methods=["GET"])
@public
def show_agenda(month: str) -> ResponseReturnValue:
    """A month of sessions to come, with the seats of each, and the nearest months that have some."""
    shown = Month.parse(month, clock.today()) or abort(404)
    now, state = clock.now(), _asked()
    return render_template(
        "catalogue/show_agenda.html",
        agenda=agenda.agenda_month(state, shown, now),
        **_frame(state, shown),
    )


@bp.route("/agenda/<month>/<int:day>", methods=["GET"])
@public
def show_agenda_day(month: str, day: int) -> ResponseReturnValue:
    """Every session that begins on one day."""
    shown = Month.parse(month, clock.today()) or abort(404)
    on = _day(shown, day) or abort(404)
    now, state = clock.now(), _asked()
    return render_template("catalogue/show_agenda_day.html", day=on, rows=agenda.agenda_day(state, on, now), **_frame(state, shown))


@bp.route("/agenda/schooljaar/<school_year>", methods=["GET"])
@public
def show_school_year(school_year: str) -> ResponseReturnValue:
    """What is planned in each month of a school year, per RTC, theme and study area, and what is missing (INS-12)."""
    today = clock.today()
    shown = SchoolYear.parse(school_year, today) or abort(404)
    now, state = clock.now(), _asked()
    return render_template(
        "catalogue/show_school_year.html",
        year=shown,
        is_present=shown == SchoolYear.of(today),
        tables=outlook.school_year(state, shown, now),
        year_url=lambda other: search_url(state, "catalogue.show_school_year", school_year=str(other)),
        month_path=lambda month: agenda_url(SearchState(), month),
        table_query=lambda facet: without_period(state).without_facet(facet).query_string(),
        **_frame(state, Month.of(today)),
    )


def agenda_url(state: SearchState, month: Month) -> str:
    """The address of a month of the agenda, for this question."""
    return search_url(state, "catalogue.show_agenda", month=str(month))


def _asked() -> SearchState:
    return parse(request.args.items(multi=True), facets.CODES).at_page(1)


def _day(month: Month, number: int) -> date | None:
    try:
        return date(month.year, month.number, number)
    except ValueError:
        return None


def _frame(state: SearchState, month: Month) -> dict[str, object]:
    """What every page of the agenda shows around its sessions: the filters, and the ways to other views of the same question."""
    now = clock.now()
    return {
        "state": state,
        "month": month,
        "chips": [{"label": label, "remove_url": _here(without)} for label, without in agenda_filters.ticked(state, now)],
        "filters": agenda_filters.filters(state, now),
        "hidden": [pair for pair in state.query() if pair[0] not in agenda_filters.FILTERS],
        "month_url": lambda other: agenda_url(state, other),
        "query": state.query_string(),
        "list_url": search_url(state),
        "calendar_url": search_url(state, "interchange.show_sessions_calendar"),
        "school_year_url": search_url(state, "catalogue.show_school_year", school_year=str(SchoolYear.of(month.first))),
    }


def _here(state: SearchState) -> str:
    """This page for another question."""
    query = state.query_string()
    return request.path + (f"?{query}" if query else "")
