"""What the offer would be once a file is carried out, worked out without doing it. Pure; the import itself is the judge."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, Self, TypeVar

from rtc_app.catalogue import content as judged_content
from rtc_app.enrolment.rules import refuse_capacity
from rtc_app.interchange.catalogue_check import EINDTERM, LISTS, SCHEMES
from rtc_app.interchange.catalogue_file import CatalogueFile, MeetingEntry, SessionEntry, TrainingEntry
from rtc_app.interchange.problems import Place, Problem
from rtc_app.interchange.storing.sessions import is_relative, moments_of, refuse_to_adopt, refuse_to_change
from rtc_app.interchange.storing.trainings import PRICE_FIELDS

_WITHDRAWN = ("withdrawn_at", "withdrawn_reason", "successor")


class _Coded(Protocol):
    @property
    def code(self) -> str: ...

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self: ...


Entry = TypeVar("Entry", bound=_Coded)


@dataclass(frozen=True)
class Seats:
    """A session as it is: the training it belongs to, seats given and people in the queue."""

    training: str
    taken: int
    waiting: int


def after(before: CatalogueFile, content: CatalogueFile, today: date) -> CatalogueFile:
    """Everything the file names as it would be: what is there in its order, then what is new in that of the file."""
    known = {training.code: training for training in before.trainings}
    coming = {name: getattr(content, name) for name in LISTS}
    for name, left in (("locations", ("provider", "equipment")), ("learning_paths", ("published",))):
        present = {entry.code: entry for entry in getattr(before, name)}
        coming[name] = [_with_what_is_left(present.get(entry.code), entry, left) for entry in coming[name]]
    coming["trainings"] = [_training_after(known.get(entry.code), entry, today) for entry in content.trainings]
    return before.model_copy(update={name: _merged(getattr(before, name), entries) for name, entries in coming.items()})


def problems(content: CatalogueFile, before: CatalogueFile, seats: Mapping[str, Seats], today: date) -> Iterator[Problem]:
    """What cannot be stored beside the seats that were given, or because a session is of another training."""
    known = {session.code: session for training in before.trainings for session in training.sessions}
    for number, training in enumerate(content.trainings):
        for position, entry in enumerate(training.sessions):
            place: Place = ("trainings", number, "sessions", position)
            for problem in _problems_of(entry, training.code, known.get(entry.code), seats.get(entry.code), today):
                yield Problem((*place, *problem.place), problem.message)


def content_hash(entry: TrainingEntry, provider: str) -> str:
    """The hash of what a judgement rests on, as the training would have it; `provider` is an id."""
    values = {name: getattr(entry, name) for name in judged_content.JUDGED_FIELDS}
    values |= {name: int(getattr(entry, name) * 100) for name in PRICE_FIELDS}
    values["required_materials"] = [material.model_dump() for material in entry.required_materials]
    tags = [(scheme, code, "") for field, scheme in SCHEMES.items() for code in getattr(entry, field)]
    tags += [(EINDTERM, eindterm.code, eindterm.meaning) for eindterm in entry.eindtermen]
    return judged_content.hash_of(judged_content.judged(values, tags=tags, trainers=entry.trainers, provider=provider))


def _merged(present: Iterable[Entry], coming: Iterable[Entry]) -> tuple[Entry, ...]:
    return tuple({entry.code: entry for entry in (*present, *coming)}.values())


def _with_what_is_left(known: Entry | None, entry: Entry, names: Iterable[str]) -> Entry:
    """What the file says nothing of stays as it is."""
    if known is None:
        return entry
    return entry.model_copy(update={name: getattr(known, name) for name in names if getattr(entry, name) is None})


def _training_after(known: TrainingEntry | None, entry: TrainingEntry, today: date) -> TrainingEntry:
    present = {session.code: session for session in known.sessions} if known else {}
    coming = [_session_after(present.get(session.code), session, today) for session in entry.sessions]
    update: dict[str, object] = {"assessment": None, "sessions": _merged(present.values(), coming)}
    if entry.withdrawn_at is None:
        update |= {name: getattr(known, name) if known else TrainingEntry.model_fields[name].default for name in _WITHDRAWN}
    return entry.model_copy(update=update)


def _session_after(known: SessionEntry | None, entry: SessionEntry, today: date) -> SessionEntry:
    entry = _with_what_is_left(known, entry, ("cancelled_at",))
    if known is not None and is_relative(entry):
        return entry.model_copy(update={"meetings": known.meetings})
    moments = moments_of(entry, today)
    meetings = [MeetingEntry(day=starts.date(), start=starts.time(), end=ends.time(), kind=kind) for starts, ends, kind in moments]
    return entry.model_copy(update={"meetings": tuple(meetings)})


def _problems_of(entry: SessionEntry, training: str, known: SessionEntry | None, seats: Seats | None, today: date) -> list[Problem]:
    if seats is None:
        return []
    if seats.training != training:
        return refuse_to_adopt(entry.code)
    found: list[Problem] = []
    if known is not None and (seats.taken or seats.waiting):
        after_it = _session_after(known, entry, today)
        found = refuse_to_change(
            is_moved=after_it.meetings != known.meetings,
            is_elsewhere=entry.location != known.location,
            is_called_off=after_it.cancelled_at != known.cancelled_at,
        )
    too_few = refuse_capacity(entry.capacity, seats.taken)
    return found or ([Problem(("capacity",), too_few)] if too_few else [])
