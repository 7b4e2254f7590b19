"""what was suggested to whom, and who wants mail about new suggestions"""

from alembic import op
import sqlalchemy as sa


revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "suggested_training",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("suggested_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_suggested_training_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_suggested_training_training_id_training"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "training_id", name=op.f("pk_suggested_training")),
    )
    with op.batch_alter_table("suggested_training", schema=None) as batch_op:
        batch_op.create_index("ix_suggested_training_account_id_suggested_at", ["account_id", "suggested_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_suggested_training_training_id"), ["training_id"], unique=False)

    with op.batch_alter_table("profile_adjustment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mail_since", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index(batch_op.f("ix_profile_adjustment_mail_since"), ["mail_since"], unique=False)


def downgrade():
    with op.batch_alter_table("profile_adjustment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_profile_adjustment_mail_since"))
        batch_op.drop_column("mail_since")

    with op.batch_alter_table("suggested_training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_suggested_training_training_id"))
        batch_op.drop_index("ix_suggested_training_account_id_suggested_at")

    op.drop_table("suggested_training")
