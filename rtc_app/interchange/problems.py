"""What is wrong with a file, as Dutch sentences that name the place: all of them at once."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import ValidationError
from pydantic_core import ErrorDetails

#: Where in a catalogue file: ("trainings", 3, "sessions", 0, "capacity"), positions from 0.
Place = tuple[str | int, ...]
#: How a kind of file names a place to the person who made it.
PlaceWords = Callable[[Place], str]

_NUMBERED = re.compile(r"(\D+)(\d{0,9})")
_WORDS = {
    "missing": "Vul dit in.",
    "extra_forbidden": "Dit veld bestaat niet. Haal het weg of kijk de naam na.",
    "string_too_short": "Vul dit in.",
    "int_from_float": "Zet hier een geheel getal.",
    "decimal_max_places": "Gebruik hoogstens twee cijfers na de komma.",
    "finite_number": "Zet hier een getal.",
    "too_short": "Voeg er minstens één toe.",
    "date_from_datetime_inexact": "Zet hier een datum zonder uur.",
}
_WORDS_BY_ENDING = {
    "int_type": "Zet hier een geheel getal.",
    "int_parsing": "Zet hier een geheel getal.",
    "float_type": "Zet hier een getal.",
    "float_parsing": "Zet hier een getal.",
    "decimal_type": "Zet hier een getal.",
    "decimal_parsing": "Zet hier een getal.",
    "string_type": "Zet hier tekst.",
    "bool_type": "Zet hier ja of nee.",
    "bool_parsing": "Zet hier ja of nee.",
    "tuple_type": "Zet hier een lijst.",
    "dict_type": "Zet hier een reeks velden met hun waarde.",
    "model_type": "Zet hier een reeks velden met hun waarde.",
}


@dataclass(frozen=True)
class Problem:
    """One thing to mend."""

    place: Place
    message: str


class FileRefusedError(Exception):
    """The file cannot be used; `sentences` say in Dutch what to mend, by sheet and row or by thing."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def refuse(problems: Iterable[Problem], words: PlaceWords) -> None:
    """Raise FileRefusedError with a sentence for every problem, if there is one."""
    sentences = [(len(problem.place) > 1, f"{words(problem.place)}: {problem.message}") for problem in problems]
    if sentences:
        # What is wrong with a whole sheet explains what is wrong with its rows.
        in_order = sorted(sentences, key=lambda pair: (pair[0], _by_number(pair[1])))
        raise FileRefusedError(*dict.fromkeys(sentence for _, sentence in in_order))


def _by_number(sentence: str) -> list[tuple[str, int]]:
    """Row 9 before row 12."""
    return [(words, int(number or 0)) for words, number in _NUMBERED.findall(sentence)]


def from_validation(error: ValidationError) -> list[Problem]:
    """The errors of pydantic in words of our own."""
    return [Problem(detail["loc"], _message(detail)) for detail in error.errors()]


def _message(detail: ErrorDetails) -> str:
    kind, context, value = detail["type"], detail.get("ctx", {}), detail["input"]
    if kind == "value_error":
        return str(context["error"])
    if kind in ("enum", "literal_error"):
        choices = context["expected"].replace(" or ", ", ").replace("'", "")
        return f"'{value}' bestaat niet. Kies uit {choices}."
    if kind == "string_too_long":
        return f"Maak de tekst korter: hoogstens {context['max_length']} tekens, nu {len(str(value))}."
    if kind == "string_pattern_mismatch":
        return f"'{value}' kan hier niet. " + (
            "Gebruik kleine letters, cijfers en streepjes." if "a-z" in context["pattern"] else "Schrijf vier cijfers."
        )
    if kind.startswith(("greater_than", "less_than")):
        return _bounds(context, value)
    return _WORDS.get(kind) or _WORDS_BY_ENDING.get(kind, f"'{value}' kan hier niet.")


def _bounds(context: dict[str, object], value: object) -> str:
    if "ge" in context:
        return f"Zet hier {context['ge']} of meer; nu staat er {value}."
    return f"Zet hier {context.get('le')} of minder; nu staat er {value}."


def unknown(value: str, choices: Iterable[str]) -> str:
    """Says that a value does not exist and what can be chosen: all of a short list, the nearest of a long one."""
    known = list(choices)
    if len(known) <= 12:
        return f"'{value}' bestaat niet. Kies uit {', '.join(known)}." if known else f"'{value}' bestaat niet."
    near = difflib.get_close_matches(value, known, n=3, cutoff=0.4)
    return f"'{value}' bestaat niet." + (f" Bedoel je {' of '.join(near)}?" if near else " Kijk de code na in de keuzelijsten.")
