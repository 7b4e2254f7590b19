"""Dividing the work: rounds that nobody took go to the assessors with the least on their desk."""

from datetime import datetime

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import flush
from rtc_app.quality import queries
from rtc_app.quality.rules import shares
from rtc_app.quality.service.judging import put_on_desk


def distribute(*, actor: Account, at: datetime) -> int:  # noqa: ARG001 - every verb says who
    """Give each round that nobody took to an assessor who may judge it, most urgent first; returns how many were given."""
    people = {person.id: person for person in queries.assessors()}
    waiting = queries.unclaimed(at)
    barred = [(a.id, queries.barred(a, people.values())) for a in waiting]
    given = shares(barred, queries.desk_loads(people))
    for assessment in waiting:
        if assessment.id in given:
            put_on_desk(assessment, people[given[assessment.id]], at)
    flush()
    return len(given)
