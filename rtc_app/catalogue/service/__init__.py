"""What providers and RTC staff do with the offer."""

from rtc_app.catalogue.service.drafts import discard_draft, duplicate_training
from rtc_app.catalogue.service.findability import (
    accept,
    content_hash,
    end_acceptance,
    offer_changed,
    seats_changed,
    training_changed,
    trainings_changed,
)
from rtc_app.catalogue.service.offering import (
    EDITABLE_FIELDS,
    TAKEN_WORDS,
    add_location,
    add_trainer,
    add_training,
    changes_judged_content,
    describe_provider,
    edit_training,
    hold_training,
    provider_file_changed,
    reinstate,
    slug_of,
    withdraw,
)
from rtc_app.catalogue.service.planning import Moment, add_session, edit_session, repeat_session
from rtc_app.catalogue.service.surroundings import edit_location, edit_trainer, remove_location, remove_trainer
from rtc_app.catalogue.service.synonyms import add_synonym, bring_back_synonym, change_synonym, load_synonyms, remove_synonym

__all__ = [
    "EDITABLE_FIELDS",
    "TAKEN_WORDS",
    "Moment",
    "accept",
    "add_location",
    "add_session",
    "add_synonym",
    "add_trainer",
    "add_training",
    "bring_back_synonym",
    "change_synonym",
    "changes_judged_content",
    "content_hash",
    "describe_provider",
    "discard_draft",
    "duplicate_training",
    "edit_location",
    "edit_session",
    "edit_trainer",
    "edit_training",
    "end_acceptance",
    "hold_training",
    "load_synonyms",
    "offer_changed",
    "provider_file_changed",
    "reinstate",
    "remove_location",
    "remove_synonym",
    "remove_trainer",
    "repeat_session",
    "seats_changed",
    "slug_of",
    "training_changed",
    "trainings_changed",
    "withdraw",
]
