"""The key in a mail with which its reader stops mails about suggestions, signed in or not. It opens nothing else."""

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="stop-suggestions")


def mail_token(account_id: int) -> str:
    """The key of one person; it stays good, since mails are read late."""
    return _signer().dumps(account_id)


def account_id_in(token: str) -> int | None:
    """The person of a key, or None when it is not one of ours."""
    try:
        found = _signer().loads(token)
    except BadSignature:
        return None
    return found if isinstance(found, int) else None
