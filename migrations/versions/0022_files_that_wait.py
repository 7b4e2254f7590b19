"""files of the offer wait for the worker; who wrote a field of a training; where to find more; shared material; the search learned more words"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "lesmateriaal",
    "praktijkvoorbeeld",
    "handleiding",
    "video",
    "software",
    "toestel te leen",
    name="materialkind",
    native_enum=False,
    length=30,
)
TERMS = sa.Enum(
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC BY-NC-SA 4.0",
    "Enkel voor eigen klasgebruik",
    "Zoals de bron zegt",
    "In afspraak",
    name="terms",
    native_enum=False,
    length=30,
)
READING = sa.Enum("waiting", "wanted", "ready", "refused", name="reading", native_enum=False, length=30)


def upgrade():
    with op.batch_alter_table("catalogue_import") as table:
        table.add_column(sa.Column("file", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("reading", READING, nullable=False, server_default="ready"))
        table.add_column(sa.Column("due_at", sa.DateTime(timezone=True), nullable=True))
        table.add_column(sa.Column("tries", sa.Integer(), nullable=False, server_default="0"))
        table.add_column(sa.Column("wanted_by_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_catalogue_import_wanted_by_id_account"), "account", ["wanted_by_id"], ["id"])
        table.add_column(sa.Column("notice", sa.Text(), nullable=False, server_default=""))
        table.add_column(sa.Column("sentences", sa.JSON(), nullable=False, server_default="[]"))
        table.create_index("ix_catalogue_import_reading_due_at", ["reading", "due_at"])
    op.add_column("training", sa.Column("further_links", sa.JSON(), nullable=False, server_default="[]"))
    op.create_table(
        "training_edit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("training_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_training_edit_account_id_account"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["training_id"], ["training.id"], name=op.f("fk_training_edit_training_id_training"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_edit")),
    )
    op.create_index("ix_training_edit_training_id_field", "training_edit", ["training_id", "field"])
    op.create_table(
        "shared_material",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("terms", TERMS, nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("theme_id", sa.Integer(), nullable=True),
        sa.Column("study_area_id", sa.Integer(), nullable=True),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["concept.id"], name=op.f("fk_shared_material_theme_id_concept")),
        sa.ForeignKeyConstraint(["study_area_id"], ["concept.id"], name=op.f("fk_shared_material_study_area_id_concept")),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["account.id"], name=op.f("fk_shared_material_proposed_by_id_account"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shared_material")),
    )
    op.create_index("ix_shared_material_published_at", "shared_material", ["published_at"])
    # Documents made with fewer parts and stems; `flask reference load` writes those that miss.
    op.execute("DELETE FROM search_document")


def downgrade():
    op.drop_table("shared_material")
    op.drop_table("training_edit")
    op.drop_column("training", "further_links")
    with op.batch_alter_table("catalogue_import") as table:
        table.drop_index("ix_catalogue_import_reading_due_at")
        table.drop_constraint(op.f("fk_catalogue_import_wanted_by_id_account"), type_="foreignkey")
        for name in ("sentences", "notice", "wanted_by_id", "tries", "due_at", "reading", "file"):
            table.drop_column(name)
