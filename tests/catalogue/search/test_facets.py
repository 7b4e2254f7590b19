"""The bitmaps beside a plain reading of the rows: random offers, random ticks, the same answers."""

import random
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.accounts.models import Organisation
from rtc_app.catalogue.models import LearningPathStep, MeetingKind, Training, TrainingSession
from rtc_app.catalogue.rules import price_band
from rtc_app.catalogue.search import finding, narrowing, places
from rtc_app.catalogue.search.facets import BY_CODE, CODES, FACETS
from rtc_app.catalogue.search.moments import duration_band, period_of, times_of
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.reference.models import Concept, EquivalentConcept
from tests.benchmarks import catalogue
from tests.factories.catalogue import make_location, make_path, make_session, make_training

QUICK = settings(max_examples=80, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TOWN = "Genk"
RUN_FACETS = {facet.code for facet in FACETS if facet.is_of_run}
#: Values that no row holds but that anybody may ask for.
PERIODS = ["4-weken", "3-maanden", "dit-schooljaar", "volgend-schooljaar"]


def found(*pairs, at=None):
    return finding.search(parse(pairs, CODES), at or clock.now())


def ids(*pairs, at=None):
    return set(found(*pairs, at=at).ids)


def numbers(result):
    """(facet, value) → number of every value on the page."""
    return {(group.code, option.code): option.number for group in result.groups for option in (*group.first, *group.more)}


class PlainOffer:
    """Every training with its values as sets, read from its rows one by one, without any of the code that searches."""

    def __init__(self, at):
        self.at, self.today = at, clock.to_wall_time(at).date()
        self.town = places.find_town(TOWN, places.read_towns())
        self.paths = [(step.path.code, step.training_id) for step in db.session.scalars(sa.select(LearningPathStep))]
        self.same = {(pair.concept_id, pair.equivalent_id) for pair in db.session.scalars(sa.select(EquivalentConcept))}
        self.concepts = {concept.id: concept for concept in db.session.scalars(sa.select(Concept))}
        trainings = [training for training in db.session.scalars(sa.select(Training)) if training.is_findable(at)]
        self.trainings = {training.id: self._values(training) for training in trainings}
        self.sessions = {training.id: [self._session(session) for session in self._coming(training)] for training in trainings}

    def _coming(self, training):
        return [session for session in training.sessions if session.starts_at > self.at and not session.cancelled_at]

    def _values(self, training):
        tagged = [tag.concept for tag in training.tags]
        alike = [self.concepts[other] for one, other in self.same if one in {concept.id for concept in tagged}]
        values = {facet.code: {c.code for c in tagged if c.scheme.code == facet.scheme} for facet in FACETS if facet.has_tags}
        above = {(broader.scheme.code, broader.code) for concept in (*tagged, *alike) for broader in self._above(concept)}
        for scheme in ("studiedomein", "sleutelcompetentie"):
            values[scheme] |= {code for its_scheme, code in above if its_scheme == scheme}
        values["eindterm"] |= {concept.code for concept in alike if concept.scheme.code == "eindterm"}
        meets_again = any(m.kind is MeetingKind.FOLLOW_UP for s in self._coming(training) for m in s.meetings)
        return values | {
            "terugkommoment": {"ja"} if meets_again or "terugkommoment" in values["terugkommoment"] else set(),
            "leertraject": {code for code, training_id in self.paths if training_id == training.id},
            "verstrekker": {training.provider.code},
            "rtc": {training.rtc.code},
            "prijs": {price_band(training.price_training + training.price_software + training.price_equipment)},
            "graad": {str(grade) for grade in training.grades},
        }

    def _above(self, concept):
        while concept.broader:
            concept = concept.broader
            yield concept

    def _session(self, session):
        times = times_of([(m.kind is MeetingKind.FOLLOW_UP, m.starts, m.ends) for m in session.meetings])
        place = session.location
        is_free = session.taken < session.capacity and not session.waiting
        return {
            "day": clock.to_wall_time(session.starts_at).date(),
            "kilometres": places.distance(*self._point(place), self.town) if place else None,
            "provincie": place.province.code if place else None,
            "plaatsen": None if session.deadline_at <= self.at else "vrij" if is_free else "wachtlijst",
            "weekdag": times.weekday,
            "dagdeel": times.day_part,
            "duur": duration_band(times.minutes),
        }

    def _point(self, place):
        middle = next(
            c.properties for c in self.concepts.values() if c.scheme.code == "gemeente" and place.postcode in c.properties["postcodes"]
        )
        return (place.latitude, place.longitude) if place.latitude else (middle["latitude"], middle["longitude"])

    def session_has(self, session, facet, value):
        if facet == "periode":
            period = period_of(value, self.today)
            return bool(period) and (period.first or date.min) <= session["day"] <= (period.last or date.max)
        if facet == "afstand":
            return session["kilometres"] is not None and session["kilometres"] <= int(value)
        return session[facet] == value

    def fits(self, training_id, chosen):
        """Whether a training has one of the values of each facet, and one of its sessions all that is asked of a session."""
        asked = {facet: values for facet, values in chosen.items() if facet in RUN_FACETS}
        if any(not self.trainings[training_id][facet] & set(values) for facet, values in chosen.items() if facet not in asked):
            return False
        return not asked or any(
            all(any(self.session_has(session, facet, value) for value in values) for facet, values in asked.items())
            for session in self.sessions[training_id]
        )

    def fitting(self, chosen):
        return {training_id for training_id in self.trainings if self.fits(training_id, chosen)}

    def values(self, facet):
        """Values that somebody could tick."""
        if facet == "periode":
            days = sorted({session["day"] for sessions in self.sessions.values() for session in sessions})
            ranges = [f"{days[0]}..{days[len(days) // 2]}", f"..{days[0]}", f"{days[-1]}.."] if days else []
            return PERIODS + sorted({f"{day:%Y-%m}" for day in days}) + ranges
        if facet == "afstand":
            return ["10", "25", "50", "37"]
        if facet in RUN_FACETS:
            return sorted({session[facet] for sessions in self.sessions.values() for session in sessions} - {None})
        return sorted({value for values in self.trainings.values() for value in values[facet]})


def random_offer(seed):
    """Forty trainings with sessions of every kind, some in a leertraject, some with their own place and hours."""
    chance = random.Random(seed)
    catalogue.fill(40, seed=seed)
    trainings = list(db.session.scalars(sa.select(Training).order_by(Training.id)))
    make_path(*chance.sample(trainings, 4))
    towns = [make_location(latitude=50.97 + n / 10, longitude=5.5 - n / 4) for n in range(4)]
    for training in chance.sample(trainings, 12):
        for _ in range(chance.randint(1, 3)):
            hours = [
                (chance.randint(1, 90), chance.choice(["09.00", "13.30", "18.00"]), chance.randint(2, 7))
                for _ in range(chance.randint(1, 2))
            ]
            kinds = [(120, "16.00", 1, MeetingKind.FOLLOW_UP)] if chance.random() < 0.3 else []
            taken = chance.choice([0, 12])
            make_session(
                training,
                meetings=sorted(hours) + kinds,
                location=chance.choice([*towns, None]),
                taken=taken,
                waiting=chance.choice([0, taken // 6]),
            )


def asked_of(offer, ticks):
    """The question with some values of some facets ticked: facet → numbers of values."""
    chosen = {}
    for facet, picks in ticks.items():
        if every := offer.values(facet):
            chosen[facet] = tuple(sorted({every[pick % len(every)] for pick in picks}))
    return SearchState(chosen=dict(sorted(chosen.items())), place=TOWN)


TICKS = st.dictionaries(st.sampled_from(sorted(CODES)), st.lists(st.integers(0, 10_000), min_size=1, max_size=2), max_size=4)


@pytest.mark.parametrize("as_long", [0, 1_000_000], ids=["each result looked at", "each value looked at"])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_results_and_counts_equal_a_plain_reading_of_the_offer(app, monkeypatch, seed, as_long):
    monkeypatch.setattr(narrowing, "_AS_LONG", as_long)
    random_offer(seed)
    at = clock.now()
    offer = PlainOffer(at)

    @QUICK
    @given(TICKS)
    def check(ticks):
        state = asked_of(offer, ticks)
        result = finding.search(state, at)
        expected = offer.fitting(state.chosen)
        assert result.total == len(expected)
        assert set(result.ids) <= expected
        for (facet, value), number in numbers(result).items():
            assert number == len(offer.fitting({**state.chosen, facet: (value,)})), (facet, value)

    check()


@QUICK
@given(st.data())
def test_a_number_is_what_ticking_finds(offer, data):
    """The number beside a value that is not ticked is the total of the page it leads to, alone in its facet."""
    state = asked_of(offer, data.draw(TICKS))
    shown = numbers(finding.search(state, offer.at))
    facet, value = data.draw(st.sampled_from(sorted(shown)))
    assert finding.search(state.with_values(facet, [value]), offer.at).total == shown[facet, value]


@QUICK
@given(st.data())
def test_the_order_of_ticking_is_irrelevant(offer, data):
    state = asked_of(offer, data.draw(TICKS))
    ticks = [(facet, value) for facet, values in state.chosen.items() for value in values]
    one_by_one = SearchState(place=TOWN)
    for facet, value in data.draw(st.permutations(ticks)):
        one_by_one = one_by_one.with_value(facet, value)
    assert one_by_one == state


@QUICK
@given(st.data())
def test_every_address_on_the_page_parses_back_to_its_question(offer, data):
    result = finding.search(asked_of(offer, data.draw(TICKS)), offer.at)
    reachable = [result.state, *(chip.without for chip in result.chips), *(way.state for way in result.ways_out)]
    assert [parse(state.query(), CODES) for state in reachable] == reachable


@QUICK
@given(st.data())
def test_ways_out_find_what_they_say(offer, data):
    for way in finding.search(asked_of(offer, data.draw(TICKS)), offer.at).ways_out:
        assert finding.search(way.state, offer.at).total == way.count > 0, way.label


@pytest.fixture
def offer(app):
    random_offer(4)
    return PlainOffer(clock.now())


@pytest.mark.parametrize(("parent", "child"), [("studiedomein", "studiegebied"), ("sleutelcompetentie", "eindterm")])
def test_a_parent_counts_at_least_what_each_child_does(offer, parent, child):
    shown = numbers(finding.search(SearchState(), offer.at))
    for concept in offer.concepts.values():
        if concept.scheme.code == child:
            for above in offer._above(concept):
                if above.scheme.code == parent:
                    assert shown.get((parent, above.code), 0) >= shown.get((child, concept.code), 0)


def test_filters_on_sessions_hold_for_one_and_the_same_session(app):
    near, far = make_location(), make_location(latitude=51.2, longitude=3.2)
    both_apart, together = make_training(), make_training()
    make_session(both_apart, days=10, at="18.00", location=far)
    make_session(both_apart, days=12, at="09.00", location=near)
    make_session(together, days=10, at="18.00", location=near)
    assert ids(("dagdeel", "avond"), ("afstand", "10"), ("plaats", "Genk")) == {together.id}


def test_an_unknown_value_of_any_facet_is_a_ticked_option_and_a_removable_chip(app):
    make_session()
    for code in CODES:
        result = found((code, "bestaat niet"))
        assert (result.total, result.chips[0].is_known, result.chips[0].without) == (0, False, SearchState())
        assert numbers(result)[code, "bestaat niet"] == 0


def test_days_that_are_typed_become_a_value_of_the_period(app):
    session = make_session(days=30)
    day = clock.to_wall_time(session.starts_at).date()
    assert ids(("van", f"{day}"), ("tot", f"{day}")) == {session.training_id}
    assert ids(("van", f"{day + timedelta(days=1)}")) == set()
    assert found(("van", f"{day}"), ("tot", f"{day}")).state.query() == [("periode", f"{day}..{day}")]


def test_days_in_the_wrong_order_are_put_right(app):
    assert parse([("van", "2027-03-02"), ("tot", "2027-03-01")], CODES).chosen == {"periode": ("2027-03-01..2027-03-02",)}


@pytest.mark.parametrize("typed", ["Genk", "3600", "3600 Genk", "genk ", "GENK"])
def test_a_town_is_known_by_its_name_and_its_postcode(app, typed):
    assert found(("plaats", typed)).town == "Genk"


def test_an_unknown_town_is_said_and_narrows_nothing_by_itself(app):
    training = make_training()
    result = found(("plaats", "Atlantis"))
    assert (result.ids, result.town) == ([training.id], None)


def test_distance_is_asked_from_home_when_no_place_was_typed(app):
    session = make_session(location=make_location())
    state = parse([("afstand", "10")], CODES)
    assert finding.search(state, clock.now(), home="3600").ids == [session.training_id]


def test_a_place_without_coordinates_stands_in_the_middle_of_its_town(app):
    session = make_session(location=make_location(latitude=None, longitude=None, postcode="3500", city="Hasselt"))
    assert ids(("afstand", "10"), ("plaats", "Hasselt")) == {session.training_id}


def test_nothing_within_ten_kilometres_offers_the_wider_circles_that_do_find_something(app):
    make_session(location=make_location())
    ways = found(("afstand", "10"), ("plaats", "Hasselt"), ("niveau", "beginner")).ways_out
    assert (ways[0].label, ways[0].count) == ("Binnen 25 km van Hasselt", 1)


def test_nothing_in_a_period_offers_a_wider_one(app):
    session = make_session(days=30)
    before = clock.to_wall_time(session.starts_at).date() - timedelta(days=3)
    ways = found(("van", f"{before}"), ("tot", f"{before}")).ways_out
    assert ways[0].count == 1
    assert ways[0].label.startswith("In een ruimere periode")


def test_prominent_facets_come_first():
    shown = [facet.is_prominent for facet in FACETS]
    assert shown == sorted(shown, reverse=True)
    assert BY_CODE["studiegebied"].is_prominent


def test_a_new_provider_has_a_name_in_the_facet(app):
    make_training()
    found()
    training = make_training()
    provider = db.session.get_one(Organisation, training.provider_id)
    labels = {
        option.code: option.label for group in found().groups if group.code == "verstrekker" for option in (*group.first, *group.more)
    }
    assert labels[provider.code] == provider.name
    assert db.session.scalar(sa.select(sa.func.count()).select_from(TrainingSession)) == 0


def test_nothing_found_names_themes_near_what_was_asked(app):
    make_session(make_training(tags={"thema": ["automatiseren"]}))
    themes = found(("studiegebied", "mechanica-elektriciteit"), ("thema", "ar-vr")).themes
    assert [(way.label, way.count) for way in themes] == [("Automatiseren", 1)]
    assert themes[0].state.query() == [("studiegebied", "mechanica-elektriciteit"), ("thema", "automatiseren")]


@QUICK
@given(st.data())
def test_neighbouring_themes_find_what_they_say(offer, data):
    for way in finding.search(asked_of(offer, data.draw(TICKS)), offer.at).themes:
        assert finding.search(way.state, offer.at).total == way.count > 0, way.label
