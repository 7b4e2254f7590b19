"""What the web server starts: the application, after a look at what production must not have."""

import gc

from rtc_app import create_app
from rtc_app.accounts.service import refuse_demo_accounts
from rtc_app.kernel.database import close_connections, release

application = create_app()
with application.app_context():
    if not application.config["DEMO_MODE"]:
        refuse_demo_accounts()
    # Server processes forked from this one must not share its connection.
    release()
    close_connections()
# A page makes thousands of objects that are gone with it: looking for cycles after every 700, as is usual, costs a fifth.
gc.set_threshold(100_000, 50, 100)
