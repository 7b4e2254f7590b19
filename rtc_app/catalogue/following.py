"""Which sessions of the steps of a leertraject can be followed after each other: a pure decision over plain values (TRJ-01)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class StepRun:
    """A session of a step with a seat; `starts` and `ends` are those of its meetings in wall time, the terugkommoment left out.

    That one comes weeks later and may well fall after the next step has begun.
    """

    id: int
    starts: datetime
    ends: datetime


def ways_through(steps: Sequence[Sequence[StepRun]], most: int) -> list[list[StepRun]]:
    """At most `most` ways through all steps in order, each with another first session, the earliest first.

    A step begins when the one before it has ended. From its first session on, each way ends as early as it can.
    """
    if not steps:
        return []
    ways = []
    for first in sorted(steps[0], key=_order):
        way = _completed([first], steps[1:])
        if way:
            ways.append(way)
        if len(ways) == most:
            break
    return ways


def first_gap(steps: Sequence[Sequence[StepRun]]) -> int | None:
    """The number, from 0, of the first step that cannot be reached in time; None when there is a way through all."""
    ended: datetime | None = None
    for number, runs in enumerate(steps):
        reachable = [run for run in runs if ended is None or run.starts >= ended]
        if not reachable:
            return number
        ended = min(run.ends for run in reachable)
    return None


def _completed(way: list[StepRun], steps: Sequence[Sequence[StepRun]]) -> list[StepRun] | None:
    for runs in steps:
        after = [run for run in runs if run.starts >= way[-1].ends]
        if not after:
            return None
        # Whoever ends first leaves most open for what follows.
        way.append(min(after, key=lambda run: (run.ends, run.id)))
    return way


def _order(run: StepRun) -> tuple[datetime, datetime, int]:
    return run.starts, run.ends, run.id
