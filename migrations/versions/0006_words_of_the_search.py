"""the search index says in which field a word stands, with a field for the core; other words for words become rows"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

OLD, NEW = ("title", "keywords", "body"), ("title", "keywords", "core", "body")


def upgrade():
    _drop_index()
    # Documents of the old form are of no use; `flask reference load` writes those that miss.
    op.execute("DELETE FROM search_document")
    op.add_column("search_document", sa.Column("core", sa.Text(), nullable=False))
    _make_index(NEW)
    op.create_table(
        "search_synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("term", sa.Text(), nullable=False),
        sa.Column("other", sa.Text(), nullable=False),
        sa.Column("direction", sa.Enum("one_way", "both", name="synonymdirection", native_enum=False, length=30), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("starter", sa.Text(), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_search_synonym_weight_is_a_percentage")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_synonym")),
        sa.UniqueConstraint("starter", name=op.f("uq_search_synonym_starter")),
    )


def downgrade():
    op.drop_table("search_synonym")
    _drop_index()
    op.execute("DELETE FROM search_document")
    with op.batch_alter_table("search_document") as table:
        table.drop_column("core")
    _make_old_index()


def _is_sqlite():
    return op.get_bind().dialect.name == "sqlite"


def _make_index(fields):
    if _is_sqlite():
        _make_fts5(fields)
        return
    vectors = ", ".join(f"to_tsvector('simple', {field})" for field in fields)
    op.execute(f"CREATE INDEX ix_search_document_words ON search_document USING gin ({vectors})")


def _drop_index():
    if _is_sqlite():
        for trigger in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER search_index_{trigger}")
        op.execute("DROP TABLE search_index")
    else:
        op.execute("DROP INDEX IF EXISTS ix_search_document_words")
        op.execute("DROP INDEX IF EXISTS ix_search_document_vector")
        op.execute("ALTER TABLE search_document DROP COLUMN IF EXISTS vector")


def _make_old_index():
    if _is_sqlite():
        _make_fts5(OLD)
        return
    op.execute(
        """ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') ||
        setweight(to_tsvector('simple', keywords), 'B') ||
        setweight(to_tsvector('simple', body), 'D')) STORED"""
    )
    op.execute("CREATE INDEX ix_search_document_vector ON search_document USING gin (vector)")


def _make_fts5(fields):
    names = ", ".join(fields)
    new, old = (", ".join(f"{row}.{field}" for field in fields) for row in ("new", "old"))
    insert = f"INSERT INTO search_index(rowid, {names}) VALUES (new.training_id, {new});"
    delete = f"INSERT INTO search_index(search_index, rowid, {names}) VALUES ('delete', old.training_id, {old});"
    op.execute(
        f"CREATE VIRTUAL TABLE search_index USING fts5({names}, content='search_document', "
        "content_rowid='training_id', tokenize='unicode61 remove_diacritics 2')"
    )
    op.execute(f"CREATE TRIGGER search_index_insert AFTER INSERT ON search_document BEGIN {insert} END")
    op.execute(f"CREATE TRIGGER search_index_delete AFTER DELETE ON search_document BEGIN {delete} END")
    op.execute(f"CREATE TRIGGER search_index_update AFTER UPDATE ON search_document BEGIN {delete} {insert} END")
