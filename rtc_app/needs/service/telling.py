"""Noticing what is new among the suggestions of everybody, and mailing it to who asked for that."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from rtc_app.accounts.models import Account
from rtc_app.catalogue import queries as catalogue
from rtc_app.kernel import outbox
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.links import absolute_url_for
from rtc_app.kernel.stopping import StopKeys
from rtc_app.needs import letters, queries
from rtc_app.needs.models import Adjustment, Suggested
from rtc_app.needs.rules import NewsChannel
from rtc_app.needs.suggesting import best_for

#: A mail about new suggestions comes at most this often; an hour early, so that it does not creep through the day.
MAIL_EVERY = timedelta(days=7) - timedelta(hours=1)
_NAMED = 6
#: With which the reader of a mail stops mails about suggestions; a key is for a person.
STOP_KEYS = StopKeys("stop-suggestions")


def new_suggestions(account_ids: Sequence[int], at: datetime) -> dict[int, list[int]]:
    """Account → ids of what fits now and was never suggested, best first. Reads only."""
    before, followed = queries.suggested_before(account_ids), queries.trainings_followed_by(account_ids)
    found = {}
    for account_id, profile in queries.profiles_of(account_ids).items():
        known = before.get(account_id, set())
        found[account_id] = [id_ for id_ in best_for(profile, followed.get(account_id, frozenset()), at) if id_ not in known]
    return found


def keep_suggestions(*, found: Mapping[int, Sequence[int]], at: datetime) -> None:
    """Remember what was suggested to whom. Somebody else may have done so meanwhile: then it stays as it was."""
    known = queries.suggested_before(list(found))
    rows = [(account_id, id_) for account_id, ids in found.items() for id_ in ids if id_ not in known.get(account_id, set())]
    db.session.add_all(Suggested(account_id=account_id, training_id=id_, suggested_at=at) for account_id, id_ in rows)
    flush()


def tell_by(*, account: Account, adjustment: Adjustment, channel: NewsChannel, at: datetime) -> None:
    """Tell new suggestions in this way from now on; what fits today is known, and only what comes after is new."""
    by_mail, on_site = channel is NewsChannel.MAIL, channel is NewsChannel.SITE
    begins = (by_mail and adjustment.mail_since is None) or (on_site and adjustment.site_since is None)
    adjustment.mail_since = (adjustment.mail_since or at) if by_mail else None
    adjustment.site_since = (adjustment.site_since or at) if on_site else None
    if begins:
        keep_suggestions(found=new_suggestions([account.id], at), at=at)
    flush()


def mark_news_seen(*, account: Account, at: datetime) -> None:
    """What is new on the start page is seen; nothing happens for who is not told there."""
    adjustment = db.session.get(Adjustment, account.id)
    if adjustment is not None and adjustment.site_since is not None:
        adjustment.site_since = at
    flush()


def mail_new_suggestions(*, at: datetime, limit: int = 50) -> int:
    """Mail to everybody whose week is over what was first suggested since; returns how many mails. Nothing new is no mail."""
    mailed = 0
    for adjustment in queries.people_to_mail(at - MAIL_EVERY, limit):
        since = adjustment.mail_since
        new = queries.suggested_since(adjustment.account_id, since, at) if since else []
        cards = catalogue.cards(new, at)
        if cards:
            person = db.session.get_one(Account, adjustment.account_id)
            stop = absolute_url_for("needs.stop_suggestions", token=STOP_KEYS.key_of(person.id))
            subject, body = letters.new_suggestions(
                name=person.name,
                found=[(card.title, absolute_url_for("catalogue.show_training", training_slug=card.slug)) for card in cards[:_NAMED]],
                total=len(cards),
                matches_url=absolute_url_for("needs.list_matches"),
                stop_url=stop,
            )
            outbox.enqueue(recipient=person.email, subject=subject, body=body, at=at, unsubscribe_url=stop)
            mailed += 1
        adjustment.mail_since = at
    flush()
    return mailed
