"""One transaction per request, the rules of both engines, and what a broken constraint says."""

import sqlite3
from datetime import UTC, datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from flask import abort, redirect
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from rtc_app.access.gate import public
from rtc_app.accounts.models import Account, Organisation, OrganisationKind
from rtc_app.kernel import clock
from rtc_app.kernel.database import UtcDateTime, db, flush, streamed, transaction, violated_constraint
from rtc_app.kernel.errors import RuleViolation
from tests.factories.accounts import make_account
from tests.kernel.outages import end_connections


def add_school():
    db.session.add(Organisation(kind=OrganisationKind.SCHOOL, code="new", name="Nieuw"))
    db.session.flush()


def writing_around_the_session():
    """The statement alone, which nothing but the database can refuse."""
    db.session.connection().execute(sa.insert(Organisation).values(kind=OrganisationKind.SCHOOL, code="new", name="Nieuw"))
    return ""


def is_stored():
    db.session.rollback()
    return db.session.scalar(sa.select(Organisation.id).where(Organisation.code == "new")) is not None


def answering(status):
    def view():
        add_school()
        return redirect("/over", status) if status == 303 else ("", status)

    return view


def failing():
    add_school()
    raise RuntimeError("a fault in the view")


def refusing():
    add_school()
    abort(403)


def breaking_a_rule():
    add_school()
    raise RuleViolation("Dat gaat niet.")


@pytest.mark.parametrize("view", [answering(200), answering(303), writing_around_the_session])
def test_a_post_that_succeeds_is_stored(app, database, make_workshop, view):
    make_workshop(database.url, {"/doe": public(view)}).test_client().post("/doe")
    assert is_stored()


@pytest.mark.parametrize("view", [answering(422), answering(400), answering(500), refusing, breaking_a_rule, failing])
def test_a_post_that_fails_leaves_nothing(app, database, make_workshop, view):
    make_workshop(database.url, {"/doe": public(view)}).test_client().post("/doe")
    assert not is_stored()


@pytest.mark.parametrize("view", [answering(200), writing_around_the_session])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_get_cannot_write(app, database, make_workshop, method, view):
    make_workshop(database.url, {"/doe": public(view)}).test_client().open("/doe", method=method)
    assert not is_stored()


def other_writer_is_refused(database_url):
    """Whether a second connection finds the write lock of SQLite taken."""
    with sqlite3.connect(make_url(database_url).database, isolation_level=None, timeout=0) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        other.execute("ROLLBACK")
    return False


@pytest.mark.parametrize(("method", "locks"), [("POST", True), ("GET", False)])
def test_a_read_in_an_unsafe_request_takes_the_write_lock_at_once(empty_sqlite, make_workshop, method, locks):
    def read():
        db.session.execute(sa.text("SELECT 1"))
        return {"locked": other_writer_is_refused(empty_sqlite)}

    browser = make_workshop(empty_sqlite, {"/lees": public(read)}).test_client()
    assert browser.open("/lees", method=method).json == {"locked": locks}


def test_before_the_view_runs_the_lock_is_already_taken(empty_sqlite, make_workshop):
    browser = make_workshop(empty_sqlite, {"/lees": public(lambda: {"locked": other_writer_is_refused(empty_sqlite)})}).test_client()
    assert browser.post("/lees").json == {"locked": True}


def test_after_the_answer_the_lock_is_free(empty_sqlite, make_workshop):
    make_workshop(empty_sqlite, {"/lees": public(lambda: ("", 422))}).test_client().post("/lees")
    assert not other_writer_is_refused(empty_sqlite)


@pytest.mark.parametrize(("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15000)])
def test_sqlite_is_set_for_safety(empty_sqlite, make_workshop, pragma, value):
    with make_workshop(empty_sqlite).app_context():
        assert db.session.execute(sa.text(f"PRAGMA {pragma}")).scalar() == value


@pytest.mark.parametrize("setting", ["lock_timeout=5000", "timezone=UTC", "jit=off", "max_parallel_workers_per_gather=0"])
def test_postgresql_is_set_for_short_statements(setting):
    from tests.databases import test_config

    options = test_config("postgresql://host/name").for_flask()["SQLALCHEMY_ENGINE_OPTIONS"]
    assert f"-c {setting}" in options["connect_args"]["options"]


def test_after_the_server_ended_every_connection_the_next_page_is_read(app, database):
    for _ in range(2):
        assert db.session.execute(sa.text("SELECT 1")).scalar() == 1
        db.session.rollback()
        end_connections(database)
    assert db.session.execute(sa.text("SELECT 1")).scalar() == 1


COUNT = sa.select(sa.func.count()).select_from(Account)


def test_a_page_that_reads_knows_what_others_committed_before(app, database, make_workshop):
    browser = make_workshop(database.url, {"/tel": public(lambda: {"accounts": db.session.scalar(COUNT)})}).test_client()
    counted = []
    for _ in range(2):
        counted.append(browser.get("/tel").json["accounts"])
        make_account()
        db.session.commit()
    assert counted == [0, 1]


def test_a_page_that_reads_costs_postgresql_no_transaction(app, database, make_workshop, engine):
    def in_transaction():
        connection = db.session.connection()
        connection.execute(COUNT)
        return {"transaction": connection.connection.driver_connection.info.transaction_status.name if engine == "postgresql" else None}

    browser = make_workshop(database.url, {"/lees": public(in_transaction)}).test_client()
    assert browser.get("/lees").json["transaction"] == ("IDLE" if engine == "postgresql" else None)
    assert browser.post("/lees").json["transaction"] == ("INTRANS" if engine == "postgresql" else None)


def test_a_statement_with_small_and_large_numbers_is_prepared_once(app, engine):
    connection = db.session.connection()
    for number in range(10):
        connection.execute(sa.select(Account.id).where(Account.id == 10**number))
    prepared = sa.text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT account.id %'")
    assert (connection.execute(prepared).scalar() if engine == "postgresql" else 1) == 1


def test_rows_are_read_in_turn_in_a_page_that_reads_and_in_a_command(app, database, make_workshop):
    def first_two():
        with streamed(sa.select(Organisation.id).order_by(Organisation.id), 1) as rows:
            return {"ids": [next(rows)[0], next(rows)[0]]}

    browser = make_workshop(database.url, {"/lees": public(first_two)}).test_client()
    assert browser.get("/lees").json == browser.post("/lees").json == first_two()


def test_a_transaction_of_a_command_is_stored_at_its_end(app):
    with transaction():
        add_school()
    assert is_stored()


def test_a_transaction_with_a_fault_leaves_nothing(app):
    def use_case():
        with transaction():
            add_school()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        use_case()
    assert not is_stored()


def account(**values):
    return Account(**({"email": "x@example.org", "name": "X", "password_hash": "", "created_at": clock.now()} | values))


def test_a_broken_constraint_with_words_names_message_and_field(app):
    make_account(email="bezet@example.org")
    db.session.add(account(email="bezet@example.org"))
    with pytest.raises(RuleViolation, match="bestaat al een account") as caught:
        flush()
    assert caught.value.field == "email"


def test_after_a_broken_constraint_the_page_that_says_so_can_still_read(app):
    reader = make_account(email="bezet@example.org", name="Lezer")
    db.session.add(account(email="bezet@example.org"))
    with pytest.raises(RuleViolation):
        flush()
    assert reader.name == "Lezer"


def test_a_broken_constraint_leaves_nothing_of_the_transaction(app):
    make_account(email="bezet@example.org")
    add_school()
    db.session.add(account(email="bezet@example.org"))
    with pytest.raises(RuleViolation):
        flush()
    assert not is_stored()


def test_a_broken_constraint_without_words_is_a_fault_of_ours(app):
    db.session.add(Organisation(kind=OrganisationKind.SCHOOL, code="rtc-limburg", name="Dubbel"))
    with pytest.raises(IntegrityError) as caught:
        flush()
    assert violated_constraint(caught.value) == "uq_organisation_code"


def test_a_broken_check_has_its_name_on_both_engines(app):
    from rtc_app.kernel.database import Base

    checks = [c for table in Base.metadata.tables.values() for c in table.constraints if isinstance(c, sa.CheckConstraint) and c.name]
    assert all(str(check.name).startswith(f"ck_{check.table.name}_") for check in checks)


def test_a_broken_foreign_key_is_refused_on_both_engines(app):
    db.session.add(Organisation(kind=OrganisationKind.SCHOOL, code="x", name="X", province_id=999_999))
    with pytest.raises(IntegrityError):
        flush()


def test_an_instant_comes_back_aware_and_in_utc(app):
    brussels_noon = datetime(2026, 7, 1, 12, tzinfo=clock.BRUSSELS)
    made = make_account(created_at=brussels_noon)
    db.session.expire_all()
    assert (made.created_at, made.created_at.tzinfo) == (datetime(2026, 7, 1, 10, tzinfo=UTC), UTC)


def test_an_instant_without_zone_is_refused(app):
    db.session.add(account(created_at=datetime(2026, 7, 1, 12)))
    with pytest.raises(StatementError, match="time zone"):
        db.session.flush()


def test_the_type_of_instants_lets_nothing_be_nothing():
    instants = UtcDateTime()
    assert instants.process_bind_param(None, None) is None
    assert instants.process_result_value(None, None) is None


def test_an_instant_of_another_zone_is_stored_in_utc():
    east = timezone(timedelta(hours=5))
    assert UtcDateTime().process_bind_param(datetime(2026, 1, 1, 5, tzinfo=east), None) == datetime(2026, 1, 1, tzinfo=UTC)
