"""what changed of the offer with each number of its version, and the moments at which time changes it"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "offer_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=True),
        sa.Column("is_seats_only", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_offer_change"),
    )
    op.create_index("ix_offer_change_number", "offer_change", ["number"])
    op.create_index("ix_training_accepted_from", "training", ["accepted_from"])
    op.create_index("ix_training_session_deadline_at", "training_session", ["deadline_at"])


def downgrade():
    op.drop_index("ix_training_session_deadline_at", "training_session")
    op.drop_index("ix_training_accepted_from", "training")
    op.drop_table("offer_change")
