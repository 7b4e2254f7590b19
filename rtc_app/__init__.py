"""The RTC Digitale School: the application factory."""

from flask import Flask
from flask_babel import Babel
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from config import ROOT, Config
from rtc_app import accounts, cli
from rtc_app.access import data_use, gate
from rtc_app.accounts.views import bp as accounts_bp
from rtc_app.campaigns.data_use import report_use
from rtc_app.campaigns.panels import home_panel as campaigns_on_home
from rtc_app.campaigns.views import bp as campaigns_bp
from rtc_app.catalogue.views import bp as catalogue_bp
from rtc_app.documents.views import bp as documents_bp
from rtc_app.enrolment.panels import home_panel as enrolment_on_home
from rtc_app.enrolment.panels import path_panel
from rtc_app.enrolment.views import bp as enrolment_bp
from rtc_app.insight.data_use import gap_use, unmatched_use
from rtc_app.insight.panels import missing_panel
from rtc_app.insight.views import bp as insight_bp
from rtc_app.interchange.views import bp as interchange_bp
from rtc_app.kernel import assets, database, error_pages, headers, logging, panels, templating
from rtc_app.kernel.limits import limiter
from rtc_app.materials.views import bp as materials_bp
from rtc_app.needs.data_use import interview_use, matching_use, reach_use
from rtc_app.needs.panels import fit_panel, news_panel, reach_panel, report_panel
from rtc_app.needs.panels import home_panel as needs_on_home
from rtc_app.needs.views import bp as needs_bp
from rtc_app.pages.views import bp as pages_bp
from rtc_app.quality.panels import checklist_panel, reopens_panel, verdict_panel
from rtc_app.quality.views import bp as quality_bp
from rtc_app.saved.panels import keep_panel, results_panel
from rtc_app.saved.views import bp as saved_bp
from rtc_app.trajectories.data_use import school_use
from rtc_app.trajectories.views import bp as trajectories_bp

BLUEPRINTS = (
    pages_bp,
    accounts_bp,
    catalogue_bp,
    quality_bp,
    enrolment_bp,
    needs_bp,
    saved_bp,
    materials_bp,
    trajectories_bp,
    campaigns_bp,
    insight_bp,
    documents_bp,
    interchange_bp,
)

#: Who adds what to a page of a lower domain: page → makers of panels.
PANELS: dict[str, tuple[panels.PanelMaker, ...]] = {
    "training": (keep_panel, verdict_panel, checklist_panel, fit_panel, reach_panel),
    "results": (results_panel, report_panel),
    "reopens": (reopens_panel,),
    "home": (enrolment_on_home, campaigns_on_home, needs_on_home, news_panel),
    "path": (path_panel,),
    "topic": (missing_panel,),
}

#: Who does what with what people tell about their needs: the ways in which an answer leaves its person, and no other.
DATA_USES = (matching_use, school_use, report_use, gap_use, unmatched_use, reach_use, interview_use)

#: A mail program stops a mail with a bare POST (RFC 8058); the signed key in its address is the proof.
BARE_POSTS = (
    "rtc_app.saved.views.searches.stop_mails",
    "rtc_app.campaigns.views.stop_invitations",
    "rtc_app.needs.views.matches.stop_suggestions",
)


def create_app(config: Config | None = None) -> Flask:
    """The application; without a configuration it reads the environment."""
    config = config or Config.from_environment()
    app = Flask(__name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"), instance_path=str(ROOT / "instance"))
    app.jinja_environment = templating.PageEnvironment
    app.config.from_mapping(config.for_flask())
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    # The order is the way of a request: log, token of the form, transaction, who asks, gate; the way back is the reverse.
    logging.init_app(app)
    headers.init_app(app)
    csrf = CSRFProtect(app)
    database.init_app(app)
    accounts.init_app(app)
    gate.init_app(app)
    assets.init_app(app)
    templating.init_app(app)
    error_pages.init_app(app)
    limiter.init_app(app)
    Babel(app)
    panels.init_app(app, PANELS)
    data_use.init_app(app, DATA_USES)

    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for view in BARE_POSTS:
        csrf.exempt(view)
    cli.init_app(app)
    return app
