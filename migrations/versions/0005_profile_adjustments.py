"""what a person says about the profile itself, and trainings set aside"""

from alembic import op
import sqlalchemy as sa


revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "profile_adjustment",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("switched_off", sa.JSON(), nullable=False),
        sa.Column("barriers", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("motivations", sa.JSON(), nullable=False),
        sa.Column("urgency", sa.JSON(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("max_km", sa.Integer(), nullable=True),
        sa.Column("less_of", sa.JSON(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_profile_adjustment_account_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_profile_adjustment")),
    )
    op.create_table(
        "set_aside",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Enum("known", "unwanted", name="setasidereason", native_enum=False, length=30), nullable=False),
        sa.Column("set_aside_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_set_aside_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_set_aside_training_id_training"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "training_id", name=op.f("pk_set_aside")),
    )
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_set_aside_training_id"), ["training_id"], unique=False)


def downgrade():
    with op.batch_alter_table("set_aside", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_set_aside_training_id"))

    op.drop_table("set_aside")
    op.drop_table("profile_adjustment")
