"""What people do with shared material: propose it, publish it, mend it, take it away."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import sqlalchemy as sa
import yaml

from rtc_app.accounts.models import Account
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.materials import rules
from rtc_app.materials.models import SharedMaterial
from rtc_app.materials.rules import MaterialKind, Terms
from rtc_app.reference import queries as reference

#: How long what was taken away can be put back.
KEPT = timedelta(days=30)


def propose_material(*, values: Mapping[str, str], actor: Account, at: datetime) -> SharedMaterial:
    """Offer material to everybody: what RTC staff offer is published at once, all other waits for them.

    `values` are the fields of the form. Raises RuleViolation when one cannot find or ask for it.
    """
    material = SharedMaterial(proposed_by_id=actor.id, proposed_at=at, published_at=at if actor.is_rtc_staff else None)
    _fill(material, values)
    db.session.add(material)
    flush()
    return material


def edit_material(*, material: SharedMaterial, values: Mapping[str, str]) -> None:
    """Mend what it says. Raises RuleViolation when one cannot find or ask for it."""
    _fill(material, values)
    flush()


def publish_material(*, material: SharedMaterial, at: datetime) -> None:
    """Let visitors see it, also what was taken away before."""
    material.published_at, material.removed_at = material.published_at or at, None
    flush()


def take_material_away(*, material: SharedMaterial, at: datetime) -> None:
    """Nobody sees it any more; a proposal is turned down with it."""
    material.removed_at = material.removed_at or at
    flush()


def forget_removed(*, at: datetime) -> None:
    """Forget for good what was taken away a month ago; until then it can be put back."""
    db.session.execute(sa.delete(SharedMaterial).where(SharedMaterial.removed_at < at - KEPT))


def load_examples(*, at: datetime) -> int:
    """The material of the demonstration, where there is none; returns how many."""
    if db.session.scalar(sa.select(SharedMaterial.id).limit(1)) is not None:
        return 0
    for values in _examples():
        material = SharedMaterial(proposed_at=at, published_at=at, is_example=bool(values.get("is_example")))
        _fill(material, values)
        db.session.add(material)
    flush()
    return len(_examples())


def _fill(material: SharedMaterial, values: Mapping[str, str]) -> None:
    kind = MaterialKind(values["kind"])
    if found := rules.hole(kind, values.get("url", ""), values.get("contact", "")):
        raise RuleViolation(found[1], found[0])
    material.kind, material.terms = kind, Terms(values["terms"])
    material.title, material.summary, material.source = values["title"], values["summary"], values["source"]
    material.url, material.contact = values.get("url", ""), values.get("contact", "")
    material.theme = reference.concept("thema", values.get("theme", ""))
    material.study_area = reference.concept("studiegebied", values.get("study_area", ""))


@cache
def _examples() -> tuple[dict[str, Any], ...]:
    return tuple(yaml.safe_load((Path(__file__).parent / "data" / "examples.yaml").read_text("utf-8")))
