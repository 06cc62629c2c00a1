"""The calendar of the Algemene termijnenwet (Awt), article 3: holidays for statutory terms, and working days.

The law names the days; only when Easter falls comes from a library. Every year is worked out once.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter

from service.errors import DomainError
from service.rules.dutch import day as in_dutch
from service.rules.reading import WorkingDays

FIRST_DAY = date(2021, 1, 1)
"""The first day the service knows any rule for; no earlier text was read."""
LAST_DAY = date(2100, 12, 31)
"""The last day that terms are counted to."""

GOOD_FRIDAY = "goede vrijdag"
"""Awt article 3(2): equated with the days of 3(1)."""

_FIXED = {
    "nieuwjaarsdag": (1, 1), "bevrijdingsdag": (5, 5), "eerste kerstdag": (12, 25), "tweede kerstdag": (12, 26),
}
_DAYS_FROM_EASTER = {GOOD_FRIDAY: -2, "tweede paasdag": 1, "hemelvaartsdag": 39, "tweede pinksterdag": 50}
_KINGS_DAY = "koningsdag"
RECOGNISED = frozenset({*_FIXED, *_DAYS_FROM_EASTER, _KINGS_DAY} - {GOOD_FRIDAY})
"""Awt article 3(1). The law counts 5 May every year."""


class OutsideCalendar(DomainError):
    """A day for which this service cannot count a term."""

    title = "Datum buiten de kalender"


@dataclass(frozen=True, slots=True)
class EquatedDay:
    """A day equated with a holiday by royal decree (Awt article 3(3)), and how sure that is."""

    day: date
    source: str


_TITLE_ONLY = (
    "titel van het koninklijk besluit voor {years}, aangehaald op sterfgeval.nl (vraag 70745, 4 oktober 2025); "
    "het besluit zelf in de Staatscourant is niet gelezen"
)
_DECREE_2023_2025 = _TITLE_ONLY.format(years="2023 tot en met 2025")
_DECREE_2026_2028 = _TITLE_ONLY.format(years="2026 tot en met 2028")

EQUATED = (
    EquatedDay(date(2023, 4, 28), _DECREE_2023_2025),
    EquatedDay(date(2023, 5, 19), _DECREE_2023_2025),
    EquatedDay(date(2024, 5, 10), _DECREE_2023_2025),
    EquatedDay(date(2024, 12, 27), _DECREE_2023_2025),
    EquatedDay(date(2025, 5, 30), _DECREE_2023_2025),
    EquatedDay(date(2026, 1, 2), _DECREE_2026_2028),
    EquatedDay(date(2026, 5, 15), _DECREE_2026_2028),
    EquatedDay(date(2027, 5, 7), _DECREE_2026_2028),
    EquatedDay(date(2028, 4, 28), _DECREE_2026_2028),
    EquatedDay(date(2028, 5, 26), _DECREE_2026_2028),
)
DECREES_KNOWN = frozenset(range(2023, 2029))
"""Years whose decree was seen. In any other year a term may be computed a day too early, never a day too late."""


@dataclass(frozen=True, slots=True)
class Year:
    """The holidays of one year. `recognised` is article 3(1); `all_holidays` adds 3(2) and 3(3)."""

    recognised: frozenset[date]
    all_holidays: frozenset[date]


@cache
def year_of(year: int) -> Year:
    """The holidays of one year. Raises `OutsideCalendar` for a year the service cannot place."""
    if not FIRST_DAY.year <= year <= LAST_DAY.year:
        raise OutsideCalendar(
            f"Deze dienst rekent met dagen van {in_dutch(FIRST_DAY)} tot en met {in_dutch(LAST_DAY)}."
        )
    named = _named_days(year)
    recognised = frozenset(named[name] for name in RECOGNISED)
    equated = {equated.day for equated in EQUATED if equated.day.year == year}
    return Year(recognised, recognised | {named[GOOD_FRIDAY]} | equated)


def _named_days(year: int) -> dict[str, date]:
    """Every holiday of the law by its name. The King's day is celebrated on 27 April; the day before, on a Sunday."""
    sunday = easter(year)
    found = {name: date(year, *month_and_day) for name, month_and_day in _FIXED.items()}
    found |= {name: sunday + timedelta(days=days) for name, days in _DAYS_FROM_EASTER.items()}
    birthday = date(year, 4, 27)
    found[_KINGS_DAY] = birthday - timedelta(days=1) if birthday.isoweekday() == 7 else birthday
    return found


def decree_known(year: int) -> bool:
    """Whether the royal decree on equated days was seen for this year."""
    return year in DECREES_KNOWN


def unknown_decree_years(first: date, last: date) -> tuple[int, ...]:
    """The years between two days for which the royal decree was not seen."""
    return tuple(year for year in range(first.year, last.year + 1) if not decree_known(year))


def is_weekend(day: date) -> bool:
    return day.isoweekday() > 5


def is_ordinary(day: date) -> bool:
    """Whether a statutory term may end on this day: no Saturday, Sunday or holiday (Awt articles 1 and 3)."""
    return not is_weekend(day) and day not in year_of(day.year).all_holidays


def is_working_day(day: date, reading: WorkingDays) -> bool:
    """Whether this is a working day under a reading of Wgs article 4(2)."""
    if reading is WorkingDays.WIDE:
        return is_ordinary(day)
    return not is_weekend(day) and day not in year_of(day.year).recognised


def require_supported(day: date) -> None:
    """Raise `OutsideCalendar` for a day outside the span of the calendar, so that no date arithmetic can overflow."""
    year_of(day.year)
