"""Withdrawing consent: it is marked with who, when and how, and what rested on it is erased (AVG article 7(3))."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.rules.facts import ConsentManner
from service.signals.erasure import PLACE, PLACES, erasure, erasure_at
from service.signals.tables import Consent, Signal

CONSENT_WITHDRAWAL = "toestemmingIntrekking"
"""The kind of change that tells every queue: stop the work on this signal at one destination."""


def withdraw_consents(
    session: Session, ids: Collection[UUID], actor: Actor, now: datetime, how: ConsentManner | None = None
) -> None:
    """Mark consents as withdrawn; what was withdrawn before stays as it is. `how` is unknown to a corporation."""
    standing = update(Consent).where(Consent.id.in_(ids), Consent.withdrawn_at.is_(None))
    session.execute(standing.values(
        withdrawn_at=now, withdrawn_by_kind=actor.kind, withdrawn_by=actor.id, withdrawn_how=how,
    ))


def consents_of(session: Session, signal_id: UUID) -> list[UUID]:
    return list(session.scalars(select(Consent.id).where(Consent.signal_id == signal_id)))


def forget_at(session: Session, signals: Collection[Signal], destination: str) -> None:
    """Erase from locked signals what rested on consent for a destination, after that consent was withdrawn.

    The person too, when no other destination is left that the signal went to with consent that still stands.
    """
    for signal in signals:
        if _goes_on(session, signal, destination):
            erased = erasure_at(destination, signal.concerns, signal.facts, signal.decision)
        else:
            erased = erasure(signal.id, signal.kind, signal.decision) | {"threatening": False}
        session.execute(update(Signal).where(Signal.id == signal.id).values(erased))
        session.refresh(signal)


def _goes_on(session: Session, signal: Signal, destination: str) -> bool:
    others = {place[PLACE] for place in signal.decision[PLACES]} - {destination}
    standing = select(Consent.id).where(
        Consent.signal_id == signal.id, Consent.destination.in_(others), Consent.withdrawn_at.is_(None),
    )
    return bool(signal.facts) and session.scalar(standing.limit(1)) is not None
