"""Reading on after an error of shape: what is wrong gets a stand-in, so that the rest of the file can be looked at in the same round.

Nothing that was mended is ever stored: a file with one problem is refused.
"""

import copy
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.problems import Place, PlaceWords, Problem, from_validation, refuse

_MEETING = {"day": "2000-01-03", "from": "9.00", "to": "10.00"}
#: What a thing of each list cannot do without. Codes get a number, so that none comes twice.
_STAND_INS: Mapping[str, Mapping[str, object]] = {
    "providers": {"code": "?", "name": "?"},
    "locations": {"code": "?", "name": "?", "street": "?", "postcode": "1000", "city": "?", "province": "?"},
    "trainers": {"code": "?", "provider": "onbekend", "name": "?"},
    "trainings": {"code": "?", "title": "?", "provider": "onbekend", "rtc": "onbekend"},
    "sessions": {"code": "?", "capacity": 1, "meetings": [_MEETING]},
    "meetings": _MEETING,
    "required_materials": {"name": "?"},
    "eindtermen": {"code": "onbekend"},
    "actions": {"criterion": "onbekend", "action": "?", "owner": "?", "due": "2000-01-03"},
    "refused": {"criterion": "onbekend", "reason": "?"},
    "learning_paths": {"code": "?", "title": "?", "rtc": "onbekend"},
    "steps": {"training": "onbekend"},
}


@dataclass(frozen=True)
class Loaded:
    """A file that was read: its content, with stand-ins when there are problems, and how to name places in it."""

    content: CatalogueFile
    words: PlaceWords
    problems: Sequence[Problem] = field(default=())

    def refuse(self, found: Iterable[Problem] = ()) -> None:
        """Raise FileRefusedError for what is wrong with its shape and for what was found beyond that, each place once."""
        said = {self.words(problem.place) for problem in self.problems}
        wrong = {problem.place for problem in self.problems}
        around = {place[:length] for place in wrong for length in range(1, len(place))}
        more = [p for p in found if self.words(p.place) not in said and not _rests_on(p.place, wrong, around)]
        refuse([*self.problems, *more], self.words)


def load(raw: object, words: PlaceWords, problems: Sequence[Problem] = ()) -> Loaded:
    """The content with everything that is wrong with its shape; `problems` were found before.

    Raises FileRefusedError when so much is wrong that nothing more can be said.
    """
    try:
        return Loaded(CatalogueFile.model_validate(raw), words, problems)
    except ValidationError as error:
        said = {words(problem.place) for problem in problems}
        more = [problem for problem in from_validation(error) if words(problem.place) not in said]
        known = [*problems, *more]
        places = [detail["loc"] for detail in error.errors()]
    try:
        return Loaded(CatalogueFile.model_validate(_mended(raw, places)), words, known)
    except ValidationError:
        refuse(known, words)
        raise


def _mended(raw: object, places: Iterable[Place]) -> object:
    whole = copy.deepcopy(raw)
    for number, place in enumerate(places):
        if isinstance(whole, dict) and place:
            _mend(whole, place, number)
    return whole


def _mend(whole: dict[str, Any], place: Place, number: int) -> None:
    """Take out the field that is wrong, and put in what its thing cannot do without."""
    length = max((end for end in range(2, len(place) + 1) if _is_thing(place[end - 2 : end])), default=0)
    if not length:
        whole.pop(str(place[0]), None)
        return
    kind, position = str(place[length - 2]), int(place[length - 1])
    holder = _holder(whole, place[: length - 1])
    if holder is None:
        return
    thing = holder[position] if isinstance(holder[position], dict) else {}
    wrong = place[length] if len(place) > length else None
    stand_in = {name: f"onbekend-{number}" if name == "code" and value == "?" else value for name, value in _STAND_INS[kind].items()}
    holder[position] = stand_in | {name: value for name, value in thing.items() if name != wrong}


def _is_thing(pair: Place) -> bool:
    return pair[0] in _STAND_INS and isinstance(pair[1], int)


def _holder(whole: Any, path: Place) -> list[Any] | None:
    """The list at a path, or None when an earlier mending took it out."""
    here: Any = whole
    for step in path:
        try:
            here = here[step]
        except (KeyError, IndexError, TypeError):
            return None
    return here if isinstance(here, list) else None


def _rests_on(place: Place, wrong: AbstractSet[Place], around: AbstractSet[Place]) -> bool:
    """Whether a problem follows from a stand-in: it lies at or below a field that is wrong itself, or is a field around it."""
    is_below = any(place[:length] in wrong for length in range(1, len(place) + 1))
    return is_below or (isinstance(place[-1], str) and place in around)
