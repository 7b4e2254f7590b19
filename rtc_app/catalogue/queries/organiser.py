"""Pages of who gives and who organises: providers and RTCs, with what they have on offer now.

A provider has a page from the day something of it was accepted: until then nobody needs to know that it tries.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from rtc_app.accounts.models import Organisation, OrganisationKind
from rtc_app.catalogue.models import LearningPath, ProviderProfile, Training
from rtc_app.catalogue.queries.path import PathSummary, paths
from rtc_app.catalogue.queries.there import OfferThere, Part, offer_there, part_of_offer
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.kept import KeptByOffer
from rtc_app.kernel.database import db

_BESIDE = ("studiegebied", "thema", "tool")


class OrganiserLink(NamedTuple):
    """An organisation in a list, with its number of trainings now."""

    code: str
    name: str
    city: str | None
    number: int
    is_example: bool


@dataclass(frozen=True)
class ProviderPage:
    """A provider; `conditional` of its trainings were accepted with agreements that still run (as their cards say)."""

    organisation: Organisation
    #: What it says of accounts, data and licences, once for all its trainings (VLR-06).
    declaration: str | None
    conditional: int
    rtcs: tuple[str, ...]
    there: OfferThere


@dataclass(frozen=True)
class RtcPage:
    """An RTC with what it organises, and its own leertrajecten."""

    organisation: Organisation
    there: OfferThere
    own_paths: tuple[PathSummary, ...]


def providers(at: datetime) -> list[OrganiserLink]:
    """Every provider with something on offer now, by name."""
    return [link for link in _links(OrganisationKind.PROVIDER, "verstrekker", at) if link.number]


def provider_page(code: str, at: datetime) -> ProviderPage | None:
    """The page of a provider; None when there is none, or nothing of it was ever accepted."""
    was_accepted = sa.exists().where(Training.provider_id == Organisation.id, Training.accepted_hash.is_not(None))
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.PROVIDER, Organisation.code == code, was_accepted)
    organisation = db.session.scalar(query.options(joinedload(Organisation.province)))
    if organisation is None:
        return None
    model = read_model.current(at)
    own = model.bits["verstrekker"].get(code, 0)
    return ProviderPage(
        organisation=organisation,
        declaration=db.session.scalar(sa.select(ProviderProfile.declaration).where(ProviderProfile.organisation_id == organisation.id)),
        conditional=_conditional.of(organisation.id, at),
        rtcs=tuple(name for rtc, name in model.labels["rtc"].items() if model.bits["rtc"].get(rtc, 0) & own),
        there=_there("verstrekker", code, at),
    )


def rtcs(at: datetime) -> list[OrganiserLink]:
    """The RTCs, by name."""
    return _links(OrganisationKind.RTC, "rtc", at)


def rtc_page(code: str, at: datetime) -> RtcPage | None:
    """The page of an RTC, None when there is none with this code."""
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.RTC, Organisation.code == code)
    organisation = db.session.scalar(query.options(joinedload(Organisation.province)))
    if organisation is None:
        return None
    own = set(db.session.scalars(sa.select(LearningPath.code).where(LearningPath.rtc_id == organisation.id)))
    there = _there("rtc", code, at)
    return RtcPage(organisation, there, tuple(path for path in paths(at) if path.code in own) if own else ())


def _links(kind: OrganisationKind, facet: str, at: datetime) -> list[OrganiserLink]:
    bits = read_model.current(at).bits[facet]
    query = sa.select(Organisation.code, Organisation.name, Organisation.city, Organisation.is_example).where(Organisation.kind == kind)
    rows = db.session.execute(query.order_by(Organisation.name, Organisation.id))
    return [OrganiserLink(code, name, city, bits.get(code, 0).bit_count(), is_example) for code, name, city, is_example in rows]


def _count_conditional(provider_id: int, at: datetime) -> int:
    query = sa.select(sa.func.count()).select_from(Training)
    return db.session.scalar(query.where(Training.provider_id == provider_id, Training.findable(at), Training.is_conditional)) or 0


_conditional = KeptByOffer(_count_conditional)


def _there(facet: str, code: str, at: datetime) -> OfferThere:
    return offer_there(_parts.of((facet, code), at), at)


def _part(key: tuple[str, str], at: datetime) -> Part:
    facet, code = key
    return part_of_offer(read_model.current(at).bits[facet].get(code, 0), [key], _BESIDE, at)


_parts = KeptByOffer(_part)
