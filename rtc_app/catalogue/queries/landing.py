"""The public pages of the offer besides trainings that a search engine may know, for a sitemap."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa

from rtc_app.catalogue.models import LearningPath
from rtc_app.catalogue.months import SchoolYear
from rtc_app.catalogue.queries import agenda, organiser
from rtc_app.catalogue.queries.topic import bitmap_of
from rtc_app.catalogue.queries.vocabulary import topic_concepts
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.topics import BY_SCHEME, KINDS
from rtc_app.kernel import clock
from rtc_app.kernel.database import db


class LandingPage(NamedTuple):
    """A page by its endpoint and the arguments of its address."""

    endpoint: str
    arguments: tuple[tuple[str, Any], ...] = ()


def landing_pages(at: datetime) -> Iterator[LandingPage]:
    """Every index, every topic, provider and RTC with an offer, every leertraject, the months and the school year; no filtered page."""
    model, vocabulary = read_model.current(at), topic_concepts(at)
    yield LandingPage("catalogue.list_paths")
    for code in db.session.scalars(sa.select(LearningPath.code).where(LearningPath.is_published).order_by(LearningPath.code)):
        yield LandingPage("catalogue.show_path", (("path_code", code),))
    yield from (LandingPage("catalogue.list_topics", (("kind_path", kind.path),)) for kind in KINDS)
    for key, concept in vocabulary.items():
        if bitmap_of(model, vocabulary, key):
            yield LandingPage("catalogue.show_topic", (("kind_path", BY_SCHEME[concept.scheme].path), ("topic_code", concept.code)))
    yield LandingPage("catalogue.list_providers")
    yield from (LandingPage("catalogue.show_provider", (("provider_code", one.code),)) for one in organiser.providers(at))
    yield LandingPage("catalogue.list_rtcs")
    yield from (LandingPage("catalogue.show_rtc", (("rtc_code", one.code),)) for one in organiser.rtcs(at))
    yield from (LandingPage("catalogue.show_agenda", (("month", str(month)),)) for month in agenda.months_with_sessions(at))
    yield LandingPage("catalogue.show_school_year", (("school_year", str(SchoolYear.of(clock.to_wall_time(at).date()))),))
