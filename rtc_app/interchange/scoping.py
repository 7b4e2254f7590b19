"""What a person may bring in, read from the database as it is at this moment."""

import sqlalchemy as sa

from rtc_app.accounts.models import Account, Organisation
from rtc_app.catalogue.models import Trainer, Training
from rtc_app.interchange import preview, scope
from rtc_app.interchange.catalogue_check import LISTS
from rtc_app.interchange.catalogue_export import Selection, current_catalogue
from rtc_app.interchange.catalogue_file import CatalogueFile
from rtc_app.interchange.problems import PlaceWords, Problem, refuse
from rtc_app.kernel.database import db


def selection_of(actor: Account) -> Selection | None:
    """What a person takes out: everything for RTC staff, else the own offer."""
    return None if actor.is_rtc_staff else Selection.of_providers(actor.provider_ids)


def refuse_what_is_not_theirs(content: CatalogueFile, actor: Account, words: PlaceWords) -> None:
    """Raise FileRefusedError for everything in the file that this person may not change."""
    before = current_catalogue(Selection.of_file(content), with_assessments=False)
    refuse(problems(content, actor, before), words)


def problems(content: CatalogueFile, actor: Account, before: CatalogueFile) -> list[Problem]:
    """Everything in the file that this person may not change; `before` is what it names, as it is now."""
    return list(scope.problems(content, _scope_of(content, actor, before)))


def _scope_of(content: CatalogueFile, actor: Account, before: CatalogueFile) -> scope.Scope:
    present: dict[str, dict[str, dict[str, object]]] = {name: {} for name in (*LISTS, "sessions")}
    for (kind, code), values in preview.things_of(before).items():
        present[kind][code] = values
    owners = sa.select(Trainer.code, Organisation.code).join(Organisation, Trainer.provider_id == Organisation.id)
    own = sa.select(Organisation.code).where(Organisation.id.in_(actor.provider_ids))
    given = sa.select(Training.code).where(Training.provider_id.in_(actor.provider_ids))
    codes = frozenset(db.session.scalars(own))
    named = frozenset(training.code for training in content.trainings if training.provider in codes)
    return scope.Scope(
        providers=None if actor.is_rtc_staff else codes,
        may_judge=actor.is_assessor,
        present=present,
        trainer_owners=dict(db.session.execute(owners).all()),
        own_trainings=frozenset(db.session.scalars(given)) | named,
    )
