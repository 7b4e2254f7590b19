"""four eyes, questions to the provider and the history of each round; when the file of a provider changed"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

KINDS = ("eerste beoordeling", "opnieuw ingediend", "herbeoordeling", "dossier gewijzigd", "bezwaar")
VERDICTS = ("ok", "deels", "nok", "nvt")
EVENTS = (
    "ingediend",
    "opgenomen",
    "oordeel",
    "heropend",
    "vraag",
    "antwoord",
    "voorgelegd",
    "teruggestuurd",
    "beslist",
    "afspraak opgelost",
)


def upgrade():
    kind = sa.Enum(*KINDS, native_enum=False, length=30)
    op.add_column("assessment", sa.Column("kind", kind, nullable=False, server_default=KINDS[0]))
    op.add_column("assessment", sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=True))
    # Written out: Alembic would make the whole table anew on SQLite, and dropping the old one deletes what hangs on it.
    op.execute(
        "ALTER TABLE assessment ADD COLUMN decided_by_id INTEGER "
        "CONSTRAINT fk_assessment_decided_by_id_account REFERENCES account (id)"
    )
    op.add_column("provider_profile", sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "criterion_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("answered_at IS NULL OR sent_at IS NOT NULL", name=op.f("ck_criterion_question_answered_after_sent")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_criterion_question_assessment_id_assessment"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_criterion_question_criterion_id_criterion")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["account.id"], name=op.f("fk_criterion_question_asked_by_id_account")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["account.id"], name=op.f("fk_criterion_question_answered_by_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_criterion_question")),
    )
    op.create_index(op.f("ix_criterion_question_assessment_id"), "criterion_question", ["assessment_id"])
    op.create_table(
        "assessment_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assessment_id", sa.Integer(), nullable=False),
        sa.Column("criterion_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Enum(*EVENTS, native_enum=False, length=30), nullable=False),
        sa.Column("verdict", sa.Enum(*VERDICTS, native_enum=False, length=30), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["assessment.id"],
            name=op.f("fk_assessment_event_assessment_id_assessment"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["criterion_id"], ["criterion.id"], name=op.f("fk_assessment_event_criterion_id_criterion")),
        sa.ForeignKeyConstraint(["actor_id"], ["account.id"], name=op.f("fk_assessment_event_actor_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_event")),
    )
    op.create_index(op.f("ix_assessment_event_assessment_id"), "assessment_event", ["assessment_id"])


def downgrade():
    op.drop_table("assessment_event")
    op.drop_table("criterion_question")
    op.drop_column("provider_profile", "changed_at")
    op.drop_column("assessment", "decided_by_id")
    op.drop_column("assessment", "proposed_at")
    op.drop_column("assessment", "kind")
