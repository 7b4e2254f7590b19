"""Everything a person told about needs, on paper: each wave, each interview, and what was added to the profile."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from rtc_app.accounts.models import Account
from rtc_app.kernel import clock
from rtc_app.needs import portrait, queries
from rtc_app.needs.models import Interview, Response
from rtc_app.needs.portrait import Addition, SheetSection


@dataclass(frozen=True)
class Told:
    """What was told at one time, in words."""

    title: str
    on: date
    sections: tuple[SheetSection, ...]


@dataclass(frozen=True)
class OwnAnswers:
    """The whole document; nothing told is an empty one."""

    person: str
    printed_on: date
    told: tuple[Told, ...]
    additions: tuple[Addition, ...]


def own_answers_of(person: Account, at: datetime) -> OwnAnswers:
    """The document of one person, latest first."""
    waves = [_told("Mijn noden", wave, wave.started_at) for wave in reversed(queries.all_responses(person.id))]
    talks = [_told("Gesprek", talk, talk.started_at) for talk in queries.interviews_of(person.id) if talk.started_at]
    additions: Sequence[Addition] = portrait.additions(queries.wishes_of(person.id), queries.trait_labels())
    return OwnAnswers(
        person=person.name,
        printed_on=clock.to_wall_time(at).date(),
        told=(*waves, *talks),
        additions=tuple(addition for addition in additions if addition.words),
    )


def _told(title: str, source: Response | Interview, at: datetime) -> Told:
    sections = queries.sections_to_ask(source.questionnaire, is_short=False)
    return Told(title, clock.to_wall_time(at).date(), tuple(portrait.answer_sheet(sections, queries.answers_of(source))))
