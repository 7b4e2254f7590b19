"""The key in a mail with which its reader stops that mail, signed in or not. It opens nothing else."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer

from rtc_app.saved.models import SavedSearch


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-saved-search")


def mail_token(saved: SavedSearch) -> str:
    """The key of one saved search; it stays good as long as the search exists, since mails are read late."""
    return _signer().dumps(saved.id)


def search_id_in(token: str) -> int | None:
    """The saved search of a key, or None when it is not one of ours."""
    try:
        found = _signer().loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None
