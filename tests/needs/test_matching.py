"""How a profile meets the offer: pure rules, their properties, and their words."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtc_app.needs import files
from rtc_app.needs.match_words import Vocabulary, explain
from rtc_app.needs.matching import (
    LEVELS,
    URGENCIES,
    WEEKDAYS,
    Candidate,
    Criterion,
    Measure,
    Run,
    is_meant_for,
    is_open_to,
    rank,
    score,
    varied,
)
from rtc_app.needs.rules import Profile

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FILE = files.matching()
THEME_OF = {"revit": "3d", "fusion360": "3d", "excel": "office"}
MEASURE = Measure(
    criteria=tuple(Criterion(c.code, c.label, c.weight, c.why) for c in FILE.criteria),
    covered_by_tool=FILE.needs_covered.tool,
    covered_by_theme=FILE.needs_covered.theme,
    covered_by_related=FILE.needs_covered.related,
    urgency=FILE.urgency,
    level_steps=FILE.level_steps,
    fits=tuple((fit.least, fit.label) for fit in FILE.fits),
    enough_known=FILE.enough_known,
    themes_of={"aanschouwelijk": frozenset({"3d"}), "efficient": frozenset({"office"})},
    theme_of=THEME_OF,
    modes_of={"groepscursus": frozenset({"fysiek"}), "website": frozenset({"online-async"}), "andere": frozenset()},
)
WORDS = Vocabulary({"bouw": "Bouw", "revit": "Revit"}, {code: (fact.yes, fact.no) for code, fact in FILE.facts.items()})

GHENT = (51.05, 3.72)

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
    urgency=st.dictionaries(st.sampled_from(NEEDS), st.sampled_from(URGENCIES)),
    levels=st.dictionaries(st.sampled_from(NEEDS), st.sampled_from(LEVELS)),
    motivations=some(["aanschouwelijk", "efficient"]),
    days=some(list(WEEKDAYS[:5])),
    position=st.sampled_from([None, GHENT]),
    max_km=st.sampled_from([None, 10, 40]),
    less_of=some(["office", "fusion360", "huis"]),
    onderwijsvormen=some(["bso", "tso"]),
)


def complete(candidate):
    """With the themes of its tools, as the offer gives it."""
    return replace(candidate, themes=candidate.themes | {THEME_OF[tool] for tool in candidate.tools if tool in THEME_OF})


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
    provider=st.sampled_from(["huis", "school"]),
    runs=st.lists(
        st.builds(
            Run,
            start=st.sampled_from([NOW - timedelta(days=3), NOW + timedelta(days=9)]),
            weekdays=some(list(WEEKDAYS[:5])).map(frozenset),
            position=st.sampled_from([None, GHENT, (51.2, 4.4)]),
            is_remote=st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
).map(complete)


def points(profile, candidate):
    return score(profile, candidate, MEASURE, NOW).score


def test_the_study_area_weighs_most():
    weights = {criterion.code: criterion.weight for criterion in MEASURE.criteria}
    assert max(weights, key=weights.get) == "study_areas"


@given(profiles, candidates, st.sampled_from(NEEDS))
def test_raising_a_need_never_lowers_a_training_about_it(profile, candidate, need):
    about_it = complete(replace(candidate, tools=candidate.tools | {need}))
    # The level of a topic is another statement than the need itself.
    told = replace(profile, levels={topic: level for topic, level in profile.levels.items() if topic != need})
    assert points(replace(told, needs=(*told.needs, need)), about_it) >= points(told, about_it) - 1e-9


@given(profiles, candidates, st.sampled_from(NEEDS))
def test_a_need_that_presses_more_never_lowers_a_training_about_it(profile, candidate, need):
    about_it = complete(replace(candidate, tools=candidate.tools | {need}))
    asked = replace(profile, needs=tuple({*profile.needs, need}))
    by_urgency = [points(replace(asked, urgency={**profile.urgency, need: urgency}), about_it) for urgency in URGENCIES]
    assert by_urgency == sorted(by_urgency)


@given(profiles, candidates, st.sampled_from(NEEDS))
def test_a_training_that_covers_one_more_need_never_scores_less(profile, candidate, need):
    asked = replace(profile, needs=tuple({*profile.needs, need}), less_of=(), levels={})
    more = complete(replace(candidate, tools=candidate.tools | {need}))
    assert points(asked, more) >= points(asked, candidate) - 1e-9


@given(profiles, candidates, st.sampled_from(["aanschouwelijk", "efficient"]))
def test_a_training_that_answers_to_a_motivation_never_scores_less_for_it(profile, candidate, motivation):
    asked = replace(profile, motivations=(motivation,))
    assert points(asked, candidate) >= points(replace(profile, motivations=()), candidate)


@given(profiles, candidates)
def test_the_share_of_the_first_reason_is_lost_without_it(profile, candidate):
    match = score(profile, candidate, MEASURE, NOW)
    said = explain(match, profile, MEASURE, WORDS, NOW)
    if match.score <= 0 or not said.main_share:
        return
    told = {
        "Gemaakt voor": {"study_areas": tuple(a for a in profile.study_areas if a not in candidate.study_areas)},
        "Gaat over": {"needs": tuple(n for n in profile.needs if n not in match.term("needs").hits)} if match.term("needs") else {},
    }
    removed = next((change for start, change in told.items() if said.reasons[0].startswith(start)), None)
    if removed:
        assert match.score - points(replace(profile, **removed), candidate) >= match.score * said.main_share / 100 - 1e-9


@given(profiles, candidates)
def test_minder_van_dit_lowers_what_it_names_and_nothing_else(profile, candidate):
    free = replace(profile, less_of=())
    lowered = points(replace(profile, less_of=(candidate.provider,)), candidate)
    assert lowered < points(free, candidate)
    assert points(replace(profile, less_of=("iemand-anders",)), candidate) == points(free, candidate)


@given(profiles, candidates)
def test_what_is_set_aside_or_over_is_not_shown(profile, candidate):
    shown = rank(replace(profile, set_aside=frozenset({candidate.training_id})), [candidate], MEASURE, NOW, 5)
    assert shown == []
    over = replace(candidate, modes=frozenset({"fysiek"}), runs=(Run(NOW - timedelta(days=3)),))
    assert not is_open_to(profile, over, NOW)


def test_a_session_on_another_day_or_too_far_counts_against_and_hides_nothing():
    profile = Profile(study_areas=("bouw",), days=("wo",), position=GHENT, max_km=20)
    when = NOW + timedelta(days=9)
    near = Candidate(1, frozenset({"bouw"}), runs=(Run(when, frozenset({"wo"}), GHENT),))
    far = Candidate(2, frozenset({"bouw"}), runs=(Run(when, frozenset({"do"}), (51.2, 4.4)),))
    online = Candidate(3, frozenset({"bouw"}), runs=(Run(when, frozenset({"wo"}), is_remote=True),))
    found = rank(profile, [far, near, online], MEASURE, NOW, 5)
    assert [match.candidate.training_id for match in found] == [1, 3, 2]
    said = explain(found[2], profile, MEASURE, WORDS, NOW)
    assert said.drawback in {"De sessies vallen niet op een dag die je past.", "De sessies zijn verder dan je wil reizen."}


def test_both_wishes_must_hold_for_one_and_the_same_session():
    profile = Profile(study_areas=("bouw",), days=("wo",), position=GHENT, max_km=20)
    when = NOW + timedelta(days=9)
    apart = Candidate(1, runs=(Run(when, frozenset({"wo"}), (51.2, 4.4)), Run(when, frozenset({"do"}), GHENT)))
    assert score(profile, apart, MEASURE, NOW).term("practical").points == 0


def test_the_level_of_a_topic_goes_before_the_level_overall():
    profile = Profile(needs=("revit", "excel"), level="expert", levels={"revit": "beginner"})
    for_beginners = frozenset({"beginner"})
    about_revit, about_excel = (Candidate(1, tools=frozenset({tool}), levels=for_beginners) for tool in ("revit", "excel"))
    assert score(profile, about_revit, MEASURE, NOW).term("level").hits == ("beginner",)
    assert score(profile, about_excel, MEASURE, NOW).term("level").misses == ("beginner",)


def test_no_provider_and_no_theme_fills_the_list_while_there_is_choice():
    bouw = Profile(study_areas=("bouw",))
    of_one = [Candidate(n, frozenset({"bouw"}), themes=frozenset({"3d"}), provider="huis") for n in range(1, 6)]
    other = Candidate(9, frozenset({"bouw"}), themes=frozenset({"office"}), provider="school")
    ranked = rank(bouw, [*of_one, other], MEASURE, NOW, 20)
    assert [match.candidate.training_id for match in varied(ranked, 5, most=3)] == [1, 2, 3, 9, 4]


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
    dated = Candidate(3, area, is_technical=True, runs=(Run(NOW + timedelta(days=9)),))
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
    said = explain(score(profile, candidate, MEASURE, NOW), profile, MEASURE, WORDS, NOW)
    assert said.reasons == ("Gemaakt voor jouw studiegebied: Bouw.", "Gaat over wat je wil leren: Revit.", "Op jouw niveau: beginner.")
    assert said.drawback == "Vorm: fysiek. Dat koos je niet."


def test_without_a_date_that_is_the_drawback():
    profile = Profile(study_areas=("bouw",))
    said = explain(score(profile, Candidate(1, frozenset({"bouw"})), MEASURE, NOW), profile, MEASURE, WORDS, NOW)
    assert said.drawback == "Er is nog geen sessie gepland."


def test_own_pace_needs_no_date():
    profile = Profile(study_areas=("bouw",))
    candidate = Candidate(1, frozenset({"bouw"}), modes=frozenset({"zelfstudie"}))
    assert explain(score(profile, candidate, MEASURE, NOW), profile, MEASURE, WORDS, NOW).drawback is None


@given(profiles, candidates)
def test_every_match_can_be_put_in_words(profile, candidate):
    said = explain(score(profile, candidate, MEASURE, NOW), profile, MEASURE, WORDS, NOW)
    assert len(said.reasons) <= 3
    assert said.fit


@pytest.mark.parametrize("code", [criterion.code for criterion in FILE.criteria])
def test_every_criterion_says_why_it_counts(code):
    assert next(criterion.why for criterion in FILE.criteria if criterion.code == code)
