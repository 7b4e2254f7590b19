"""the full-text index over analysed words: FTS5 on SQLite, a weighted tsvector on PostgreSQL"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title, keywords, body, content='search_document', content_rowid='training_id', tokenize='unicode61 remove_diacritics 2')""",
    """CREATE TRIGGER search_index_insert AFTER INSERT ON search_document BEGIN
        INSERT INTO search_index(rowid, title, keywords, body) VALUES (new.training_id, new.title, new.keywords, new.body);
    END""",
    """CREATE TRIGGER search_index_delete AFTER DELETE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, title, keywords, body)
        VALUES ('delete', old.training_id, old.title, old.keywords, old.body);
    END""",
    """CREATE TRIGGER search_index_update AFTER UPDATE ON search_document BEGIN
        INSERT INTO search_index(search_index, rowid, title, keywords, body)
        VALUES ('delete', old.training_id, old.title, old.keywords, old.body);
        INSERT INTO search_index(rowid, title, keywords, body) VALUES (new.training_id, new.title, new.keywords, new.body);
    END""",
)
POSTGRESQL = (
    """ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple', title), 'A') ||
        setweight(to_tsvector('simple', keywords), 'B') ||
        setweight(to_tsvector('simple', body), 'D')) STORED""",
    "CREATE INDEX ix_search_document_vector ON search_document USING gin (vector)",
)


def upgrade():
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRESQL:
        op.execute(statement)


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        for trigger in ("insert", "delete", "update"):
            op.execute(f"DROP TRIGGER search_index_{trigger}")
        op.execute("DROP TABLE search_index")
    else:
        op.execute("DROP INDEX ix_search_document_vector")
        op.execute("ALTER TABLE search_document DROP COLUMN vector")
