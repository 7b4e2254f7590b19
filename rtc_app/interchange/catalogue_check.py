"""What a catalogue file must hold beyond its shape: known concepts, known codes, nothing twice, meetings in order. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from rtc_app.interchange.catalogue_file import CatalogueFile, SessionEntry, TrainingEntry
from rtc_app.interchange.problems import Place, Problem, unknown

#: Field of a training → scheme of the reference data.
SCHEMES = {
    "study_areas": "studiegebied",
    "levels": "niveau",
    "themes": "thema",
    "tools": "tool",
    "digcompedu": "digcompedu",
    "onderwijsvormen": "onderwijsvorm",
    "finaliteiten": "finaliteit",
    "delivery_modes": "leervorm",
    "aftercare": "nazorg",
}
EINDTERM, PROVINCE = "eindterm", "provincie"
LISTS = ("providers", "locations", "trainers", "trainings", "learning_paths")


@dataclass(frozen=True)
class Known:
    """What is in the database already: codes of the concepts of each scheme, of things of each list, and of the framework."""

    concepts: Mapping[str, frozenset[str]]
    codes: Mapping[str, frozenset[str]]
    rtcs: frozenset[str]
    criteria: frozenset[str]
    checklist_points: frozenset[str]


def problems(content: CatalogueFile, known: Known) -> list[Problem]:
    """Everything that is wrong, in the order of the file."""
    return [*_twice(content), *_concepts(content, known), *_references(content, known), *_meetings(content), *_assessments(content, known)]


def _twice(content: CatalogueFile) -> Iterator[Problem]:
    for name in LISTS:
        yield from _repeated((entry.code, (name, number, "code")) for number, entry in enumerate(getattr(content, name)))
    yield from _repeated((session.code, (*place, "code")) for place, session in _sessions(content))


def _repeated(codes: Iterable[tuple[str, Place]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for code, place in codes:
        if code in seen:
            yield Problem(place, f"De code '{code}' komt twee keer voor. Geef elk een eigen code.")
        seen.add(code)


def _sessions(content: CatalogueFile) -> Iterator[tuple[Place, SessionEntry]]:
    for number, training in enumerate(content.trainings):
        for position, session in enumerate(training.sessions):
            yield ("trainings", number, "sessions", position), session


def _concepts(content: CatalogueFile, known: Known) -> Iterator[Problem]:
    for number, location in enumerate(content.locations):
        yield from _among([location.province], known.concepts[PROVINCE], ("locations", number, "province"))
    for number, training in enumerate(content.trainings):
        for field, scheme in SCHEMES.items():
            yield from _among(getattr(training, field), known.concepts[scheme], ("trainings", number, field))
        codes = [entry.code for entry in training.eindtermen]
        yield from _among(codes, known.concepts[EINDTERM], ("trainings", number, "eindtermen"))


def _among(codes: Iterable[str], known: AbstractSet[str], place: Place) -> Iterator[Problem]:
    seen: set[str] = set()
    for code in codes:
        if code not in known:
            yield Problem(place, unknown(code, sorted(known)))
        elif code in seen:
            yield Problem(place, f"'{code}' staat er twee keer. Hou er één over.")
        seen.add(code)


def _references(content: CatalogueFile, known: Known) -> Iterator[Problem]:
    codes = {name: known.codes[name] | {entry.code for entry in getattr(content, name)} for name in LISTS}
    for number, location in enumerate(content.locations):
        yield from _among([location.provider] if location.provider else [], codes["providers"], ("locations", number, "provider"))
    for number, trainer in enumerate(content.trainers):
        yield from _among([trainer.provider], codes["providers"], ("trainers", number, "provider"))
    for number, training in enumerate(content.trainings):
        place: Place = ("trainings", number)
        yield from _among([training.provider], codes["providers"], (*place, "provider"))
        yield from _among([training.rtc], known.rtcs, (*place, "rtc"))
        yield from _among(training.trainers, codes["trainers"], (*place, "trainers"))
        yield from _successor(training, codes["trainings"], place)
        if training.min_participants > training.max_participants:
            yield Problem((*place, "max_participants"), "Zet hier minstens zoveel als het minimum van deelnemers.")
    for place, session in _sessions(content):
        yield from _among([session.location] if session.location else [], codes["locations"], (*place, "location"))
    for number, path in enumerate(content.learning_paths):
        yield from _among([path.rtc], known.rtcs, ("learning_paths", number, "rtc"))
        yield from _among([step.training for step in path.steps], codes["trainings"], ("learning_paths", number, "steps"))


def _successor(training: TrainingEntry, known: AbstractSet[str], place: Place) -> Iterator[Problem]:
    if training.successor is None:
        return
    if training.successor == training.code:
        yield Problem((*place, "successor"), "Een opleiding volgt zichzelf niet op. Kies een andere.")
    yield from _among([training.successor], known, (*place, "successor"))


def _meetings(content: CatalogueFile) -> Iterator[Problem]:
    for place, session in _sessions(content):
        for number, meeting in enumerate(session.meetings):
            if meeting.end <= meeting.start:
                yield Problem((*place, "meetings", number, "to"), "Laat de bijeenkomst eindigen na het begin.")


def _assessments(content: CatalogueFile, known: Known) -> Iterator[Problem]:
    for number, training in enumerate(content.trainings):
        yield from _assessment(training, known, ("trainings", number, "assessment"))


def _assessment(training: TrainingEntry, known: Known, place: Place) -> Iterator[Problem]:
    if training.assessment is None:
        return
    for field in ("actions", "refused"):
        for number, entry in enumerate(getattr(training.assessment, field)):
            yield from _among([entry.criterion], known.criteria, (*place, field, number, "criterion"))
    yield from _among(training.assessment.checklist, known.checklist_points, (*place, "checklist"))
