"""Days and hours for messages: working days, the eve of a holiday, the hours in which somebody is disturbed. Pure.

A holiday is any day of article 3 of the Algemene termijnenwet; a municipality adds the days on which it is closed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from service.clock import AMSTERDAM
from service.rules.calendar import is_weekend, year_of

FIRST_HOUR, LAST_HOUR = time(8), time(20)
REMINDER_FIRST, REMINDER_LAST = time(10), time(18)
FRIDAY_LAST = time(12)
MONDAY, FRIDAY, SATURDAY, SUNDAY = 1, 5, 6, 7
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenDays:
    """The days on which the municipality works. `closed` are its own closing days beside weekends and holidays."""

    closed: frozenset[date] = frozenset()

    def is_free(self, day: date) -> bool:
        """A public holiday or a closing day; a weekend is neither."""
        return day in self.closed or day in year_of(day.year).all_holidays

    def is_working_day(self, day: date) -> bool:
        return not is_weekend(day) and not self.is_free(day)

    def is_eve(self, day: date) -> bool:
        """Whether this is the last working day before a holiday or a closing day."""
        return self.is_working_day(day) and any(self.is_free(between) for between in self._until_work(day))

    def working_days_after(self, day: date) -> Iterator[date]:
        while True:
            day += _DAY
            if self.is_working_day(day):
                yield day

    def working_day_before(self, day: date) -> date:
        day -= _DAY
        while not self.is_working_day(day):
            day -= _DAY
        return day

    def _until_work(self, day: date) -> Iterator[date]:
        day += _DAY
        while not self.is_working_day(day):
            yield day
            day += _DAY


def local(moment: datetime) -> datetime:
    """A moment by the clock on the wall of the resident."""
    return moment.astimezone(AMSTERDAM)


def at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, AMSTERDAM)
