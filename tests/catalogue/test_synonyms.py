"""Words that mean the same: starter rows, RTC's changes, and their effect in every process at once."""

import pytest
import sqlalchemy as sa

from rtc_app.catalogue import service
from rtc_app.catalogue.models import SearchSynonym, SynonymDirection
from rtc_app.catalogue.search import changes, finding
from rtc_app.catalogue.search.analysis import words
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from tests.factories.accounts import make_assessor
from tests.factories.catalogue import make_training


def row(term, other):
    return db.session.scalars(sa.select(SearchSynonym).where(SearchSynonym.term == term, SearchSynonym.other == other)).one()


def found(text):
    return set(finding.search(SearchState(text=text, is_literal=True), clock.now()).ids)


def add(term, other, direction=SynonymDirection.BOTH, weight=80):
    synonym = service.add_synonym(term=term, other=other, direction=direction, weight=weight)
    db.session.commit()
    return synonym


def test_the_starter_rows_are_loaded(app):
    assert db.session.scalar(sa.select(sa.func.count(SearchSynonym.id))) == len(words().synonyms)


def test_loading_again_changes_nothing(app):
    service.load_synonyms()
    assert db.session.scalar(sa.select(sa.func.count(SearchSynonym.id))) == len(words().synonyms)


def test_loading_again_does_not_undo_what_rtc_changed_or_removed(app):
    changed, removed = row("cad", "3d tekenen"), row("bim", "revit")
    service.change_synonym(synonym=changed, term="cad", other="technische tekening", direction=SynonymDirection.ONE_WAY, weight=10)
    service.remove_synonym(synonym=removed, at=clock.now())
    service.load_synonyms()
    assert (changed.other, changed.weight, removed.removed_at is None) == ("technische tekening", 10, False)
    assert db.session.scalars(sa.select(SearchSynonym).where(SearchSynonym.term == "cad", SearchSynonym.other == "3d tekenen")).all() == []


def test_both_directions_find_each_other(app):
    one, other = make_training(title="Zeefdruk"), make_training(title="Serigrafie")
    add("zeefdruk", "serigrafie")
    assert found("zeefdruk") == found("serigrafie") == {one.id, other.id}


def test_one_direction_finds_one_way(app):
    one, other = make_training(title="Zeefdruk"), make_training(title="Drukwerk")
    add("zeefdruk", "drukwerk", SynonymDirection.ONE_WAY)
    assert (found("zeefdruk"), found("drukwerk")) == ({one.id, other.id}, {other.id})


def test_a_lighter_word_comes_after_the_word_itself(app):
    other, one = make_training(title="Serigrafie"), make_training(title="Zeefdruk")
    add("zeefdruk", "serigrafie", weight=30)
    assert finding.search(SearchState(text="zeefdruk"), clock.now()).ids == [one.id, other.id]


def test_a_change_tells_every_process(app):
    before = changes.number()
    add("zeefdruk", "serigrafie")
    assert changes.number() > before


def test_a_removed_pair_is_no_longer_used_until_it_is_put_back(app):
    make_training(title="Zeefdruk")
    other = make_training(title="Serigrafie")
    synonym = add("zeefdruk", "serigrafie")
    service.remove_synonym(synonym=synonym, at=clock.now())
    db.session.commit()
    assert other.id not in found("zeefdruk")
    service.bring_back_synonym(synonym=synonym)
    db.session.commit()
    assert other.id in found("zeefdruk")


@pytest.mark.parametrize(
    ("term", "other", "field"),
    [("cursus", "lassen", "term"), ("lassen", "de", "other"), ("lassen", "LASSER", "other"), ("cad", "3D-tekenen", "term")],
)
def test_a_pair_that_says_nothing_new_is_refused_at_its_field(app, term, other, field):
    with pytest.raises(RuleViolation) as refused:
        add(term, other)
    assert refused.value.field == field


def test_rtc_staff_add_change_and_remove_on_the_page(client):
    client.signed_in_as(make_assessor())
    pair = {"term": "Zeefdruk", "other": "Serigrafie", "direction": "both", "weight": "70"}
    assert client.submit("/rtc/zoekwoorden/nieuw", action="nieuw", follow_redirects=False, **pair).location == "/rtc/zoekwoorden"
    synonym = row("Zeefdruk", "Serigrafie")
    own, lists = f"/rtc/zoekwoorden/{synonym.id}", "/rtc/zoekwoorden?woord=zeef"
    assert "Serigrafie" in client.text(lists)
    client.submit(own, action=own, direction="one_way", weight="20")
    db.session.refresh(synonym)
    assert (synonym.direction, synonym.weight) == (SynonymDirection.ONE_WAY, 20)
    client.submit(lists, action=f"{own}/verwijderen")
    assert "Zet terug" in client.text("/rtc/zoekwoorden")
    client.submit("/rtc/zoekwoorden", action=f"{own}/terugzetten")
    db.session.refresh(synonym)
    assert synonym.removed_at is None


def test_a_wrong_weight_is_said_at_the_field(client):
    client.signed_in_as(make_assessor())
    pair = {"term": "a1", "other": "b2", "direction": "both", "weight": "300"}
    answer = client.submit("/rtc/zoekwoorden/nieuw", action="nieuw", **pair)
    assert (answer.status_code, "Vul een getal in van 1 tot 100." in answer.text) == (422, True)


def test_the_list_shows_one_page(client):
    client.signed_in_as(make_assessor())
    assert "pagina=2" in client.get("/rtc/zoekwoorden").text
    assert client.get("/rtc/zoekwoorden?pagina=999").status_code == 200
