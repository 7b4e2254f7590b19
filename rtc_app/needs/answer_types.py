"""The few kinds of answers: how each is asked in a form, read from it, checked and said in words.

A kind is one row of TYPES. A question can always be skipped: `read` then gives None, which is not the same as an empty
list (asked, and nothing ticked).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wtforms import Field, IntegerField, RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional

from rtc_app.kernel.forms import LongTextField, TextField
from rtc_app.needs.asking import AskedQuestion, Options
from rtc_app.needs.rules import AnswerValue

#: What a form sends: field name → data.
Data = Mapping[str, object]
#: The option that says: I read this, and nothing of it holds for me.
NOTHING = "geen"
SKIP = ("", "Ik sla deze vraag over")
MAX_LINE = 200
MAX_WORDS = 4000


@dataclass(frozen=True)
class AnswerType:
    """One kind of answer."""

    #: Form fields by name; the first carries the question.
    fields: Callable[[AskedQuestion], dict[str, Field]]
    #: The stored answer, or None when skipped.
    read: Callable[[AskedQuestion, Data], AnswerValue | None]
    #: The data of the fields for a stored answer.
    fill: Callable[[AskedQuestion, AnswerValue], dict[str, object]]
    #: The answer in words, one entry per line.
    words: Callable[[AskedQuestion, AnswerValue], list[str]]
    #: What to mend, or None.
    check: Callable[[AskedQuestion, Data], str | None] = lambda _question, _data: None


def _choices(options: Options) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in options]


def _plain(question: AskedQuestion, answer: AnswerValue) -> dict[str, object]:
    return {question.name: answer["value"]}


# One of several


def _radio(options: Callable[[AskedQuestion], Options]) -> Callable[[AskedQuestion], dict[str, Field]]:
    def fields(question: AskedQuestion) -> dict[str, Field]:
        return {question.name: RadioField(question.text, choices=_choices((*options(question), SKIP)), default="")}

    return fields


def _read_code(question: AskedQuestion, data: Data) -> AnswerValue | None:
    chosen = data.get(question.name)
    return {"value": chosen} if chosen else None


def _say_code(question: AskedQuestion, answer: AnswerValue) -> list[str]:
    return [question.labels.get(str(answer["value"]), str(answer["value"]))]


def _scale_options(question: AskedQuestion) -> Options:
    return tuple((str(n), str(n)) for n in range(question.number("min", 0), question.number("max", 10) + 1))


def _read_score(question: AskedQuestion, data: Data) -> AnswerValue | None:
    chosen = data.get(question.name)
    return {"value": int(str(chosen))} if chosen else None


def _yes_no_options(_question: AskedQuestion) -> Options:
    return (("ja", "Ja"), ("nee", "Nee"))


def _read_yes_no(question: AskedQuestion, data: Data) -> AnswerValue | None:
    chosen = data.get(question.name)
    return {"value": chosen == "ja"} if chosen else None


# Several of several


def _multi_fields(question: AskedQuestion) -> dict[str, Field]:
    none = question.words("none_label")
    options = (*question.options, *(((NOTHING, none),) if none else ()))
    fields: dict[str, Field] = {question.name: SelectMultipleField(question.text, choices=_choices(options))}
    if question.extra_options:
        label = question.words("extra_label") or question.text
        fields[f"{question.name}_extra"] = SelectMultipleField(label, choices=_choices(question.extra_options))
    return fields | _other_field(question)


def _other_field(question: AskedQuestion) -> dict[str, Field]:
    if not question.properties.get("other"):
        return {}
    label = question.words("other_label") or "Iets anders? Schrijf het hier."
    too_long = f"Maak dit korter: hoogstens {MAX_LINE} tekens."
    return {f"{question.name}_other": TextField(label, (Length(max=MAX_LINE, message=too_long),))}


def _ticked(question: AskedQuestion, data: Data) -> list[str]:
    """Everything ticked, in the order of the options."""
    chosen: set[str] = set()
    for name in (question.name, f"{question.name}_extra"):
        value = data.get(name)
        chosen |= set(value) if isinstance(value, list) else set()
    return [code for code in (*question.labels, NOTHING) if code in chosen]


def _read_multi(question: AskedQuestion, data: Data) -> AnswerValue | None:
    ticked, other = _ticked(question, data), data.get(f"{question.name}_other")
    if not ticked and not other:
        return None
    answer: dict[str, object] = {"value": [code for code in ticked if code != NOTHING]}
    return answer | ({"other": other} if other else {})


def _fill_multi(question: AskedQuestion, answer: AnswerValue) -> dict[str, object]:
    value = answer["value"]
    codes = [str(code) for code in value] if isinstance(value, list) else []
    if not codes and "other" not in answer and question.words("none_label"):
        codes = [NOTHING]
    return {question.name: codes, f"{question.name}_extra": codes, f"{question.name}_other": answer.get("other", "")}


def _say_multi(question: AskedQuestion, answer: AnswerValue) -> list[str]:
    value = answer["value"]
    said = [question.labels.get(str(code), str(code)) for code in value] if isinstance(value, list) else []
    said += [str(answer["other"])] if "other" in answer else []
    return said or [question.words("none_label") or "Niets aangekruist"]


def _check_multi(question: AskedQuestion, data: Data) -> str | None:
    ticked = _ticked(question, data)
    others = 1 if data.get(f"{question.name}_other") else 0
    if NOTHING in ticked and len(ticked) + others > 1:
        return f"Kruis “{question.words('none_label')}” aan, of kies iets anders, maar niet allebei."
    limit = question.number("max_choices", 0)
    if limit and len(ticked) + others > limit:
        return f"Kies er hoogstens {limit}. Nu zijn het er {len(ticked) + others}."
    return None


# Consent: every box apart; leaving all of them open is an answer too


def _consent_fields(question: AskedQuestion) -> dict[str, Field]:
    return {question.name: SelectMultipleField(question.text, choices=_choices(question.options))}


def _read_consent(question: AskedQuestion, data: Data) -> AnswerValue | None:
    return {"value": _ticked(question, data)}


def _say_consent(question: AskedQuestion, answer: AnswerValue) -> list[str]:
    return _say_multi(question, answer) if answer["value"] else ["Je geeft geen toestemming"]


# A scale for each of several things


def _row_name(question: AskedQuestion, row: str) -> str:
    return f"{question.name}_{row.replace('-', '_')}"


def _matrix_fields(question: AskedQuestion) -> dict[str, Field]:
    choices = _choices((("", "geen antwoord"), *question.options))
    rows = {_row_name(question, code): SelectField(label, choices=choices) for code, label in question.rows}
    return rows | _other_field(question)


def _read_matrix(question: AskedQuestion, data: Data) -> AnswerValue | None:
    given = {code: data[_row_name(question, code)] for code, _label in question.rows if data.get(_row_name(question, code))}
    other = data.get(f"{question.name}_other")
    if not given and not other:
        return None
    return {"value": given} | ({"other": other} if other else {})


def _fill_matrix(question: AskedQuestion, answer: AnswerValue) -> dict[str, object]:
    value = answer["value"]
    given = value if isinstance(value, dict) else {}
    filled: dict[str, object] = {_row_name(question, code): choice for code, choice in given.items()}
    return filled | {f"{question.name}_other": answer.get("other", "")}


def _say_matrix(question: AskedQuestion, answer: AnswerValue) -> list[str]:
    value = answer["value"]
    given = value if isinstance(value, dict) else {}
    said = [f"{label}: {question.labels.get(given[code], given[code])}" for code, label in question.rows if code in given]
    return said + ([str(answer["other"])] if "other" in answer else [])


# Numbers, words and lines


def _integer_fields(question: AskedQuestion) -> dict[str, Field]:
    low, high = question.number("min", 0), question.number("max", 100)
    message = f"Schrijf een getal van {low} tot {high}."
    return {question.name: IntegerField(question.text, validators=[Optional(), NumberRange(low, high, message)])}


def _read_integer(question: AskedQuestion, data: Data) -> AnswerValue | None:
    number = data.get(question.name)
    return None if number is None else {"value": number}


def _say_integer(question: AskedQuestion, answer: AnswerValue) -> list[str]:
    return [f"{answer['value']} {question.words('unit') or ''}".strip()]


def _words_fields(question: AskedQuestion) -> dict[str, Field]:
    return {
        question.name: LongTextField(question.text, (Length(max=MAX_WORDS, message=f"Maak dit korter: hoogstens {MAX_WORDS} tekens."),))
    }


def _lines_fields(question: AskedQuestion) -> dict[str, Field]:
    longest = question.number("max_items", 5) * (MAX_LINE + 1)
    return {question.name: LongTextField(question.text, (Length(max=longest, message="Maak dit korter."),))}


def _lines(question: AskedQuestion, data: Data) -> list[str]:
    return [line.strip() for line in str(data.get(question.name) or "").split("\n") if line.strip()]


def _read_lines(question: AskedQuestion, data: Data) -> AnswerValue | None:
    lines = _lines(question, data)
    return {"value": lines} if lines else None


def _fill_lines(question: AskedQuestion, answer: AnswerValue) -> dict[str, object]:
    return {question.name: "\n".join(_say_lines(question, answer))}


def _say_lines(_question: AskedQuestion, answer: AnswerValue) -> list[str]:
    value = answer["value"]
    return [str(line) for line in value] if isinstance(value, list) else []


def _check_lines(question: AskedQuestion, data: Data) -> str | None:
    lines, limit = _lines(question, data), question.number("max_items", 5)
    if len(lines) > limit:
        return f"Schrijf hoogstens {limit} regels. Nu zijn het er {len(lines)}."
    if any(len(line) > MAX_LINE for line in lines):
        return f"Maak elke regel hoogstens {MAX_LINE} tekens lang."
    return None


_LIST_OF_LINES = AnswerType(_lines_fields, _read_lines, _fill_lines, _say_lines, _check_lines)

TYPES: dict[str, AnswerType] = {
    "single": AnswerType(_radio(lambda question: question.options), _read_code, _plain, _say_code),
    "scale": AnswerType(
        _radio(_scale_options), _read_score, lambda q, a: {q.name: str(a["value"])}, lambda q, a: [f"{a['value']} op {q.number('max', 10)}"]
    ),
    "yes_no": AnswerType(
        _radio(_yes_no_options),
        _read_yes_no,
        lambda q, a: {q.name: "ja" if a["value"] else "nee"},
        lambda _q, a: ["Ja" if a["value"] else "Nee"],
    ),
    "multi": AnswerType(_multi_fields, _read_multi, _fill_multi, _say_multi, _check_multi),
    "consent": AnswerType(_consent_fields, _read_consent, _fill_multi, _say_consent),
    "matrix_single": AnswerType(_matrix_fields, _read_matrix, _fill_matrix, _say_matrix),
    "integer": AnswerType(_integer_fields, _read_integer, _plain, _say_integer),
    "words": AnswerType(_words_fields, _read_code, _plain, _say_code),
    "ranked_text": _LIST_OF_LINES,
    "text_multi": _LIST_OF_LINES,
}
