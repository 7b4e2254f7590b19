"""Reports as workbooks."""

from flask import Response, abort
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires
from rtc_app.access.permissions import Permission
from rtc_app.campaigns import queries as campaigns
from rtc_app.campaigns.reporting import report_facts
from rtc_app.interchange.campaign_workbook import workbook_of
from rtc_app.interchange.views.blueprint import bp
from rtc_app.needs.models import Campaign

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/rtc/bevragingen/<int:campaign_id>.xlsx")
@requires(Permission.RUN_CAMPAIGNS, on=Campaign)
def download_campaign(campaign: Campaign) -> ResponseReturnValue:
    """The report of a campaign to reckon with; nothing before it is published."""
    report = campaigns.report_of(campaign.id)
    if report is None:
        abort(404)
    headers = {"Content-Disposition": f'attachment; filename="bevraging-{campaign.id}.xlsx"', "Cache-Control": "private, no-cache"}
    return Response(workbook_of(report_facts(campaign, report)), mimetype=_XLSX, headers=headers)
