"""The home page, and searching the offer."""

from flask import make_response, render_template, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import actor, public
from rtc_app.catalogue import queries
from rtc_app.catalogue.search import facets, finding, read_model
from rtc_app.catalogue.search.finding import Found
from rtc_app.catalogue.search.highlighting import CardMarker
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.catalogue.structured_data import course_list_script
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.kernel.assets import quick_url_for
from rtc_app.kernel.paging import Page
from rtc_app.kernel.panels import panels_for
from rtc_app.kernel.templating import kept, kept_page

#: Sessions with free seats on the home page.
_COMING = 6


@bp.route("/", methods=["GET"])
@public
def home() -> ResponseReturnValue:
    """The way in: one search box, three doors, what starts soon; what is yours comes first when you are signed in."""
    now = clock.now()
    return render_template(
        "catalogue/home.html",
        coming=queries.cards(finding.coming(now, _COMING), now),
        study_areas=finding.counts("studiegebied", now),
        themes=finding.counts("thema", now),
        panels=panels_for("home", None, actor()),
    )


@bp.route("/opleidingen", methods=["GET"])
@public
def search_trainings() -> ResponseReturnValue:
    """The trainings that fit the words and the ticked facets, twelve a page, with ways out when nothing fits."""
    state = parse(request.args.items(multi=True), facets.CODES)
    if state == SearchState():
        # Where most people begin, and the same for every stranger until the offer, a seat or the day changes.
        return kept_page(read_model.current(clock.now()).whole, (clock.today(), request.root_path), lambda: _results(state))
    return make_response(_results(state))


def _results(state: SearchState) -> str:
    now, home = clock.now(), _home_town()
    found = finding.search(state, now, home)
    cards = queries.cards(found.ids, now)
    return render_template(
        "catalogue/search_trainings.html",
        found=found,
        heading=_heading(found),
        cards=cards,
        mark=CardMarker(found.terms, read_model.current(now), {card.id: (card.title, card.summary) for card in cards}).on,
        for_machines=kept(course_list_script, tuple(card.slug for card in cards)),
        chips=[{"label": chip.label, "remove_url": search_url(chip.without)} for chip in found.chips],
        page=Page(found.ids, found.page, finding.PAGE_SIZE, found.total),
        page_url=lambda number: search_url(found.state.at_page(number)),
        search_url=search_url,
        from_place=state.place or home,
        panels=panels_for("results", found, actor()),
        agenda_url=search_url(found.state.at_page(1), "catalogue.open_agenda"),
        feed_urls=[search_url(found.state.at_page(1), f"interchange.{feed}") for feed in ("show_news_feed", "show_sessions_calendar")],
    )


def _home_town() -> str:
    """The town of the reader's school, from which distances are measured until another is typed."""
    person = actor()
    places = [m.organisation for m in person.memberships if m.organisation_id in person.school_ids] if person else []
    return next((f"{place.postcode} {place.city}" for place in places if place.postcode and place.city), "")


def search_url(state: SearchState, endpoint: str = "catalogue.search_trainings", **values: object) -> str:
    """The address in which a question stands whole: of the list, or of another view of the same results."""
    query = state.query_string()
    return quick_url_for(endpoint, **values) + (f"?{query}" if query else "")


def _heading(found: Found) -> str:
    """Count and subject: 12 opleidingen voor “plc” in Hout."""
    areas = [option.label for group in found.groups if group.code == "studiegebied" for option in group.first if option.is_chosen]
    heading = f"{found.total or 'Geen'} {'opleiding' if found.total == 1 else 'opleidingen'}"
    if found.state.text:
        heading += f" voor “{found.mended or found.state.text}”"
    return heading + (f" in {areas[0]}" if len(areas) == 1 else "")
