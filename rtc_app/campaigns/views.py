"""Campaigns for RTC staff, and what a person chooses about invitations."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import public, requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.accounts import queries as accounts
from rtc_app.accounts.models import Account, OrganisationKind
from rtc_app.campaigns import files, queries, reporting, service
from rtc_app.campaigns.forms import CampaignForm, InvitationsForm
from rtc_app.campaigns.rules import state_of
from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.kernel.errors import RuleViolation
from rtc_app.kernel.forms import render_form
from rtc_app.needs.models import Campaign
from rtc_app.reference import queries as reference

bp = Blueprint("campaigns", __name__)


@bp.get("/rtc/bevragingen")
@requires(Permission.RUN_CAMPAIGNS)
def list_campaigns() -> ResponseReturnValue:
    """Every campaign: whom it asks, when, and how it stands."""
    today = clock.today()
    rows = [
        (campaign, reporting.asked_words(campaign), state_of(campaign.starts_on, campaign.ends_on, today))
        for campaign in queries.campaigns()
    ]
    return render_template("campaigns/list_campaigns.html", rows=rows)


@bp.route("/rtc/bevragingen/nieuw", methods=["GET", "POST"])
@requires(Permission.RUN_CAMPAIGNS)
def open_campaign() -> ResponseReturnValue:
    """Choose whom to ask, why and when."""
    form = CampaignForm(data={"starts_on": clock.today(), "reminds": True})
    form.offer(reference.choices("provincie"), accounts.school_choices())
    limits = files.limits()
    if form.validate_on_submit():
        schools = [school for school in accounts.organisations(OrganisationKind.SCHOOL) if school.id in form.schools.data]
        province = reference.concept("provincie", form.province.data)
        values = form.values(limits.reminder_after_days)
        try:
            campaign = service.open_campaign(province=province, schools=schools, **values, at=clock.now())
        except RuleViolation as violation:
            form.show(violation)
        else:
            flash("De bevraging is gepland. Vanaf de eerste dag vragen we het vanzelf.", "ok")
            return redirect(url_for(".show_campaign", campaign_id=campaign.id), 303)
    return render_form("campaigns/open_campaign.html", form, limits=limits)


@bp.get("/rtc/bevragingen/<int:campaign_id>")
@requires(Permission.RUN_CAMPAIGNS, on=Campaign)
def show_campaign(campaign: Campaign) -> ResponseReturnValue:
    """While it runs how far it is, as bands; afterwards what was answered."""
    report = queries.report_of(campaign.id)
    progress = queries.progress(campaign)
    return render_template(
        "campaigns/show_campaign.html",
        campaign=campaign,
        asked=reporting.asked_words(campaign),
        state=state_of(campaign.starts_on, campaign.ends_on, clock.today()),
        progress=progress,
        participation=reporting.by_kind(progress.groups, reporting.group_names()),
        report=reporting.report_facts(campaign, report) if report else None,
        limits=files.limits(),
    )


@bp.post("/rtc/bevragingen/<int:campaign_id>/stop")
@requires(Permission.RUN_CAMPAIGNS, on=Campaign)
def stop_campaign(campaign: Campaign) -> ResponseReturnValue:
    """Today is its last day; one that did not begin yet is gone."""
    if service.stop_campaign(campaign=campaign, at=clock.now()):
        flash("Vandaag is de laatste dag van de bevraging. Het verslag volgt morgen.", "ok")
        return redirect(url_for(".show_campaign", campaign_id=campaign.id), 303)
    flash("De bevraging is geschrapt. Niemand kreeg er een mail over.", "ok")
    return redirect(url_for(".list_campaigns"), 303)


@bp.route("/uitnodigingen", methods=["GET", "POST"])
@requires(Permission.ANSWER_NEEDS)
def choose_invitations() -> ResponseReturnValue:
    """Whether RTC may invite by mail to tell what one needs."""
    account = signed_in_actor()
    chosen = queries.wants_mail(account.id)
    form = InvitationsForm(data={"by_mail": {None: None, True: "ja", False: "nee"}[chosen]})
    if form.validate_on_submit():
        service.choose_invitations(account=account, by_mail=form.by_mail.data == "ja", at=clock.now())
        flash("Je keuze is bewaard.", "ok")
        return redirect(url_for("accounts.show_account"), 303)
    return render_form("campaigns/choose_invitations.html", form)


@bp.route("/geen-uitnodigingen-meer/<token>", methods=["GET", "POST"])
@public
def stop_invitations(token: str) -> ResponseReturnValue:
    """Stop the invitations from the mail itself, signed in or not; mail programs send the POST by themselves (RFC 8058)."""
    account = db.session.get(Account, service.STOP_KEYS.id_in(token) or 0)
    if account is None:
        abort(404)
    if request.method == "POST":
        service.choose_invitations(account=account, by_mail=False, at=clock.now())
    return render_template("campaigns/stop_invitations.html", token=token, is_stopped=queries.wants_mail(account.id) is False)
