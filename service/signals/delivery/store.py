"""Writing and reading deliveries, in sets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

import msgspec
from psycopg.errors import UniqueViolation
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from service.actors import Actor, Corporation
from service.db import array_of, copy_in
from service.errors import NotFound
from service.journal import Entry, record
from service.outbox import SIGNAL_RECEIVED, announce_together
from service.signals.delivery.results import Result
from service.signals.delivery.tables import Delivery, DeliveryRow
from service.signals.status import SignalStatus
from service.signals.store import ACTION, STORED, NewSignal, keep_sets
from service.signals.tables import Signal


class ReferenceTaken(Exception):
    """Somebody else stored one of these references since it was looked at."""


_SIGNAL = (*STORED, "received_at", "received_on")
_SIGNAL_TARGET = f"signal ({', '.join(_SIGNAL)})"
_CONSENT = ("id", "signal_id", "destination", "given_by", "given_on", "manner", "explicit")
_CONSENT_TARGET = f"consent ({', '.join(_CONSENT)}, recorded_by_kind, recorded_by, recorded_at)"
_signal_of, _consent_of = attrgetter(*STORED), attrgetter(*_CONSENT)


def insert_new(session: Session, rows: list[NewSignal], actor: Actor, now: datetime, on: date) -> None:
    """Store signals with new references, as a single post does: with consent, search, journal and outbox.

    Raises `ReferenceTaken` when one is new no longer: nothing of the transaction stands then.
    """
    # In one order, so that two who store the same references at once never wait in a ring.
    rows = sorted(rows, key=lambda row: row.reference)
    keep_sets(session, rows)
    try:
        copy_in(session, _SIGNAL_TARGET, ((*_signal_of(row), now, on) for row in rows))
    except DBAPIError as error:
        if isinstance(error.orig, UniqueViolation):
            raise ReferenceTaken from None
        raise
    recorded = (actor.kind, actor.id, now)
    copy_in(session, _CONSENT_TARGET, ((*_consent_of(one), *recorded) for row in rows for one in row.consents))
    record(session, [Entry(ACTION, row.id, row.ground) for row in rows], actor, now)
    waiting = [row for row in rows if row.status == SignalStatus.RECEIVED]
    copy_in(session, "signal_search (signal_id, tokens)", ((row.id, array_of(row.search)) for row in waiting))
    announce_together(session, SIGNAL_RECEIVED, [row.id for row in waiting])


def keep_results(session: Session, delivery_id: UUID, results: list[Result]) -> None:
    """Of every row its number and status; of an accepted one also its signal."""
    kept = ((delivery_id, one.number, one.status, one.signal_id) for one in results)
    copy_in(session, "delivery_row (delivery_id, number, status, signal_id)", kept)


def finish(session: Session, delivery_id: UUID, now: datetime) -> None:
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values(finished_at=now))


def own_delivery(session: Session, delivery_id: UUID, actor: Corporation) -> Delivery:
    """The corporation's own delivery. Another's is not found: its existence is nobody's business."""
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.corporation_id == actor.organisation_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound("Deze aanlevering is er niet, of zij is niet van uw organisatie.")
    return found


def counts_of(session: Session, delivery_id: UUID) -> dict[int, int]:
    """How many rows have each status."""
    query = select(DeliveryRow.status, func.count().label("found")).where(DeliveryRow.delivery_id == delivery_id)
    return {row.status: row.found for row in session.execute(query.group_by(DeliveryRow.status))}


@dataclass(frozen=True, slots=True)
class Kept:
    """A row as it was kept, with its signal where it has one."""

    number: int
    status: int
    signal: Signal | None


def page(session: Session, delivery_id: UUID, after: int, size: int) -> list[Kept]:
    """Rows in order, from behind a number on: read along the key, so the depth does not matter."""
    query = (
        select(DeliveryRow, Signal).outerjoin(Signal, Signal.id == DeliveryRow.signal_id)
        .where(DeliveryRow.delivery_id == delivery_id, DeliveryRow.number > after)
        .order_by(DeliveryRow.number).limit(size)
    )
    return [Kept(row.number, row.status, signal) for row, signal in session.execute(query)]


@dataclass(frozen=True, slots=True)
class Known:
    """What is needed of an earlier signal to give its first answer again."""

    id: UUID
    reference: str
    content_mac: bytes
    decision: dict[str, Any]
    findings: list[dict[str, Any]]

    @classmethod
    def just_made(cls, row: NewSignal) -> "Known":
        decode = msgspec.json.decode
        return cls(row.id, row.reference, row.content_mac, decode(row.decision), decode(row.findings))


_KNOWN = text("""
    SELECT s.id, s.reference, s.content_mac, s.decision, f.findings
      FROM signal s JOIN finding_set f ON f.id = s.finding_set_id
     WHERE s.corporation_id = :corporation AND s.reference = ANY (:references)
""")


def known_signals(session: Session, corporation_id: UUID, references: Iterable[str]) -> dict[str, Known]:
    """The earlier signals with these references."""
    asked = {"corporation": corporation_id, "references": list(references)}
    return {row.reference: Known(*row) for row in session.execute(_KNOWN, asked)}
