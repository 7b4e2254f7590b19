"""Imports as their pages show them."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import joinedload, load_only

from rtc_app.accounts.models import Account
from rtc_app.interchange.models import WAITS, CatalogueImport
from rtc_app.interchange.preview import Preview
from rtc_app.kernel.database import db

#: How many imports the history shows.
MOST = 50


def imports_of(actor: Account, at: datetime) -> list[tuple[CatalogueImport, Preview]]:
    """The last files that were carried out or still wait for a yes, newest first: all for RTC staff, one's own for others."""
    columns = (
        CatalogueImport.file_name,
        CatalogueImport.uploaded_at,
        CatalogueImport.reading,
        CatalogueImport.applied_at,
        CatalogueImport.undone_at,
        CatalogueImport.preview,
    )
    query = sa.select(CatalogueImport).options(load_only(*columns), joinedload(CatalogueImport.account))
    query = query.where(sa.or_(CatalogueImport.applied_at.is_not(None), CatalogueImport.uploaded_at >= at - WAITS))
    if not actor.is_rtc_staff:
        query = query.where(CatalogueImport.account_id == actor.id)
    moment = sa.func.coalesce(CatalogueImport.applied_at, CatalogueImport.uploaded_at)
    found = db.session.scalars(query.order_by(moment.desc(), CatalogueImport.id.desc()).limit(MOST))
    return [(done, preview_of(done)) for done in found]


def preview_of(catalogue_import: CatalogueImport) -> Preview:
    """What it changes or changed."""
    return Preview.model_validate(catalogue_import.preview)
