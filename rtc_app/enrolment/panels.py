"""What enrolments add to pages of lower domains: on the home page, one's next session and place in a queue."""

from rtc_app.accounts.models import Account
from rtc_app.enrolment import queries
from rtc_app.kernel import clock
from rtc_app.kernel.panels import Panel


def home_panel(_subject: None, person: Account | None) -> Panel | None:
    """The next session and the places in a queue of the person who reads the home page; nothing for who has none."""
    if person is None:
        return None
    mine = queries.own_enrolments(person.id, clock.now())
    if not mine.upcoming and not mine.waiting:
        return None
    return Panel("mine", "enrolment/_mine.html", mine)
