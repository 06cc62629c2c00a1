"""Beat asks the database whether a job is due: what was missed while it was down is sent after it starts."""

from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest

from service import clock, jobs
from service.db import Database
from workers.last_success import ASKED_EVERY, LastSuccess

HOURLY = jobs.Round("forget-expired", timedelta(hours=1), timedelta(hours=3))


@pytest.fixture
def schedule(database: Database, monkeypatch: pytest.MonkeyPatch) -> LastSuccess:
    monkeypatch.setattr("workers.last_success.parts", lambda: SimpleNamespace(database=database))
    return LastSuccess(HOURLY)


def ran(database: Database, ago: timedelta) -> None:
    with database.transaction() as session:
        jobs.succeeded(session, HOURLY.name, clock.now() - ago)


def long_ago() -> datetime:
    """When beat last looked; a beat that has just started looks after a minute."""
    return clock.now() - timedelta(seconds=ASKED_EVERY)


def test_a_job_that_never_ran_is_sent(schedule: LastSuccess) -> None:
    assert tuple(schedule.is_due(long_ago())) == (True, ASKED_EVERY)


def test_a_beat_that_starts_often_still_sends_an_hourly_job(schedule: LastSuccess, database: Database) -> None:
    ran(database, timedelta(minutes=59))
    assert not schedule.is_due(long_ago()).is_due
    ran(database, timedelta(minutes=61))
    assert schedule.is_due(long_ago()).is_due


def test_a_job_is_sent_at_most_once_a_minute(schedule: LastSuccess, database: Database) -> None:
    ran(database, timedelta(hours=2))
    asked = schedule.is_due(clock.now() - timedelta(seconds=20))
    assert not asked.is_due
    assert 35 < asked.next <= 40


def test_a_clock_that_was_put_back_keeps_no_job_waiting(schedule: LastSuccess, database: Database) -> None:
    ran(database, timedelta(hours=2))
    assert schedule.is_due(clock.now() + timedelta(hours=5)).is_due


def test_without_a_database_nothing_is_sent_and_beat_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = Database("postgresql+psycopg://niemand@127.0.0.1:1/weg", pool_size=1, name="weg")
    monkeypatch.setattr("workers.last_success.parts", lambda: SimpleNamespace(database=gone))
    assert tuple(LastSuccess(HOURLY).is_due(long_ago())) == (False, ASKED_EVERY)
    gone.close()
