"""Keeping and letting go, and telling of what is new."""

from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.models import Training
from rtc_app.catalogue.search.state import SearchState
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.links import absolute_url, absolute_url_for
from rtc_app.kernel.stopping import StopKeys
from rtc_app.saved import letters, queries, rules
from rtc_app.saved.models import SavedSearch, SavedTraining
from rtc_app.saved.rules import Hours, Rhythm

#: With which the reader of a mail stops the mails of one saved search; a key is for the search.
STOP_KEYS = StopKeys("stop-saved-search")


def keep_training(*, account: Account, training: Training, at: datetime) -> SavedTraining:
    """Keep a training; doing it twice keeps it once, with its note."""
    saved = queries.saved_training(account.id, training.id)
    if saved is None:
        saved = SavedTraining(account_id=account.id, training_id=training.id, note="", saved_at=at)
        db.session.add(saved)
        flush()
    return saved


def let_go_of_training(*, account: Account, training: Training) -> None:
    """Keep it no more, its note included; nothing happens when it was not kept."""
    saved = queries.saved_training(account.id, training.id)
    if saved is not None:
        db.session.delete(saved)
        flush()


def write_note(*, saved: SavedTraining, note: str) -> None:
    """Keep what the person noted; empty takes it away."""
    saved.note = note
    flush()


def keep_search(*, account: Account, name: str, state: SearchState, rhythm: Rhythm, at: datetime) -> SavedSearch:
    """Keep a question; what it finds now is known and not told again. The same question twice changes name and rhythm.

    Raises RuleViolation when it finds more than can be watched, or when the person keeps too many.
    """
    query = state.at_page(1).query_string()
    ids = queries.found_now(query, at)
    if rhythm is not Rhythm.PAUSED and len(ids) > rules.MOST_WATCHED:
        raise RuleViolation(f"Deze vraag vindt {len(ids)} opleidingen. Kies eerst iets preciezer, of bewaar ze zonder mail.", "rhythm")
    saved = queries.search_with_query(account.id, query)
    if saved is None:
        if queries.number_of_searches(account.id) >= rules.MOST_SEARCHES:
            raise RuleViolation(f"Je bewaart al {rules.MOST_SEARCHES} zoekopdrachten. Wis er eerst een.")
        saved = SavedSearch(account_id=account.id, query=query, created_at=at, known_ids=ids, last_mailed_at=None)
        db.session.add(saved)
    change_search(saved=saved, name=name, rhythm=rhythm, at=at)
    return saved


def change_search(*, saved: SavedSearch, name: str, rhythm: Rhythm, at: datetime) -> None:
    """Another name or rhythm; the next mail counts from now."""
    saved.name, saved.rhythm = name, rhythm
    saved.due_at = rules.next_due(rhythm, at)
    flush()


def stop_mails(*, saved: SavedSearch) -> None:
    """Keep the search and mail no more about it."""
    saved.rhythm, saved.due_at = Rhythm.PAUSED, None
    flush()


def forget_search(*, saved: SavedSearch) -> None:
    """Delete a saved search."""
    db.session.delete(saved)
    flush()


def look_at(*, saved: SavedSearch, at: datetime) -> None:
    """The person saw what it finds now: nothing of that is new any more."""
    saved.known_ids = queries.found_now(saved.query, at)
    flush()


def mail_what_is_new(*, at: datetime, hours: Hours, limit: int = 50) -> int:
    """Ask the searches that are due again and put a mail in the outbox for each that finds something new; returns how many.

    Outside the agreed hours nothing happens and nothing is lost (FUP-05). State and mail are of one transaction, so a
    worker that is killed neither mails twice nor forgets.
    """
    if not hours.hold(clock.to_wall_time(at)):
        return 0
    mailed = 0
    for saved in queries.searches_due(at, limit):
        ids = queries.found_now(saved.query, at)
        new = [training_id for training_id in ids if training_id not in set(saved.known_ids)]
        if new:
            _mail(saved, new, at)
            mailed += 1
        saved.known_ids, saved.due_at = ids, rules.next_due(saved.rhythm, at)
    flush()
    return mailed


def _mail(saved: SavedSearch, new: list[int], at: datetime) -> None:
    cards = catalogue.cards(new[: rules.MOST_NAMED], at)
    stop = absolute_url_for("saved.stop_mails", token=STOP_KEYS.key_of(saved.id))
    subject, body = letters.new_results(
        name=saved.account.name,
        search=saved.name,
        total=len(new),
        found=[letters.Found(card.title, absolute_url_for("catalogue.show_training", training_slug=card.slug)) for card in cards],
        results_url=absolute_url(f"/opleidingen?{saved.query}"),
        searches_url=absolute_url_for("saved.list_searches"),
        stop_url=stop,
    )
    outbox.enqueue(recipient=saved.account.email, subject=subject, body=body, at=at, unsubscribe_url=stop)
    saved.last_mailed_at = at
