"""The versions of the kwaliteitskader: which one is in force on a day, and what a draft changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, selectinload

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality.models import Assessment, Criterion, CriterionGroup, Framework
from rtc_app.quality.rules import CriterionRule, Published, VersionState, in_force, version_state

_FRAMEWORKS = sa.select(Framework).options(
    selectinload(Framework.groups).selectinload(CriterionGroup.criteria), selectinload(Framework.checklist)
)
#: What an administrator may change of a criterion: the order in which a difference is told.
EDITABLE = ("is_active", "text", "note", "applies_when", "severity", "evidence", "mapping")
#: The same of a version as a whole.
CHOICES = ("title", "validity_months", "thresholds")


def framework_on(day: date) -> Framework:
    """The version of the kwaliteitskader in force on a day, with its groups, criteria and checklist."""
    return db.session.scalars(_FRAMEWORKS.where(Framework.version == in_force(_published(), day))).one()


def current_framework() -> Framework:
    """The version in force today, with its groups, criteria and checklist."""
    return framework_on(clock.today())


def framework_with(framework_id: int) -> Framework:
    """One version of the kwaliteitskader, with its groups, criteria and checklist."""
    return db.session.scalars(_FRAMEWORKS.where(Framework.id == framework_id)).one()


def published_version(version: int) -> Framework | None:
    """A published version by its number; None for a draft."""
    return db.session.scalar(_FRAMEWORKS.where(Framework.version == version, Framework.published_at.is_not(None)))


def version_with(number: int) -> Framework | None:
    """A version by its number, draft or not."""
    return db.session.scalar(_FRAMEWORKS.where(Framework.version == number))


def newest_published() -> Framework | None:
    """The published version with the highest number, in force or planned; None before the reference data are loaded."""
    return db.session.scalar(_FRAMEWORKS.where(Framework.published_at.is_not(None)).order_by(Framework.version.desc()).limit(1))


def _published() -> list[Published]:
    query = sa.select(Framework.version, Framework.valid_from).where(Framework.published_at.is_not(None))
    return [Published(version, valid_from) for version, valid_from in db.session.execute(query)]


def every_criterion_of(framework: Framework) -> list[Criterion]:
    """Every criterion of a version, in order, also those it no longer asks."""
    return [criterion for group in framework.groups for criterion in group.criteria]


def criteria_of(framework: Framework) -> list[Criterion]:
    """The criteria on which a version judges, in order."""
    return [criterion for criterion in every_criterion_of(framework) if criterion.is_active]


def groups_of(framework: Framework) -> list[tuple[CriterionGroup, list[Criterion]]]:
    """Groups with the criteria on which a version judges, in order; a group without any is left out."""
    found = ((group, [criterion for criterion in group.criteria if criterion.is_active]) for group in framework.groups)
    return [(group, criteria) for group, criteria in found if criteria]


def rule_of(criterion: Criterion) -> CriterionRule:
    """A criterion as the rules know it."""
    return CriterionRule(criterion.code, criterion.severity, tuple(criterion.applies_when), criterion.same_as, tuple(criterion.judges))


def criteria_by_code(framework: Framework, wanted: Iterable[str]) -> dict[str, Criterion]:
    """The named criteria; raises KeyError for one that the framework does not have."""
    known = {criterion.code: criterion for criterion in every_criterion_of(framework)}
    return {code: known[code] for code in wanted}


def draft_criterion(framework: Framework, code: str) -> Criterion | None:
    """One criterion of a version; None when it has none with that code."""
    return next((criterion for criterion in every_criterion_of(framework) if criterion.code == code), None)


def asks_the_same(criterion: Criterion, other: Criterion) -> bool:
    """Whether a judgement on a criterion of one version speaks for that of another: same words, guidance and content judged."""
    return (criterion.code, criterion.text, criterion.note, criterion.judges) == (other.code, other.text, other.note, other.judges)


def codes_of_every_version() -> frozenset[str]:
    """Codes of the criteria that each published version has, so that a decision of any day may name them."""
    query = (
        sa.select(Criterion.code)
        .join(CriterionGroup, CriterionGroup.id == Criterion.group_id)
        .join(Framework, Framework.id == CriterionGroup.framework_id)
        .where(Framework.published_at.is_not(None))
        .group_by(Criterion.code)
        .having(sa.func.count() == sa.select(sa.func.count(Framework.id)).where(Framework.published_at.is_not(None)).scalar_subquery())
    )
    return frozenset(db.session.scalars(query))


def codes_ever(group_code: str) -> frozenset[str]:
    """Codes of the criteria that a group had in any version, draft or published."""
    query = sa.select(Criterion.code).join(CriterionGroup, CriterionGroup.id == Criterion.group_id)
    return frozenset(db.session.scalars(query.where(CriterionGroup.code == group_code)))


@dataclass(frozen=True)
class Version:
    """A version in the list of all: its state, and how many rounds were or are judged with it."""

    framework: Framework
    state: VersionState
    rounds: int


def versions() -> list[Version]:
    """Every version, newest first."""
    today, published = clock.today(), _published()
    current = in_force(published, today) if published else 0
    counted = sa.select(Assessment.framework_id, sa.func.count()).group_by(Assessment.framework_id)
    rounds: dict[int, int] = {row[0]: row[1] for row in db.session.execute(counted)}
    by_number = {one.version: one for one in published}
    query = sa.select(Framework).options(joinedload(Framework.published_by)).order_by(Framework.version.desc())
    return [
        Version(found, version_state(by_number.get(found.version), current, today), rounds.get(found.id, 0))
        for found in db.session.scalars(query)
    ]


@dataclass(frozen=True)
class Difference:
    """One thing that differs between two versions: of a criterion, or of the version as a whole when `code` is empty."""

    code: str
    name: str
    before: object
    after: object


def differences(base: Framework, draft: Framework) -> list[Difference]:
    """What a draft changes to the version it was copied from, criterion by criterion; choices for the whole come first.

    A criterion that the version did not have is one difference, named `is_new`.
    """
    found = [Difference("", name, getattr(base, name), getattr(draft, name)) for name in CHOICES]
    known = {criterion.code: criterion for criterion in every_criterion_of(base)}
    for criterion in every_criterion_of(draft):
        before = known.get(criterion.code)
        if before is None:
            found.append(Difference(criterion.code, "is_new", None, criterion.text))
            continue
        found += [Difference(criterion.code, name, getattr(before, name), getattr(criterion, name)) for name in EDITABLE]
    return [one for one in found if one.before != one.after]
