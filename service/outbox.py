"""The outbox: what the background must do, written in the transaction that causes it. Ids only.

The service never knows its workers; `workers.relay` claims rows and turns them into messages. Rows are deleted
once the broker has them, so the table stays as small as the backlog.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, CheckConstraint, DateTime, Identity, Text, Uuid, func, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from service.db import Base, Database, along_keys, array_of

SIGNAL_RECEIVED = "signaal-ontvangen"
SIGNAL_CHANGED = "signaal-gewijzigd"
MESSAGE_DUE = "bericht-aan-de-beurt"


class OutboxRow(Base):
    """One subject, or a set of them that was stored together: a delivery writes a row for some hundreds of signals."""

    __tablename__ = "outbox"
    __table_args__ = (CheckConstraint("num_nonnulls(subject_id, subject_ids) = 1", name="one_or_a_set"),)

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    topic: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[UUID | None]
    subject_ids: Mapped[list[UUID] | None] = mapped_column(ARRAY(Uuid))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


@dataclass(frozen=True, slots=True)
class Announcement:
    id: int
    topic: str
    subject_ids: list[UUID]


SET = 1_000
"""The most subjects of one row: as many as a worker takes in one go."""
_CLAIM = text(
    "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox ORDER BY id LIMIT :n FOR UPDATE SKIP LOCKED) "
    "RETURNING id, topic, coalesce(subject_ids, ARRAY[subject_id])"
)


def announce(session: Session, topic: str, subject_ids: list[UUID]) -> None:
    session.execute(
        text("INSERT INTO outbox (topic, subject_id) SELECT :topic, unnest(cast(:ids AS uuid[]))"),
        {"topic": topic, "ids": subject_ids},
    )


def announce_together(session: Session, topic: str, subject_ids: Sequence[UUID]) -> None:
    """Announce thousands that were stored together, in a few rows."""
    rows = [
        {"topic": topic, "ids": array_of(subject_ids[start:start + SET])} for start in range(0, len(subject_ids), SET)
    ]
    if rows:
        session.execute(text("INSERT INTO outbox (topic, subject_ids) VALUES (:topic, cast(:ids AS uuid[]))"), rows)


def waits(database: Database) -> bool:
    """Whether there is anything to claim: many times a second the answer is no, so it has to be cheap."""
    return database.at_once("SELECT true AS waits FROM outbox LIMIT 1", {}) is not None


def claim(session: Session, n: int) -> list[Announcement]:
    """Take the oldest n rows away; they come back when the transaction fails, so none is lost."""
    along_keys(session)
    rows = session.execute(_CLAIM, {"n": n}).all()
    return sorted((Announcement(*row) for row in rows), key=lambda row: row.id)


def oldest_age_seconds(session: Session) -> float:
    """Seconds since the oldest unsent row was written; 0 when there is none."""
    query = "SELECT coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0) FROM outbox"
    return float(session.execute(text(query)).scalar_one())
