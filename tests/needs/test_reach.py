"""For how many a training fits: bands for who gives it, and nobody to be found in them."""

import pytest

from rtc_app.kernel import clock
from rtc_app.needs.reach import reach_of
from tests.factories.accounts import make_assessor, make_provider_member, make_teacher
from tests.factories.catalogue import make_training
from tests.factories.needs import answer, make_response

TAGS = {"studiegebied": ["bouw"], "tool": ["revit"], "niveau": ["expert"]}


@pytest.fixture
def training(app):
    return make_training(title="Revit voor bouw", slug="revit-bouw", tags=TAGS)


def people(number, *, level=2, consent=("matching", "flanders")):
    for _ in range(number):
        answers = {"Q1.6": answer("bouw"), "Q1.8": {"value": level}, "Q3.1": answer("revit", "excel")}
        make_response(make_teacher(), answers, consent=list(consent))


def test_people_are_a_band_and_a_few_are_not_counted_out(training):
    people(4, level=9)
    assert reach_of(training.id, clock.now()).people == "minder dan 5"
    people(1, level=9)
    assert reach_of(training.id, clock.now()).people == "5–9"


def test_who_does_not_let_it_count_is_not_in_it(training):
    people(9, level=9, consent=["matching", "school"])
    assert reach_of(training.id, clock.now()).people == "minder dan 5"


def test_it_tells_the_needs_that_are_served_and_missed(training):
    people(5, level=9)
    found = reach_of(training.id, clock.now())
    assert found.needs == (("Revit", "5–9"),)
    assert found.missed == (("Microsoft Excel", "5–9"),)


def test_another_level_that_reaches_more_is_named(app):
    general = {"studiegebied": ["studiegebied-overschrijdend"], "tool": ["excel"], "thema": ["microsoft-office"], "niveau": ["expert"]}
    training = make_training(title="Excel voor experts", slug="excel-expert", tags=general)
    people(6)
    found = reach_of(training.id, clock.now())
    assert found.people == "minder dan 5"
    assert ("op niveau beginner", "5–9") in [(change.words, change.people) for change in found.changes]


def test_a_draft_has_a_reach_too_for_who_gives_it_and_for_the_rtc(app, sign_in):
    draft = make_training(title="Ontwerp", slug="ontwerp", tags=TAGS, findable=False)
    people(5, level=9)
    for reader in (make_provider_member(draft.provider), make_assessor()):
        assert "Ze past goed bij 5–9 leraren" in sign_in(reader).text("/opleidingen/ontwerp/voor-wie")


def test_others_do_not_read_it(training, client, sign_in):
    assert sign_in(make_teacher()).get("/opleidingen/revit-bouw/voor-wie").status_code == 404
    assert sign_in(make_provider_member()).get("/opleidingen/revit-bouw/voor-wie").status_code == 404
    assert "/voor-wie" not in client.get("/opleidingen/revit-bouw").get_data(as_text=True)
