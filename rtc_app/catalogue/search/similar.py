"""Trainings that resemble one: the same tool in the same subject first, then the same theme there, then elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import reduce
from operator import and_

from rtc_app.catalogue.search import read_model


def similar_to(training_id: int, codes: Mapping[str, Iterable[str]], at: datetime, limit: int = 3) -> list[int]:
    """Ids of at most `limit` findable trainings, nearest first; `codes` are the tags of the training by scheme."""
    model = read_model.current(at)
    area, theme, tool = (model.any_of(scheme, codes.get(scheme, ())) for scheme in ("studiegebied", "thema", "tool"))
    own = 1 << model.positions[training_id] if training_id in model.positions else 0
    found: dict[int, None] = {}
    for tier in (tool & area, theme & area, tool, theme):
        for position in model.in_order(tier & ~own):
            found.setdefault(position)
            if len(found) == limit:
                return [model.ids[position] for position in found]
    return [model.ids[position] for position in found]


def how_many(chosen: Mapping[str, Sequence[str]], at: datetime) -> int:
    """How many findable trainings have one of the values of each facet."""
    model = read_model.current(at)
    return reduce(and_, (model.any_of(facet, values) for facet, values in chosen.items()), model.everything).bit_count()
