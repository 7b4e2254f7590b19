"""which fields each criterion judges, and on which content each judgement was given; hashes of content that ignore repairs of the text"""

import hashlib
import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

TEXTS = (
    "title",
    "summary",
    "programme",
    "vision",
    "audience",
    "prior_ict",
    "prior_application",
    "software_after",
    "platform",
    "platform_manual",
    "materials_participants",
    "materials_rtc",
    "material_licence",
    "self_study",
    "price_training",
    "price_software",
    "price_equipment",
    "partner",
)
LISTS = ("outcomes", "examples", "grades", "required_materials")
SCHEMES = (
    "studiegebied",
    "niveau",
    "onderwijsvorm",
    "finaliteit",
    "thema",
    "tool",
    "eindterm",
    "digcompedu",
    "leervorm",
    "nazorg",
)
MARKS = re.compile(r"(?<!\d)[.,;:!?'\"‘’“”«»()\[\]…–—-]|[.,;:!?'\"‘’“”«»()\[\]…–—-](?!\d)")


def upgrade():
    op.add_column("criterion", sa.Column("judges", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("criterion", sa.Column("shows", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("judgement", sa.Column("fingerprint", sa.Text(), nullable=False, server_default=""))
    op.add_column("judgement", sa.Column("carried_from", sa.Integer(), nullable=True))
    hash_anew(op.get_bind())


def downgrade():
    # Old and new hashes differ: after going back, a training that is edited asks for a new decision.
    op.drop_column("judgement", "carried_from")
    op.drop_column("judgement", "fingerprint")
    op.drop_column("criterion", "shows")
    op.drop_column("criterion", "judges")


def hash_anew(connection):
    """What was accepted stays accepted: the hash is another one, the content is not."""
    names = ("id", "provider_id", "content_hash", "accepted_hash", *TEXTS)
    table = sa.table("training", *map(sa.column, names), *(sa.column(name, sa.JSON()) for name in LISTS))
    rounds = sa.table("assessment", sa.column("training_id"), sa.column("content_hash"))
    tags, trainers = tags_of(connection), trainers_of(connection)
    for row in connection.execute(sa.select(table)).mappings().all():
        new = content_hash(row, tags.get(row["id"], []), trainers.get(row["id"], []))
        old = row["content_hash"]
        values = {"content_hash": new} | ({"accepted_hash": new} if row["accepted_hash"] == old else {})
        connection.execute(sa.update(table).where(table.c.id == row["id"]).values(values))
        same = (rounds.c.training_id == row["id"]) & (rounds.c.content_hash == old)
        connection.execute(sa.update(rounds).where(same).values(content_hash=new))


def tags_of(connection):
    found = {}
    query = sa.text(
        "SELECT t.training_id, s.code, c.code, t.meaning FROM training_tag t "
        "JOIN concept c ON c.id = t.concept_id JOIN concept_scheme s ON s.id = c.scheme_id"
    )
    for training_id, scheme, code, meaning in connection.execute(query):
        found.setdefault(training_id, []).append((scheme, f"{code} {plain(meaning or '')}".strip()))
    return found


def trainers_of(connection):
    found = {}
    query = sa.text("SELECT x.training_id, t.code FROM training_trainer x JOIN trainer t ON t.id = x.trainer_id")
    for training_id, code in connection.execute(query):
        found.setdefault(training_id, []).append(code)
    return found


def content_hash(row, tags, trainers):
    content = {name: [words] if (words := plain(row[name] if row[name] is not None else "")) else [] for name in TEXTS}
    for name in LISTS:
        parts = (f"{part['name']} {part['can_borrow']}" if isinstance(part, dict) else part for part in row[name])
        content[name] = [words for words in map(plain, parts) if words]
    for scheme in SCHEMES:
        content[scheme] = sorted(words for name, words in tags if name == scheme)
    content |= {"trainers": sorted(trainers), "provider": [str(row["provider_id"])]}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def plain(value):
    text = unicodedata.normalize("NFC", str(value)).casefold()
    return " ".join(MARKS.sub(" ", text).split())
