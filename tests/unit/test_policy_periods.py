"""Pay days and retention, on the days where months differ."""

from datetime import date

import pytest

from service.policy.periods import PayDay, PayDays, Period, PeriodUnit


@pytest.mark.parametrize(("period", "start", "end"), [
    (Period(30, PeriodUnit.DAYS), date(2026, 9, 14), date(2026, 10, 14)),
    (Period(3, PeriodUnit.MONTHS), date(2026, 9, 14), date(2026, 12, 14)),
    (Period(1, PeriodUnit.MONTHS), date(2026, 1, 31), date(2026, 2, 28)),
    (Period(1, PeriodUnit.MONTHS), date(2028, 1, 31), date(2028, 2, 29)),
    (Period(1, PeriodUnit.MONTHS), date(2026, 12, 31), date(2027, 1, 31)),
    (Period(12, PeriodUnit.MONTHS), date(2028, 2, 29), date(2029, 2, 28)),
    (Period(60, PeriodUnit.MONTHS), date(2026, 12, 1), date(2031, 12, 1)),
])
def test_a_period_ends_on_the_day_people_expect(period: Period, start: date, end: date) -> None:
    assert period.after(start) == end
    assert (end - start).days <= period.most_days


BENEFIT = PayDays(5, (PayDay("Bijstand", 8, 10),))


@pytest.mark.parametrize(("day", "quiet"), [
    (date(2026, 9, 2), False), (date(2026, 9, 3), True), (date(2026, 9, 7), True), (date(2026, 9, 8), False),
    (date(2026, 9, 9), False), (date(2026, 9, 11), False),
])
def test_the_days_just_before_a_pay_day_are_quiet(day: date, *, quiet: bool) -> None:
    assert BENEFIT.is_quiet(day) is quiet


@pytest.mark.parametrize(("day", "quiet"), [
    (date(2026, 2, 22), False), (date(2026, 2, 23), True), (date(2026, 2, 27), True), (date(2026, 2, 28), False),
    (date(2026, 4, 29), True), (date(2026, 4, 30), False), (date(2026, 5, 30), True), (date(2026, 5, 31), False),
])
def test_the_thirty_first_is_the_last_day_of_a_short_month(day: date, *, quiet: bool) -> None:
    assert PayDays(5, (PayDay("Salaris", 31, 31),)).is_quiet(day) is quiet


def test_a_pay_day_at_the_start_of_the_month_makes_the_end_of_the_last_quiet() -> None:
    first = PayDays(3, (PayDay("Uitkering", 1, 1),))
    assert first.is_quiet(date(2026, 12, 29))
    assert not first.is_quiet(date(2026, 12, 28))


def test_without_pay_days_or_quiet_days_no_day_is_quiet() -> None:
    days = [date(2026, 3, day) for day in range(1, 32)]
    assert not any(PayDays(5, ()).is_quiet(day) for day in days)
    assert not any(PayDays(0, (PayDay("Salaris", 24, 26),)).is_quiet(day) for day in days)
