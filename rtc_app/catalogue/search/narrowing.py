"""What words and ticked values leave of the offer, and what each value would leave: bitmaps taken together.

Values of one facet widen, facets narrow each other, and what is asked of a session holds for one and the same session.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, reduce
from operator import and_, or_

from rtc_app.catalogue.search import places
from rtc_app.catalogue.search.bitmaps import at_most
from rtc_app.catalogue.search.facets import BY_CODE, Facet
from rtc_app.catalogue.search.moments import Period, period_of
from rtc_app.catalogue.search.offered import DAY, DIGITS, PLACE, day_number
from rtc_app.catalogue.search.places import Town
from rtc_app.catalogue.search.read_model import ReadModel, Slots

_MOST_COMPUTED = 500
#: Looking at one training takes as long as looking for one value in so many trainings.
_AS_LONG = 5_000


@dataclass(frozen=True)
class View:
    """The offer as somebody looks at it: from a day, and perhaps from a town."""

    model: ReadModel
    today: date
    town: Town | None

    def slots(self, facet: Facet, value: str) -> Slots:
        """Per slot the trainings whose session has this value; an unknown value has none."""
        if not facet.is_computed:
            return self.model.runs[facet.code].get(value, ())
        if facet.code == "afstand":
            kilometres = places.kilometres(value)
            return self._within(self.town, kilometres) if self.town and kilometres else ()
        period = period_of(value, self.today)
        return self._starting(period) if period else ()

    def trainings(self, facet: Facet, value: str) -> int:
        """The trainings that have this value, in any session if it is one of sessions."""
        return reduce(or_, self.slots(facet, value), 0) if facet.is_computed else self.model.bits[facet.code].get(value, 0)

    def _starting(self, period: Period) -> Slots:
        key = ("periode", period)
        if key not in self.model.computed:
            first = day_number(period.first.toordinal()) if period.first else 0
            until = self._until(day_number(period.last.toordinal())) if period.last else self.model.planned
            self._remember(key, tuple(late & ~early for late, early in zip(until, self._until(first - 1), strict=True)))
        return self.model.computed[key]

    def _until(self, day: int) -> Slots:
        key = ("tot en met", day)
        if key not in self.model.computed:
            digits = [self.model.runs[DAY].get(digit, ()) for digit in DIGITS]
            planned = self.model.planned
            of_slot = ([digit[slot] if digit else 0 for digit in digits] for slot in range(len(planned)))
            self._remember(key, tuple(at_most(slices, there, day) for slices, there in zip(of_slot, planned, strict=True)))
        return self.model.computed[key]

    def _within(self, town: Town, kilometres: int) -> Slots:
        key = ("afstand", town, kilometres)
        if key not in self.model.computed:
            near = [
                self.model.runs[PLACE][str(id_)]
                for id_ in places.locations_within(town, kilometres, self.model.terms.towns)
                if str(id_) in self.model.runs[PLACE]
            ]
            self._remember(key, united(near))
        return self.model.computed[key]

    def _remember(self, key: object, slots: Slots) -> None:
        if len(self.model.computed) >= _MOST_COMPUTED:
            self.model.computed.clear()
        self.model.computed[key] = slots


def united(many: Iterable[Slots]) -> Slots:
    """Slot by slot what any of these holds."""
    return tuple(reduce(or_, bitmaps) for bitmaps in zip(*filter(None, many), strict=True))


@dataclass(frozen=True)
class Narrowing:
    """One question: the trainings with its words, and what the ticks of each facet hold for."""

    view: View
    words: int
    #: facet code → trainings with a ticked value
    trainings: Mapping[str, int]
    #: facet code → per slot the trainings whose session has a ticked value
    runs: Mapping[str, Slots]

    @classmethod
    def of(cls, view: View, words: int | None, chosen: Mapping[str, Iterable[str]]) -> "Narrowing":
        """The question with these ticks; `words` is None when none were asked for."""
        trainings: dict[str, int] = {}
        runs: dict[str, Slots] = {}
        for code, values in chosen.items():
            if BY_CODE[code].is_of_run:
                runs[code] = united(view.slots(BY_CODE[code], value) for value in values) or (0,) * view.model.slots
            else:
                trainings[code] = view.model.any_of(code, values)
        return cls(view, view.model.everything if words is None else words, trainings, runs)

    @cached_property
    def result(self) -> int:
        """The trainings that fit all of it."""
        return self.without()

    @property
    def sessions(self) -> Slots | None:
        """Per slot the trainings whose session fits; None when nothing is asked of a session."""
        return self._sessions(None)

    def without(self, facet: str | None = None) -> int:
        """What is left when this facet is not taken into account."""
        bitmap = reduce(and_, (ticked for code, ticked in self.trainings.items() if code != facet), self.words)
        slots = self._sessions(facet)
        return bitmap if slots is None else bitmap & reduce(or_, slots, 0)

    def counts(self, facet: Facet, values: Iterable[str]) -> dict[str, int]:
        """Value → number of trainings that would be left if it were the only one ticked in its facet."""
        view, model = self.view, self.view.model
        sessions = self._sessions(facet.code) if facet.is_of_run else None
        if sessions is not None:
            return self._counts_in_sessions(facet, values, sessions)
        others = self.without(facet.code) if facet.code in self.trainings or facet.code in self.runs else self.result
        if others == model.everything and not facet.is_computed:
            return self._totals(facet)
        if not others:
            return {}
        if facet.code in model.numbers and (tally := self._tally_of(others, facet)):
            return {value: number for value, place in model.numbers[facet.code].items() if (number := tally[place])}
        bits = model.bits[facet.code] if not facet.is_computed else {value: view.trainings(facet, value) for value in values}
        return {value: (bits[value] & others).bit_count() for value in values if value in bits}

    def _tally_of(self, others: int, facet: Facet) -> list[int]:
        """By number of a value how many of these have it; empty when there are so many that each value is better looked at."""
        return self._tally if others == self.result else self._tallied(others, len(self.view.model.numbers[facet.code]))

    @cached_property
    def _tally(self) -> list[int]:
        """The same of the result, of which all facets are asked."""
        return self._tallied(self.result, sum(map(len, self.view.model.numbers.values())))

    def _tallied(self, trainings: int, values: int) -> list[int]:
        model = self.view.model
        return model.tally(trainings) if trainings.bit_count() * _AS_LONG <= values * len(model.ranks) else []

    def _counts_in_sessions(self, facet: Facet, values: Iterable[str], sessions: Slots) -> dict[str, int]:
        base = reduce(and_, self.trainings.values(), self.words)
        left = [slot & base for slot in sessions]
        if not any(left):
            return {}
        return {
            value: reduce(or_, (has & may for has, may in zip(self.view.slots(facet, value), left, strict=False)), 0).bit_count()
            for value in values
        }

    def _sessions(self, facet: str | None) -> Slots | None:
        """Per slot the trainings whose session fits every ticked facet but this one; None when no other asks anything."""
        asked = [slots for code, slots in self.runs.items() if code != facet]
        return tuple(reduce(and_, bitmaps) for bitmaps in zip(*asked, strict=True)) if asked else None

    def _totals(self, facet: Facet) -> dict[str, int]:
        totals = self.view.model.totals
        if facet.code not in totals:
            totals[facet.code] = {value: bitmap.bit_count() for value, bitmap in self.view.model.bits[facet.code].items()}
        return totals[facet.code]
