"""The only reader of the wall clock. Everything else gets its time as an argument."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def spelled(moment: datetime | None) -> str | None:
    """A moment as it is written outside: in UTC (NL API Design Rules 2.2, date-time/timezone)."""
    if moment is None:
        return None
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def day_of(moment: datetime) -> date:
    """The calendar day of a moment as the law counts it: in Amsterdam."""
    return moment.astimezone(AMSTERDAM).date()


def today() -> date:
    return day_of(now())
