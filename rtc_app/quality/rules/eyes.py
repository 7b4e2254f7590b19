"""Four eyes: who may decide on a round, and who may judge an objection. A one-person RTC may switch it off; that is shown."""

from collections.abc import Collection

from rtc_app.kernel.errors import RuleViolation


def refuse_same_eyes(actor: int, judges: Collection[int]) -> None:
    """Raise RuleViolation when the one who decides is one of those who judged."""
    if actor in judges:
        raise RuleViolation("Je beoordeelde deze opleiding zelf. Een collega neemt de beslissing.")


def refuse_own_decision(actor: int, earlier: Collection[int]) -> None:
    """Raise RuleViolation when an objection comes to somebody who had a hand in the decision it is against."""
    if actor in earlier:
        raise RuleViolation("Dit bezwaar gaat over een beslissing waaraan je meewerkte. Laat het aan een collega.")
