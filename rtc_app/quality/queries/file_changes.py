"""Which decisions rest on a part of a provider's file that says something else now (QA-05).

A decision keeps a hash of each field of the file that one of its criteria judges. What is asked here touches many trainings at
once and answers in a fixed number of queries.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from rtc_app.catalogue.content import hash_of, plain
from rtc_app.catalogue.models import ProviderProfile, Trainer, Training, training_trainer
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, Declaration
from rtc_app.quality.queries.content import FILE_FIELDS
from rtc_app.quality.queries.rounds import applicable_rules

#: Field of the file → hash of what it says.
Hashes = Mapping[str, str]


def file_rested_on(assessment: Assessment) -> dict[str, str]:
    """Hashes of what the provider's file says now, of the fields that a criterion of this round judges."""
    rested = {name for rule in applicable_rules(assessment) for name in rule.judges if name in FILE_FIELDS}
    training = assessment.training
    now = _File.read([training.provider_id], sa.select(sa.literal(training.id))).hashes(training.provider_id, training.id)
    return {name: now[name] for name in FILE_FIELDS if name in rested}


def with_changed_file(condition: sa.ColumnElement[bool], limit: int) -> list[int]:
    """The first trainings under a condition whose last decision rests on something that the file does not say any more.

    A decision of which nobody noted what it rests on counts as resting on all of it.
    """
    newest = sa.select(Assessment.training_id, sa.func.max(Assessment.round).label("round")).where(Assessment.outcome.is_not(None))
    latest = newest.group_by(Assessment.training_id).subquery()
    # Under another name, since the condition may ask something of rounds itself.
    decided = aliased(Assessment)
    query = (
        sa.select(Training.id, Training.provider_id, decided.file_seen)
        .join(latest, latest.c.training_id == Training.id)
        .join(decided, sa.and_(decided.training_id == Training.id, decided.round == latest.c.round))
        .where(condition)
        .order_by(Training.accepted_until, Training.id)
    )
    rows = db.session.execute(query).all()
    if not rows:
        return []
    file = _File.read({row.provider_id for row in rows}, sa.select(Training.id).where(condition))
    return [row.id for row in rows if _is_outdated(row.file_seen, file.hashes(row.provider_id, row.id))][:limit]


def _is_outdated(seen: Hashes | None, now: Hashes) -> bool:
    return seen is None or any(now[name] != stamp for name, stamp in seen.items())


@dataclass(frozen=True)
class _File:
    """What the files of some providers say: for all their trainings, and per training of its trainers."""

    of_provider: Mapping[int, Hashes]
    of_training: Mapping[int, Hashes]

    def hashes(self, provider_id: int, training_id: int) -> dict[str, str]:
        return {**self.of_provider[provider_id], **self.of_training.get(training_id, _NO_TRAINERS)}

    @classmethod
    def read(cls, provider_ids: Iterable[int], training_ids: sa.Select[int]) -> "_File":
        return cls(_provider_hashes(list(provider_ids)), _trainer_hashes(training_ids))


def _provider_hashes(provider_ids: Sequence[int]) -> dict[int, Hashes]:
    profiles = sa.select(ProviderProfile).where(ProviderProfile.organisation_id.in_(provider_ids))
    known = {profile.organisation_id: profile for profile in db.session.scalars(profiles)}
    declared: dict[int, list[str]] = {}
    for declaration in db.session.scalars(sa.select(Declaration).where(Declaration.provider_id.in_(provider_ids))):
        declared.setdefault(declaration.provider_id, []).append(declaration.in_words())
    found: dict[int, Hashes] = {}
    for provider_id in provider_ids:
        profile = known.get(provider_id)
        words = [profile.declaration or ""] if profile else []
        found[provider_id] = {
            "quality_care": _hash([profile.quality_care or ""] if profile else []),
            "declaration": _hash([*words, *declared.get(provider_id, [])]),
        }
    return found


def _trainer_hashes(training_ids: sa.Select[int]) -> dict[int, Hashes]:
    query = (
        sa.select(training_trainer.c.training_id, Trainer.code, Trainer.teaching_background, Trainer.subject_background)
        .join(Trainer, Trainer.id == training_trainer.c.trainer_id)
        .where(training_trainer.c.training_id.in_(training_ids))
    )
    said: dict[int, list[tuple[str, str, str]]] = {}
    for training_id, code, teaching, subject in db.session.execute(query):
        said.setdefault(training_id, []).append((code, teaching or "", subject or ""))
    return {
        training_id: {
            "teaching": _hash([f"{code} {teaching}" for code, teaching, _ in trainers]),
            "subject": _hash([f"{code} {subject}" for code, _, subject in trainers]),
        }
        for training_id, trainers in said.items()
    }


def _hash(sentences: Iterable[str]) -> str:
    """Repairs of the text and another order change nothing; a sentence without words says nothing."""
    return hash_of({"said": sorted(words for words in map(plain, sentences) if words)})


_NO_TRAINERS: Hashes = {"teaching": _hash([]), "subject": _hash([])}
