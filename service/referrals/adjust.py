"""A withdrawn or amended signal reaches its referrals; what comes twice changes nothing."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.journal import Entry, record
from service.referrals.close import close_for_signal
from service.referrals.deadlines import after_change, due_of
from service.referrals.settle import Policies, settle
from service.referrals.tables import ReferralSignal
from service.signals.amend import AMENDMENT
from service.signals.schemas import WithdrawalReason
from service.signals.tables import Signal, SignalChange
from service.signals.withdraw import GROUND_FALLS, WITHDRAWAL

WITHDRAWN, AMENDED = "signaalIngetrokken", "signaalGewijzigd"

# A signal that is not routed yet keeps its changes waiting: routing applies them.
_TAKE_CHANGES = text("""
    UPDATE signal_change c SET applied_at = :now
      FROM signal s
     WHERE c.signal_id = ANY (:ids) AND c.applied_at IS NULL AND s.id = c.signal_id AND s.status <> 'ontvangen'
    RETURNING c.id
""")


def adjust_signals(session: Session, signal_ids: Iterable[UUID], actor: Actor, now: datetime) -> None:
    """Apply changes of signals that were not applied before."""
    taken = session.scalars(_TAKE_CHANGES, {"ids": list(signal_ids), "now": now}).all()
    changes = session.scalars(select(SignalChange).where(SignalChange.id.in_(taken)).order_by(SignalChange.id)).all()
    policies = Policies(session, now)
    for change in changes:
        apply = _withdraw if change.kind == WITHDRAWAL else _amend
        referral_ids = list(apply(session, change))
        news = WITHDRAWN if change.kind == WITHDRAWAL else AMENDED
        settle(session, referral_ids, policies, news)
        entries = [Entry(_kebab(news), id_, change.kind, {"signaal": str(change.signal_id)}) for id_ in referral_ids]
        record(session, entries, actor, now)
        if change.kind == WITHDRAWAL:
            _stop_empty(session, referral_ids, change, actor, now)


def _withdraw(session: Session, change: SignalChange) -> Iterator[UUID]:
    links = update(ReferralSignal).where(ReferralSignal.signal_id == change.signal_id, ReferralSignal.active)
    yield from session.scalars(links.values(active=False).returning(ReferralSignal.referral_id)).all()


def _amend(session: Session, change: SignalChange) -> Iterator[UUID]:
    """Give the links of the signal the terms that follow from the change."""
    assert change.kind == AMENDMENT
    assert change.decision is not None, "an amendment is judged"
    signal = session.get_one(Signal, change.signal_id)
    changed = {place["bestemming"]: due_of(place) for place in change.decision["bestemmingen"]}
    links = session.scalars(
        select(ReferralSignal).where(ReferralSignal.signal_id == change.signal_id, ReferralSignal.active),
    ).all()
    first = {place["bestemming"]: due_of(place) for place in signal.decision["bestemmingen"]}
    for link in links:
        due = after_change(first[link.destination], changed[link.destination])
        link.statutory_due, link.target_due, link.threatening = due.statutory, due.target, due.threatening
        yield link.referral_id
    session.flush()


def _stop_empty(
    session: Session, referral_ids: list[UUID], change: SignalChange, actor: Actor, now: datetime
) -> None:
    """Where the ground fell away and nothing else is left, the work stops at once. Else a person decides."""
    reason = WithdrawalReason(change.detail["reden"])
    if reason not in GROUND_FALLS:
        return
    active = select(func.count()).select_from(ReferralSignal)
    for referral_id in referral_ids:
        query = active.where(ReferralSignal.referral_id == referral_id, ReferralSignal.active)
        if session.scalar(query) == 0:
            close_for_signal(session, referral_id, reason, actor, now)


def _kebab(code: str) -> str:
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in code)


