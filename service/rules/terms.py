"""Counting statutory terms by the Algemene termijnenwet (Awt). The day of the event itself is day nought.

Every function raises `OutsideCalendar` for days that cannot be counted, never an overflow.
"""

from datetime import date, timedelta
from functools import lru_cache

from service.rules.calendar import is_ordinary, is_working_day, require_supported, unknown_decree_years
from service.rules.reading import WorkingDays

LONGEST_IN_DAYS = 90
LONGEST_IN_WEEKS = 12
"""Awt article 4: the Awt does not apply to terms of more than 90 days or more than twelve weeks."""

_CACHED = 8192
_ONE_DAY = timedelta(days=1)


@lru_cache(maxsize=_CACHED)
def weeks_after(start: date, weeks: int) -> date:
    """The last day of a term of whole weeks: the same weekday, then moved on as Awt article 1 says."""
    end = _days_on(start, 7 * weeks)
    return end if weeks > LONGEST_IN_WEEKS else _extended(start, end)


@lru_cache(maxsize=_CACHED)
def days_after(start: date, days: int) -> date:
    """The last day of a term of days, moved on as Awt articles 1 and 2 say."""
    end = _days_on(start, days)
    return end if days > LONGEST_IN_DAYS else _extended(start, end)


@lru_cache(maxsize=_CACHED)
def working_days_after(start: date, count: int, reading: WorkingDays = WorkingDays.NARROW) -> date:
    """The last of `count` working days after the start. It ends on a working day of that reading by its nature."""
    require_supported(start)
    day = start
    for _ in range(count):
        day += _ONE_DAY
        while not is_working_day(day, reading):
            day += _ONE_DAY
    return day


def days_before(event: date, days: int) -> date:
    """A day counted back from an event. Awt article 1(2): such a term is not moved."""
    require_supported(event)
    day = event - timedelta(days=days)
    require_supported(day)
    return day


def _days_on(start: date, days: int) -> date:
    require_supported(start)
    day = start + timedelta(days=days)
    require_supported(day)
    return day


def _extended(start: date, end: date) -> date:
    """Awt article 2 first (a term of three days or more holds two ordinary days), then article 1 (it ends on one)."""
    if (end - start).days >= 3:
        while _ordinary_days(start, end) < 2:
            end += _ONE_DAY
    while not is_ordinary(end):
        end += _ONE_DAY
    return end


def _ordinary_days(start: date, end: date) -> int:
    """How many ordinary days a term holds; two is all that is ever asked, so counting stops there."""
    found, day = 0, start
    while day < end and found < 2:
        day += _ONE_DAY
        found += is_ordinary(day)
    return found


def decree_note(start: date, deadline: date) -> str:
    """Say so where a term touches a year whose royal decree was not seen: the law may then give a day more."""
    years = unknown_decree_years(start, deadline)
    if not years:
        return ""
    return (
        f"In {' en '.join(map(str, years))} kan bij koninklijk besluit een dag met een feestdag zijn gelijkgesteld. "
        "De laatste dag van de wet is dan iets later, niet eerder."
    )
