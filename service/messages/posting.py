"""The time between going out and arriving: none, but for a letter, which takes one working day. Pure."""

from datetime import datetime

from service.messages.kind import MessageChannel
from service.messages.moments import FIRST_HOUR, OpenDays, at, local

_DAYS = OpenDays()


def ready_to_arrive(channel: MessageChannel, now: datetime) -> datetime:
    """The first moment at which what goes out now can be there."""
    if channel is not MessageChannel.LETTER:
        return now
    return at(next(_DAYS.working_days_after(local(now).date())), FIRST_HOUR)


def goes_out(channel: MessageChannel, arrives: datetime, now: datetime) -> datetime:
    """When something has to go out to be there in time."""
    if channel is not MessageChannel.LETTER:
        return arrives
    return max(now, at(_DAYS.working_day_before(local(arrives).date()), FIRST_HOUR))
