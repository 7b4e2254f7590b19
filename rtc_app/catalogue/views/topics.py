"""Pages of topics, providers and RTCs, and their indexes: ways into the offer that need no search box (CAT-14)."""

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.routing import BaseConverter

from rtc_app.access.gate import actor, public
from rtc_app.catalogue.queries import organiser, topic
from rtc_app.catalogue.topics import BY_PATH, KINDS
from rtc_app.catalogue.views.blueprint import bp
from rtc_app.catalogue.views.finding import search_url
from rtc_app.kernel import clock
from rtc_app.kernel.panels import panels_for


class TopicPath(BaseConverter):
    """The first part of the address of a topic: one of the kinds, nothing else."""

    regex = "|".join(kind.path for kind in KINDS)


bp.record_once(lambda setup: setup.app.url_map.converters.update(topics=TopicPath))


@bp.route("/<topics:kind_path>", methods=["GET"])
@public
def list_topics(kind_path: str) -> ResponseReturnValue:
    """Every topic of a kind with its number of trainings."""
    kind = BY_PATH[kind_path]
    return render_template("catalogue/list_topics.html", kind=kind, kinds=KINDS, groups=topic.topic_index(kind, clock.now()))


@bp.route("/<topics:kind_path>/<topic_code>", methods=["GET"])
@public
def show_topic(kind_path: str, topic_code: str) -> ResponseReturnValue:
    """What there is now for a topic, and what lies around it."""
    kind = BY_PATH[kind_path]
    page = topic.topic_page(kind, topic_code, clock.now())
    if page is None:
        return render_template("catalogue/unknown_topic.html", kind=kind, code=topic_code), 404
    panels = panels_for("topic", page, actor())
    return render_template("catalogue/show_topic.html", page=page, search_url=search_url, panels=panels)


@bp.route("/verstrekkers", methods=["GET"])
@public
def list_providers() -> ResponseReturnValue:
    """Every provider with something on offer."""
    return render_template("catalogue/list_providers.html", providers=organiser.providers(clock.now()))


@bp.route("/verstrekkers/<provider_code>", methods=["GET"])
@public
def show_provider(provider_code: str) -> ResponseReturnValue:
    """What a provider gives, where, and how its trainings were judged."""
    page = organiser.provider_page(provider_code, clock.now())
    if page is None:
        return render_template("catalogue/unknown_organiser.html", endpoint="catalogue.list_providers", what="verstrekker"), 404
    return render_template("catalogue/show_provider.html", page=page, search_url=search_url)


@bp.route("/rtcs", methods=["GET"])
@public
def list_rtcs() -> ResponseReturnValue:
    """The RTCs and how much each organises."""
    return render_template("catalogue/list_rtcs.html", rtcs=organiser.rtcs(clock.now()))


@bp.route("/rtcs/<rtc_code>", methods=["GET"])
@public
def show_rtc(rtc_code: str) -> ResponseReturnValue:
    """What an RTC organises, its leertrajecten, and how to reach it."""
    page = organiser.rtc_page(rtc_code, clock.now())
    if page is None:
        return render_template("catalogue/unknown_organiser.html", endpoint="catalogue.list_rtcs", what="RTC"), 404
    return render_template("catalogue/show_rtc.html", page=page, search_url=search_url)
