"""What search engines are told: which pages there are, and which are none of theirs."""

from typing import Any

from flask import Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public
from rtc_app.catalogue.queries.landing import landing_pages
from rtc_app.interchange import site_map
from rtc_app.interchange.views.blueprint import bp
from rtc_app.kernel import clock

#: Pages without a parameter that everybody may find.
_PAGES = (
    "catalogue.home",
    "catalogue.search_trainings",
    "quality.show_framework",
    "pages.show_about",
    "pages.introduce_school",
    "pages.show_privacy",
    "pages.show_accessibility",
)


@bp.get("/robots.txt")
@public
def show_robots() -> ResponseReturnValue:
    """Everything may be read but what needs an account; pages of a search say themselves that they are not to be listed."""
    return _file("interchange/robots.txt", "text/plain")


@bp.get("/sitemap.xml")
@public
def show_sitemap() -> ResponseReturnValue:
    """The list of lists: one of fixed pages, and as many of trainings as it takes."""
    return _file("interchange/sitemap_index.xml", "application/xml", parts=range(1, site_map.parts(clock.now()) + 1))


@bp.get("/sitemap-paginas.xml")
@public
def show_sitemap_pages() -> ResponseReturnValue:
    """The pages that are no trainings: fixed ones, topics, providers, RTCs, leertrajecten and months of the agenda."""
    fixed = [(url_for(endpoint), None) for endpoint in _PAGES]
    landing = [(_path(page.endpoint, **dict(page.arguments)), None) for page in landing_pages(clock.now())]
    return _file("interchange/sitemap.xml", "application/xml", pages=fixed + landing)


@bp.get("/sitemap-opleidingen-<int:part>.xml")
@public
def show_sitemap_trainings(part: int) -> ResponseReturnValue:
    """Part of the trainings that can be found, each with when it last changed."""
    now = clock.now()
    if not 1 <= part <= site_map.parts(now):
        abort(404)
    pages = [(url_for("catalogue.show_training", training_slug=slug), changed) for slug, changed in site_map.trainings(part, now)]
    return _file("interchange/sitemap.xml", "application/xml", pages=pages)


def _path(endpoint: str, **values: Any) -> str:
    return url_for(endpoint, **values)


def _file(template: str, mimetype: str, **values: object) -> Response:
    return Response(render_template(template, **values), mimetype=mimetype)
