from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.rules import calendar, terms
from service.rules.calendar import OutsideCalendar
from service.rules.reading import WorkingDays

from . import almanac

DAYS = st.dates(date(2021, 1, 1), date(2099, 12, 31))
WEEKS = st.sampled_from((4, 6, 8))
YEARS = range(2021, 2101)
ONE = timedelta(days=1)

# Written by hand from the calendar of each year; King's Day moves to Saturday in 2025, Ascension moves with Easter.
BY_HAND = {
    2025: "01-01 04-18* 04-21 04-26 05-05 05-29 05-30* 06-09 12-25 12-26",
    2026: "01-01 01-02* 04-03* 04-06 04-27 05-05 05-14 05-15* 05-25 12-25 12-26",
    2027: "01-01 03-26* 03-29 04-27 05-05 05-06 05-07* 05-17 12-25 12-26",
    2028: "01-01 04-14* 04-17 04-27 04-28* 05-05 05-25 05-26* 06-05 12-25 12-26",
    2029: "01-01 03-30* 04-02 04-27 05-05 05-10 05-21 12-25 12-26",
    2030: "01-01 04-19* 04-22 04-27 05-05 05-30 06-10 12-25 12-26",
}
HOLIDAYS = [
    date.fromisoformat(f"{year}-{word[:5]}") for year, words in BY_HAND.items() for word in words.split()
]


@pytest.mark.parametrize("year", BY_HAND)
def test_holidays_by_hand(year: int):
    words = BY_HAND[year].split()
    everything = {date.fromisoformat(f"{year}-{word[:5]}") for word in words}
    equated = {date.fromisoformat(f"{year}-{word[:5]}") for word in words if word.endswith("*")}
    assert calendar.year_of(year).all_holidays == everything
    assert calendar.year_of(year).recognised == everything - equated


def test_every_year_agrees_with_the_almanac():
    for year in YEARS:
        assert calendar.year_of(year).recognised == almanac.recognised(year)
        assert calendar.year_of(year).all_holidays == almanac.holidays(year)


@pytest.mark.parametrize("holiday", HOLIDAYS, ids=str)
def test_terms_around_every_holiday(holiday: date):
    for shift in range(-4, 5):
        for weeks in (4, 6, 8):
            start = holiday + timedelta(days=shift, weeks=-weeks)
            assert terms.weeks_after(start, weeks) == almanac.after_weeks(start, weeks)
        received = holiday + timedelta(days=shift)
        for reading in WorkingDays:
            wide = reading is WorkingDays.WIDE
            assert terms.working_days_after(received, 3, reading) == almanac.after_working_days(received, 3, wide=wide)


@given(DAYS, WEEKS)
def test_a_term_in_weeks_ends_on_an_ordinary_day_and_no_later_than_the_first(start: date, weeks: int):
    end, named = terms.weeks_after(start, weeks), start + timedelta(weeks=weeks)
    assert almanac.ordinary(end)
    assert end >= named
    assert not any(almanac.ordinary(named + n * ONE) for n in range((end - named).days))


@given(DAYS)
def test_three_working_days(start: date):
    narrow = terms.working_days_after(start, 3, WorkingDays.NARROW)
    wide = terms.working_days_after(start, 3, WorkingDays.WIDE)
    assert start + 3 * ONE <= narrow <= wide
    assert narrow.isoweekday() < 6
    assert narrow not in almanac.recognised(narrow.year)
    assert almanac.ordinary(wide)
    for end, closed in ((narrow, almanac.recognised), (wide, almanac.holidays)):
        passed = [start + n * ONE for n in range(1, (end - start).days + 1)]
        assert sum(day.isoweekday() < 6 and day not in closed(day.year) for day in passed) == 3


@given(DAYS, st.integers(0, 90))
def test_a_term_in_days_holds_two_ordinary_days_from_three_days_on(start: date, days: int):
    end = terms.days_after(start, days)
    passed = [start + n * ONE for n in range(1, (end - start).days + 1)]
    assert almanac.ordinary(end)
    assert days < 3 or sum(map(almanac.ordinary, passed)) >= 2
    assert terms.days_after(start + ONE, days) >= end


def test_awt_2_extends_over_easter():
    """Three days from Maundy Thursday 2026 hold only Tuesday; article 2 asks for a second ordinary day."""
    assert terms.days_after(date(2026, 4, 2), 3) == date(2026, 4, 8)
    assert terms.days_after(date(2026, 4, 2), 2) == date(2026, 4, 7)


def test_fourteen_days_of_the_wvggz():
    assert terms.days_after(date(2026, 5, 1), 14) == date(2026, 5, 18)


@pytest.mark.parametrize(("weeks", "end"), [(12, "2026-04-28"), (13, "2026-05-04")])
def test_awt_4_stops_at_twelve_weeks(weeks: int, end: str):
    """Twelve weeks before King's Day are extended; thirteen weeks end where they end, even on a holiday."""
    start = date(2026, 4, 27) - timedelta(weeks=12)
    assert terms.weeks_after(start, weeks) == date.fromisoformat(end)
    assert terms.weeks_after(date(2026, 4, 27) - timedelta(weeks=13), 13) == date(2026, 4, 27)


def test_awt_4_stops_at_ninety_days():
    assert terms.days_after(date(2026, 4, 27) - timedelta(days=90), 90) == date(2026, 4, 28)
    assert terms.days_after(date(2026, 4, 27) - timedelta(days=91), 91) == date(2026, 4, 27)


@given(DAYS.filter(lambda day: day.year > 2021), st.integers(0, 90))
def test_a_term_counted_back_is_never_moved(event: date, days: int):
    assert terms.days_before(event, days) == event - timedelta(days=days)


@pytest.mark.parametrize("start", ["2020-12-31", "2101-01-01", "9999-12-31", "0001-01-01"])
def test_days_outside_the_calendar_have_a_name(start: str):
    day = date.fromisoformat(start)
    for count in (lambda: terms.weeks_after(day, 4), lambda: terms.days_after(day, 14),
                  lambda: terms.working_days_after(day, 3), lambda: terms.days_before(day, 1)):
        with pytest.raises(OutsideCalendar, match="1 januari 2021 tot en met 31 december 2100"):
            count()


@pytest.mark.parametrize("start", ["2100-12-20", "2100-12-30", "2100-12-31"])
def test_a_term_that_runs_out_of_the_calendar_has_a_name(start: str):
    day = date.fromisoformat(start)
    with pytest.raises(OutsideCalendar):
        terms.weeks_after(day, 4)
    if day.day > 28:
        with pytest.raises(OutsideCalendar):
            terms.working_days_after(day, 3)
    with pytest.raises(OutsideCalendar):
        terms.days_before(date(2021, 1, 1), 1)


def test_unknown_decrees_are_visible():
    assert {2023, 2024, 2025, 2026, 2027, 2028} == calendar.DECREES_KNOWN
    assert not calendar.decree_known(2029)
    assert calendar.unknown_decree_years(date(2028, 12, 1), date(2029, 1, 5)) == (2029,)
    assert calendar.unknown_decree_years(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert "2029" in terms.decree_note(date(2029, 3, 1), date(2029, 3, 29))
    assert terms.decree_note(date(2026, 3, 1), date(2026, 3, 29)) == ""


def test_every_decreed_day_has_a_source_and_a_known_year():
    assert tuple(equated.day for equated in calendar.EQUATED) == almanac.DECREED
    assert {equated.day.year for equated in calendar.EQUATED} == calendar.DECREES_KNOWN
    assert all(equated.source for equated in calendar.EQUATED)
