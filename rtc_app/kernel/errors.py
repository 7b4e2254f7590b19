"""The one exception for a broken rule. Pages for errors are in error_pages."""


class RuleViolation(Exception):  # noqa: N818 - it names what happened, not a fault of the program
    """A rule of the trade was broken: `message` says in Dutch what to do, `field` names the form field if there is one."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
