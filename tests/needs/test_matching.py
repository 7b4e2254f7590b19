"""How a profile meets the offer: pure rules, their properties, and their words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.needs import files
from rtc_app.needs.match_words import Vocabulary, explain
from rtc_app.needs.matching import LEVELS, Candidate, Criterion, Measure, is_meant_for, rank, score
from rtc_app.needs.rules import Profile

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = files.matching()
MEASURE = Measure(
    criteria=tuple(Criterion(c.code, c.label, c.weight, c.why) for c in FILE.criteria),
    covered_by_tool=FILE.needs_covered.tool,
    covered_by_theme=FILE.needs_covered.theme,
    covered_by_related=FILE.needs_covered.related,
    level_steps=FILE.level_steps,
    fits=tuple((fit.least, fit.label) for fit in FILE.fits),
    theme_of={"revit": "3d", "fusion360": "3d", "excel": "office"},
    modes_of={"groepscursus": frozenset({"fysiek"}), "website": frozenset({"online-async"}), "andere": frozenset()},
)
WORDS = Vocabulary({"bouw": "Bouw", "revit": "Revit"}, {code: (fact.yes, fact.no) for code, fact in FILE.facts.items()})

AREAS, NEEDS, FACTS = (
    ["bouw", "hout", "auto"],
    ["3d", "office", "revit", "fusion360", "excel"],
    ["praktisch", "tijd", "budget", "vakgericht"],
)


def some(values):
    return st.lists(st.sampled_from(values), unique=True).map(tuple)


profiles = st.builds(
    Profile,
    study_areas=some(AREAS),
    needs=some(NEEDS),
    level=st.sampled_from([None, *LEVELS]),
    formats=some(["groepscursus", "website", "andere"]),
    reasons=some(["praktisch", "vakgericht"]),
    aftercare=some(["forum", "helpdesk", "geen-naslag"]),
    barriers=some(["tijd", "budget"]),
    onderwijsvormen=some(["bso", "tso"]),
)
candidates = st.builds(
    Candidate,
    training_id=st.just(1),
    study_areas=some([*AREAS, "studiegebied-overschrijdend"]).map(frozenset),
    themes=some(["3d", "office"]).map(frozenset),
    tools=some(["revit", "fusion360", "excel"]).map(frozenset),
    levels=some(list(LEVELS)).map(frozenset),
    modes=some(["fysiek", "online-async"]).map(frozenset),
    aftercare=some(["forum", "helpdesk"]).map(frozenset),
    facts=st.dictionaries(st.sampled_from(FACTS), st.booleans()),
)


def points(profile, candidate):
    return score(profile, candidate, MEASURE).score


def test_the_study_area_weighs_most():
    weights = {criterion.code: criterion.weight for criterion in MEASURE.criteria}
    assert max(weights, key=weights.get) == "study_areas"


@given(profiles, candidates, st.sampled_from(NEEDS))
def test_raising_a_need_never_lowers_a_training_about_it(profile, candidate, need):
    about_it = replace(candidate, tools=candidate.tools | {need})
    assert points(replace(profile, needs=(*profile.needs, need)), about_it) >= points(profile, about_it) - 1e-9


@given(profiles, candidates, st.sampled_from(AREAS))
def test_a_study_area_that_a_training_is_not_made_for_never_helps_it(profile, candidate, area):
    elsewhere = replace(candidate, study_areas=candidate.study_areas - {area})
    assert points(replace(profile, study_areas=(*profile.study_areas, area)), elsewhere) <= points(profile, elsewhere) + 1e-9


@given(profiles, candidates)
def test_a_need_that_a_training_has_nothing_to_do_with_never_helps_it(profile, candidate):
    assert points(replace(profile, needs=(*profile.needs, "cybersecurity")), candidate) <= points(profile, candidate) + 1e-9


@given(profiles, candidates, st.sampled_from(["praktisch", "vakgericht"]))
def test_a_reason_that_a_training_does_not_meet_never_helps_it(profile, candidate, reason):
    without = replace(candidate, facts={**candidate.facts, reason: False})
    fewer = replace(profile, reasons=tuple(r for r in profile.reasons if r != reason))
    assert points(replace(fewer, reasons=(*fewer.reasons, reason)), without) <= points(fewer, without) + 1e-9


@given(profiles, candidates)
def test_functions_activities_and_consents_change_no_score(profile, candidate):
    other = replace(profile, functions=("directie",), activities={"uitleg": "nooit"}, allows_school=True, allows_flanders=True)
    assert points(other, candidate) == points(profile, candidate)


@given(profiles)
def test_a_training_of_which_nothing_is_known_scores_nothing(profile):
    assert points(profile, Candidate(1)) == 0


@given(candidates)
def test_a_person_of_whom_nothing_is_known_gets_no_suggestion(candidate):
    assert rank(Profile(), [candidate], MEASURE, NOW, 5) == []


@given(profiles, st.lists(candidates, max_size=5))
def test_a_score_never_leaves_its_bounds(profile, offered):
    total = sum(criterion.weight for criterion in MEASURE.criteria)
    assert all(-total <= points(profile, candidate) <= total for candidate in offered)


def test_another_level_ranks_lower_and_is_still_shown():
    profile = Profile(study_areas=("bouw",), level="beginner")
    same, other = (
        Candidate(1, frozenset({"bouw"}), levels=frozenset({"beginner"})),
        Candidate(2, frozenset({"bouw"}), levels=frozenset({"expert"})),
    )
    assert [m.candidate.training_id for m in rank(profile, [other, same], MEASURE, NOW, 5)] == [1, 2]


def test_a_training_for_other_pupils_is_left_out():
    profile = Profile(study_areas=("bouw",), onderwijsvormen=("buso",))
    assert not is_meant_for(profile, Candidate(1, onderwijsvormen=frozenset({"tso"})))


def test_unknown_pupils_are_no_reason_to_leave_a_training_out():
    assert is_meant_for(Profile(onderwijsvormen=("buso",)), Candidate(1))


def test_of_equals_the_technical_one_comes_first_and_then_the_one_with_a_date():
    bouw = Profile(study_areas=("bouw",))
    area = frozenset({"bouw"})
    general, technical = Candidate(1, area), Candidate(2, area, is_technical=True)
    dated = Candidate(3, area, is_technical=True, starts=(NOW + timedelta(days=9),))
    assert [m.candidate.training_id for m in rank(bouw, [general, technical, dated], MEASURE, NOW, 5)] == [3, 2, 1]


def test_a_match_says_two_or_three_reasons_and_its_drawback():
    profile = Profile(study_areas=("bouw",), needs=("revit",), level="beginner", formats=("website",), barriers=("tijd",))
    candidate = Candidate(
        1,
        frozenset({"bouw"}),
        tools=frozenset({"revit"}),
        levels=frozenset({"beginner"}),
        modes=frozenset({"fysiek"}),
        facts={"tijd": True},
    )
    said = explain(score(profile, candidate, MEASURE), MEASURE, WORDS, NOW)
    assert said.reasons == ("Gemaakt voor jouw studiegebied: Bouw.", "Gaat over wat je wil leren: Revit.", "Op jouw niveau: beginner.")
    assert said.drawback == "Vorm: fysiek. Dat koos je niet."


def test_without_a_date_that_is_the_drawback():
    profile = Profile(study_areas=("bouw",))
    said = explain(score(profile, Candidate(1, frozenset({"bouw"})), MEASURE), MEASURE, WORDS, NOW)
    assert said.drawback == "Er is nog geen sessie gepland."


def test_own_pace_needs_no_date():
    profile = Profile(study_areas=("bouw",))
    candidate = Candidate(1, frozenset({"bouw"}), modes=frozenset({"zelfstudie"}))
    assert explain(score(profile, candidate, MEASURE), MEASURE, WORDS, NOW).drawback is None


@given(profiles, candidates)
def test_every_match_can_be_put_in_words(profile, candidate):
    said = explain(score(profile, candidate, MEASURE), MEASURE, WORDS, NOW)
    assert len(said.reasons) <= 3
    assert said.fit


@pytest.mark.parametrize("code", [criterion.code for criterion in FILE.criteria])
def test_every_criterion_says_why_it_counts(code):
    assert next(criterion.why for criterion in FILE.criteria if criterion.code == code)
