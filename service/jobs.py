"""What the background leaves behind: when each scheduled job last succeeded, and which messages failed for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Text, select
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.db import Base


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


def ages_seconds(session: Session, now: datetime) -> dict[str, float]:
    """Seconds since the last success of each job that ever ran."""
    return {row.name: (now - row.succeeded_at).total_seconds() for row in session.scalars(select(JobRun))}


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
