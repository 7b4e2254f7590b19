"""What is counted of a person's answers when figures about Flanders may be made of them. Pure.

The anonymous store is a set of tallies and holds no people: each answer adds one to a number, under the whole and under
one group of each kind (function, study area, net, province). Free text is left out, numbers become bands, and no two
questions are ever counted together. So the same people in another order, under other names and at other moments leave
exactly the same store, and nothing in it can be taken out again for one of them.

A person is in at most one group of a kind: who ticked two study areas is in the group of several. Groups of one kind
never overlap, which is what makes the figures safe to publish side by side.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from rtc_app.needs.asking import AskedQuestion
from rtc_app.needs.rules import AnswerValue, Band, level_of

PURPOSE = "flanders"
#: In the place of a question: the questionnaire as a whole.
WHOLE = ""
#: Kind of group → the question that tells it. The province follows from the school and is asked nowhere.
GROUP_QUESTIONS = {"functie": "Q1.5", "studiegebied": "Q1.6", "net": "Q1.3"}
PROVINCE = "provincie"
SEVERAL = "meerdere"
#: A frequency from this value on counts as use in the lesson: weekly or more.
WEEKLY = 4
#: Years as they are counted: first year of each band → its words.
YEAR_BANDS = {0: "0 tot 2 jaar", 3: "3 tot 5 jaar", 6: "6 tot 10 jaar", 11: "11 tot 20 jaar", 21: "meer dan 20 jaar"}


@dataclass(frozen=True, order=True)
class TallyKey:
    """What one is added to; see `models.Tally`."""

    question: str
    group: str = ""
    within: str = ""
    option: str = ""


@dataclass(frozen=True)
class Vocabulary:
    """What answers need to be counted: bands of the levels, values of the frequencies, tool → theme."""

    levels: tuple[Band, ...]
    frequencies: Mapping[str, int]
    theme_of: Mapping[str, str]


def groups_of(answers: Mapping[str, AnswerValue], provinces: frozenset[str]) -> tuple[str, ...]:
    """The groups a person is in, one at most of each kind, such as ("net:go", "studiegebied:bouw")."""
    told = {kind: _codes(answers.get(question)) for kind, question in GROUP_QUESTIONS.items()}
    told[PROVINCE] = tuple(provinces)
    return tuple(sorted(f"{kind}:{codes[0] if len(codes) == 1 else SEVERAL}" for kind, codes in told.items() if codes))


def tallies(
    questions: Iterable[AskedQuestion], answers: Mapping[str, AnswerValue], groups: tuple[str, ...], vocabulary: Vocabulary
) -> list[TallyKey]:
    """Everything to which these answers add one, each once and in a fixed order."""
    keys = _counted_for(WHOLE, frozenset(), groups)
    for question in questions:
        options = options_of(question, answers.get(question.code), vocabulary)
        if options is not None:
            keys |= _counted_for(question.code, options, groups)
    return sorted(keys)


def _counted_for(question: str, options: frozenset[str], groups: tuple[str, ...]) -> set[TallyKey]:
    counted = {TallyKey(question, group, option=option) for group in ("", *groups) for option in ("", *options)}
    return counted | {TallyKey(question, first, second) for first, second in combinations(groups, 2)}


def options_of(question: AskedQuestion, answer: AnswerValue | None, vocabulary: Vocabulary) -> frozenset[str] | None:
    """What an answer counts for; None when it was skipped, is free text, or does not serve figures about Flanders."""
    if answer is None or PURPOSE not in question.used_for or question.type not in COUNTED_TYPES:
        return None
    value = answer["value"]
    match question.type:
        case "scale":
            level = level_of(value, vocabulary.levels)
            return frozenset({level} if level else ())
        case "integer":
            return frozenset({year_band(value)}) if isinstance(value, int) else None
        case "yes_no":
            return frozenset({"ja" if value else "nee"})
        case "matrix_single":
            return _weekly(value, question, vocabulary)
    known = [code for code in _codes(answer) if code in question.labels]
    return frozenset(known) | {vocabulary.theme_of[code] for code in known if code in vocabulary.theme_of}


COUNTED_TYPES = frozenset({"single", "multi", "scale", "integer", "yes_no", "matrix_single"})
#: Of these each person gives exactly one option.
CHOICES = frozenset({"single", "scale", "integer", "yes_no"})


def year_band(years: int) -> str:
    """The band of a number of years: 4 → "3"."""
    return str(max(first for first in YEAR_BANDS if first <= max(years, 0)))


def _weekly(value: object, question: AskedQuestion, vocabulary: Vocabulary) -> frozenset[str]:
    given = value if isinstance(value, dict) else {}
    rows = {code for code, _label in question.rows}
    return frozenset(row for row, often in given.items() if row in rows and vocabulary.frequencies.get(str(often), 0) >= WEEKLY)


def _codes(answer: AnswerValue | None) -> tuple[str, ...]:
    value = answer.get("value") if answer else None
    if isinstance(value, str):
        return (value,)
    return tuple(str(code) for code in value) if isinstance(value, list) else ()
