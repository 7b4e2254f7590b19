"""Reading what a person keeps, and trainings side by side."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.accounts.models import Account
from rtc_app.catalogue import queries as catalogue
from rtc_app.catalogue.queries import TrainingCard, TrainingContent, TrainingFacts
from rtc_app.catalogue.search import facets, finding
from rtc_app.catalogue.search.state import SearchState, parse
from rtc_app.kernel.database import db
from rtc_app.kernel.templating import longdate, minutes, money
from rtc_app.saved.models import SavedSearch, SavedTraining
from rtc_app.saved.rules import Row, rows_of


@dataclass(frozen=True)
class Kept:
    """A training on the list of a person: its card with the note, and whether one can still find it."""

    saved: SavedTraining
    card: TrainingCard
    is_findable: bool


def kept_trainings(account_id: int, at: datetime) -> list[Kept]:
    """What the person keeps, latest first."""
    query = (
        sa.select(SavedTraining)
        .where(SavedTraining.account_id == account_id)
        .options(joinedload(SavedTraining.training))
        .order_by(SavedTraining.saved_at.desc(), SavedTraining.training_id)
    )
    saved = list(db.session.scalars(query))
    cards = {card.id: card for card in catalogue.cards([row.training_id for row in saved], at)}
    return [Kept(row, cards[row.training_id], row.training.is_findable(at)) for row in saved if row.training_id in cards]


def is_kept(account_id: int, training_id: int) -> bool:
    """Whether the person keeps this training."""
    return saved_training(account_id, training_id) is not None


def saved_training(account_id: int, training_id: int) -> SavedTraining | None:
    """The training as the person keeps it, or None."""
    return db.session.get(SavedTraining, (account_id, training_id))


@dataclass(frozen=True)
class KeptSearch:
    """A saved search with how many it finds now, and how many of these it did not tell of yet."""

    saved: SavedSearch
    total: int
    new: int


def kept_searches(account_id: int, at: datetime) -> list[KeptSearch]:
    """The searches of a person, latest first, asked again as of this moment."""
    query = sa.select(SavedSearch).where(SavedSearch.account_id == account_id).order_by(SavedSearch.created_at.desc(), SavedSearch.id)
    kept = []
    for saved in db.session.scalars(query):
        ids = found_now(saved.query, at)
        kept.append(KeptSearch(saved, len(ids), len(set(ids) - set(saved.known_ids))))
    return kept


def number_of_searches(account_id: int) -> int:
    """How many searches the person keeps."""
    return db.session.scalar(sa.select(sa.func.count(SavedSearch.id)).where(SavedSearch.account_id == account_id)) or 0


def search_with_query(account_id: int, query: str) -> SavedSearch | None:
    """The saved search of this question, or None."""
    return db.session.scalar(sa.select(SavedSearch).where(SavedSearch.account_id == account_id, SavedSearch.query == query))


def searches_due(at: datetime, limit: int) -> list[SavedSearch]:
    """Searches to ask again, longest due first; locked, so that two workers never take the same."""
    query = (
        sa.select(SavedSearch)
        .join(Account)
        .where(SavedSearch.due_at <= at, Account.disabled_at.is_(None), Account.email_verified_at.is_not(None))
        .order_by(SavedSearch.due_at, SavedSearch.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=SavedSearch)
    )
    return list(db.session.scalars(query))


def state_of(query: str) -> SearchState:
    """The question in a stored query string, read by the very code that reads addresses."""
    return parse(parse_qsl(query), facets.CODES)


def found_now(query: str, at: datetime) -> list[int]:
    """Ids of everything a stored question finds as of this moment, best first."""
    return ids_of(state_of(query), at)


def ids_of(state: SearchState, at: datetime) -> list[int]:
    """The same for a question that is not stored."""
    return finding.all_ids(state, at)


def trainings_to_compare(slugs: Sequence[str], at: datetime) -> list[TrainingFacts]:
    """The findable ones of these, in the order given and each once."""
    contents = [catalogue.known_training("slug", slug, at) for slug in dict.fromkeys(slugs)]
    return [catalogue.training_facts(content, at) for content in contents if content is not None and content.is_findable(at)]


def comparison(trainings: Sequence[TrainingFacts]) -> list[Row]:
    """Everything one chooses by, line by line."""
    return rows_of([(label, [say(facts) for facts in trainings]) for label, say in _LINES.items()])


def _labels(content: TrainingContent, scheme: str) -> str | None:
    return ", ".join(tag.label for tag in content.tags.get(scheme, ())) or None


def _materials(content: TrainingContent) -> str | None:
    things: list[Mapping[str, object]] = list(content.training.required_materials)
    return "; ".join(f"{thing['name']}{' (te leen)' if thing.get('can_borrow') else ''}" for thing in things) or None


def _next(facts: TrainingFacts) -> str | None:
    if facts.next is None:
        return None
    planned = facts.next.planned
    place = planned.location.city if planned.location else "online"
    return f"{longdate(planned.starts_at)}, {place}"


def _trainers(content: TrainingContent) -> str | None:
    return "; ".join(f"{row.name}: {row.subject_background}" for row in content.trainers if row.subject_background) or None


_LINES: dict[str, Callable[[TrainingFacts], str | None]] = {
    "Verstrekker": lambda facts: str(facts.content.training.provider),
    "Studiegebied": lambda facts: _labels(facts.content, "studiegebied"),
    "Thema": lambda facts: _labels(facts.content, "thema"),
    "Toepassingen": lambda facts: _labels(facts.content, "tool"),
    "Niveau": lambda facts: _labels(facts.content, "niveau"),
    "Leervorm": lambda facts: _labels(facts.content, "leervorm"),
    "Duur": lambda facts: minutes(facts.content.duration_minutes) if facts.content.duration_minutes else None,
    "Zelf oefenen": lambda facts: minutes(facts.content.training.practice_minutes) if facts.content.training.practice_minutes else None,
    "Bijeenkomsten": lambda facts: str(facts.content.meetings) if facts.content.meetings else None,
    "Terugkommoment": lambda facts: "ja" if facts.content.has_follow_up else "nee",
    "Eerstvolgende sessie": _next,
    "Prijs, alles samen": lambda facts: money(facts.content.price),
    "waarvan opleiding": lambda facts: money(facts.content.training.price_training),
    "waarvan software": lambda facts: money(facts.content.training.price_software),
    "waarvan toestellen en materiaal": lambda facts: money(facts.content.training.price_equipment),
    "Groep": lambda facts: f"{facts.content.training.min_participants} tot {facts.content.training.max_participants} deelnemers",
    "Voorkennis ICT": lambda facts: facts.content.training.prior_ict or None,
    "Voorkennis toepassing": lambda facts: facts.content.training.prior_application or None,
    "Wat je nodig hebt": lambda facts: _materials(facts.content),
    "Software nadien": lambda facts: facts.content.training.software_after or None,
    "Materiaal dat je krijgt": lambda facts: facts.content.training.materials_participants or None,
    "Steun nadien": lambda facts: _labels(facts.content, "nazorg"),
    "Wat de lesgever kent": lambda facts: _trainers(facts.content),
}
