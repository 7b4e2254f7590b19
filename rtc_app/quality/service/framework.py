"""Bringing the kwaliteitskader into the database; doing it again changes nothing."""

import sqlalchemy as sa

from rtc_app.kernel.database import db
from rtc_app.quality.files import CriterionEntry, FrameworkFile, framework_file
from rtc_app.quality.models import ChecklistPoint, Criterion, CriterionGroup, Framework


def load_framework() -> int:
    """Create or update the version of the file; returns the number of criteria. Judgements keep pointing to the same rows."""
    content = framework_file()
    head = content.framework
    framework = db.session.scalar(sa.select(Framework).where(Framework.version == head.version)) or Framework(version=head.version)
    framework.title, framework.source = head.title, head.source
    framework.valid_from, framework.validity_months = head.valid_from, head.validity_months
    db.session.add(framework)
    _store_groups(framework, content)
    _store_checklist(framework, content)
    db.session.flush()
    return sum(len(group.criteria) for group in content.groups)


def _store_groups(framework: Framework, content: FrameworkFile) -> None:
    known = {group.code: group for group in framework.groups}
    for position, entry in enumerate(content.groups, 1):
        group = known.get(entry.code)
        if group is None:
            group = CriterionGroup(code=entry.code)
            framework.groups.append(group)
        group.label, group.position = entry.label, position
        criteria = {criterion.code: criterion for criterion in group.criteria}
        for place, item in enumerate(entry.criteria, 1):
            criterion = criteria.get(item.code)
            if criterion is None:
                criterion = Criterion(code=item.code)
                group.criteria.append(criterion)
            _store_criterion(criterion, item, place)


def _store_criterion(criterion: Criterion, entry: CriterionEntry, position: int) -> None:
    criterion.text, criterion.position, criterion.level = entry.text, position, entry.level
    criterion.severity, criterion.same_as, criterion.note = entry.severity, entry.same_as, entry.note
    criterion.evidence, criterion.applies_when = list(entry.evidence), list(entry.applies_when)
    criterion.judges, criterion.shows = list(entry.judges), list(entry.shows)
    criterion.mapping = {scheme: [str(code) for code in codes] for scheme, codes in entry.mapping.items()}


def _store_checklist(framework: Framework, content: FrameworkFile) -> None:
    known = {point.code: point for point in framework.checklist}
    for position, entry in enumerate(content.checklist, 1):
        point = known.get(entry.code)
        if point is None:
            point = ChecklistPoint(code=entry.code)
            framework.checklist.append(point)
        point.label, point.position, point.mode, point.rule = entry.label, position, entry.mode, entry.rule
