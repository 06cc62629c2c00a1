"""Which jobs are scheduled, when each last succeeded, and which messages failed for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Text, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from service import clock
from service.db import Base


@dataclass(frozen=True, slots=True)
class Round:
    """A scheduled job: due when its last success is longer ago than `every`, or from before the hour of a day.

    `daily_at` is an hour in Amsterdam, from Monday to Friday. The clock alone decides nothing: what was missed while
    a process was down is still due. `late_after`: so long after it became due somebody has to look.
    """

    name: str
    every: timedelta
    late_after: timedelta
    daily_at: time | None = None

    def is_due(self, last: datetime | None, now: datetime) -> bool:
        return last is None or self._due_from(last, now) <= now

    def is_late(self, last: datetime | None, now: datetime) -> bool:
        """Whether it is overdue; a job that never succeeded is."""
        return last is None or self._due_from(last, now) + self.late_after <= now

    def _due_from(self, last: datetime, now: datetime) -> datetime:
        """The first moment after the last success at which it was, or will be, due."""
        if self.daily_at is None:
            return last + self.every
        day = last.astimezone(clock.AMSTERDAM).date()
        while (moment := self._hour_of(day)) <= last or day.isoweekday() > _FRIDAY:
            day += timedelta(days=1)
        return moment

    def _hour_of(self, day: date) -> datetime:
        assert self.daily_at is not None, "only a daily job has an hour"
        return datetime.combine(day, self.daily_at, clock.AMSTERDAM)


_FRIDAY = 5
_MINUTE, _HOUR = timedelta(minutes=1), timedelta(hours=1)
PRINT_HOUR = time(16)
"""In time for the post of the day, where a municipality prints its letters together."""
SCHEDULE = tuple(Round(*described) for described in (
    ("find-lost-signals", _MINUTE, 5 * _MINUTE),
    ("send-due-messages", _MINUTE, 5 * _MINUTE),
    ("send-feedback", _MINUTE, 5 * _MINUTE),
    ("keep-figures", timedelta(seconds=15), _HOUR),
    ("ask-deliveries", 10 * _MINUTE, _HOUR),
    ("read-bounces", 10 * _MINUTE, _HOUR),
    ("tidy", 10 * _MINUTE, _HOUR),
    ("tell-corporations", 10 * _MINUTE, _HOUR),
    ("forget-expired", _HOUR, 3 * _HOUR),
    ("print-letters", 24 * _HOUR, _HOUR, PRINT_HOUR),
))


class JobRun(Base):
    """When a scheduled job last succeeded, so that a stopped one is seen."""

    __tablename__ = "job_run"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    succeeded_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class FailedTask(Base):
    """A message that failed for good: which task, which ids, which class of error.

    `topic` is what has to be announced to do it again; None for a round, which comes again by itself.
    """

    __tablename__ = "failed_task"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    task: Mapped[str] = mapped_column(Text)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB)
    error_class: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    replayed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    topic: Mapped[str | None] = mapped_column(Text)

    @property
    def ids(self) -> list[UUID]:
        return [UUID(one) for one in self.arguments.get("ids", [])]


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that will not be retried. Of the error only the class is kept: its words may hold a person."""

    task: str
    topic: str | None
    arguments: dict[str, Any]
    error: BaseException


def succeeded(session: Session, name: str, at: datetime) -> None:
    """Remember that a job ran to its end."""
    row = insert(JobRun).values(name=name, succeeded_at=at)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"succeeded_at": at}))


def last_success(session: Session, name: str) -> datetime | None:
    return session.scalar(select(JobRun.succeeded_at).where(JobRun.name == name))


def ages_seconds(session: Session, now: datetime) -> dict[str, float | None]:
    """Seconds since the last success of each scheduled job and of each other that ever ran; None: it never did."""
    ran = {row.name: (now - row.succeeded_at).total_seconds() for row in session.scalars(select(JobRun))}
    return dict.fromkeys((job.name for job in SCHEDULE), None) | ran


def late(session: Session, now: datetime) -> dict[str, bool]:
    """Of each scheduled job whether it is overdue."""
    ran = {row.name: row.succeeded_at for row in session.scalars(select(JobRun))}
    return {job.name: job.is_late(ran.get(job.name), now) for job in SCHEDULE}


def failed(session: Session, failure: Failure, at: datetime) -> None:
    """Keep a message, so that a person can replay it."""
    session.add(FailedTask(
        task=failure.task, topic=failure.topic, arguments=failure.arguments,
        error_class=type(failure.error).__name__, at=at,
    ))


def waiting(session: Session, ids: Collection[int] | None = None, *, lock: bool = False) -> list[FailedTask]:
    """Failed messages that were not replayed yet, oldest first; of these ids, or all."""
    query = select(FailedTask).where(FailedTask.replayed_at.is_(None)).order_by(FailedTask.id)
    if ids is not None:
        query = query.where(FailedTask.id.in_(ids))
    return list(session.scalars(query.with_for_update() if lock else query))
