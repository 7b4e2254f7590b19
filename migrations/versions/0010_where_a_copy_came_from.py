"""from which training a copy was made; leertrajecten that are not published yet; whose a place is and what stands there"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade():
    # Written out: Alembic would make the whole table anew on SQLite, and dropping the old one deletes what hangs on it.
    op.execute(
        "ALTER TABLE training ADD COLUMN origin_id INTEGER "
        "CONSTRAINT fk_training_origin_id_training REFERENCES training (id)"
    )
    op.add_column("learning_path", sa.Column("is_published", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.execute(
        "ALTER TABLE location ADD COLUMN provider_id INTEGER "
        "CONSTRAINT fk_location_provider_id_organisation REFERENCES organisation (id)"
    )
    op.add_column("location", sa.Column("equipment", sa.Text(), nullable=False, server_default=""))


def downgrade():
    op.drop_column("location", "equipment")
    op.drop_column("location", "provider_id")
    op.drop_column("learning_path", "is_published")
    op.drop_column("training", "origin_id")
