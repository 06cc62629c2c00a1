"""Which signals were made of which: a signal that went on to another municipality, and perhaps on from there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from service.signals.tables import Signal


@dataclass(frozen=True, slots=True)
class SignalOrigin:
    """What a corporation sent, to which municipality and when, and who forwarded it from there.

    `municipalities` are those that the signal was at before, the first one first.
    """

    corporation_id: UUID
    reference: str
    received_on: date
    municipalities: tuple[str, ...]

    @property
    def forwarded_by(self) -> str:
        return self.municipalities[-1]


# Step 1 is the signal that a forwarded one was made of; the last step is what the corporation sent.
_ORIGINS = text("""
    WITH RECURSIVE chain AS (
        SELECT s.id AS signal_id, 1 AS step, b.id, b.corporation_id, b.reference, b.received_on, b.municipality_code,
               b.forwarded_from
          FROM signal s JOIN signal b ON b.id = s.forwarded_from
         WHERE s.id = ANY (cast(:ids AS uuid[]))
         UNION ALL
        SELECT c.signal_id, c.step + 1, b.id, b.corporation_id, b.reference, b.received_on, b.municipality_code,
               b.forwarded_from
          FROM chain c JOIN signal b ON b.id = c.forwarded_from
    )
    SELECT c.signal_id, c.corporation_id, c.reference, c.received_on,
           (SELECT array_agg(o.municipality_code ORDER BY o.step DESC) FROM chain o WHERE o.signal_id = c.signal_id)
               AS municipalities
      FROM chain c WHERE c.forwarded_from IS NULL
""")
_ONWARD = text("""
    WITH RECURSIVE onward AS (
        SELECT id FROM signal WHERE forwarded_from = :id AND status <> 'ingetrokken'
         UNION ALL
        SELECT s.id FROM onward o JOIN signal s ON s.forwarded_from = o.id AND s.status <> 'ingetrokken'
    )
    SELECT id FROM onward
""")


def origins_of(session: Session, signals: Iterable[Signal]) -> dict[UUID, SignalOrigin]:
    """The origin of each signal that was forwarded; what a corporation sent here itself is not among them."""
    ids = [signal.id for signal in signals if signal.forwarded_from is not None]
    rows = session.execute(_ORIGINS, {"ids": ids}).all() if ids else []
    return {
        row.signal_id: SignalOrigin(row.corporation_id, row.reference, row.received_on, tuple(row.municipalities))
        for row in rows
    }


def lock_onward(session: Session, signal_id: UUID) -> Sequence[Signal]:
    """The signals that were made of this one and still stand, locked.

    Whoever forwards a signal locks it first, so a change of that signal misses none of them.
    """
    ids = session.scalars(_ONWARD, {"id": signal_id}).all()
    if not ids:
        return []
    query = select(Signal).where(Signal.id.in_(ids)).order_by(Signal.id).with_for_update()
    return session.scalars(query.execution_options(populate_existing=True)).all()
