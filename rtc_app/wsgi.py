"""What the web server starts: the application, after a look at what production must not have."""

from rtc_app import create_app
from rtc_app.accounts.service import refuse_demo_accounts
from rtc_app.kernel.database import db, release

application = create_app()
with application.app_context():
    if not application.config["DEMO_MODE"]:
        refuse_demo_accounts()
    # Server processes forked from this one must not share its connection.
    release()
    db.engine.dispose()
