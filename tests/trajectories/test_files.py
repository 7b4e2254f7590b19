"""The data file of the privacy limits."""

from rtc_app.trajectories import files


def test_the_limits_are_no_weaker_than_the_privacy_design():
    limits = files.thresholds()
    assert limits.school_minimum >= 10
    assert min(limits.group_minimum, limits.new_respondents, limits.rounding, limits.band) >= 5
    assert limits.majority <= 85
    assert limits.counts_per_word >= 3
