"""the quality framework has drafts and a published version does not change; what of a provider's file a decision rests on"""

from datetime import UTC, datetime, time

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

#: What held for every version until now.
THRESHOLDS = {"longest_meeting_minutes": 180, "practice_percent": 30, "largest_group": 15, "runs_per_school_year": 2}
#: Table → which frameworks a row of it belongs to; {row} is NEW or OLD.
PARTS = {
    "criterion_group": "{row}.framework_id",
    "checklist_point": "{row}.framework_id",
    "criterion": "(SELECT framework_id FROM criterion_group WHERE id = {row}.group_id)",
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def upgrade():
    op.add_column("framework", sa.Column("thresholds", sa.JSON(), nullable=False, server_default="{}"))
    op.add_column("framework", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("framework", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    # Written out: Alembic would make the whole table anew on SQLite, and what hangs on the old one refuses that.
    op.execute(
        "ALTER TABLE framework ADD COLUMN published_by_id INTEGER "
        "CONSTRAINT fk_framework_published_by_id_account REFERENCES account (id)"
    )
    op.add_column("criterion", sa.Column("is_active", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("criterion", sa.Column("revision", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("assessment", sa.Column("file_seen", sa.JSON(), nullable=True))
    _publish_what_there_is(op.get_bind())
    (_make_sqlite_guards if _is_sqlite() else _make_postgresql_guards)()


def downgrade():
    (_drop_sqlite_guards if _is_sqlite() else _drop_postgresql_guards)()
    op.drop_column("assessment", "file_seen")
    op.drop_column("criterion", "revision")
    op.drop_column("criterion", "is_active")
    op.drop_column("framework", "published_by_id")
    op.drop_column("framework", "revision")
    op.drop_column("framework", "published_at")
    op.drop_column("framework", "thresholds")


def _is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def _publish_what_there_is(connection):
    framework = sa.table(
        "framework",
        sa.column("id"),
        sa.column("valid_from", sa.Date()),
        sa.column("thresholds", sa.JSON()),
        sa.column("published_at", sa.DateTime(timezone=True)),
    )
    # A database from before 0011 never learned what each criterion judges: loading the reference data completes and publishes that.
    unfinished = set(
        connection.scalars(
            sa.text(
                "SELECT framework_id FROM criterion_group JOIN criterion ON criterion.group_id = criterion_group.id "
                "WHERE CAST(judges AS TEXT) = '[]'"
            )
        )
    )
    for row in connection.execute(sa.select(framework.c.id, framework.c.valid_from)).all():
        start = datetime.combine(row.valid_from, time(), UTC)
        values = {"thresholds": THRESHOLDS, "published_at": None if row.id in unfinished else start}
        connection.execute(sa.update(framework).where(framework.c.id == row.id).values(values))


def _make_sqlite_guards():
    refuse = "BEGIN SELECT RAISE(ABORT, 'a published framework does not change'); END"
    for event in ("UPDATE", "DELETE"):
        op.execute(f"CREATE TRIGGER framework_fixed_{event.lower()} BEFORE {event} ON framework WHEN OLD.published_at IS NOT NULL {refuse}")
    for table, framework in PARTS.items():
        for event, rows in ROWS.items():
            of = ", ".join(framework.format(row=row) for row in rows)
            op.execute(
                f"CREATE TRIGGER {table}_fixed_{event.lower()} BEFORE {event} ON {table} "
                f"WHEN EXISTS (SELECT 1 FROM framework WHERE id IN ({of}) AND published_at IS NOT NULL) {refuse}"
            )


def _drop_sqlite_guards():
    for table in ("framework", *PARTS):
        for event in ROWS:
            op.execute(f"DROP TRIGGER IF EXISTS {table}_fixed_{event.lower()}")


def _make_postgresql_guards():
    raising = "RAISE EXCEPTION 'a published framework does not change' USING ERRCODE = 'check_violation', CONSTRAINT = 'framework_fixed'"
    op.execute(
        f"CREATE FUNCTION refuse_fixed_framework() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {raising}; END $$"
    )
    op.execute(
        "CREATE TRIGGER framework_fixed BEFORE UPDATE OR DELETE ON framework FOR EACH ROW "
        "WHEN (OLD.published_at IS NOT NULL) EXECUTE FUNCTION refuse_fixed_framework()"
    )
    for table, framework in PARTS.items():
        # Of a row that is made there is no OLD, of one that goes no NEW: both are null then, and belong to nothing.
        of = ", ".join(framework.format(row=row) for row in ("OLD", "NEW"))
        op.execute(
            f"CREATE FUNCTION refuse_fixed_{table}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF EXISTS (SELECT 1 FROM framework WHERE id IN ({of}) AND published_at IS NOT NULL) THEN {raising}; END IF; "
            "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_fixed_{table}()"
        )


def _drop_postgresql_guards():
    op.execute("DROP TRIGGER framework_fixed ON framework")
    op.execute("DROP FUNCTION refuse_fixed_framework()")
    for table in PARTS:
        op.execute(f"DROP TRIGGER {table}_fixed ON {table}")
        op.execute(f"DROP FUNCTION refuse_fixed_{table}()")
