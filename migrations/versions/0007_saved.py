"""trainings and searches that a person keeps; a mail that can be stopped with one click"""

from alembic import op
import sqlalchemy as sa


revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "saved_training",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_training_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_saved_training_training_id_training"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "training_id", name=op.f("pk_saved_training")),
    )
    with op.batch_alter_table("saved_training", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_training_training_id"), ["training_id"], unique=False)

    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("rhythm", sa.Enum("daily", "weekly", "paused", name="rhythm", native_enum=False, length=30), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("known_ids", sa.JSON(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_saved_search_account_id_account"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("account_id", "query", name=op.f("uq_saved_search_account_id_query")),
    )
    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.create_index("ix_saved_search_due_at", ["due_at"], unique=False)

    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("unsubscribe_url", sa.Text(), nullable=True))


def downgrade():
    with op.batch_alter_table("outbox_mail", schema=None) as batch_op:
        batch_op.drop_column("unsubscribe_url")

    with op.batch_alter_table("saved_search", schema=None) as batch_op:
        batch_op.drop_index("ix_saved_search_due_at")

    op.drop_table("saved_search")
    with op.batch_alter_table("saved_training", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_saved_training_training_id"))

    op.drop_table("saved_training")
