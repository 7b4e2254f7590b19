"""Reading campaigns: whom they may ask, how far they are, and what was counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, selectinload

from rtc_app.accounts.models import Account, Membership, Organisation, OrganisationKind, Role
from rtc_app.campaigns import files, rules
from rtc_app.campaigns.models import CampaignReport, Invitation, InvitationChoice
from rtc_app.campaigns.rules import Cell, Counted
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.needs.models import Campaign, CampaignScope, Participation, Response, Tally, campaign_school
from rtc_app.needs.tallying import WHOLE

#: Who is asked: the people the questions are about.
ASKED_ROLES = (Role.TEACHER, Role.ICT_COORDINATOR)
_LIST_LENGTH = 200


def campaigns() -> list[Campaign]:
    """All campaigns, the latest first."""
    query = sa.select(Campaign).options(selectinload(Campaign.schools)).order_by(Campaign.starts_on.desc(), Campaign.id.desc())
    return list(db.session.scalars(query.limit(_LIST_LENGTH)))


def clashing_campaign(
    *, scope: CampaignScope, province_id: int | None, school_ids: Collection[int], starts_on: date, ends_on: date
) -> Campaign | None:
    """A campaign that asks some of the same people in some of the same days, or None."""
    provinces = sa.select(Organisation.province_id).where(Organisation.id.in_(school_ids))
    of_schools = sa.select(campaign_school.c.campaign_id)
    in_province = of_schools.join(Organisation, Organisation.id == campaign_school.c.school_id)
    same_people: dict[CampaignScope, sa.ColumnElement[bool]] = {
        CampaignScope.FLANDERS: sa.true(),
        CampaignScope.PROVINCE: sa.or_(
            Campaign.province_id == province_id, Campaign.id.in_(in_province.where(Organisation.province_id == province_id))
        ),
        CampaignScope.SCHOOLS: sa.or_(
            Campaign.province_id.in_(provinces), Campaign.id.in_(of_schools.where(campaign_school.c.school_id.in_(school_ids)))
        ),
    }
    query = sa.select(Campaign).where(
        ~Campaign.is_standing,
        Campaign.starts_on <= ends_on,
        Campaign.ends_on >= starts_on,
        sa.or_(Campaign.scope == CampaignScope.FLANDERS, same_people[scope]),
    )
    return db.session.scalar(query.order_by(Campaign.id).limit(1))


def open_campaigns(on: date) -> list[Campaign]:
    """The campaigns that ask people on this day."""
    query = sa.select(Campaign).where(~Campaign.is_standing, Campaign.starts_on <= on, Campaign.ends_on >= on)
    return list(db.session.scalars(query.order_by(Campaign.id)))


def unreported_campaigns(on: date) -> list[Campaign]:
    """The campaigns that ended before this day and have no report yet."""
    reported = sa.select(CampaignReport.campaign_id)
    query = sa.select(Campaign).where(Campaign.ends_on < on, Campaign.id.not_in(reported))
    return list(db.session.scalars(query.order_by(Campaign.id)))


def number_asked(campaign: Campaign) -> int:
    """How many people work at the schools that a campaign is for."""
    return db.session.scalar(sa.select(sa.func.count()).select_from(_asked(campaign).subquery())) or 0


def to_invite(campaign: Campaign, limit: int, *, without_choice: bool) -> list[Account]:
    """People to invite by mail: who want that, were not invited yet, and did not answer yet."""
    invited = sa.select(Invitation.account_id).where(Invitation.campaign_id == campaign.id)
    people = sa.select(Account).where(
        Account.id.in_(_asked(campaign)), Account.id.not_in(invited), ~_has_answered(campaign), _wants_mail(without_choice=without_choice)
    )
    return list(db.session.scalars(people.order_by(Account.id).limit(limit)))


def to_remind(campaign: Campaign, invited_before: datetime, limit: int, *, without_choice: bool) -> list[Invitation]:
    """Invitations from before this moment that nobody was reminded of and that led to no answer, with their people."""
    query = (
        sa.select(Invitation)
        .join(Invitation.account)
        .where(
            Invitation.campaign_id == campaign.id,
            Invitation.invited_at <= invited_before,
            Invitation.reminded_at.is_(None),
            Account.id.in_(_asked(campaign)),
            ~_has_answered(campaign),
            _wants_mail(without_choice=without_choice),
        )
        .options(contains_eager(Invitation.account))
    )
    return list(db.session.scalars(query.order_by(Invitation.account_id).limit(limit)))


def wants_mail(account_id: int) -> bool | None:
    """What the person chose about invitations by mail; None before any choice."""
    return db.session.scalar(sa.select(InvitationChoice.by_mail).where(InvitationChoice.account_id == account_id))


def has_answered(account_id: int, campaign: Campaign) -> bool:
    """Whether the person submitted answers since the campaign began."""
    return bool(db.session.scalar(sa.select(sa.exists().where(Account.id == account_id, _has_answered(campaign)))))


@dataclass(frozen=True)
class Progress:
    """How far a campaign is. `asked` and `invited` are people; `counted` is a band. `groups`: (large group, band)."""

    asked: int
    invited: int
    reminded: int
    counted: str
    groups: tuple[tuple[str, str], ...]


def progress(campaign: Campaign) -> Progress:
    """How many were asked and, as bands, how many were counted, over all and in each group (REP-04)."""
    sent = sa.select(sa.func.count(), sa.func.count(Invitation.reminded_at)).where(Invitation.campaign_id == campaign.id)
    invited, reminded = db.session.execute(sent).one()
    taken = counted(campaign.id).get(WHOLE, Counted(Cell(0, {}), {}, {}))
    limits = files.limits()
    large = {group: cell.people for group, cell in taken.groups.items() if cell.people >= limits.group_minimum}
    groups = tuple((group, rules.band(people, limits)) for group, people in sorted(large.items()))
    return Progress(number_asked(campaign), invited, reminded, rules.band(taken.whole.people, limits), groups)


def counted(campaign_id: int) -> dict[str, Counted]:
    """The tallies of a campaign by question; under WHOLE those of whole questionnaires."""
    query = sa.select(Tally.question_code, Tally.group, Tally.within, Tally.option, Tally.people).where(Tally.campaign_id == campaign_id)
    people: dict[str, dict[str, int]] = {}
    options: dict[str, dict[str, dict[str, int]]] = {}
    overlaps: dict[str, dict[frozenset[str], int]] = {}
    for question, group, within, option, number in db.session.execute(query):
        if within:
            overlaps.setdefault(question, {})[frozenset((group, within))] = number
        elif option:
            options.setdefault(question, {}).setdefault(group, {})[option] = number
        else:
            people.setdefault(question, {})[group] = number
    return {
        question: _counted(
            {group: Cell(n, options.get(question, {}).get(group, {})) for group, n in cells.items()}, overlaps.get(question, {})
        )
        for question, cells in people.items()
    }


def _counted(cells: dict[str, Cell], overlaps: dict[frozenset[str], int]) -> Counted:
    return Counted(cells[""], {group: cell for group, cell in cells.items() if group}, overlaps)


def report_of(campaign_id: int) -> CampaignReport | None:
    """What was published of a campaign, or None."""
    return db.session.get(CampaignReport, campaign_id)


def _asked(campaign: Campaign) -> sa.Select[int]:
    """Ids of the people a campaign asks: confirmed at a school it is for."""
    query = (
        sa.select(Membership.account_id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Membership.role.in_(ASKED_ROLES),
            Membership.confirmed_at.is_not(None),
            Organisation.kind == OrganisationKind.SCHOOL,
            Account.email_verified_at.is_not(None),
            Account.disabled_at.is_(None),
        )
        .distinct()
    )
    if campaign.scope is CampaignScope.PROVINCE:
        return query.where(Organisation.province_id == campaign.province_id)
    if campaign.scope is CampaignScope.SCHOOLS:
        named = sa.select(campaign_school.c.school_id).where(campaign_school.c.campaign_id == campaign.id)
        return query.where(Organisation.id.in_(named))
    return query


def _has_answered(campaign: Campaign) -> sa.ColumnElement[bool]:
    """Whether an account submitted answers since the campaign began, or was counted in it and wiped them since."""
    begin = clock.to_utc(datetime.combine(campaign.starts_on, time()))
    submitted = sa.exists().where(Response.account_id == Account.id, Response.submitted_at >= begin)
    taken = sa.exists().where(Participation.account_id == Account.id, Participation.campaign_id == campaign.id)
    return sa.or_(submitted, taken)


def _wants_mail(*, without_choice: bool) -> sa.ColumnElement[bool]:
    chosen = sa.select(InvitationChoice.by_mail).where(InvitationChoice.account_id == Account.id).scalar_subquery()
    return sa.func.coalesce(chosen, sa.literal(without_choice)).is_(sa.true())  # no row: what is configured
