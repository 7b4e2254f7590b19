"""The only source of now; wall time in Brussels and instants in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")


def now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The date on a wall calendar in Brussels."""
    return now().astimezone(BRUSSELS).date()


def to_utc(wall_time: datetime) -> datetime:
    """The instant of a naive wall time in Brussels; of the hour that occurs twice in autumn, the first."""
    return wall_time.replace(tzinfo=BRUSSELS).astimezone(UTC)


def to_wall_time(instant: datetime) -> datetime:
    """The naive wall time in Brussels of an aware instant."""
    return instant.astimezone(BRUSSELS).replace(tzinfo=None)
