"""The offer as its keepers see it: filtered by state, provider and words, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, aliased, joinedload, selectinload

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Training, TrainingTag
from rtc_app.kernel.database import db
from rtc_app.kernel.paging import Page
from rtc_app.quality.models import Assessment
from rtc_app.quality.queries.blind import blind_trainings
from rtc_app.quality.queries.offer import OwnTraining, with_states
from rtc_app.quality.rules import OfferState, Outcome
from rtc_app.reference.models import Concept

_SIZE = 25
#: Words beyond this many say no more.
_MOST_WORDS = 8

_waiting, _latest, _newer = aliased(Assessment), aliased(Assessment), aliased(Assessment)


@dataclass(frozen=True)
class OfferFilter:
    """What to show of the offer: words in title, code or provider; one state; one provider. Nothing chosen shows all."""

    words: str = ""
    state: OfferState | None = None
    provider_id: int | None = None


def offer_page(
    *, provider_ids: Collection[int] | None, chosen: OfferFilter, number: int, at: datetime, reader: Account | None = None
) -> Page[OwnTraining]:
    """One page of the trainings of these providers, of all when None, by title; a number past the end gives the last page.

    Those that the reader judges blind are not on it, since their state says what was decided.
    """
    query = _chosen(provider_ids, chosen, at).where(Training.id.not_in(blind_trainings(reader.id if reader else None)))
    total = db.session.scalar(sa.select(sa.func.count()).select_from(query.with_only_columns(Training.id).subquery())) or 0
    number = min(max(1, number), max(1, -(-total // _SIZE)))
    loaded = (
        query.order_by(Training.title, Training.id)
        .limit(_SIZE)
        .offset((number - 1) * _SIZE)
        .options(
            joinedload(Training.provider),
            selectinload(Training.sessions),
            selectinload(Training.trainers),
            selectinload(Training.tags).joinedload(TrainingTag.concept).joinedload(Concept.scheme),
        )
    )
    return Page(with_states(list(db.session.scalars(loaded).unique()), at), number, _SIZE, total)


def _chosen(provider_ids: Collection[int] | None, chosen: OfferFilter, at: datetime) -> sa.Select[Training]:
    query = sa.select(Training)
    if provider_ids is not None:
        query = query.where(Training.provider_id.in_(provider_ids))
    if chosen.provider_id is not None:
        query = query.where(Training.provider_id == chosen.provider_id)
    for word in chosen.words.split()[:_MOST_WORDS]:
        named = sa.select(Organisation.id).where(Organisation.name.icontains(word, autoescape=True))
        places: tuple[InstrumentedAttribute[str], ...] = (Training.title, Training.code)
        said = [column.icontains(word, autoescape=True) for column in places]
        query = query.where(sa.or_(*said, Training.provider_id.in_(named)))
    return _in_state(query, chosen.state, at) if chosen.state is not None else query


def _in_state(query: sa.Select[Training], state: OfferState, at: datetime) -> sa.Select[Training]:
    """The trainings in a state; the same decision as `rules.offer_state`, taken by the database."""
    newest = sa.select(sa.func.max(_newer.round)).where(_newer.training_id == Training.id, _newer.outcome.is_not(None)).scalar_subquery()
    is_latest = sa.and_(_latest.training_id == Training.id, _latest.outcome.is_not(None), _latest.round == newest)
    return (
        query.outerjoin(_waiting, sa.and_(_waiting.training_id == Training.id, _waiting.outcome.is_(None)))
        .outerjoin(_latest, is_latest)
        .where(_state(at) == state.value)
    )


def _state(at: datetime) -> sa.Case[str]:
    # Of a training that was never accepted the database says neither yes nor no.
    is_hidden = ~sa.func.coalesce(Training.findable(at), sa.false())
    return sa.case(
        (Training.withdrawn_at.is_not(None), OfferState.WITHDRAWN.value),
        # A round that looks again at what stands online changes nothing for who finds it.
        (sa.and_(_waiting.assessor_id.is_not(None), is_hidden), OfferState.IN_REVIEW.value),
        (sa.and_(_waiting.id.is_not(None), is_hidden), OfferState.SUBMITTED.value),
        (_latest.id.is_(None), OfferState.DRAFT.value),
        (_latest.content_hash != Training.content_hash, OfferState.CHANGED.value),
        (_latest.valid_until <= at, OfferState.EXPIRED.value),
        (_latest.outcome == Outcome.ACCEPTED, OfferState.ACCEPTED.value),
        (_latest.outcome == Outcome.CONDITIONAL, OfferState.CONDITIONAL.value),
        else_=OfferState.REFUSED.value,
    )
