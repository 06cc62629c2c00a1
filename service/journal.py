"""The journal: who did or saw what, when, and on which ground.

Append-only, also for the database's owner: a trigger refuses.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, DateTime, Identity, Index, Text, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.actors import Actor
from service.clock import AMSTERDAM
from service.db import Base

PAGE = 100
_PEOPLE = text("actor_kind NOT IN ('corporatie', 'robot')")


class JournalRow(Base):
    __tablename__ = "journal"
    __table_args__ = (
        Index("ix_journal_subject", "subject_id", "id"),
        Index("ix_journal_people", "organisation_id", "id",
              postgresql_where=_PEOPLE),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    actor_kind: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[UUID]
    actor_name: Mapped[str] = mapped_column(Text)
    organisation_id: Mapped[UUID | None]
    action: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    ground: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing done or seen. `detail` holds codes, dates and ids, never a name, an address or an amount."""

    action: str
    subject_id: UUID | None
    ground: str
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sought:
    """What to look for in the journal of one organisation; None is everything. `before` is where a page begins."""

    organisation_id: UUID
    action: str | None = None
    actor_id: UUID | None = None
    first: date | None = None
    last: date | None = None
    before: int | None = None


_RECORD = text("""
    INSERT INTO journal (at, actor_kind, actor_id, actor_name, organisation_id, action, subject_id, ground, detail)
    SELECT :at, :kind, :id, :name, cast(:organisation AS uuid), action, subject_id, ground, detail
      FROM json_to_recordset(cast(:entries AS json))
           AS e (action text, subject_id uuid, ground text, detail jsonb)
""")


def record(session: Session, entries: list[Entry], actor: Actor, at: datetime) -> None:
    """Write entries in the transaction of the action itself."""
    if not entries:
        return
    session.execute(_RECORD, {
        "at": at, "kind": actor.kind, "id": actor.id, "name": actor.name, "organisation": actor.organisation_id,
        "entries": msgspec.json.encode(entries).decode(),
    })


def history(session: Session, subject_id: UUID) -> list[JournalRow]:
    """Everything recorded about one signal or referral, oldest first."""
    query = select(JournalRow).where(JournalRow.subject_id == subject_id).order_by(JournalRow.id)
    return list(session.scalars(query))


def done_by_people(session: Session, sought: Sought) -> tuple[Sequence[JournalRow], int | None]:
    """One page of what people and systems of an organisation did, newest first, and where the next page begins."""
    query = select(JournalRow).where(JournalRow.organisation_id == sought.organisation_id, _PEOPLE)
    if sought.action:
        query = query.where(JournalRow.action == sought.action)
    if sought.actor_id:
        query = query.where(JournalRow.actor_id == sought.actor_id)
    if sought.first:
        query = query.where(JournalRow.at >= _midnight(sought.first))
    if sought.last:
        query = query.where(JournalRow.at < _midnight(sought.last + timedelta(days=1)))
    if sought.before:
        query = query.where(JournalRow.id < sought.before)
    found = session.scalars(query.order_by(JournalRow.id.desc()).limit(PAGE + 1)).all()
    page = found[:PAGE]
    return page, page[-1].id if len(found) > PAGE else None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), AMSTERDAM)
