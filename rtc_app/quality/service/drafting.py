"""A new version of the kwaliteitskader: drafted as a copy, changed together, published from a date or thrown away."""

import re
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy.orm.attributes import flag_modified

from rtc_app.accounts.models import Account
from rtc_app.catalogue import service as catalogue
from rtc_app.kernel import clock
from rtc_app.kernel.database import db, flush
from rtc_app.kernel.errors import RuleViolation
from rtc_app.quality import queries
from rtc_app.quality.models import ChecklistPoint, Criterion, CriterionGroup, Framework
from rtc_app.quality.rules import Severity, Thresholds, refuse_start, refuse_unsound


class EditedMeanwhile(RuleViolation):
    """A colleague changed the same part of the draft since the page was shown."""


@dataclass(frozen=True)
class CriterionWords:
    """What an administrator may change of a criterion. `mapping` is scheme → codes of its concepts (QA-14)."""

    text: str
    note: str | None
    applies_when: list[str]
    severity: Severity
    evidence: list[str]
    mapping: dict[str, object]
    is_active: bool


@dataclass(frozen=True)
class Choices:
    """What the source leaves open for a version as a whole: RTC's choice (proposal)."""

    title: str
    validity_months: int
    thresholds: Thresholds


def draft_framework() -> Framework:
    """The draft after the newest published version: the one there is, or a copy of that version."""
    base = queries.newest_published()
    if base is None:
        raise RuleViolation("Er is nog geen kwaliteitskader om van te vertrekken. Laad eerst de referentiegegevens.")
    known = queries.version_with(base.version + 1)
    if known is not None:
        return known
    draft = Framework(
        version=base.version + 1,
        title=base.title,
        source=base.source,
        valid_from=base.valid_from,
        validity_months=base.validity_months,
        thresholds=dict(base.thresholds),
        groups=[_copy_group(group) for group in base.groups],
        checklist=[
            ChecklistPoint(code=point.code, label=point.label, position=point.position, mode=point.mode, rule=point.rule)
            for point in base.checklist
        ],
    )
    db.session.add(draft)
    flush()
    return draft


def _copy_group(group: CriterionGroup) -> CriterionGroup:
    criteria = [_copy_criterion(criterion) for criterion in group.criteria]
    return CriterionGroup(code=group.code, label=group.label, position=group.position, criteria=criteria)


def _copy_criterion(criterion: Criterion) -> Criterion:
    skipped = {"id", "group_id", "revision"}
    return Criterion(**{column.key: getattr(criterion, column.key) for column in Criterion.__table__.columns if column.key not in skipped})


def edit_criterion(*, framework: Framework, criterion: Criterion, words: CriterionWords, revision: int) -> None:
    """Change a criterion of a draft from a page that showed it at `revision`.

    Raises EditedMeanwhile when a colleague changed it since, RuleViolation when the draft was published meanwhile.
    """
    lock_draft(framework)
    db.session.refresh(criterion)
    if criterion.revision != revision:
        raise EditedMeanwhile(
            f"Een collega wijzigde {criterion.code} intussen. Wat jij typte, staat hier nog; onder het formulier lees je wat nu bewaard is."
        )
    for name, value in vars(words).items():
        setattr(criterion, name, value)
    if db.session.is_modified(criterion):
        # Whoever is about to publish must notice.
        flag_modified(framework, "title")
    flush()


def add_criterion(*, framework: Framework, group: CriterionGroup, text: str, judges: list[str]) -> Criterion:
    """Put a new criterion at the end of a group of a draft, with a code that no version used; weight and evidence are to choose still."""
    lock_draft(framework)
    numbers = [int(found[1]) for code in queries.codes_ever(group.code) if (found := re.fullmatch(rf"{group.code}\.(\d+)[a-z]?", code))]
    criterion = Criterion(
        code=f"{group.code}.{max(numbers, default=0) + 1}",
        text=text,
        position=max((known.position for known in group.criteria), default=0) + 1,
        evidence=[],
        applies_when=["always"],
        severity=Severity.REPAIRABLE,
        level="provider" if set(judges) & set(queries.FILE_FIELDS) else "training",
        judges=judges,
        shows=[],
        mapping={},
    )
    group.criteria.append(criterion)
    flag_modified(framework, "title")
    flush()
    return criterion


def remove_criterion(*, framework: Framework, criterion: Criterion) -> None:
    """Take a criterion away that only this draft has; one that was published before can be put out of use instead."""
    lock_draft(framework)
    base = queries.newest_published()
    if base is not None and queries.draft_criterion(base, criterion.code) is not None:
        raise RuleViolation("Dit criterium stond in een vorige versie. Laat het niet meer meetellen in plaats van het te verwijderen.")
    criterion.group.criteria.remove(criterion)
    flag_modified(framework, "title")
    flush()


def edit_choices(*, framework: Framework, choices: Choices, revision: int) -> None:
    """Change title, term and numbers of a draft from a page that showed it at `revision`; refused as in `edit_criterion`."""
    lock_draft(framework)
    if framework.revision != revision:
        raise EditedMeanwhile("Een collega wijzigde het ontwerp intussen. Wat jij typte, staat hier nog; lees na wat nu bewaard is.")
    framework.title, framework.validity_months = choices.title, choices.validity_months
    framework.thresholds = asdict(choices.thresholds)
    flush()


def publish_framework(*, framework: Framework, valid_from: date, revision: int, actor: Account, at: datetime) -> None:
    """Put a draft in force from a day on: rounds that start from then use it, earlier ones keep theirs. It never changes again.

    Raises RuleViolation when nothing can be judged with it, for a day that may not be, or when it changed since `revision`.
    """
    lock_draft(framework)
    if framework.revision != revision:
        raise EditedMeanwhile("Een collega wijzigde het ontwerp intussen. Bekijk de gevolgen opnieuw en publiceer daarna.")
    refuse_unsound([queries.rule_of(criterion) for criterion in queries.criteria_of(framework)])
    base = queries.newest_published()
    if base is None or not queries.differences(base, framework):
        raise RuleViolation("Dit ontwerp is gelijk aan de vorige versie. Er valt niets te publiceren.")
    refuse_start(valid_from, clock.to_wall_time(at).date(), base.valid_from)
    framework.valid_from, framework.published_at, framework.published_by_id = valid_from, at, actor.id
    flush()
    # The numbers of the checklist also say what is short and small when trainings are matched.
    catalogue.offer_changed()


def discard_draft(*, framework: Framework) -> None:
    """Throw a draft away; nothing was judged with it."""
    lock_draft(framework)
    db.session.delete(framework)
    flush()


def lock_draft(framework: Framework) -> None:
    """From here on nobody else changes this draft; raises RuleViolation when it was published meanwhile."""
    db.session.refresh(framework, with_for_update=True)
    if framework.published_at is not None:
        raise RuleViolation("Deze versie is intussen gepubliceerd en verandert niet meer. Begin aan een nieuw ontwerp.")
