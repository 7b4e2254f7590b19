"""interviews, needs for which matching finds nothing, and the channel of news"""

from alembic import op
import sqlalchemy as sa


revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

KIND = sa.Enum("survey", "interview", name="questionnairekind", native_enum=False, length=30)
CHANNEL = sa.Enum("mail", "site", "none", name="newschannel", native_enum=False, length=30)


def upgrade():
    # Not in a batch: SQLite would build the table anew, which the rows that point to it forbid.
    op.add_column("questionnaire", sa.Column("kind", KIND, nullable=False, server_default="survey"))
    op.add_column("profile_adjustment", sa.Column("news", CHANNEL, nullable=True))
    op.add_column("profile_adjustment", sa.Column("site_since", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE profile_adjustment SET news = 'mail' WHERE mail_since IS NOT NULL")

    op.create_table(
        "interview",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("questionnaire_id", sa.Integer(), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("interviewer_id", sa.Integer(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(code IS NULL) = (started_at IS NOT NULL)", name=op.f("ck_interview_code")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_interview_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["interviewer_id"], ["account.id"], name=op.f("fk_interview_interviewer_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["questionnaire_id"], ["questionnaire.id"], name=op.f("fk_interview_questionnaire_id_questionnaire")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview")),
        sa.UniqueConstraint("code", name=op.f("uq_interview_code")),
    )
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_interview_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_interview_interviewer_id"), ["interviewer_id"], unique=False)
    op.create_table(
        "interview_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("interview_id", sa.Integer(), nullable=False),
        sa.Column("question_code", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interview.id"], name=op.f("fk_interview_answer_interview_id_interview"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_answer")),
        sa.UniqueConstraint("interview_id", "question_code", name=op.f("uq_interview_answer_interview_id_question_code")),
    )
    op.create_table(
        "unmet_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("need", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("study_area", sa.Text(), nullable=True),
        sa.Column("province", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unmet_group")),
    )


def downgrade():
    op.drop_table("unmet_group")
    op.drop_column("profile_adjustment", "site_since")
    op.drop_column("profile_adjustment", "news")
    op.drop_table("interview_answer")
    with op.batch_alter_table("interview", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_interview_interviewer_id"))
        batch_op.drop_index(batch_op.f("ix_interview_account_id"))
    op.drop_table("interview")
    op.execute("DELETE FROM question WHERE section_id IN (SELECT s.id FROM section s JOIN questionnaire q ON q.id = s.questionnaire_id WHERE q.kind = 'interview')")
    op.execute("DELETE FROM section WHERE questionnaire_id IN (SELECT id FROM questionnaire WHERE kind = 'interview')")
    op.execute("DELETE FROM questionnaire WHERE kind = 'interview'")
    op.drop_column("questionnaire", "kind")
