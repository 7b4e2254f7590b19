"""Changing a training: what two tabs write, and what is online, asked over HTTP."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.catalogue import service
from rtc_app.catalogue.forms import read_marks, settle, write_marks
from rtc_app.catalogue.queries.writers import last_writers
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.templating import longdate
from tests.client import form_values
from tests.factories.accounts import make_provider_member
from tests.factories.catalogue import make_draft, make_training


@pytest.fixture
def provider(app):
    return make_provider_member()


@pytest.fixture
def keeper(provider, sign_in):
    return sign_in(provider)


def own(provider, make=make_training, **values):
    return make(provider=provider.memberships[0].organisation, **values)


def part(training, code="inhoud"):
    return f"/mijn-aanbod/{training.slug}/bewerken/{code}"


def opened(keeper, url):
    """A tab: what its form holds now, to be sent whenever."""
    page = keeper.page(url)
    form = next(f for f in page.iter("form") if f.get("action") == url)
    return form_values(form)[0]


def form_of(answer):
    from tests.client import parse

    page = parse(answer.text)
    return form_values(next(f for f in page.iter("form") if "bewerken" in (f.get("action") or "")))[0]


def reread(training):
    db.session.expire_all()
    return training


# Two tabs


def test_two_tabs_that_change_different_fields_lose_nothing(provider, keeper):
    training = own(provider, findable=False)
    first, second = opened(keeper, part(training)), opened(keeper, part(training))
    keeper.post(part(training), data=first | {"summary": "Uit het eerste venster."})
    answer = keeper.post(part(training), data=second | {"vision": "Uit het tweede venster."})
    assert answer.status_code == 303
    assert (reread(training).summary, training.vision) == ("Uit het eerste venster.", "Uit het tweede venster.")


def conflict(keeper, training):
    first, second = opened(keeper, part(training)), opened(keeper, part(training))
    keeper.post(part(training), data=first | {"summary": "Eerste."})
    return keeper.post(part(training), data=second | {"summary": "Tweede.", "vision": "Ook van de tweede."})


def test_two_tabs_that_change_the_same_field_are_asked_which_one_stays(provider, keeper):
    training = own(provider, findable=False)
    answer = conflict(keeper, training)
    assert answer.status_code == 409
    assert "Eerste." in answer.text
    assert "Tweede." in answer.text
    assert reread(training).summary == "Eerste."


def test_the_choice_says_who_wrote_the_other_value_and_when(provider, keeper, sign_in):
    training = own(provider, findable=False)
    colleague = sign_in(make_provider_member(provider.memberships[0].organisation, name="Karim Collega"))
    mine, theirs = opened(keeper, part(training)), opened(colleague, part(training))
    colleague.post(part(training), data=theirs | {"summary": "Van Karim."})
    colleague.submit(part(training), action="inhoud", vision="Later, en iets anders.")
    answer = keeper.post(part(training), data=mine | {"summary": "Van mij."})
    assert f"Geschreven door Karim Collega, {longdate(clock.now())} om " in " ".join(answer.text.split())


def test_the_choice_says_so_when_it_was_oneself(provider, keeper):
    answer = conflict(keeper, own(provider, findable=False))
    assert "Door jou, in een ander venster" in answer.text


def test_a_file_that_was_brought_in_is_a_writer_too(provider, keeper):
    training = own(provider, findable=False)
    service.note_edits(training=training, fields=["summary"], actor=None, at=clock.now())
    assert last_writers(training.id, ["summary"])["summary"].name == ""


@pytest.mark.parametrize(("choice", "stays"), [("stored", "Eerste."), (None, "Tweede.")])
def test_what_is_chosen_stays_and_the_rest_is_kept_too(provider, keeper, choice, stays):
    training = own(provider, findable=False)
    data = form_of(conflict(keeper, training))
    keeper.post(part(training), data=data | ({"keep_summary": choice} if choice else {}))
    assert (reread(training).summary, training.vision) == (stays, "Ook van de tweede.")


def test_a_third_change_while_choosing_is_asked_about_too(provider, keeper):
    training = own(provider, findable=False)
    data = form_of(conflict(keeper, training))
    keeper.submit(part(training), action="inhoud", summary="Derde.")
    answer = keeper.post(part(training), data=data)
    assert answer.status_code == 409
    assert "Derde." in answer.text


def test_from_the_choice_one_can_go_back_to_what_was_typed(provider, keeper):
    training = own(provider, findable=False)
    answer = keeper.post(part(training), data=form_of(conflict(keeper, training)) | {"back": "1"})
    assert form_of(answer)["summary"] == ["Tweede."] or "Tweede." in answer.text
    assert reread(training).summary == "Eerste."


def test_marks_that_were_tampered_with_are_no_error(provider, keeper):
    training = own(provider, findable=False)
    for seen in ("", "{", "[1]", '{"summary": 3}', "null"):
        assert keeper.post(part(training), data=opened(keeper, part(training)) | {"seen": seen}).status_code < 500


def test_a_meaning_typed_before_its_eindterm_was_taken_away_is_not_lost(provider, keeper):
    training = own(provider, findable=False)
    tab = opened(keeper, part(training, "doelen"))
    keeper.submit(part(training, "doelen"), action="doelen", eindtermen=["6.12"])
    answer = keeper.post(part(training, "doelen"), data=tab | {"meaning_6.25": "Leerlingen meten spanning."})
    assert answer.status_code == 303 or "Leerlingen meten spanning." in answer.text


_MARKS = st.fixed_dictionaries({name: st.sampled_from("abc") for name in ("x", "y")})


@given(seen=_MARKS, stored=_MARKS, sent=_MARKS)
def test_only_what_both_changed_to_something_else_is_in_conflict(seen, stored, sent):
    settled = settle(seen, stored, sent)
    assert settled.in_conflict <= settled.changed
    for name in sent:
        is_mine, is_theirs = sent[name] != seen[name], stored[name] != seen[name]
        assert (name in settled.in_conflict) == (is_mine and is_theirs and sent[name] != stored[name])
        assert (name in settled.changed) == (is_mine and sent[name] != stored[name])


@given(_MARKS)
def test_marks_come_back_as_they_were_written(marks):
    assert read_marks(write_marks(marks)) == marks


# What is online


def test_the_form_of_a_training_online_warns_before_saving(provider, keeper):
    assert "staat online" in keeper.text(part(own(provider)))


def test_a_change_of_a_training_online_first_says_what_it_does(provider, keeper, client):
    training = own(provider)
    before = training.summary
    answer = keeper.submit(part(training), action="inhoud", summary="Iets heel anders.")
    assert answer.status_code == 409
    for words in ("Je opleiding staat nu online", "Samenvatting", before.split(".")[0], "Iets heel anders."):
        assert words in answer.text
    assert reread(training).summary == before


def test_an_agreed_change_is_stored_and_takes_the_training_off(provider, keeper, sign_in):
    training = own(provider)
    question = keeper.submit(part(training), action="inhoud", summary="Iets heel anders.")
    answer = keeper.post(part(training), data=form_of(question), follow_redirects=True)
    assert "niet meer online" in answer.text
    assert reread(training).summary == "Iets heel anders."
    sign_in(make_provider_member()).page(f"/opleidingen/{training.slug}", 404)


def test_an_agreement_counts_for_what_was_shown_only(provider, keeper):
    training = own(provider)
    data = form_of(keeper.submit(part(training), action="inhoud", summary="Iets heel anders."))
    answer = keeper.post(part(training), data=data | {"vision": "Dit stond er niet bij."})
    assert answer.status_code == 409
    assert "Dit stond er niet bij." in answer.text


def test_from_the_question_one_can_go_back_to_what_was_typed(provider, keeper):
    training = own(provider)
    data = form_of(keeper.submit(part(training), action="inhoud", summary="Iets heel anders."))
    assert "Iets heel anders." in keeper.post(part(training), data=data | {"back": "1"}).text


def test_what_no_judgement_rests_on_is_stored_at_once(provider, keeper, client):
    training = own(provider)
    answer = keeper.submit(part(training, "nadien"), action="nadien", contact_name="Bert Voorbeeld")
    assert answer.request.path == f"/mijn-aanbod/{training.slug}"
    assert reread(training).contact_name == "Bert Voorbeeld"
    client.page(f"/opleidingen/{training.slug}")


# Holes


def test_every_hole_of_a_draft_leads_to_exactly_its_field(provider, keeper):
    training = own(provider, make_draft)
    page = keeper.page(f"/mijn-aanbod/{training.slug}")
    links = [a.get("href") for a in page.iter("a") if "/bewerken/" in (a.get("href") or "") and "#" in a.get("href")]
    assert len(links) > 20
    for link in links:
        url, _, field = link.partition("#")
        assert keeper.page(url).find(f".//*[@id='{field}']") is not None, link


def test_a_line_without_an_address_is_no_further_material(provider, keeper):
    training = own(provider, findable=False)
    answer = keeper.submit(part(training, "nadien"), action="nadien", further_links="Handleiding van de maker")
    assert (answer.status_code, "Zet op elke regel één adres" in answer.text) == (422, True)


def test_further_material_shows_on_the_page_and_asks_for_no_new_decision(provider, keeper):
    training = own(provider)
    keeper.submit(part(training, "nadien"), action="nadien", further_links="Filmpjes: https://voorbeeld.be/films")
    page = keeper.page(f"/opleidingen/{training.slug}")
    assert page.find(".//a[@href='https://voorbeeld.be/films']").text == "Filmpjes"
    assert reread(training).is_findable(clock.now())
