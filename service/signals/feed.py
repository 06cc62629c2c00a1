"""What a corporation may know of its signals, as a feed that never skips an entry.

That is the status, and of a rent signal two facts: that debt help is given or has ended (Besluit gemeentelijke
schuldhulpverlening, article 17(1)), and, with the resident's consent, a pause of collection. Nothing more of the help.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service import clock
from service.errors import Fault, InvalidInput
from service.signals.status import FeedbackFact
from service.signals.tables import Feedback, Signal

PAGE = 200
_CURSOR = re.compile(r"([0-9]{1,18})-([0-9]{1,18})")

# A transaction that began earlier may commit later. Reading only below the oldest one that is still running makes the
# order (transaction, id) final, so a reader who goes on from its last entry misses nothing.
FINAL_AFTER = """
    (f.transaction, f.id) > ({transaction}, {entry})
    AND f.transaction < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
"""
_PAGE = text(f"""
    SELECT f.transaction, f.id, f.signal_id, s.reference, f.status, f.reason, f.at, f.forwarded_to, f.debt_help,
           f.pause_from, f.pause_until
      FROM feedback f JOIN signal s ON s.id = f.signal_id
     WHERE f.corporation_id = :corporation AND f.at >= :since
       AND {FINAL_AFTER.format(transaction=":transaction", entry=":id")}
     ORDER BY f.transaction, f.id LIMIT :page
""")  # noqa: S608 (words of ours)


@dataclass(frozen=True, slots=True)
class Told:
    """One entry of the feed. `transaction` and `id` are its place, and together its cursor."""

    transaction: int
    id: int
    signal_id: UUID
    reference: str
    status: str
    reason: str | None
    at: datetime
    forwarded_to: str | None = None
    debt_help: bool | None = None
    pause_from: date | None = None
    pause_until: date | None = None

    @property
    def cursor(self) -> str:
        return cursor_of(self.transaction, self.id)

    @property
    def fact(self) -> FeedbackFact | None:
        """The fact that the entry tells; None: it tells a status."""
        if self.debt_help is not None:
            return FeedbackFact.DEBT_HELP
        return FeedbackFact.COLLECTION_PAUSE if self.pause_from else None

    def document(self) -> dict[str, Any]:
        """What the corporation reads of it, in an answer and in an event: never anything of a person."""
        return {
            "signaalId": str(self.signal_id), "referentie": self.reference, "status": self.status,
            "reden": self.reason, "tijdstip": clock.spelled(self.at),
            "doorgezonden": {"gemeentecode": self.forwarded_to} if self.forwarded_to else None, **self.facts(),
        }

    def facts(self) -> dict[str, Any]:
        """The fact in the words of the contract; of debt help whether it is given and the day of telling, no more."""
        help_given = (
            {"ontvangt": self.debt_help, "op": _iso(clock.day_of(self.at))} if self.debt_help is not None else None
        )
        pause = {"van": _iso(self.pause_from), "tot": _iso(self.pause_until)} if self.pause_from else None
        return {
            str(FeedbackFact.DEBT_HELP): help_given,
            str(FeedbackFact.COLLECTION_PAUSE): pause,
        }


def cursor_of(transaction: int, entry: int) -> str:
    """How a place in the feed is written outside."""
    return f"{transaction}-{entry}"


def read_feed(session: Session, corporation_id: UUID, start: str | None) -> list[Told]:
    """The corporation's next entries, oldest first. `start` is a cursor, a date or a moment; None is the beginning."""
    transaction, entry, since = _start(start)
    rows = session.execute(_PAGE, {
        "corporation": corporation_id, "transaction": transaction, "id": entry, "since": since, "page": PAGE,
    })
    return [Told(**row._mapping) for row in rows]


def told_about(session: Session, signal: Signal) -> list[Told]:
    """Everything a corporation was told about one of its signals, oldest first."""
    rows = session.scalars(select(Feedback).where(Feedback.signal_id == signal.id).order_by(Feedback.id))
    return [
        Told(
            row.transaction, row.id, row.signal_id, signal.reference, row.status, row.reason, row.at, row.forwarded_to,
            row.debt_help, row.pause_from, row.pause_until,
        )
        for row in rows
    ]


def facts_told(told: Sequence[Told]) -> dict[str, Any]:
    """Of each fact the last that a corporation was told about a signal; null where there is none."""
    found: dict[str, Any] = dict.fromkeys(FeedbackFact)
    for entry in told:
        if entry.fact:
            found[entry.fact] = entry.facts()[entry.fact]
    return {str(name): value for name, value in found.items()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


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
