"""Pages of topics, providers and RTCs."""

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.queries import topic
from rtc_app.catalogue.queries.landing import landing_pages
from rtc_app.catalogue.search import finding
from rtc_app.catalogue.search.facets import CODES
from rtc_app.catalogue.search.state import parse
from rtc_app.catalogue.topics import BY_PATH, BY_SCHEME, KINDS, leads
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept
from tests.benchmarks import catalogue
from tests.client import words
from tests.factories.accounts import make_provider, make_school
from tests.factories.catalogue import make_path, make_session, make_training
from tests.statements import statements


@pytest.fixture
def wood(app):
    training = make_training(
        title="Kasten tekenen in Fusion 360",
        tags={
            "studiegebied": ["hout"],
            "thema": ["3d-modelleren-simuleren"],
            "tool": ["fusion360"],
            "niveau": ["beginner"],
            "eindterm": ["4.5-D"],
        },
    )
    make_session(training, capacity=5)
    return training


def page_of(path, code):
    return topic.topic_page(BY_PATH[path], code, clock.now())


def hrefs(page):
    return {link.get("href") for link in page.iter("a")}


def number_beside(page, title, code):
    return next(link.number for group, links in page.content.related if group == title for link in links if link.code == code)


def test_a_study_area_shows_its_trainings_and_nothing_else(client, wood):
    make_training(title="PLC met een pompstation")
    text = client.text("/studiegebieden/hout")
    assert "Kasten tekenen in Fusion 360" in text
    assert "PLC met een pompstation" not in text
    assert "1 opleiding, waarvan 1 met vrije plaatsen" in text


def test_a_study_area_leads_to_its_tools_themes_domain_and_search(client, wood):
    assert {
        "/tools/fusion360",
        "/themas/3d-modelleren-simuleren",
        "/studiedomeinen/stem",
        "/opleidingen?studiegebied=hout",
        "/agenda?studiegebied=hout",
    } <= hrefs(client.page("/studiegebieden/hout"))


def test_a_study_area_gives_an_example_from_the_lesson(client, wood):
    assert wood.examples[0] in client.text("/studiegebieden/hout")


def test_a_study_area_names_the_leertrajecten_through_it(client, wood):
    through, elsewhere = make_path(wood), make_path(make_training())
    links = hrefs(client.page("/studiegebieden/hout"))
    assert f"/leertrajecten/{through.code}" in links
    assert f"/leertrajecten/{elsewhere.code}" not in links


def test_a_domain_holds_the_trainings_of_its_study_areas(wood):
    make_training(tags={"studiegebied": ["bouw", "hout"]})
    page = page_of("studiedomeinen", "stem")
    assert page.there.total == 2
    assert number_beside(page, "Hieronder valt", "hout") == 2


def test_a_key_competence_holds_the_trainings_of_its_eindtermen(wood):
    assert page_of("sleutelcompetenties", "4").there.total == page_of("bouwstenen", "SK4-B2").there.total == 1
    assert page_of("sleutelcompetenties", "13").there.total == 0


def test_an_eindterm_shows_what_means_the_same_and_counts_it(app):
    make_training(tags={"eindterm": ["6.25"]})
    page = page_of("eindtermen", "6.12")
    assert page.there.total == 1
    assert {link.code for group, links in page.content.related if group == "Betekent hetzelfde" for link in links} == {"6.47", "6.25"}


def test_two_contents_of_one_number_are_told_apart(client, wood):
    text = client.text("/eindtermen")
    assert "4.5 (doorstroom)" in text
    assert "4.5 (dubbel)" in text


def test_an_eindterm_says_since_when_it_is_valid_and_what_became_of_it(client, app):
    text = client.text("/eindtermen/4.1")
    assert "vanaf woensdag 1 september 2021" in text
    assert "arrest 82/2022" in text


def test_what_is_out_of_focus_says_so(client, app):
    assert "buiten de focus" in client.text("/bouwstenen/SK4-B3")


def test_a_tool_names_the_study_areas_it_is_used_in_also_without_offer(client, app):
    assert "/studiegebieden/auto" in hrefs(client.page("/tools/electude"))


def test_an_area_that_was_not_checked_says_so(client, app):
    assert "te controleren" in client.text("/studiegebieden/fotografie")


def test_an_empty_topic_is_honest_has_ways_on_and_is_not_for_search_engines(client, wood):
    page = client.page("/studiegebieden/glastechnieken")
    assert "Hier is nu geen opleiding voor" in words(page.find(".//main"))
    assert {"/opleidingen", "/rtcs", "/studiedomeinen/stem", "/studiegebieden/hout"} <= hrefs(page)
    assert page.find(".//meta[@name='robots']").get("content") == "noindex"


def test_a_topic_with_an_offer_is_for_search_engines_at_one_address(client, wood):
    page = client.page("/studiegebieden/hout?utm=x")
    assert page.find(".//meta[@name='robots']") is None
    assert page.find(".//link[@rel='canonical']").get("href").endswith("/studiegebieden/hout")


@pytest.mark.parametrize("path", [kind.path for kind in KINDS])
def test_an_unknown_topic_leads_to_those_there_are(client, path):
    page = client.page(f"/{path}/alchemie", status=404)
    assert {f"/{path}", "/opleidingen?q=alchemie"} <= hrefs(page)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.path)
def test_every_concept_has_a_page_that_its_index_leads_to(client, app, kind):
    addresses = {f"/{kind.path}/{concept.code}" for concept in reference.concepts(kind.scheme)}
    assert addresses <= hrefs(client.page(f"/{kind.path}"))
    for address in sorted(addresses)[:3]:
        client.page(address)


def test_every_sentence_on_top_belongs_to_a_concept(app):
    known = {(concept.scheme.code, concept.code) for concept in db.session.scalars(sa.select(Concept))}
    assert {(scheme, code) for scheme, of_scheme in leads().items() for code in of_scheme} <= known


def test_the_search_a_topic_leads_to_finds_as_many(app):
    catalogue.fill(60)
    at = clock.now()
    for kind in KINDS:
        for concept in reference.concepts(kind.scheme):
            there = topic.topic_page(kind, concept.code, at).there
            found = finding.search(there.state, at).total if there.state.chosen else 0
            assert there.total == found, (kind.scheme, concept.code)


def test_what_a_topic_narrows_to_is_what_the_search_finds(app):
    catalogue.fill(60)
    at = clock.now()
    there = topic.topic_page(BY_SCHEME["thema"], "programmeren", at).there
    for _, values in there.part.narrowing:
        for value in values:
            assert finding.search(value.state, at).total == value.number


def test_a_topic_takes_the_same_statements_for_many_trainings(app):
    counts = []
    for size in (2, 12):
        for _ in range(size):
            make_session(make_training(tags={"studiegebied": ["hout"]}))
        page_of("studiegebieden", "hout")
        with statements() as asked:
            page_of("studiegebieden", "hout")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_provider_shows_what_it_gives_and_how_it_was_judged(client, app):
    provider = make_provider(name="Sectorcentrum X")
    make_training(title="Lasnaden meten", provider=provider)
    conditional = make_training(provider=provider)
    service.accept(
        training=conditional,
        content_hash=conditional.content_hash,
        start=conditional.accepted_from,
        until=conditional.accepted_until,
        is_conditional=True,
    )
    db.session.commit()
    text = client.text(f"/verstrekkers/{provider.code}")
    assert "Lasnaden meten" in text
    assert "1 voldoet aan het kwaliteitskader, 1 voorwaardelijk" in text
    assert "Sectorcentrum X" in client.text("/verstrekkers")


def test_a_provider_of_which_nothing_was_accepted_is_not_there(client, app):
    hidden = make_training(findable=False).provider
    client.page(f"/verstrekkers/{hidden.code}", status=404)
    assert hidden.name not in client.text("/verstrekkers")


def test_a_provider_whose_offer_ended_keeps_its_page(client, app):
    training = make_training()
    training.withdrawn_at = clock.now()
    service.offer_changed()
    db.session.commit()
    assert "Nu geen opleidingen" in client.text(f"/verstrekkers/{training.provider.code}")


def test_a_school_is_no_provider_and_no_rtc(client, app):
    school = make_school()
    client.page(f"/verstrekkers/{school.code}", status=404)
    client.page(f"/rtcs/{school.code}", status=404)


def test_an_rtc_shows_how_to_reach_it_what_it_organises_and_its_leertrajecten(client, wood):
    path = make_path(wood)
    page = client.page("/rtcs/rtc-limburg")
    assert "089 69 04 91" in words(page.find(".//main"))
    assert {f"/leertrajecten/{path.code}", "/provincies/limburg", "/opleidingen?rtc=rtc-limburg", f"/opleidingen/{wood.slug}"} <= hrefs(
        page
    )


def test_an_rtc_without_offer_says_so(client, app):
    assert "Nu geen opleidingen" in client.text("/rtcs/rtc-antwerpen")


def test_every_landing_page_opens_and_none_is_empty(app, client, wood):
    make_path(wood)
    with app.test_request_context("/"):
        addresses = [app.url_map.bind("localhost").build(page.endpoint, dict(page.arguments)) for page in landing_pages(clock.now())]
    assert len(addresses) == len(set(addresses))
    assert {"/studiegebieden/hout", "/rtcs/rtc-limburg", f"/verstrekkers/{wood.provider.code}", "/eindtermen/4.5-D"} <= set(addresses)
    assert "/studiegebieden/glastechnieken" not in addresses
    for address in addresses:
        if "rtcs/" not in address:
            assert client.page(address).find(".//meta[@name='robots']") is None, address


def test_a_card_leads_to_the_pages_of_its_study_areas(client, wood):
    assert "/studiegebieden/hout" in hrefs(client.page("/opleidingen?q=kasten"))


def test_a_training_leads_to_the_pages_of_its_topics(client, wood):
    assert {"/studiegebieden/hout", "/themas/3d-modelleren-simuleren", "/tools/fusion360"} <= hrefs(
        client.page(f"/opleidingen/{wood.slug}")
    )


def test_a_training_leads_to_its_eindterm_its_provider_and_its_rtc(client, wood):
    links = hrefs(client.page(f"/opleidingen/{wood.slug}"))
    assert {"/eindtermen/4.5-D", f"/verstrekkers/{wood.provider.code}", "/rtcs/rtc-limburg"} <= links


def test_a_training_says_in_what_the_teacher_grows(client, wood):
    assert "lesgeven (3.1)" in client.text(f"/opleidingen/{wood.slug}")


def test_a_page_shown_before_shows_what_came_since(client, wood):
    client.page("/studiegebieden/hout")
    make_training(title="Frezen met de CNC", tags={"studiegebied": ["hout"], "tool": ["cnc"]})
    page = client.page("/studiegebieden/hout")
    assert "Frezen met de CNC" in words(page.find(".//main"))
    assert "/tools/cnc" in hrefs(page)


def test_codes_of_the_facets_read_back(app):
    """A topic's search is a question like any other: it parses back to itself."""
    page = page_of("studiedomeinen", "stem")
    assert parse(page.there.state.query(), CODES) == page.there.state
