"""The outbox: what the background must do, written in the transaction that causes it. Ids only.

The service never knows its workers; `workers.relay` claims rows and turns them into messages. Rows are deleted
once the broker has them, so the table stays as small as the backlog.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, DateTime, Identity, Text, func, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.db import Base, along_keys

SIGNAL_RECEIVED = "signaal-ontvangen"
SIGNAL_CHANGED = "signaal-gewijzigd"
MESSAGE_DUE = "bericht-aan-de-beurt"


class OutboxRow(Base):
    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    topic: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    topic: str
    subject_id: UUID


_CLAIM = text(
    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT :n FOR UPDATE SKIP LOCKED) "
    "RETURNING id, topic, subject_id"
)


def announce(session: Session, topic: str, subject_ids: list[UUID]) -> None:
    session.execute(
        text("INSERT INTO outbox (topic, subject_id) SELECT :topic, unnest(cast(:ids AS uuid[]))"),
        {"topic": topic, "ids": subject_ids},
    )


def claim(session: Session, n: int) -> list[Announcement]:
    """Take the oldest n rows away; they come back when the transaction fails, so none is lost."""
    along_keys(session)
    rows = session.execute(_CLAIM, {"n": n}).all()
    return sorted((Announcement(*row) for row in rows), key=lambda row: row.id)


def oldest_age_seconds(session: Session) -> float:
    """Seconds since the oldest unsent row was written; 0 when there is none."""
    query = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox"
    return float(session.execute(text(query)).scalar_one())
