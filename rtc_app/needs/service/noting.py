"""Noting for which needs matching finds nothing, when everybody is matched anyway (MAT-06)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from rtc_app.kernel.database import db, flush
from rtc_app.needs import files, offer, queries
from rtc_app.needs.matching import by_topic, lacking, level_for
from rtc_app.needs.models import UnmetGroup
from rtc_app.needs.rules import LEAST_SHOWN
from rtc_app.needs.unmet import Lack, grouped, one_of

#: However few people answered since, the offer changes too.
NOTED_FOR = timedelta(days=30)


def lacks(account_ids: Sequence[int], at: datetime) -> list[Lack]:
    """What these people need and cannot find, as far as they let their answers count for anonymous figures. Reads only."""
    now = offer.current()
    about, least = by_topic(now.findable(at)), files.matching().least_share
    profiles = {id_: p for id_, p in queries.profiles_of(account_ids, purpose="flanders").items() if p.allows_flanders}
    provinces = queries.provinces_by_account(list(profiles))
    return [
        Lack(need, level_for(profile, need), one_of(profile.study_areas), one_of(provinces.get(account_id, ())))
        for account_id, profile in profiles.items()
        for need in lacking(profile, about, now.measure, at, least)
    ]


def note_lacks(*, found: Iterable[Lack], at: datetime) -> bool:
    """Keep the groups in place of those before; returns whether it did.

    They stay as they are until five people answered anew, so that nobody who does is seen to come or go, or for a month.
    """
    before = db.session.scalar(sa.select(sa.func.max(UnmetGroup.noted_at)))
    if before and at < before + NOTED_FOR and queries.number_submitted_since(before) < LEAST_SHOWN:
        return False
    db.session.execute(sa.delete(UnmetGroup))
    for lack, people in grouped(found).items():
        group = UnmetGroup(need=lack.need, level=lack.level, study_area=lack.study_area, province=lack.province)
        group.people, group.noted_at = people, at
        db.session.add(group)
    flush()
    return True
