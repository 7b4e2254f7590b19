"""Two stores: what was counted leads back to nobody, and stays when everything about its person goes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rtc_app.kernel import clock
from rtc_app.kernel.database import Base, UtcDateTime, db, transaction
from rtc_app.needs import service
from rtc_app.needs.models import Campaign, CampaignScope, Participation, Response, Tally
from rtc_app.reference import queries as reference
from tests.factories.accounts import make_account, make_school, make_teacher, save
from tests.factories.needs import answer, make_response


def store():
    """Everything the anonymous store holds."""
    columns = [column for column in Tally.__table__.columns if column.name != "campaign_id"]
    return sorted(tuple(row) for row in db.session.execute(sa.select(*columns)))


def people_who_answered(question, option=""):
    query = sa.select(Tally.people).where(Tally.question_code == question, Tally.group == "", Tally.within == "", Tally.option == option)
    return db.session.scalar(query) or 0


def make_campaign(**values):
    today = clock.today()
    defaults = {"title": "Bevraging", "purpose": "Om te weten.", "scope": CampaignScope.FLANDERS, "starts_on": today, "ends_on": today}
    return save(Campaign(**(defaults | values)))


def test_what_is_submitted_with_consent_is_counted_at_once(app):
    make_response(make_teacher(), {"Q3.1": answer("ai")})
    assert people_who_answered("Q3.1", "ai") == 1


@pytest.mark.parametrize("consent", [[], ["matching", "school"]])
def test_without_consent_nothing_is_counted(app, consent):
    make_response(make_teacher(), {"Q3.1": answer("ai")}, consent=consent)
    assert (store(), db.session.scalars(sa.select(Participation)).all()) == ([], [])


def test_what_is_not_submitted_is_not_counted(app):
    make_response(make_teacher(), submitted=False)
    assert store() == []


def test_a_transaction_that_fails_counts_nothing(app):
    response = make_response(make_teacher(), submitted=False)
    service.submit(response=response, at=clock.now())
    db.session.rollback()
    assert (store(), response.submitted_at) == ([], None)


def test_nobody_counts_twice_in_a_school_year(app):
    account = make_teacher()
    for _ in range(2):
        make_response(account, {"Q3.1": answer("ai")})
    service.forget_answers(account=account)
    make_response(account, {"Q3.1": answer("ai")})
    assert people_who_answered("Q3.1") == 1


def test_who_is_asked_by_a_campaign_counts_there_and_not_in_the_school_year(app):
    campaign = make_campaign()
    make_response(make_teacher())
    assert set(db.session.scalars(sa.select(Tally.campaign_id))) == {campaign.id}


@pytest.mark.parametrize("days", [-2, 2])
def test_a_campaign_counts_only_between_its_days(app, days):
    day = clock.today() + timedelta(days=days)
    campaign = make_campaign(starts_on=day, ends_on=day)
    make_response(make_teacher())
    assert campaign.id not in set(db.session.scalars(sa.select(Tally.campaign_id)))


def test_a_campaign_of_a_province_asks_who_works_there(app):
    limburg, antwerpen = (reference.concept("provincie", code) for code in ("limburg", "antwerpen"))
    campaign = make_campaign(scope=CampaignScope.PROVINCE, province=limburg)
    make_response(make_teacher(make_school(province=antwerpen)))
    make_response(make_teacher(make_school(province=limburg)))
    assert [p.campaign_id for p in db.session.scalars(sa.select(Participation))].count(campaign.id) == 1


def test_a_campaign_of_named_schools_asks_who_works_there(app):
    school = make_school()
    campaign = make_campaign(scope=CampaignScope.SCHOOLS, schools=[school])
    make_response(make_teacher())
    make_response(make_teacher(school))
    assert [p.campaign_id for p in db.session.scalars(sa.select(Participation))].count(campaign.id) == 1


def test_a_consent_that_is_withdrawn_holds_from_then_on(app):
    account = make_teacher()
    make_response(account)
    before = store()
    make_campaign()
    make_response(account, consent=[])
    assert store() == before


def test_deleting_the_account_leaves_only_the_tallies(app):
    account = make_teacher()
    make_response(account, {"Q3.1": answer("ai", other="Ik ben Griet uit 3B")})
    before, account_id = store(), account.id
    db.session.execute(sa.text("DELETE FROM account WHERE id = :id"), {"id": account_id})
    db.session.commit()
    assert store() == before
    pointing = [
        column
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if any(key.references(Base.metadata.tables["account"]) for key in column.foreign_keys)
    ]
    assert sum(db.session.scalar(sa.select(sa.func.count()).where(column == account_id)) for column in pointing) == 0
    assert not any("Griet" in str(row) for row in store())


def test_the_store_has_no_place_for_a_person_or_a_moment(app):
    columns = Tally.__table__.columns
    assert {column.name for column in columns} == {"campaign_id", "question_code", "group", "within", "option", "people"}
    assert not any(isinstance(column.type, sa.Date | sa.DateTime | UtcDateTime) for column in columns)
    assert {key.column.table.name for column in columns for key in column.foreign_keys} == {"campaign"}


def test_people_who_submit_at_once_are_all_counted(app):
    """Each in a transaction of its own, the first of the school year among them."""
    responses = [make_response(make_account(), {"Q3.1": answer("ai")}, submitted=False).id for _ in range(6)]
    db.session.remove()

    def submit(response_id):
        with app.app_context():
            with transaction():
                service.submit(response=db.session.get_one(Response, response_id), at=clock.now())
            db.session.remove()

    with ThreadPoolExecutor(len(responses)) as pool:
        list(pool.map(submit, responses))
    assert people_who_answered("Q3.1", "ai") == len(responses)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Campaign)) == 1


SHEETS = st.fixed_dictionaries(
    {"Q1.3": st.sampled_from([{"value": "go"}, {"value": "kov"}])},
    optional={
        "Q1.6": st.lists(st.sampled_from(["bouw", "hout", "auto"]), unique=True).map(lambda codes: answer(*codes)),
        "Q1.8": st.integers(0, 10).map(lambda score: {"value": score}),
        "Q2.3": st.lists(st.sampled_from(["Q2.3.01", "Q2.3.11"]), unique=True).map(lambda codes: answer(*codes)),
        "Q3.1": st.sampled_from(["ai", "arduino"]).map(answer),
    },
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), sheets=st.lists(SHEETS, min_size=2, max_size=4))
def test_the_same_answers_of_others_in_another_order_at_other_moments_leave_the_same_store(app, data, sheets):
    """So nothing in the store depends on who gave which answer, or when: there is nothing to lead back by."""
    # Everything is drawn before anything is stored: an example that is given up halfway would leave rows to the next.
    orders = [sheets, data.draw(st.permutations(sheets))]
    minutes = [[data.draw(st.integers(0, 50)) + number for number in range(len(sheets))] for _ in orders]
    left = []
    for order, ago in zip(orders, minutes, strict=True):
        for sheet, minute in zip(order, ago, strict=True):
            make_response(make_account(), sheet, at=clock.now() - timedelta(minutes=minute))
        left.append(store())
        for table in (Tally, Participation, Response):
            db.session.execute(sa.delete(table))
        db.session.commit()
    assert left[0] == left[1]
