"""Which campaign asks whom, and what answers need to be counted for it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

import sqlalchemy as sa

from rtc_app.accounts.models import Membership, Organisation, OrganisationKind
from rtc_app.kernel.database import db
from rtc_app.needs.models import Campaign, CampaignScope, campaign_school
from rtc_app.needs.queries.profiles import level_bands
from rtc_app.needs.tallying import Vocabulary
from rtc_app.reference import queries as reference
from rtc_app.reference.models import Concept

#: Of a membership with its organisation.
_IS_AT_SCHOOL = sa.and_(Membership.confirmed_at.is_not(None), Organisation.kind == OrganisationKind.SCHOOL)


def counting_vocabulary() -> Vocabulary:
    """What answers need to be counted."""
    frequencies = {concept.code: cast("int", concept.properties["value"]) for concept in reference.concepts("frequentie")}
    return Vocabulary(level_bands(), frequencies, reference.broader_codes("tool"))


def provinces_of(account_id: int) -> frozenset[str]:
    """Codes of the provinces of the schools where somebody works."""
    return provinces_by_account([account_id]).get(account_id, frozenset())


def provinces_by_account(account_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """The same for several people; who works at no school is not in it."""
    query = (
        sa.select(Membership.account_id, Concept.code)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Concept, Concept.id == Organisation.province_id)
        .where(Membership.account_id.in_(account_ids), _IS_AT_SCHOOL)
    )
    found: dict[int, set[str]] = {}
    for account_id, code in db.session.execute(query):
        found.setdefault(account_id, set()).add(code)
    return {account_id: frozenset(codes) for account_id, codes in found.items()}


def campaign_for(account_id: int, on: date) -> Campaign | None:
    """The campaign that asks this person on this day, or None; the oldest when there are several."""
    query = (
        sa.select(Campaign)
        .where(~Campaign.is_standing, Campaign.starts_on <= on, Campaign.ends_on >= on, _asks(_schools_of(account_id)))
        .order_by(Campaign.id)
        .limit(1)
    )
    return db.session.scalar(query)


def _asks(school_ids: sa.Select[int]) -> sa.ColumnElement[bool]:
    """Whether a campaign is for somebody of these schools; Flanders is for everybody."""
    provinces = sa.select(Organisation.province_id).where(Organisation.id.in_(school_ids))
    named = sa.select(campaign_school.c.campaign_id).where(campaign_school.c.school_id.in_(school_ids))
    return sa.or_(Campaign.scope == CampaignScope.FLANDERS, Campaign.province_id.in_(provinces), Campaign.id.in_(named))


def _schools_of(account_id: int) -> sa.Select[int]:
    return (
        sa.select(Membership.organisation_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(Membership.account_id == account_id, _IS_AT_SCHOOL)
    )
