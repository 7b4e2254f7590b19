"""second, blind assessments of a sample"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

VERDICTS = ("ok", "deels", "nok", "nvt")


def upgrade():
    op.create_table(
        "agreement_sample",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("share_percent", sa.Integer(), nullable=False),
        sa.Column("qualified", sa.JSON(), nullable=False),
        sa.Column("drawn", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("drawn_by_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("share_percent BETWEEN 1 AND 100", name=op.f("ck_agreement_sample_share_is_a_percentage")),
        sa.CheckConstraint("drawn >= 1", name=op.f("ck_agreement_sample_something_was_drawn")),
        sa.ForeignKeyConstraint(["drawn_by_id"], ["account.id"], name=op.f("fk_agreement_sample_drawn_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_sample")),
    )
    op.create_table(
        "second_assessment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sample_id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Integer(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(assessor_id IS NULL) = (taken_at IS NULL)", name=op.f("ck_second_assessment_taken_by_somebody")),
        sa.CheckConstraint("finished_at IS NULL OR taken_at IS NOT NULL", name=op.f("ck_second_assessment_finished_after_taken")),
        sa.ForeignKeyConstraint(["assessor_id"], ["account.id"], name=op.f("fk_second_assessment_assessor_id_account")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_second_assessment_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sample_id"], ["agreement_sample.id"], name=op.f("fk_second_assessment_sample_id_agreement_sample")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_assessment")),
        sa.UniqueConstraint("assessment_id", name=op.f("uq_second_assessment_assessment_id")),
    )
    op.create_index(op.f("ix_second_assessment_assessor_id"), "second_assessment", ["assessor_id"])
    op.create_index(op.f("ix_second_assessment_sample_id"), "second_assessment", ["sample_id"])
    op.create_table(
        "second_judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("second_assessment_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Enum(*VERDICTS, native_enum=False, length=30), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("judged_by_id", sa.Integer(), nullable=False),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_second_judgement_number_from_one")),
        sa.CheckConstraint("verdict = 'ok' OR reason <> ''", name=op.f("ck_second_judgement_reason_unless_met")),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_second_judgement_criterion_id_criterion")),
        sa.ForeignKeyConstraint(["judged_by_id"], ["account.id"], name=op.f("fk_second_judgement_judged_by_id_account")),
        sa.ForeignKeyConstraint(
            ["second_assessment_id"],
            ["second_assessment.id"],
            name=op.f("fk_second_judgement_second_assessment_id_second_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_judgement")),
        sa.UniqueConstraint("second_assessment_id", "number", name=op.f("uq_second_judgement_second_assessment_id_number")),
    )


def downgrade():
    op.drop_table("second_judgement")
    op.drop_table("second_assessment")
    op.drop_table("agreement_sample")
