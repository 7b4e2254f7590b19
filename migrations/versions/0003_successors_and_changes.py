"""why a training was withdrawn and what came in its place; when the offer and each session last changed"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade():
    # Written out: Alembic would make the whole table anew on SQLite, and dropping the old one deletes what hangs on it.
    op.execute(
        "ALTER TABLE training ADD COLUMN successor_id INTEGER "
        "CONSTRAINT fk_training_successor_id_training REFERENCES training (id)"
    )
    op.add_column("training", sa.Column("withdrawn_reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("training_session", sa.Column("revision", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("training_session", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("catalogue_version", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column("catalogue_version", "changed_at")
    op.drop_column("training_session", "changed_at")
    op.drop_column("training_session", "revision")
    op.drop_column("training", "withdrawn_reason")
    op.drop_column("training", "successor_id")
