"""Bringing the first version of the kwaliteitskader into the database; what is published stays as it is."""

from dataclasses import asdict
from datetime import datetime, time

from rtc_app.kernel import clock
from rtc_app.kernel.database import db
from rtc_app.quality import queries
from rtc_app.quality.files import CriterionEntry, FrameworkFile, framework_file, thresholds
from rtc_app.quality.models import ChecklistPoint, Criterion, CriterionGroup, Framework


def load_framework() -> int:
    """Make and publish the version of the file, when no version was published yet; returns the number of criteria in force.

    Later versions are drafted on the site (see `drafting`): a file that changes does not change what was judged by.
    """
    if queries.newest_published() is None:
        framework = _first_version(framework_file())
        db.session.flush()
        framework.published_at = clock.to_utc(datetime.combine(framework.valid_from, time()))
        db.session.flush()
    return len(queries.criteria_of(queries.current_framework()))


def _first_version(content: FrameworkFile) -> Framework:
    """The version of the file; a database from before criteria said what they judge has its rows already, and completes them."""
    head = content.framework
    framework = queries.version_with(head.version) or Framework(version=head.version)
    framework.title, framework.source = head.title, head.source
    framework.valid_from, framework.validity_months = head.valid_from, head.validity_months
    framework.thresholds = asdict(thresholds())
    db.session.add(framework)
    _store_groups(framework, content)
    _store_checklist(framework, content)
    return framework


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
