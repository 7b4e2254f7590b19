"""Adding what a person answered to the anonymous store, in the transaction in which it is submitted."""

from dataclasses import asdict
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from rtc_app.catalogue.months import SchoolYear
from rtc_app.kernel import clock
from rtc_app.kernel.database import Base, db
from rtc_app.needs import queries
from rtc_app.needs.models import Campaign, CampaignScope, Participation, Response, Tally
from rtc_app.needs.rules import SOURCES
from rtc_app.needs.tallying import PURPOSE, TallyKey, groups_of, tallies

#: A row has six values, and SQLite once took no more than 999 in one statement.
_ROWS_AT_ONCE = 150


def count(*, response: Response, at: datetime) -> None:
    """Count the answers of a response where its person allows figures about Flanders; once per person and campaign.

    They count in the campaign that asks this person now, or else in the school year. What is counted stays counted:
    nobody can tell whose it was, so a consent that is withdrawn holds for what is submitted afterwards.
    """
    answers = queries.answers_of(response)
    consent = answers.get(SOURCES["consent"], {}).get("value")
    if not isinstance(consent, list) or PURPOSE not in consent:
        return
    on = clock.to_wall_time(at).date()
    campaign = queries.campaign_for(response.account_id, on) or _standing_campaign(on)
    if not _insert_new(Participation, {"campaign_id": campaign.id, "account_id": response.account_id}):
        return
    sections = queries.sections_to_ask(response.questionnaire, is_short=False)
    questions = [question for section in sections for question in section.questions]
    groups = groups_of(answers, queries.provinces_of(response.account_id))
    _add(campaign.id, tallies(questions, answers, groups, queries.counting_vocabulary()))


def _standing_campaign(on: date) -> Campaign:
    """The campaign that holds what is submitted in a school year outside any other; made when it is first needed."""
    begins = on.year if on.month >= 9 else on.year - 1
    first, last = date(begins, 9, 1), date(begins + 1, 8, 31)
    values = {
        "title": f"Doorlopend, schooljaar {SchoolYear(begins)}",
        "purpose": "Wie zijn noden buiten een bevraging om invult, telt hier mee.",
        "scope": CampaignScope.FLANDERS,
        "starts_on": first,
        "ends_on": last,
        "is_standing": True,
    }
    query = sa.select(Campaign).where(Campaign.is_standing, Campaign.starts_on == first)
    found = db.session.scalar(query)
    if found is None:
        _insert_new(Campaign, values)
        found = db.session.scalars(query).one()
    return found


def _insert_new(table: type[Base], values: dict[str, object]) -> bool:
    """Whether a row was new; one that is there already stays as it is, also when another transaction just made it."""
    query = _insert(table).values(values).on_conflict_do_nothing().returning(sa.literal(1))
    return db.session.scalar(query) is not None


def _add(campaign_id: int, keys: list[TallyKey]) -> None:
    """Add one to each tally. All go in one order, so that two people who submit at once wait for each other and never cross."""
    rows = [{"campaign_id": campaign_id, "people": 1, **_columns(key)} for key in keys]
    for start in range(0, len(rows), _ROWS_AT_ONCE):
        query = _insert(Tally).values(rows[start : start + _ROWS_AT_ONCE])
        columns = list(Tally.__table__.primary_key)
        db.session.execute(query.on_conflict_do_update(index_elements=columns, set_={"people": Tally.people + 1}))


def _columns(key: TallyKey) -> dict[str, str]:
    values = asdict(key)
    return {"question_code": values.pop("question"), **values}


def _insert(table: type[Base]) -> postgresql.Insert | sqlite.Insert:
    """Both databases know INSERT … ON CONFLICT, in the same words but from different modules."""
    return postgresql.insert(table) if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert(table)
