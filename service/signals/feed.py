"""What a corporation may know of its signals, as a feed that never skips an entry."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Corporation
from service.errors import Fault, InvalidInput
from service.signals.tables import Feedback, Signal

PAGE = 200
_CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")

# A transaction that began earlier may commit later. Reading only below the oldest one that is still running makes the
# order (transaction, id) final, so a reader who goes on from its last entry misses nothing.
_PAGE = text("""
    SELECT f.transaction, f.id, f.signal_id, s.reference, f.status, f.reason, f.at
      FROM feedback f JOIN signal s ON s.id = f.signal_id
     WHERE f.corporation_id = :corporation AND (f.transaction, f.id) > (:transaction, :id) AND f.at >= :since
       AND f.transaction < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
     ORDER BY f.transaction, f.id LIMIT :page
""")


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the feed."""

    cursor: str
    signal_id: UUID
    reference: str
    status: str
    reason: str | None
    at: datetime


def read_feed(session: Session, actor: Corporation, start: str | None) -> list[Told]:
    """The corporation's next entries, oldest first. `start` is a cursor, a date or a moment; None is the beginning."""
    transaction, entry, since = _start(start)
    rows = session.execute(_PAGE, {
        "corporation": actor.organisation_id, "transaction": transaction, "id": entry, "since": since, "page": PAGE,
    })
    return [
        Told(f"{row.transaction}-{row.id}", row.signal_id, row.reference, row.status, row.reason, row.at)
        for row in rows
    ]


def told_about(session: Session, signal: Signal) -> list[Told]:
    """Everything a corporation was told about one of its signals, oldest first."""
    rows = session.scalars(select(Feedback).where(Feedback.signal_id == signal.id).order_by(Feedback.id))
    return [
        Told(f"{row.transaction}-{row.id}", row.signal_id, signal.reference, row.status, row.reason, row.at)
        for row in rows
    ]


def _start(start: str | None) -> tuple[int, int, datetime]:
    beginning = datetime(2021, 1, 1, tzinfo=UTC)
    if not start:
        return 0, 0, beginning
    if found := _CURSOR.fullmatch(start):
        return int(found[1]), int(found[2]), beginning
    try:
        return 0, 0, _moment(start)
    except (ValueError, OverflowError):
        told = "Geef de waarde van volgende, een datum als 2026-09-14, of een tijdstip met tijdzone."
        raise InvalidInput([Fault("#/vanaf", "ongeldigeWaarde", told, "query")]) from None


def _moment(start: str) -> datetime:
    if len(start) == len("2026-09-14"):
        return datetime.combine(date.fromisoformat(start), time(), clock.AMSTERDAM).astimezone(UTC)
    moment = datetime.fromisoformat(start)
    if moment.tzinfo is None:
        raise ValueError
    return moment.astimezone(UTC)
