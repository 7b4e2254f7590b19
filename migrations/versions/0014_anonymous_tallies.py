"""campaigns, and the anonymous store: tallies without people"""

from alembic import op
import sqlalchemy as sa


revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("scope", sa.Enum("flanders", "province", "schools", name="campaignscope", native_enum=False, length=30), nullable=False),
        sa.Column("province_id", sa.Integer(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("is_standing", sa.Boolean(), nullable=False),
        sa.Column("reminder_after_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_campaign_days")),
        sa.CheckConstraint("(scope = 'province') = (province_id IS NOT NULL)", name=op.f("ck_campaign_province")),
        sa.ForeignKeyConstraint(["province_id"], ["concept.id"], name=op.f("fk_campaign_province_id_concept")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaign")),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(
            "uq_campaign_standing",
            ["starts_on"],
            unique=True,
            sqlite_where=sa.text("is_standing"),
            postgresql_where=sa.text("is_standing"),
        )

    op.create_table(
        "campaign_school",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("school_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_campaign_school_campaign_id_campaign"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["school_id"], ["organisation.id"], name=op.f("fk_campaign_school_school_id_organisation")),
        sa.PrimaryKeyConstraint("campaign_id", "school_id", name=op.f("pk_campaign_school")),
    )
    op.create_table(
        "participation",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_participation_account_id_account"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_participation_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("campaign_id", "account_id", name=op.f("pk_participation")),
    )
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_participation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "tally",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("question_code", sa.Text(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("within", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_tally_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("campaign_id", "question_code", "group", "within", "option", name=op.f("pk_tally")),
    )


def downgrade():
    op.drop_table("tally")
    with op.batch_alter_table("participation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_participation_account_id"))

    op.drop_table("participation")
    op.drop_table("campaign_school")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_index("uq_campaign_standing", sqlite_where=sa.text("is_standing"), postgresql_where=sa.text("is_standing"))

    op.drop_table("campaign")
