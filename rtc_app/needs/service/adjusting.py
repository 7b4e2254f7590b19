"""What a person changes in the profile itself; matches follow at once, since they are reckoned when asked."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts.models import Account
from rtc_app.catalogue.models import Training
from rtc_app.kernel.database import db, flush
from rtc_app.needs import queries
from rtc_app.needs.models import Adjustment, SetAside, SetAsideReason
from rtc_app.needs.rules import NewsChannel
from rtc_app.needs.service.telling import tell_by


def adjust(
    *,
    account: Account,
    motivations: Sequence[str],
    barriers: Sequence[str],
    urgency: Mapping[str, str],
    levels: Mapping[str, str],
    days: Sequence[str],
    max_km: int | None,
    news: NewsChannel,
    at: datetime,
) -> None:
    """Keep what the person filled in about the profile; all of it, so what is left out is taken away."""
    kept = _adjustment(account, at)
    kept.motivations, kept.barriers = list(motivations), list(barriers)
    kept.urgency, kept.levels = dict(urgency), dict(levels)
    kept.days, kept.max_km = list(days), max_km
    kept.news = news
    follow_channel(account=account, at=at)


def follow_channel(*, account: Account, at: datetime) -> None:
    """Tell news of suggestions as the person chose, in the profile or else in the questionnaire (FUP-05)."""
    flush()
    channel = queries.news_channel_of(account.id)
    if channel is not NewsChannel.NONE or db.session.get(Adjustment, account.id) is not None:
        tell_by(account=account, adjustment=_adjustment(account, at), channel=channel, at=at)


def stop_news(*, account: Account, at: datetime) -> None:
    """Tell the person nothing new any more, whatever the questionnaire said; doing it twice changes nothing."""
    _adjustment(account, at).news = NewsChannel.NONE
    follow_channel(account=account, at=at)


def switch(*, account: Account, part: str, counts: bool, at: datetime) -> None:
    """Let a part of the profile count or not; the answer stays what it is (PRO-12)."""
    kept = _adjustment(account, at)
    others = [name for name in kept.switched_off if name != part]
    kept.switched_off = others if counts else [*others, part]
    flush()


def keep_level(*, account: Account, need: str, level: str, at: datetime) -> None:
    """Keep a level for one need beside the level overall."""
    kept = _adjustment(account, at)
    kept.levels = {**kept.levels, need: level}
    flush()


def want_less(*, account: Account, code: str, at: datetime) -> None:
    """Rank a theme, a tool or a provider lower from now on."""
    kept = _adjustment(account, at)
    if code not in kept.less_of:
        kept.less_of = [*kept.less_of, code]
    flush()


def want_less_no_more(*, account: Account, code: str, at: datetime) -> None:
    """Rank it as any other again."""
    kept = _adjustment(account, at)
    kept.less_of = [name for name in kept.less_of if name != code]
    flush()


def set_aside(*, account: Account, training: Training, reason: SetAsideReason, at: datetime) -> None:
    """Suggest a training no more; doing it twice changes the reason."""
    kept = db.session.get(SetAside, (account.id, training.id))
    if kept is None:
        db.session.add(SetAside(account_id=account.id, training_id=training.id, reason=reason, set_aside_at=at))
    else:
        kept.reason = reason
    flush()


def take_back(*, account: Account, training: Training) -> None:
    """Let a training be suggested again; nothing happens when it was not set aside."""
    db.session.execute(sa.delete(SetAside).where(SetAside.account_id == account.id, SetAside.training_id == training.id))
    flush()


def _adjustment(account: Account, at: datetime) -> Adjustment:
    kept = db.session.get(Adjustment, account.id)
    if kept is None:
        kept = Adjustment(account_id=account.id, switched_off=[], motivations=[], urgency={}, levels={}, days=[], less_of=[])
        db.session.add(kept)
    kept.updated_at = at
    return kept
