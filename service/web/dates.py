"""Days, moments, amounts and deadlines as people read them. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from service.clock import AMSTERDAM, day_of
from service.policy.threshold import euros
from service.rules.calendar import is_working_day
from service.rules.dutch import day as in_dutch
from service.rules.reading import WorkingDays
from service.web.words import plural

__all__ = ["Deadline", "day_and_weekday", "deadline", "euros", "in_dutch", "moment", "read_day", "typed_day"]
_WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True, slots=True)
class Deadline:
    """A last day and how near it is. `pressing` is today, the next working day, or too late."""

    day: str
    left: str
    late: bool
    pressing: bool


def day_and_weekday(value: date) -> str:
    """For example: maandag 14 september 2026."""
    return f"{_WEEKDAYS[value.weekday()]} {in_dutch(value)}"


def moment(at: datetime) -> str:
    """For example: 14 september 2026, 10.15 uur (in Amsterdam)."""
    return f"{in_dutch(day_of(at))}, {at.astimezone(AMSTERDAM):%H.%M} uur"


def hour_of(at: datetime) -> str:
    """For example: 10.15 uur (in Amsterdam)."""
    return f"{at.astimezone(AMSTERDAM):%H.%M} uur"


def moment_with_weekday(at: datetime) -> str:
    """For example: maandag 14 september 2026, 10.15 uur."""
    return f"{day_and_weekday(day_of(at))}, {hour_of(at)}"


def read_day(text: str) -> str:
    """A day as it stands in a stored document."""
    return in_dutch(date.fromisoformat(text))


def typed_day(text: str) -> date | None:
    """A day as a browser sends it (2026-09-14), or as somebody types it where a browser has no date field."""
    for shape in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 (a day has no time zone)
        except ValueError:
            continue
    return None


def deadline(last: date, today: date, reading: WorkingDays) -> Deadline:
    """The last day on which something is in time. Working days are counted after today, up to and with the last."""
    late = last < today
    first, end = (last, today) if late else (today, last)
    count = working_days_between(first, end, reading)
    return Deadline(day_and_weekday(last), _left(last, today, count), late, late or count <= 1)


def working_days_between(after: date, until: date, reading: WorkingDays) -> int:
    days = (after + timedelta(days=step) for step in range(1, (until - after).days + 1))
    return sum(is_working_day(day, reading) for day in days)


def _left(last: date, today: date, count: int) -> str:
    if last == today:
        return "vandaag"
    days = plural(count, "werkdag", "werkdagen")
    if last < today:
        return f"{days} te laat" if count else "te laat"
    return f"nog {days}" if count else "geen werkdag meer"
