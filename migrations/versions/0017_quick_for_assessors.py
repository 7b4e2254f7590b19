"""what was decided last, and what was judged of the same content, found without reading everything"""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_assessment_decided_at", "assessment", ["decided_at"])
    op.create_index("ix_judgement_fingerprint", "judgement", ["fingerprint"])


def downgrade():
    op.drop_index("ix_judgement_fingerprint", "judgement")
    op.drop_index("ix_assessment_decided_at", "assessment")
