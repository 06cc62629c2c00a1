"""Stretches of time in a policy: pay days, and how long data are kept. Pure."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class PeriodUnit(StrEnum):
    DAYS = "dagen"
    MONTHS = "maanden"


@dataclass(frozen=True, slots=True)
class PayDay:
    """A monthly pay day, or a stretch of them, as days of the month; 31 means the last day of a short month."""

    name: str
    first_day: int
    last_day: int


@dataclass(frozen=True, slots=True)
class PayDays:
    """First contact by message is better not made in the days just before money comes in."""

    quiet_days_before: int = 5
    days: tuple[PayDay, ...] = ()

    def is_quiet(self, day: date) -> bool:
        """Whether a pay day begins within the quiet days after this day."""
        ahead = (day + timedelta(days=step) for step in range(1, self.quiet_days_before + 1))
        return any(coming.day == _in_month(pay.first_day, coming) for coming in ahead for pay in self.days)


@dataclass(frozen=True, slots=True)
class Period:
    count: int
    unit: PeriodUnit

    def after(self, day: date) -> date:
        """The last day of the period. A month ends on the same day of the month, or on the last one there is."""
        if self.unit is PeriodUnit.DAYS:
            return day + timedelta(days=self.count)
        years, month = divmod(day.month - 1 + self.count, 12)
        first = date(day.year + years, month + 1, 1)
        return first.replace(day=_in_month(day.day, first))

    def passed_by(self, day: date) -> date:
        """The latest day on which a period may have begun that has passed before `day`."""
        first = day - timedelta(days=self.most_days)
        while self.after(first) >= day:
            first -= timedelta(days=1)
        while self.after(first + timedelta(days=1)) < day:
            first += timedelta(days=1)
        return first

    @property
    def most_days(self) -> int:
        return self.count if self.unit is PeriodUnit.DAYS else 31 * self.count


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a signal and its referral are kept after closing, by how it ended (AVG article 5(1)(e))."""

    declined: Period = Period(30, PeriodUnit.DAYS)
    not_reached: Period = Period(3, PeriodUnit.MONTHS)
    no_help: Period = Period(3, PeriodUnit.MONTHS)
    accepted: Period = Period(60, PeriodUnit.MONTHS)


def _in_month(day: int, month: date) -> int:
    return min(day, monthrange(month.year, month.month)[1])
