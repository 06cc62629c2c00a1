"""A withdrawn or amended signal reaches its referrals; what comes twice changes nothing."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from service.actors import Actor, By
from service.journal import Entry, record
from service.referrals.close import close_for_signal
from service.referrals.deadlines import after_change, due_of
from service.referrals.notices.pause import end_pauses_of_signals
from service.referrals.notices.status import PauseEnd
from service.referrals.notices.stop import stop_withdrawn
from service.referrals.settle import Policies, settle
from service.referrals.standing import still_rests_on_something
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral, ReferralSignal
from service.signals.amend import AMENDMENT
from service.signals.consent import CONSENT_WITHDRAWAL
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
    if not taken:
        return
    changes = session.scalars(select(SignalChange).where(SignalChange.id.in_(taken)).order_by(SignalChange.id)).all()
    apply_changes(session, changes, actor, now)


def apply_changes(session: Session, changes: Sequence[SignalChange], actor: Actor, now: datetime) -> None:
    """Let changes reach the referrals of their signals, which are locked first, in one order: none wait in a ring."""
    held = select(ReferralSignal.referral_id).where(ReferralSignal.signal_id.in_([one.signal_id for one in changes]))
    session.execute(select(Referral.id).where(Referral.id.in_(held)).order_by(Referral.id).with_for_update())
    policies = Policies(session, now)
    for change in changes:
        apply, news, action = _KINDS[change.kind]
        referral_ids = list(apply(session, change))
        settle(session, referral_ids, policies, news)
        entries = [Entry(action, id_, change.kind, {"signaal": str(change.signal_id)}) for id_ in referral_ids]
        record(session, entries, actor, now)
        if change.kind == WITHDRAWAL:
            stop_withdrawn(session, [change.signal_id], By(actor, now))
            end_pauses_of_signals(session, [change.signal_id], PauseEnd.SIGNAL_WITHDRAWN, By(actor, now))
        reason = WithdrawalReason(change.detail["reden"]) if change.kind != AMENDMENT else None
        if reason is not None and reason in GROUND_FALLS:
            stop_empty(session, referral_ids, reason, actor, now)


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


def _withdraw_at(session: Session, change: SignalChange) -> Iterator[UUID]:
    """Consent was withdrawn for one destination: the signal goes on at the other."""
    links = update(ReferralSignal).where(
        ReferralSignal.signal_id == change.signal_id, ReferralSignal.destination == change.detail["bestemming"],
        ReferralSignal.active,
    )
    yield from session.scalars(links.values(active=False).returning(ReferralSignal.referral_id)).all()


# How each kind of change reaches the referrals, the news it brings, and its name in the journal. A desk that goes on
# after a resident withdrew consent for another is not told of it.
_KINDS: dict[str, tuple[Callable[[Session, SignalChange], Iterator[UUID]], str | None, str]] = {
    WITHDRAWAL: (_withdraw, WITHDRAWN, "signaal-ingetrokken"),
    AMENDMENT: (_amend, AMENDED, "signaal-gewijzigd"),
    CONSENT_WITHDRAWAL: (_withdraw_at, None, "toestemming-ingetrokken"),
}


def stop_empty(
    session: Session, referral_ids: Iterable[UUID], reason: WithdrawalReason, actor: Actor, now: datetime
) -> None:
    """Where nothing is left that the work rests on, it stops at once. Elsewhere a person goes on."""
    for referral_id in referral_ids:
        status = session.scalar(select(Referral.status).where(Referral.id == referral_id))
        if status != ReferralStatus.CLOSED and not still_rests_on_something(session, referral_id):
            close_for_signal(session, referral_id, reason, actor, now)
