"""A corporation takes a signal back. Where the ground itself falls away, what rested on it is erased at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor, Corporation
from service.errors import Conflict
from service.journal import Entry, record
from service.outbox import SIGNAL_CHANGED, announce
from service.rules.facts import Kind
from service.signals.consent import consents_of, withdraw_consents
from service.signals.erasure import erasure
from service.signals.forwarding_chain import lock_onward
from service.signals.objection import objection_key, remember_objection
from service.signals.schemas import WithdrawalReason
from service.signals.status import SignalStatus, sources_of
from service.signals.store import own_signal
from service.signals.tables import Feedback, Signal, SignalChange
from service.vault import Vault

WITHDRAWAL = "intrekking"


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Which signal is taken back, and why."""

    signal_id: UUID
    reason: WithdrawalReason


# The signal ought not to have been sent, or may no longer be used (AVG article 7(3), article 17(1); Besluit
# gemeentelijke schuldhulpverlening, article 2(d)). In the other cases the signal was right when it was sent, and the
# caseworker finishes the work with the person's data.
GROUND_FALLS = frozenset({
    WithdrawalReason.MISTAKEN, WithdrawalReason.TENANT_OBJECTS, WithdrawalReason.CONSENT_WITHDRAWN,
})


def withdraw_signal(
    session: Session, vault: Vault, withdrawal: Withdrawal, actor: Corporation, now: datetime
) -> Signal:
    """Withdraw a signal, also where it was forwarded to; the same withdrawal again changes nothing.

    Raises `NotFound`, `Conflict`.
    """
    signal_id, reason = withdrawal.signal_id, withdrawal.reason
    signal = own_signal(session, signal_id, actor, lock=True)
    if signal.status == SignalStatus.WITHDRAWN:
        return _repeated(signal, reason)
    # Of whom nothing is stored no address is known, so nothing to remember the objection by.
    known = signal.household_key != signal.id.bytes
    if reason is WithdrawalReason.TENANT_OBJECTS and signal.kind == Kind.RENT_ARREARS and known:
        key = objection_key(signal.household_key, actor.organisation_id, vault)
        remember_objection(session, key, clock.day_of(now))
    onward = lock_onward(session, signal_id)
    written = WithdrawalRecord(reason, actor, now)
    withdraw_at(session, signal, written)
    session.execute(insert(Feedback).values(
        corporation_id=actor.organisation_id, signal_id=signal_id, at=now, status=SignalStatus.WITHDRAWN, reason=reason,
    ))
    for forwarded in onward:
        withdraw_at(session, forwarded, written)
    session.refresh(signal)
    return signal


@dataclass(frozen=True, slots=True)
class WithdrawalRecord:
    """Why a signal is withdrawn, by whom and when. `more` is written down beside the reason."""

    reason: WithdrawalReason
    actor: Actor
    at: datetime
    more: Mapping[str, str] = field(default_factory=dict)


def withdraw_at(session: Session, signal: Signal, withdrawal: WithdrawalRecord) -> None:
    """Withdraw a locked signal at its municipality, and announce it to its referrals."""
    reason, actor, now = withdrawal.reason, withdrawal.actor, withdrawal.at
    changes: dict[str, Any] = {"status": SignalStatus.WITHDRAWN, "closed_at": now, "feedback_reason": reason}
    if reason in GROUND_FALLS:
        changes |= erasure(signal.id, signal.kind, signal.decision)
    guarded = update(Signal).where(
        Signal.id == signal.id, Signal.status.in_(sources_of(SignalStatus.WITHDRAWN)),
    )
    session.execute(guarded.values(changes))
    if reason is WithdrawalReason.CONSENT_WITHDRAWN:
        withdraw_consents(session, consents_of(session, signal.id), actor, now)
    detail = {"reden": str(reason), **withdrawal.more}
    session.execute(insert(SignalChange).values(signal_id=signal.id, kind=WITHDRAWAL, at=now, detail=detail))
    record(session, [Entry("signaal-ingetrokken", signal.id, "AVG artikel 17", {"reden": reason})], actor, now)
    announce(session, SIGNAL_CHANGED, [signal.id])


def _repeated(signal: Signal, reason: WithdrawalReason) -> Signal:
    if signal.feedback_reason != reason:
        raise Conflict("Dit signaal is al ingetrokken, met een andere reden.")
    return signal
