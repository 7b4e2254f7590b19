"""The judged cases: the twelve teachers of the interviews, as profiles and with graded trainings."""

from pathlib import Path

import yaml

from rtc_app import interchange
from rtc_app.needs.profile_file import ProfileFile, profile_from_file

STARTER = Path(interchange.__file__).parent / "data" / "starter_catalogue.json"
CASES = yaml.safe_load((Path(__file__).parent / "judged_cases.yaml").read_text("utf-8"))


def _profile(case):
    """The profile of a case, whose words are codes already."""
    profile, unknown = profile_from_file(ProfileFile(format="rtc-profile", **case["profile"]), lambda _scheme, word: word, {}, ())
    assert not unknown
    return profile


EVERYBODY = {name: _profile(case) for name, case in CASES.items()}
GRADES = {name: case["grades"] for name, case in CASES.items()}
