"""When a receiver that failed is tried again, and when it is given up. Pure."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_ASKED = timedelta(hours=24)
PATIENCE = timedelta(days=3)


def pause_after(failures: int, chance: float) -> timedelta:
    """How long to wait after so many failures in a row: doubling up to an hour, of which the last half is chance.

    `chance` from 0 up to 1 spreads receivers that fell over together.
    """
    whole = min(FIRST_PAUSE * (1 << min(failures - 1, 20)), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def asked_pause(retry_after: str | None, now: datetime) -> timedelta:
    """What the receiver asked with `Retry-After` (RFC 9110, section 10.2.3): seconds or a moment; at most a day."""
    if not retry_after:
        return timedelta()
    if retry_after.isascii() and retry_after.isdigit():
        return timedelta(seconds=min(int(retry_after[:9]), LONGEST_ASKED.total_seconds()))
    try:
        moment = parsedate_to_datetime(retry_after)
    except ValueError:
        return timedelta()
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(aware - now, timedelta()), LONGEST_ASKED)


def pause_between(rate: int | None) -> timedelta:
    """The time between two events for a receiver that allows so many per minute."""
    return timedelta(minutes=1) / rate if rate else timedelta()
