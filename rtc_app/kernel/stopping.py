"""The keys in mails with which their reader stops that kind of mail, signed in or not (RFC 8058). They open nothing else."""

from dataclasses import dataclass

from flask import current_app
from itsdangerous import BadSignature, URLSafeSerializer


@dataclass(frozen=True)
class StopKeys:
    """The keys of one kind of mail; `kind` keeps the key of one from stopping another."""

    kind: str

    def key_of(self, id_: int) -> str:
        """The key for a person, or for whatever the mails are about; it stays good, since mails are read late."""
        return self._signer().dumps(id_)

    def id_in(self, key: str) -> int | None:
        """What the key is for, or None when it is not one of ours."""
        try:
            found = self._signer().loads(key)
        except BadSignature:
            return None
        return found if isinstance(found, int) else None

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(current_app.config["SECRET_KEY"], salt=self.kind)
