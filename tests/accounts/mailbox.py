"""What waits in the outbox, as the tests read it."""

import re

import sqlalchemy as sa

from rtc_app.kernel.database import db
from rtc_app.kernel.outbox import OutboxMail


def mails(recipient=None):
    """Mails in the order in which they were written."""
    query = sa.select(OutboxMail).order_by(OutboxMail.id)
    return list(db.session.scalars(query.where(OutboxMail.recipient == recipient) if recipient else query))


def link_in_last_mail(recipient=None):
    """The path of the first link in the newest mail."""
    return re.search(r"http://localhost:8000(/\S*)", mails(recipient)[-1].body)[1]
