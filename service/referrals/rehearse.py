"""Doing something to see what the corporations would hear of it, and undoing it before anybody can see it.

What is shown beforehand is so made by the very code that tells it afterwards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.referrals.tables import ReferralSignal
from service.signals.feed import Told, told_about
from service.signals.tables import Signal


@dataclass(frozen=True, slots=True)
class Heard:
    """One entry of the feed of one corporation."""

    corporation_id: UUID
    told: Told


def rehearse(session: Session, referral_id: UUID, act: Callable[[], object]) -> list[Heard]:
    """What corporations would hear when `act` is done. Raises what `act` raises; changes nothing."""
    before = {one.told.id for one in _heard(session, referral_id)}
    with session.begin_nested() as trial:
        act()
        heard = [one for one in _heard(session, referral_id) if one.told.id not in before]
        trial.rollback()
    session.expire_all()
    return heard


def _heard(session: Session, referral_id: UUID) -> list[Heard]:
    signals = session.scalars(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral_id).order_by(Signal.received_at, Signal.id)
    )
    return [Heard(signal.corporation_id, told) for signal in signals for told in told_about(session, signal)]
