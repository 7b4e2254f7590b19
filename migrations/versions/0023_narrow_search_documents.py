"""texts of search documents stand apart from their rows on PostgreSQL, so that looking up a word reads few pages"""

from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    # A lookup needs the id of every row it meets and none of its texts; in a row of two kilobytes these came along.
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE search_document SET (toast_tuple_target = 128)")
        _write_anew()


def downgrade():
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE search_document RESET (toast_tuple_target)")
        _write_anew()


def _write_anew():
    """Each row with its texts uncompressed, which makes the server decide again where to keep them."""
    texts = ", ".join(f"ALTER COLUMN {name} TYPE text USING {name} || ''" for name in ("title", "keywords", "core", "body"))
    op.execute(f"ALTER TABLE search_document {texts}")
