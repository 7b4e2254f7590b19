"""Opening and stopping campaigns, inviting by mail, and publishing what was answered."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

from rtc_app.accounts.models import Account, Organisation
from rtc_app.campaigns import files, letters, queries, reporting, rules
from rtc_app.campaigns.models import CampaignReport, Invitation, InvitationChoice
from rtc_app.kernel import clock, outbox
from rtc_app.kernel.database import begin_writing, db, flush, release
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.links import absolute_url_for
from rtc_app.kernel.stopping import StopKeys
from rtc_app.needs.models import Campaign, CampaignScope
from rtc_app.needs.tallying import WHOLE
from rtc_app.reference.models import Concept
from rtc_app.saved.rules import Hours

#: With which the reader of a mail stops invitations; a key is for a person.
STOP_KEYS = StopKeys("stop-invitations")


def open_campaign(
    *,
    title: str,
    purpose: str,
    scope: CampaignScope,
    province: Concept | None,
    schools: Sequence[Organisation],
    starts_on: date,
    ends_on: date,
    reminder_after_days: int | None,
    at: datetime,
) -> Campaign:
    """Plan a campaign; from its first day on it invites by itself.

    Raises RuleViolation when it asks too few schools, lasts too long, begins in the past, or asks people whom another
    campaign asks in the same days: two reports about nearly the same people could be subtracted.
    """
    limits = files.limits()
    if scope is CampaignScope.PROVINCE and province is None:
        raise RuleViolation("Kies een provincie.", "province")
    if scope is CampaignScope.SCHOOLS and len(schools) < limits.least_schools:
        raise RuleViolation(f"Kies minstens {limits.least_schools} scholen. Zo gaan de cijfers nooit over één school.", "schools")
    _check_days(starts_on, ends_on, clock.to_wall_time(at).date(), limits)
    campaign = Campaign(title=title, purpose=purpose, scope=scope, starts_on=starts_on, ends_on=ends_on, is_standing=False)
    campaign.province = province if scope is CampaignScope.PROVINCE else None
    campaign.schools = list(schools) if scope is CampaignScope.SCHOOLS else []
    campaign.reminder_after_days = reminder_after_days
    clash = queries.clashing_campaign(
        scope=scope,
        province_id=campaign.province.id if campaign.province else None,
        school_ids=[school.id for school in campaign.schools],
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if clash is not None:
        raise RuleViolation(f"In die dagen vraagt “{clash.title}” al een deel van dezelfde mensen. Kies andere dagen.", "starts_on")
    db.session.add(campaign)
    flush()
    return campaign


def _check_days(starts_on: date, ends_on: date, today: date, limits: rules.Limits) -> None:
    if starts_on < today:
        raise RuleViolation("Kies een eerste dag vanaf vandaag.", "starts_on")
    if ends_on < starts_on:
        raise RuleViolation("Kies een laatste dag die niet voor de eerste ligt.", "ends_on")
    if (ends_on - starts_on).days >= limits.longest_days:
        raise RuleViolation(f"Een bevraging duurt hoogstens {limits.longest_days} dagen.", "ends_on")


def stop_campaign(*, campaign: Campaign, at: datetime) -> bool:
    """Let today be the last day of a campaign that runs; one that is still to begin is deleted. Returns whether it still exists."""
    today = clock.to_wall_time(at).date()
    if campaign.starts_on > today:
        db.session.delete(campaign)
        flush()
        return False
    campaign.ends_on = min(campaign.ends_on, today)
    flush()
    return True


def choose_invitations(*, account: Account, by_mail: bool, at: datetime) -> None:
    """Keep whether somebody wants invitations by mail."""
    choice = db.session.get(InvitationChoice, account.id)
    if choice is None:
        choice = InvitationChoice(account_id=account.id)
        db.session.add(choice)
    choice.by_mail, choice.chosen_at = by_mail, at
    flush()


def send_invitations(*, at: datetime, hours: Hours, without_choice: bool, limit: int = 200) -> int:
    """Put the invitations and reminders that are due in the outbox; returns how many.

    Outside the agreed hours nothing happens and nothing is lost (FUP-05). Whoever answered is left alone, and nobody is
    invited or reminded twice: invitation and mail are of one transaction.
    """
    if not hours.hold(clock.to_wall_time(at)):
        return 0
    sent = 0
    for campaign in queries.open_campaigns(clock.to_wall_time(at).date()):
        for account in queries.to_invite(campaign, limit - sent, without_choice=without_choice):
            db.session.add(Invitation(campaign_id=campaign.id, account_id=account.id, invited_at=at, reminded_at=None))
            _mail(account, campaign, at, is_reminder=False)
            sent += 1
        if campaign.reminder_after_days is not None:
            before = at - timedelta(days=campaign.reminder_after_days)
            for invitation in queries.to_remind(campaign, before, limit - sent, without_choice=without_choice):
                invitation.reminded_at = at
                _mail(invitation.account, campaign, at, is_reminder=True)
                sent += 1
    flush()
    return sent


def _mail(account: Account, campaign: Campaign, at: datetime, *, is_reminder: bool) -> None:
    stop = absolute_url_for("campaigns.stop_invitations", token=STOP_KEYS.key_of(account.id))
    subject, body = letters.invitation(
        name=account.name,
        title=campaign.title,
        purpose=campaign.purpose,
        why=letters.why_asked(campaign.scope, campaign.province.label if campaign.province else None, len(campaign.schools)),
        ends_on=campaign.ends_on,
        answer_url=absolute_url_for("needs.introduce_questionnaire"),
        stop_url=stop,
        is_reminder=is_reminder,
    )
    outbox.enqueue(recipient=account.email, subject=subject, body=body, at=at, unsubscribe_url=stop)


def publish_due_reports(*, at: datetime) -> int:
    """Publish each campaign that has ended, once and for all, in the transaction of the caller; returns how many."""
    today = clock.to_wall_time(at).date()
    due = queries.unreported_campaigns(today)
    db.session.add_all(_report(campaign.id, queries.counted(campaign.id), reporting.outlines(campaign.ends_on), today) for campaign in due)
    flush()
    return len(due)


def publish_next_report(*, at: datetime) -> bool:
    """Publish one campaign that has ended; returns whether there was one.

    For the worker: reckoning takes a while, so the transaction in which it begins is given back, and another one stores.
    """
    today = clock.to_wall_time(at).date()
    due = queries.unreported_campaigns(today)
    if not due:
        return False
    campaign_id, counted, outlines = due[0].id, queries.counted(due[0].id), reporting.outlines(due[0].ends_on)
    release()
    report = _report(campaign_id, counted, outlines, today)
    begin_writing()
    if queries.report_of(campaign_id) is None:
        db.session.add(report)
        flush()
    return True


def _report(campaign_id: int, counted: Mapping[str, rules.Counted], outlines: Sequence[reporting.Outline], on: date) -> CampaignReport:
    limits = files.limits()
    tables: dict[str, object] = {}
    for outline in outlines:
        if outline.code in counted:
            table = rules.publish(counted[outline.code], outline.rows, outline.kinds, limits, is_choice=outline.is_choice)
            tables |= {outline.code: asdict(table)} if table else {}
    whole = counted.get(WHOLE)
    people = rules.publish(whole, (), reporting.KINDS, limits, is_choice=False) if whole else None
    return CampaignReport(
        campaign_id=campaign_id,
        published_on=on,
        people=rules.band(whole.whole.people if whole else 0, limits),
        group_people={group: inner.people for group, inner in people.groups.items()} if people else {},
        tables=tables,
    )
