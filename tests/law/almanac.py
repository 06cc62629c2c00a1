"""A second calendar, written from the article and from astronomy: it shares nothing with the service's own.

Easter by the anonymous Gregorian method; the decreed days typed from the titles of the decrees.
"""

from datetime import date, timedelta
from functools import cache

DECREED = tuple(map(date.fromisoformat, (
    "2023-04-28", "2023-05-19", "2024-05-10", "2024-12-27", "2025-05-30",
    "2026-01-02", "2026-05-15", "2027-05-07", "2028-04-28", "2028-05-26",
)))


def easter(year: int) -> date:
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def kings_day(year: int) -> date:
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.isoweekday() == 7 else day


@cache
def recognised(year: int) -> frozenset[date]:
    """Awt article 3(1)."""
    fixed = {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26), kings_day(year)}
    return frozenset(fixed | {easter(year) + timedelta(days=days) for days in (1, 39, 50)})


@cache
def holidays(year: int) -> frozenset[date]:
    """Awt article 3(1) to 3(3)."""
    return recognised(year) | {easter(year) - timedelta(days=2)} | {day for day in DECREED if day.year == year}


def ordinary(day: date) -> bool:
    return day.isoweekday() < 6 and day not in holidays(day.year)


def after_weeks(start: date, weeks: int) -> date:
    end = start + timedelta(weeks=weeks)
    while not ordinary(end):
        end += timedelta(days=1)
    return end


def after_working_days(start: date, count: int, *, wide: bool) -> date:
    closed = holidays if wide else recognised
    days = (start + timedelta(days=n) for n in range(1, 40))
    return [day for day in days if day.isoweekday() < 6 and day not in closed(day.year)][count - 1]
