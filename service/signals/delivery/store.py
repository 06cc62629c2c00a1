"""Writing and reading deliveries, in sets."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from service.actors import Corporation
from service.db import copy_in
from service.errors import NotFound
from service.signals.delivery.results import Result
from service.signals.delivery.tables import Delivery, DeliveryRow
from service.signals.tables import FindingSet, Signal


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


def known_signals(session: Session, corporation_id: UUID, references: list[str]) -> dict[str, Row[Any]]:
    """What is needed of earlier signals with these references to give their first answer again."""
    query = (
        select(Signal.id, Signal.reference, Signal.content_mac, Signal.decision, FindingSet.findings)
        .join(FindingSet, FindingSet.id == Signal.finding_set_id)
        .where(Signal.corporation_id == corporation_id, Signal.reference.in_(references))
    )
    return {row.reference: row for row in session.execute(query)} if references else {}
