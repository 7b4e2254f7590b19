"""Feeds of any search, by the address of its page: news for a feed reader, sessions for a calendar; and one training as a calendar."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires
from rtc_app.access.permissions import Permission
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search import facets, finding
from rtc_app.catalogue.search.finding import Found
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.interchange import offer_feed
from rtc_app.interchange.calendar_feed import calendar_of
from rtc_app.interchange.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.links import absolute_url

#: A change in the same second as an answer could not be told from it by time.
_TOO_FRESH = timedelta(seconds=2)


@bp.get("/opleidingen.atom")
@public
def show_news_feed() -> ResponseReturnValue:
    """The trainings a search finds that came or changed last, as an Atom feed (RFC 4287)."""
    now, state = clock.now(), _question()
    changed = offer_feed.last_change(now)
    if fresh := _not_modified(changed):
        return fresh
    entries = offer_feed.newest_trainings(state, now)
    host = urlsplit(str(current_app.config["BASE_URL"])).hostname
    xml = render_template(
        "interchange/feed.xml",
        title=_title(finding.search(state, now)),
        entries=entries,
        updated=max((entry.updated_at for entry in entries), default=changed),
        page_url=absolute_url(_address("catalogue.search_trainings", state)),
        own_url=absolute_url(_address("interchange.show_news_feed", state)),
        tag=f"tag:{host},2026",
        question=state.query_string(),
    )
    return _answer(xml.encode(), "application/atom+xml", changed, now)


@bp.get("/opleidingen.ics")
@public
def show_sessions_calendar() -> ResponseReturnValue:
    """The sessions to come of the trainings a search finds, as a calendar to subscribe to."""
    now, state = clock.now(), _question()
    changed = offer_feed.last_change(now)
    if fresh := _not_modified(changed):
        return fresh
    sessions = offer_feed.coming_sessions(state, now)
    return _answer(calendar_of(sessions, _title(finding.search(state, now))), "text/calendar", changed, now)


@bp.get("/opleidingen/<training_slug>.ics")
@requires(Permission.VIEW_TRAINING, on=Training)
def show_training_calendar(training: Training) -> ResponseReturnValue:
    """The sessions to come of one training, for one's own calendar; none when it left the offer."""
    now = clock.now()
    sessions = offer_feed.sessions_of(training.id, now) if training.is_findable(now) else []
    answer = _answer(calendar_of(sessions, training.title), "text/calendar", None, now)
    answer.headers["Content-Disposition"] = f'attachment; filename="{training.slug}.ics"'
    return answer


def _question() -> SearchState:
    """The question in the address, whatever its page."""
    return parse(request.args.items(multi=True), facets.CODES).at_page(1)


def _address(endpoint: str, state: SearchState) -> str:
    query = state.query_string()
    return url_for(endpoint) + (f"?{query}" if query else "")


def _title(found: Found) -> str:
    """What a feed is about, in words."""
    words = [f"“{found.mended or found.state.text}”"] if found.state.text else []
    about = ", ".join(words + [chip.label for chip in found.chips])
    return f"Opleidingen: {about}" if about else "Opleidingen"


def _not_modified(changed: datetime) -> Response | None:
    """304 for who asks by time alone and has seen the last change; a mark of the content is compared with the content."""
    since = request.if_modified_since
    if since is None or request.if_none_match or changed.replace(microsecond=0) > since:
        return None
    return Response(status=304)


def _answer(content: bytes, mimetype: str, changed: datetime | None, now: datetime) -> Response:
    """The file with its mark and date; 304 for who has it already."""
    answer = Response(content, mimetype=mimetype, content_type=f"{mimetype}; charset=utf-8")
    answer.add_etag()
    if changed is not None and now - changed > _TOO_FRESH:
        answer.last_modified = changed
    answer.headers["Cache-Control"] = "no-cache"
    answer.make_conditional(request)
    return answer
