"""How a profile meets the offer: pure rules over plain values."""

from rtc_app.needs.matching.lacking import by_topic, lacking, level_for
from rtc_app.needs.matching.parts import GENERAL_AREA, practical_of
from rtc_app.needs.matching.removing import share_of, without
from rtc_app.needs.matching.scoring import fit_words, is_about, is_meant_for, is_open_to, rank, score, varied
from rtc_app.needs.matching.values import (
    LEVELS,
    URGENCIES,
    WEEKDAYS,
    Candidate,
    Criterion,
    Match,
    Measure,
    Part,
    Run,
    Term,
)
from rtc_app.needs.matching.widening import Widening, meets_all, widenings

__all__ = [
    "GENERAL_AREA",
    "LEVELS",
    "URGENCIES",
    "WEEKDAYS",
    "Candidate",
    "Criterion",
    "Match",
    "Measure",
    "Part",
    "Run",
    "Term",
    "Widening",
    "by_topic",
    "fit_words",
    "is_about",
    "is_meant_for",
    "is_open_to",
    "lacking",
    "level_for",
    "meets_all",
    "practical_of",
    "rank",
    "score",
    "share_of",
    "varied",
    "widenings",
    "without",
]
