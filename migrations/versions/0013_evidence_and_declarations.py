"""evidence that providers upload, what they declare, and the confirmation of their file per training"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

DUTIES = ("geen account nodig", "account zonder reclame", "account met reclame")


def upgrade():
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=True),
        sa.Column("criterion_code", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("filename", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_evidence_provider_id_organisation")),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_evidence_training_id_training"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["uploaded_by_id"], ["account.id"], name=op.f("fk_evidence_uploaded_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index("ix_evidence_provider_id_training_id", "evidence", ["provider_id", "training_id"])
    op.create_table(
        "declaration",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("vendor", sa.Text(), nullable=False),
        sa.Column("data_owner", sa.Text(), nullable=False),
        sa.Column("account", sa.Enum(*DUTIES, native_enum=False, length=30), nullable=False),
        sa.Column("personal_data", sa.Text(), nullable=False),
        sa.Column("licence", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["provider_id"], ["organisation.id"], name=op.f("fk_declaration_provider_id_organisation")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_declaration")),
    )
    op.create_index(op.f("ix_declaration_provider_id"), "declaration", ["provider_id"])
    op.create_table(
        "file_confirmation",
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("confirmed_by_id", sa.Integer(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["training_id"], ["training.id"], name=op.f("fk_file_confirmation_training_id_training"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["confirmed_by_id"], ["account.id"], name=op.f("fk_file_confirmation_confirmed_by_id_account")),
        sa.PrimaryKeyConstraint("training_id", name=op.f("pk_file_confirmation")),
    )


def downgrade():
    op.drop_table("file_confirmation")
    op.drop_table("declaration")
    op.drop_table("evidence")
