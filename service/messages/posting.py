"""The time between going out and arriving: none, but for a letter. Pure.

A letter that misses the print run of the day goes along with the next one; then it takes the delivery days of the post.
Since 1 July 2026 the universal post has two working days, from 1 July 2027 three, and comes from Tuesday to Saturday
(government news item of 19 December 2025; the Staatsblad was not read). A municipality may count with more.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from service.messages.kind import MessageChannel
from service.messages.moments import FIRST_HOUR, MONDAY, SATURDAY, SUNDAY, OpenDays, at, local

LAST_HOUR_OF_THE_RUN = time(16)
_DAYS = OpenDays()
_DAY = timedelta(days=1)
_BEFORE = 1
_DATED = ((date(2026, 7, 1), 2), (date(2027, 7, 1), 3))
"""From when the post has so many working days."""
_LONGEST_WAIT = 30


@dataclass(frozen=True, slots=True)
class PostTimes:
    """How a letter travels: delivery days at most, and the hour until which it goes along the same day."""

    days: int = _DATED[0][1]
    last_hour: time = LAST_HOUR_OF_THE_RUN

    def first_day(self, printed: date) -> date:
        """The first day on which a letter of that day's run can come."""
        return next(_delivery_days(printed))

    def last_day(self, printed: date) -> date:
        """The day by which a letter of that day's run is there."""
        return next(islice(_delivery_days(printed), self.days - 1, None))

    def run_for(self, arrives: date) -> date:
        """The last print run of which a letter is there on or before a day."""
        printed = arrives
        for _ in range(_LONGEST_WAIT):
            printed = _DAYS.working_day_before(printed)
            if self.last_day(printed) <= arrives:
                break
        return printed


def post_times(on: date, own_days: int | None = None) -> PostTimes:
    """The times of the post on a day; `own_days`: more delivery days, by choice of the municipality."""
    return PostTimes(max(universal_days(on), own_days or 0))


def universal_days(on: date) -> int:
    return next((days for since, days in reversed(_DATED) if on >= since), _BEFORE)


def brings_post(day: date) -> bool:
    return day.isoweekday() not in {SUNDAY, MONDAY} and not _DAYS.is_free(day)


def ready_to_arrive(channel: MessageChannel, now: datetime, post: PostTimes) -> datetime:
    """The first moment at which what goes out now is surely there."""
    if channel is not MessageChannel.LETTER:
        return now
    today = local(now)
    in_time = _DAYS.is_working_day(today.date()) and today.time() < post.last_hour
    printed = today.date() if in_time else next(_DAYS.working_days_after(today.date()))
    return at(post.last_day(printed), FIRST_HOUR)


def arrives_from(channel: MessageChannel, leaves: datetime, post: PostTimes) -> datetime:
    """When what leaves at this very moment is surely there; a letter of the print run is of that day's run."""
    if channel is not MessageChannel.LETTER:
        return leaves
    return at(post.last_day(local(leaves).date()), FIRST_HOUR)


def goes_out(channel: MessageChannel, arrives: datetime, now: datetime, post: PostTimes) -> datetime:
    """When something has to go out to be there in time."""
    if channel is not MessageChannel.LETTER:
        return arrives
    return max(now, at(post.run_for(local(arrives).date()), FIRST_HOUR))


def comes_on_a_saturday(arrives: date, post: PostTimes) -> bool:
    """Whether a letter that is there by a day can already come on a Saturday, when nobody can be called."""
    return post.first_day(post.run_for(arrives)).isoweekday() == SATURDAY


def _delivery_days(printed: date) -> Iterator[date]:
    day = printed
    while True:
        day += _DAY
        if brings_post(day):
            yield day
