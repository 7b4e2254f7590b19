"""What can be said of a training to somebody with a certain reason or barrier."""

import pytest

from rtc_app.needs import files
from rtc_app.needs.offer_facts import Limits, Offered, facts_of
from rtc_app.quality.files import thresholds

LIMITS = Limits(thresholds(), files.matching().small_price, files.matching().large_price)


def fact(code, **values):
    return facts_of(Offered(**values), LIMITS).get(code)


def test_of_a_training_without_facts_only_the_price_is_known():
    assert facts_of(Offered(), LIMITS) == {"budget": True}


def test_every_fact_has_its_words():
    every = Offered(
        study_areas=frozenset({"bouw"}), levels=frozenset({"beginner"}), modes=frozenset({"fysiek"}), aftercare=frozenset({"forum"}),
        has_eindtermen=True, has_examples=True, has_material=True, has_subject_trainer=True, borrowable=(True,), practice_minutes=60,
        run_minutes=120, longest_meeting=120, runs=1, judged={"CL10": True},
    )  # fmt: skip
    of_sessions = {"dag", "afstand", "eigen-tempo"}
    assert set(facts_of(every, LIMITS)) | of_sessions == set(files.matching().facts)


@pytest.mark.parametrize(
    ("code", "values", "holds"),
    [
        ("tijd", {"longest_meeting": 180}, True),
        ("tijd", {"longest_meeting": 181}, False),
        ("tijd", {"modes": frozenset({"zelfstudie"})}, True),
        ("budget", {"price": 2500}, True),
        ("budget", {"price": 5000}, None),
        ("budget", {"price": 7501}, False),
        ("infrastructuur", {"borrowable": (True, True)}, True),
        ("infrastructuur", {"borrowable": (True, False)}, False),
        ("vaardigheden", {"levels": frozenset({"expert"})}, False),
        ("vakgericht", {"study_areas": frozenset({"bouw"})}, True),
        ("vakgericht", {"study_areas": frozenset({"bouw", "hout"})}, False),
        ("vakgericht", {"study_areas": frozenset({"studiegebied-overschrijdend"})}, False),
        ("op-maat", {"levels": frozenset({"beginner"}), "has_differentiation": True}, True),
        ("praktisch", {"practice_minutes": 54, "run_minutes": 180}, True),
        ("praktisch", {"practice_minutes": 53, "run_minutes": 180}, False),
        ("interactief", {"judged": {"CL17": False}, "aftercare": frozenset({"forum"})}, False),
        ("bruikbaar-klas", {"has_eindtermen": True, "has_examples": True}, True),
        ("bruikbaar-klas", {"has_eindtermen": True}, None),
        ("materiaal-nazorg", {"has_material": True, "licence_allows_sharing": False}, False),
        ("laagdrempelig", {"modes": frozenset({"fysiek"}), "runs": 2, "longest_meeting": 180}, True),
        ("laagdrempelig", {"modes": frozenset({"fysiek"}), "runs": 1, "longest_meeting": 420}, False),
    ],
)  # fmt: skip
def test_a_fact_follows_from_plain_values(code, values, holds):
    assert fact(code, **values) is holds
