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
from rtc_app.catalogue.queries.there import OfferThere, offer_there
from rtc_app.catalogue.search import read_model
from rtc_app.catalogue.search.read_model import ReadModel
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
    query = (
        sa.select(Organisation.code, Organisation.name, Organisation.city, sa.func.count(), Organisation.is_example)
        .join(Training, Training.provider_id == Organisation.id)
        .where(Organisation.kind == OrganisationKind.PROVIDER, Training.findable(at))
        .group_by(Organisation.id)
        .order_by(Organisation.name, Organisation.id)
    )
    return [OrganiserLink(*row) for row in db.session.execute(query)]


def provider_page(code: str, at: datetime) -> ProviderPage | None:
    """The page of a provider; None when there is none, or nothing of it was ever accepted."""
    was_accepted = sa.exists().where(Training.provider_id == Organisation.id, Training.accepted_hash.is_not(None))
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.PROVIDER, Organisation.code == code, was_accepted)
    organisation = db.session.scalar(query.options(joinedload(Organisation.province)))
    if organisation is None:
        return None
    model = read_model.current(at)
    own = sa.and_(Training.provider_id == organisation.id, Training.findable(at))
    conditional = sa.select(sa.func.count()).select_from(Training).where(own, Training.is_conditional)
    rtcs = sa.select(Organisation.name).join(Training, Training.rtc_id == Organisation.id).where(own).distinct().order_by(Organisation.name)
    return ProviderPage(
        organisation=organisation,
        declaration=db.session.scalar(sa.select(ProviderProfile.declaration).where(ProviderProfile.organisation_id == organisation.id)),
        conditional=db.session.scalar(conditional) or 0,
        rtcs=tuple(db.session.scalars(rtcs)),
        there=_there(model, organisation, "verstrekker", at),
    )


def rtcs(at: datetime) -> list[OrganiserLink]:
    """The RTCs, by name."""
    bits = read_model.current(at).bits["rtc"]
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.RTC).order_by(Organisation.name, Organisation.id)
    return [OrganiserLink(o.code, o.name, o.city, bits.get(o.code, 0).bit_count(), o.is_example) for o in db.session.scalars(query)]


def rtc_page(code: str, at: datetime) -> RtcPage | None:
    """The page of an RTC, None when there is none with this code."""
    query = sa.select(Organisation).where(Organisation.kind == OrganisationKind.RTC, Organisation.code == code)
    organisation = db.session.scalar(query.options(joinedload(Organisation.province)))
    if organisation is None:
        return None
    own = set(db.session.scalars(sa.select(LearningPath.code).where(LearningPath.rtc_id == organisation.id)))
    there = _there(read_model.current(at), organisation, "rtc", at)
    return RtcPage(organisation, there, tuple(path for path in paths(at) if path.code in own) if own else ())


def _there(model: ReadModel, organisation: Organisation, facet: str, at: datetime) -> OfferThere:
    return offer_there(model.bits[facet].get(organisation.code, 0), [(facet, organisation.code)], _BESIDE, at)
