"""Imports as their pages show them."""

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from rtc_app.accounts.models import Account
from rtc_app.interchange.models import CatalogueImport
from rtc_app.interchange.preview import Preview
from rtc_app.kernel.database import db

#: How many imports the history shows.
MOST = 50


def imports_of(actor: Account) -> list[tuple[CatalogueImport, Preview]]:
    """The last imports that were carried out, newest first: all for RTC staff, one's own for others."""
    columns = (CatalogueImport.file_name, CatalogueImport.applied_at, CatalogueImport.undone_at, CatalogueImport.preview)
    query = sa.select(CatalogueImport).options(load_only(*columns), joinedload(CatalogueImport.account))
    query = query.where(CatalogueImport.applied_at.is_not(None))
    if not actor.is_rtc_staff:
        query = query.where(CatalogueImport.account_id == actor.id)
    found = db.session.scalars(query.order_by(CatalogueImport.applied_at.desc(), CatalogueImport.id.desc()).limit(MOST))
    return [(done, preview_of(done)) for done in found]


def preview_of(catalogue_import: CatalogueImport) -> Preview:
    """What it changes or changed."""
    return Preview.model_validate(catalogue_import.preview)
