"""Whose offer a person may bring in, and what in a file goes beyond that."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.problems import Place, Problem

_FOREIGN = "'{}' is van een andere verstrekker. Haal deze rij weg of kies een andere code."
_FIXED = "Dit verandert alleen het RTC. Nu staat er '{}'; laat dat staan."


@dataclass(frozen=True)
class Scope:
    """What is there and whose it is. `providers` are the codes one may speak for, None for all.

    `present` is list → code → fields as they are, of everything the file names; `trainer_owners` all trainers.
    """

    providers: frozenset[str] | None
    may_judge: bool
    present: Mapping[str, Mapping[str, Mapping[str, Any]]]
    trainer_owners: Mapping[str, str]
    #: Codes of the trainings that one's own organisation gives, which one does not judge.
    own_trainings: frozenset[str] = frozenset()


def problems(content: CatalogueFile, scope: Scope) -> Iterator[Problem]:
    """Everything in the file that is not this person's to change, in the order of the file."""
    yield from _decisions(content, scope)
    if scope.providers is None:
        return
    yield from _providers(content, scope, scope.providers)
    yield from _places(content, scope, scope.providers)
    for number, trainer in enumerate(content.trainers):
        yield from _owned(("trainers", number), trainer.code, trainer.provider, scope, scope.providers)
    owners = dict(scope.trainer_owners) | {trainer.code: trainer.provider for trainer in content.trainers}
    for number, training in enumerate(content.trainings):
        place: Place = ("trainings", number)
        yield from _owned(place, training.code, training.provider, scope, scope.providers)
        yield from _fixed(scope, "trainings", training.code, place, {"rtc": training.rtc})
        for code in training.trainers:
            if scope.trainer_owners.get(code, owners.get(code, training.provider)) not in scope.providers:
                yield Problem((*place, "trainers"), f"'{code}' is een lesgever van een andere verstrekker. Kies eigen lesgevers.")
    for number, _path in enumerate(content.learning_paths):
        yield Problem(("learning_paths", number), "Leertrajecten maakt het RTC. Haal deze rij weg.")


def _decisions(content: CatalogueFile, scope: Scope) -> Iterator[Problem]:
    """A decision makes a training findable: only assessors bring one in, and not about their own (QA-03)."""
    for number, training in enumerate(content.trainings):
        if training.assessment is not None and not scope.may_judge:
            yield Problem(("trainings", number, "assessment"), "Alleen een beoordelaar van het RTC leest beslissingen in. Haal ze weg.")
        elif training.assessment is not None and training.code in scope.own_trainings:
            yield Problem(("trainings", number, "assessment"), "Je beoordeelt geen opleiding van je eigen organisatie. Haal dit weg.")


def _providers(content: CatalogueFile, scope: Scope, own: frozenset[str]) -> Iterator[Problem]:
    for number, provider in enumerate(content.providers):
        place: Place = ("providers", number)
        if provider.code not in own:
            yield Problem((*place, "code"), f"'{provider.code}' is niet jouw organisatie. Haal deze rij weg.")
            continue
        yield from _fixed(scope, "providers", provider.code, place, {"name": provider.name, "is_example": provider.is_example})


def _places(content: CatalogueFile, scope: Scope, own: frozenset[str]) -> Iterator[Problem]:
    for number, location in enumerate(content.locations):
        place: Place = ("locations", number)
        if location.code in scope.present["locations"]:
            values = location.model_dump(mode="json", exclude={"code"})
            left = {name for name in ("provider", "equipment") if values[name] is None}
            yield from _fixed(scope, "locations", location.code, place, {name: values[name] for name in values if name not in left})
        elif location.provider is not None and location.provider not in own:
            yield Problem((*place, "provider"), f"'{location.provider}' is niet jouw organisatie. Zet hier {' of '.join(sorted(own))}.")


def _owned(place: Place, code: str, provider: str, scope: Scope, own: frozenset[str]) -> Iterator[Problem]:
    present = scope.present[str(place[0])].get(code)
    if present is not None and present["provider"] not in own:
        yield Problem((*place, "code"), _FOREIGN.format(code))
    elif provider not in own:
        yield Problem((*place, "provider"), f"'{provider}' is niet jouw organisatie. Zet hier {' of '.join(sorted(own))}.")


def _fixed(scope: Scope, kind: str, code: str, place: Place, values: Mapping[str, object]) -> Iterator[Problem]:
    present = scope.present[kind].get(code)
    for name, value in values.items() if present is not None else ():
        if present is not None and present.get(name) != value:
            yield Problem((*place, name), _FIXED.format(_said(present.get(name))))


def _said(value: object) -> str:
    return {True: "ja", False: "nee", None: ""}.get(value, str(value)) if isinstance(value, bool | None) else str(value)
