"""What the pages of the kwaliteitskader show."""

from rtc_app.quality.queries.checklist import checklist_of
from rtc_app.quality.queries.content import FIELDS, FILE_FIELDS, JudgedContent, content_of, label_of
from rtc_app.quality.queries.offer import OwnTraining, own_training
from rtc_app.quality.queries.overview import OfferFilter, offer_page
from rtc_app.quality.queries.reopening import fingerprints, outdated, reopened_by, to_look_at_again
from rtc_app.quality.queries.rounds import (
    Queue,
    Waiting,
    applicable_rules,
    codes,
    conditions_of,
    criteria_by_code,
    criteria_of,
    current_framework,
    framework_with,
    imported_assessments,
    last_round,
    latest_assessment,
    load_content,
    open_assessment,
    opinions_of,
    provider_addresses,
    queue,
    rounds_of,
    rule_of,
)
from rtc_app.quality.queries.workspace import Item, Workspace, workspace

__all__ = [
    "FIELDS",
    "FILE_FIELDS",
    "Item",
    "JudgedContent",
    "OfferFilter",
    "OwnTraining",
    "Queue",
    "Waiting",
    "Workspace",
    "applicable_rules",
    "checklist_of",
    "codes",
    "conditions_of",
    "content_of",
    "criteria_by_code",
    "criteria_of",
    "current_framework",
    "fingerprints",
    "framework_with",
    "imported_assessments",
    "label_of",
    "last_round",
    "latest_assessment",
    "load_content",
    "offer_page",
    "open_assessment",
    "opinions_of",
    "outdated",
    "own_training",
    "provider_addresses",
    "queue",
    "reopened_by",
    "rounds_of",
    "rule_of",
    "to_look_at_again",
    "workspace",
]
