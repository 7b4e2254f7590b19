"""The overview of the offer: who sees which trainings, in which state, page by page."""

from datetime import timedelta

import pytest

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries, service
from rtc_app.quality.rules import OfferState
from tests.factories.accounts import make_administrator, make_assessor, make_provider, make_provider_member
from tests.factories.catalogue import make_draft, make_training
from tests.factories.quality import judge_all, make_accepted, make_round


def page(provider_ids=None, number=1, at=None, **chosen):
    return queries.offer_page(provider_ids=provider_ids, chosen=queries.OfferFilter(**chosen), number=number, at=at or clock.now())


def make_refused():
    assessment = make_round()
    service.decide(assessment=assessment, actor=judge_all(assessment, KK1_1=("nok", "Voor iedereen.")), at=clock.now())


def make_changed():
    training = make_accepted()
    training.content_hash = "anders"


def make_in_review():
    make_round().assessor_id = make_assessor().id


def make_withdrawn():
    make_accepted().withdrawn_at = clock.now()


def make_resubmitted():
    make_round(make_accepted())


@pytest.fixture
def one_of_each(app):
    for make in (make_draft, make_round, make_in_review, make_accepted, make_refused, make_changed, make_withdrawn, make_resubmitted):
        make()
        db.session.commit()


@pytest.mark.parametrize("days", [0, 5000])
def test_the_database_and_the_rule_agree_on_every_state(one_of_each, days):
    at = clock.now() + timedelta(days=days)
    everything = page(at=at)
    assert everything.total == 8
    for state in OfferState:
        expected = [own.training.id for own in everything.items if own.state is state]
        assert [own.training.id for own in page(state=state, at=at).items] == expected


def test_a_provider_never_finds_a_training_of_another_whatever_is_asked(app, sign_in):
    mine, other = make_provider_member(), make_training(title="Van iemand anders")
    keeper = sign_in(mine)
    for query in ("", "?q=iemand", f"?verstrekker={other.provider_id}", "?stand=concept", "?pagina=2"):
        assert other.title not in keeper.text(f"/mijn-aanbod{query}")


@pytest.mark.parametrize("make_person", [make_assessor, make_administrator])
def test_rtc_staff_see_all_trainings_and_change_them(sign_in, app, make_person):
    training = make_training(findable=False, title="Van een verstrekker")
    keeper = sign_in(make_person())
    assert training.title in keeper.text("/mijn-aanbod")
    keeper.submit(f"/mijn-aanbod/{training.slug}/bewerken/inhoud", action="inhoud", title="Mooier gezegd")
    assert "Mooier gezegd" in keeper.text("/mijn-aanbod")


def test_words_are_looked_for_in_title_code_and_provider(app):
    provider = make_provider(name="Technoloog 100%")
    found = make_training(provider=provider, title="Draaien met CNC")
    make_training(title="Frezen")
    for words in ("draaien", "CNC draai", "technoloog", "100% cnc", found.code):
        assert [own.training.id for own in page(words=words).items] == [found.id], words
    assert page(words="%").total == 1


def test_a_long_list_comes_in_pages_in_one_order(app):
    provider = make_provider()
    for _ in range(28):
        make_draft(provider=provider, title="Zelfde titel")
    first, second, beyond = page(), page(number=2), page(number=99)
    ids = [own.training.id for own in (*first.items, *second.items)]
    assert len(set(ids)) == 28
    assert beyond.number == 2


@pytest.mark.parametrize(
    "query", ["?pagina=nul", "?pagina=-3", "?pagina=99999999999999999999", "?stand=onbekend", "?verstrekker=-1", "?verstrekker=²", "?q=%00"]
)
def test_an_odd_address_is_no_error(sign_in, app, query):
    sign_in(make_administrator()).page(f"/mijn-aanbod{query}")
