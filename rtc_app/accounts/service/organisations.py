"""Who works where: schools that people name, colleagues who confirm, roles that staff give."""

from datetime import datetime

import sqlalchemy as sa

from rtc_app.accounts import letters, queries, rules
from rtc_app.accounts.models import ROLES_OF, Account, Membership, Organisation, OrganisationKind, Role, TokenPurpose
from rtc_app.accounts.service.mailed_links import LinkFor, make_token
from rtc_app.kernel import outbox
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.reference import files
from rtc_app.reference import queries as reference


def name_school(*, account: Account, school_id: int, at: datetime) -> None:
    """A teacher says to work at a school; it counts once somebody there confirms. Raises RuleViolation on what is no school."""
    school = db.session.get(Organisation, school_id)
    if school is None or school.kind is not OrganisationKind.SCHOOL:
        raise RuleViolation("Kies een school uit de lijst.", "school")
    if any(m.organisation_id == school.id for m in account.memberships):
        raise RuleViolation("Deze school staat al bij je account.", "school")
    account.memberships.append(Membership(organisation=school, role=Role.TEACHER, created_at=at))
    flush()


def confirm_membership(*, membership: Membership, at: datetime) -> None:
    """Somebody of the organisation says that this person works there."""
    membership.confirmed_at = membership.confirmed_at or at


def end_membership(*, membership: Membership, actor: Account) -> None:
    """Take a role away: refused, left, or withdrawn. Nobody ends the own administration: the site could lose its last one."""
    if membership.role is Role.ADMINISTRATOR and membership.account_id == actor.id:
        raise RuleViolation("Je kan je eigen beheerdersrol niet intrekken. Vraag het aan een andere beheerder.")
    membership.account.memberships.remove(membership)
    db.session.delete(membership)
    flush()


def give_role(*, account: Account, organisation_id: int, role: Role, at: datetime) -> None:
    """Staff give a confirmed role in an organisation; raises RuleViolation when that organisation has no such role."""
    organisation = db.session.get(Organisation, organisation_id)
    if organisation is None:
        raise RuleViolation("Kies een organisatie uit de lijst.", "organisation")
    if role not in ROLES_OF[organisation.kind]:
        raise RuleViolation("Die rol bestaat niet in deze organisatie. Kies een andere.", "role")
    known = next((m for m in account.memberships if m.organisation_id == organisation.id and m.role is role), None)
    if known is None:
        account.memberships.append(Membership(organisation=organisation, role=role, created_at=at, confirmed_at=at))
    else:
        confirm_membership(membership=known, at=at)
    flush()


def create_administrator(*, email: str, name: str, rtc_code: str, link: LinkFor, at: datetime) -> Account:
    """An administrator of an RTC, with a mail to choose a password; an account that exists gets the role."""
    rtc = db.session.scalar(sa.select(Organisation).where(Organisation.code == rtc_code, Organisation.kind == OrganisationKind.RTC))
    if rtc is None:
        raise RuleViolation(f"Er is geen RTC met de code {rtc_code}.")
    account = queries.account_by_email(email)
    if account is None:
        account = Account(email=email.strip().lower(), name=name, password_hash="", created_at=at)
        db.session.add(account)
        flush()
    give_role(account=account, organisation_id=rtc.id, role=Role.ADMINISTRATOR, at=at)
    token = make_token(account, TokenPurpose.RESET_PASSWORD, rules.INVITATION_WORKS, at)
    if token is not None:
        subject, body = letters.invitation(name=account.name, organisation=rtc.name, link=link(token))
        outbox.enqueue(recipient=account.email, subject=subject, body=body, at=at, is_secret=True)
    return account


def load_rtcs() -> int:
    """Create the five RTCs where they are missing; contact facts that staff changed stay. Returns their number."""
    entries = files.rtcs()
    provinces = reference.concepts_by_code("provincie")
    known = set(db.session.scalars(sa.select(Organisation.code)))
    for entry in entries:
        if entry.id not in known:
            db.session.add(
                Organisation(
                    kind=OrganisationKind.RTC,
                    code=entry.id,
                    name=entry.name,
                    street=entry.street,
                    postcode=entry.postcode,
                    city=entry.city,
                    province=provinces[entry.province],
                    phone=entry.phone,
                    website=entry.website,
                )
            )
    db.session.flush()
    return len(entries)
