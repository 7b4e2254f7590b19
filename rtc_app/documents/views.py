"""Documents as PDF."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from rtc_app.access.gate import requires, signed_in_actor
from rtc_app.access.permissions import Permission
from rtc_app.campaigns import files as campaign_files
from rtc_app.campaigns import queries as campaigns
from rtc_app.campaigns.reporting import report_facts
from rtc_app.catalogue.models import Training
from rtc_app.documents import assessment_report, renderer
from rtc_app.documents.attest import attest_of
from rtc_app.documents.own_answers import own_answers_of
from rtc_app.documents.school_trajectory import document_of
from rtc_app.documents.training_sheet import sheet_of
from rtc_app.enrolment.models import Enrolment
from rtc_app.kernel import clock
from rtc_app.kernel.database import release
from rtc_app.kernel.links import absolute_url_for
from rtc_app.needs.models import Campaign
from rtc_app.quality.models import Assessment
from rtc_app.trajectories.models import SchoolTrajectory

bp = Blueprint("documents", __name__)


@bp.get("/attesten/<enrolment_reference>.pdf")
@requires(Permission.KEEP_ENROLMENT, on=Enrolment)
def show_attest(enrolment: Enrolment) -> ResponseReturnValue:
    """The proof that the visitor took part, once attendance has been noted."""
    attest = attest_of(enrolment, clock.to_wall_time(clock.now()))
    return _pdf(renderer.html_of("documents/show_attest.html", attest=attest), f"attest-{attest.reference}.pdf")


@bp.get("/opleidingen/<training_slug>.pdf")
@requires(Permission.VIEW_TRAINING, on=Training)
def show_training_sheet(training: Training) -> ResponseReturnValue:
    """One training on paper, to hang up or hand out."""
    filename = f"{training.slug}.pdf"
    address = absolute_url_for("catalogue.show_training", training_slug=training.slug)
    sheet = sheet_of(training, address, clock.now())
    return _pdf(renderer.html_of("documents/show_training_sheet.html", sheet=sheet), filename)


@bp.get("/beoordelingen/<int:assessment_id>/verslag.pdf")
@requires(Permission.VIEW_ASSESSMENT, on=Assessment)
def show_assessment_report(assessment: Assessment) -> ResponseReturnValue:
    """The report of a decided round on paper; nothing before the decision."""
    report = assessment_report.report_of(assessment)
    if report is None:
        abort(404)
    filename = f"verslag-{assessment.training.slug}-{assessment.round}.pdf"
    address = absolute_url_for("quality.show_verdict", training_slug=assessment.training.slug)
    return _pdf(renderer.html_of("documents/show_assessment_report.html", report=report, address=address), filename)


@bp.get("/mijn-profiel/antwoorden.pdf")
@requires(Permission.ANSWER_NEEDS)
def show_own_answers() -> ResponseReturnValue:
    """Everything one told about needs, on paper (PRO-11)."""
    document = own_answers_of(signed_in_actor(), clock.now())
    return _pdf(renderer.html_of("documents/show_own_answers.html", document=document), "mijn-noden.pdf")


@bp.get("/schooltrajecten/<int:school_trajectory_id>.pdf")
@requires(Permission.PLAN_TRAJECTORY, on=SchoolTrajectory)
def show_school_trajectory(school_trajectory: SchoolTrajectory) -> ResponseReturnValue:
    """The plan of the school on paper."""
    filename = f"schooltraject-{school_trajectory.id}.pdf"
    document = document_of(school_trajectory, clock.now())
    return _pdf(renderer.html_of("documents/show_school_trajectory.html", document=document), filename)


@bp.get("/rtc/bevragingen/<int:campaign_id>.pdf")
@requires(Permission.RUN_CAMPAIGNS, on=Campaign)
def show_campaign_report(campaign: Campaign) -> ResponseReturnValue:
    """The report of a campaign on paper; nothing before it is published."""
    report = campaigns.report_of(campaign.id)
    if report is None:
        abort(404)
    facts = report_facts(campaign, report)
    filename = f"bevraging-{campaign.id}.pdf"
    return _pdf(renderer.html_of("documents/show_campaign_report.html", facts=facts, limits=campaign_files.limits()), filename)


def _pdf(html: str, filename: str) -> Response:
    # The drawing takes a while and needs no database.
    release()
    headers = {"Content-Disposition": f'inline; filename="{filename}"', "Cache-Control": "private, no-cache"}
    return Response(renderer.pdf_from(html), mimetype="application/pdf", headers=headers)
