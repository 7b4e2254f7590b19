"""Reports as workbooks."""

from flask import Response, abort, request
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.campaigns import queries as campaigns
from rtc_app.campaigns.reporting import report_facts
from rtc_app.interchange import acceptance_workbook
from rtc_app.interchange.campaign_workbook import workbook_of
from rtc_app.interchange.views.blueprint import bp
from rtc_app.kernel import clock
from rtc_app.needs.models import Campaign
from rtc_app.quality import queries as quality
from rtc_app.quality.rules.acceptance import read_period

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/rtc/bevragingen/<int:campaign_id>.xlsx")
@requires(Permission.RUN_CAMPAIGNS, on=Campaign)
def download_campaign(campaign: Campaign) -> ResponseReturnValue:
    """The report of a campaign to reckon with; nothing before it is published."""
    report = campaigns.report_of(campaign.id)
    if report is None:
        abort(404)
    return _download(workbook_of(report_facts(campaign, report)), f"bevraging-{campaign.id}.xlsx")


@bp.get("/rtc/aanvaarding.xlsx")
@requires(Permission.VIEW_DESK)
def download_acceptance() -> ResponseReturnValue:
    """Which offer passed, now or in the days of the address, to reckon with (QA-15)."""
    period = read_period(request.args.get("van", ""), request.args.get("tot", ""))
    return _download(acceptance_workbook.workbook_of(quality.acceptance(period, clock.now())), "aanvaarding.xlsx")


def _download(document: bytes, filename: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{filename}"', "Cache-Control": "private, no-cache"}
    return Response(document, mimetype=_XLSX, headers=headers)
