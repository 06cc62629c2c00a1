"""When a scheduled job is due, and when it is late: by its last success, whatever the clock of beat says."""

from datetime import date, datetime, time, timedelta

import pytest

from service.clock import AMSTERDAM
from service.jobs import SCHEDULE, Round

HOURLY = Round("elk-uur", timedelta(hours=1), timedelta(hours=3))
DAILY = Round("om-vier-uur", timedelta(days=1), timedelta(hours=1), time(16))
MONDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 18)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), AMSTERDAM)


def later(day: date, days: int) -> date:
    return day + timedelta(days=days)


def test_what_never_ran_is_due_and_late():
    now = at(MONDAY, 9)
    assert HOURLY.is_due(None, now)
    assert DAILY.is_due(None, now)
    assert DAILY.is_late(None, now)


def test_an_hourly_job_counts_from_its_last_success():
    ran = at(MONDAY, 9)
    assert not HOURLY.is_due(ran, ran + timedelta(minutes=59))
    assert HOURLY.is_due(ran, ran + timedelta(hours=1))
    assert not HOURLY.is_late(ran, ran + timedelta(hours=3, minutes=59))
    assert HOURLY.is_late(ran, ran + timedelta(hours=4))


@pytest.mark.parametrize(("last", "now", "due"), [
    (at(MONDAY, 16), at(MONDAY, 17), False),
    (at(MONDAY, 16), at(later(MONDAY, 1), 15, 59), False),
    (at(MONDAY, 16), at(later(MONDAY, 1), 16), True),
    (at(MONDAY, 16), at(later(MONDAY, 1), 23, 59), True),  # beat or a worker was down at the hour
    (at(MONDAY, 16), at(later(MONDAY, 2), 8), True),
    (at(MONDAY, 15, 59), at(MONDAY, 16, 1), True),
    (at(FRIDAY, 16), at(later(FRIDAY, 1), 20), False),
    (at(FRIDAY, 16), at(later(FRIDAY, 2), 20), False),
    (at(FRIDAY, 16), at(later(FRIDAY, 3), 16), True),
    (at(later(MONDAY, -14), 16), at(MONDAY, 9), True),
])
def test_a_daily_job_that_missed_its_hour_is_still_due(last: datetime, now: datetime, due: bool) -> None:
    assert DAILY.is_due(last, now) is due


def test_a_daily_job_is_late_an_hour_after_its_hour():
    ran = at(MONDAY, 16)
    assert not DAILY.is_late(ran, at(later(MONDAY, 1), 16, 59))
    assert DAILY.is_late(ran, at(later(MONDAY, 1), 17))


def test_the_hour_is_that_of_amsterdam_in_winter_too():
    assert DAILY.is_due(at(date(2026, 12, 1), 16), at(date(2026, 12, 2), 16))
    assert not DAILY.is_due(at(date(2026, 12, 1), 16), at(date(2026, 12, 2), 15, 59))


def test_every_job_is_late_only_well_after_it_was_due():
    assert all(job.late_after >= job.every or job.daily_at for job in SCHEDULE)
    assert len({job.name for job in SCHEDULE}) == len(SCHEDULE)
