"""What the background leaves behind: when each scheduled job last succeeded, and which messages failed for good."""

from datetime import datetime
from typing import Any

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
    """A message that failed for good: which task, which ids, which class of error. It can be replayed."""

    __tablename__ = "failed_task"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    task: Mapped[str] = mapped_column(Text)
    arguments: Mapped[dict[str, Any]] = mapped_column(JSONB)
    error_class: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    replayed_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))


def succeeded(session: Session, name: str, at: datetime) -> None:
    """Remember that a job ran to its end."""
    row = insert(JobRun).values(name=name, succeeded_at=at)
    session.execute(row.on_conflict_do_update(index_elements=["name"], set_={"succeeded_at": at}))


def last_success(session: Session, name: str) -> datetime | None:
    return session.scalar(select(JobRun.succeeded_at).where(JobRun.name == name))


def ages_seconds(session: Session, now: datetime) -> dict[str, float]:
    """Seconds since the last success of each job that ever ran."""
    return {row.name: (now - row.succeeded_at).total_seconds() for row in session.scalars(select(JobRun))}


def failed(session: Session, task: str, arguments: dict[str, Any], error: BaseException, at: datetime) -> None:
    """Keep a message that will not be retried: its ids and the class of the error, never the error's words."""
    session.add(FailedTask(task=task, arguments=arguments, error_class=type(error).__name__, at=at))
