"""Closing a referral with a national end result; the corporation hears what it may know."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from service.actors import Actor, Caseworker
from service.errors import Conflict
from service.journal import Entry, record
from service.referrals.feedback import Notice, notice_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.status import NOT_TAKEN_UP, EndResult, ReferralStatus
from service.referrals.tables import Referral
from service.signals.schemas import WithdrawalReason

_RESULT_OF = {
    WithdrawalReason.MISTAKEN: EndResult.UNJUSTIFIED,
    WithdrawalReason.TENANT_OBJECTS: EndResult.OTHER_REASON,
    WithdrawalReason.CONSENT_WITHDRAWN: EndResult.OTHER_REASON,
}

# A signal that also went to another desk stays as it is until the last of its referrals is closed.
_TELL = text("""
    WITH told AS (
        UPDATE signal s SET status = :status, closed_at = :now, feedback_reason = :reason
          FROM referral_signal rs
         WHERE rs.referral_id = :id AND s.id = rs.signal_id AND s.status IN ('doorgezet', 'opgepakt')
           AND NOT EXISTS (SELECT 1 FROM referral_signal o JOIN referral r ON r.id = o.referral_id
                            WHERE o.signal_id = s.id AND o.referral_id <> :id AND r.status <> 'afgesloten')
        RETURNING s.id, s.corporation_id
    )
    INSERT INTO feedback (corporation_id, signal_id, at, status, reason)
    SELECT corporation_id, id, :now, :status, :reason FROM told
""")


def close(session: Session, referral_id: UUID, result: EndResult, actor: Caseworker, now: datetime) -> Referral:
    """Close a referral; the same result again changes nothing.

    Raises `NotFound`, `Conflict` when it is closed with another result or nobody picked it up, `AlreadyPickedUp`.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    if referral.status == ReferralStatus.CLOSED and referral.end_result == result:
        return referral
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is al afgesloten, met een ander eindresultaat.")
    if referral.status == ReferralStatus.PICKED_UP or result not in NOT_TAKEN_UP:
        require_holder(referral, actor)
    end(session, referral_id, result, now)
    record(session, [Entry("verwijzing-afgesloten", referral_id, referral.ground, {"resultaat": result})], actor, now)
    session.refresh(referral)
    return referral


def close_for_signal(
    session: Session, referral_id: UUID, reason: WithdrawalReason, actor: Actor, now: datetime
) -> None:
    """Stop the work on a referral whose last signal, or the consent it rested on, lost its ground."""
    result = _RESULT_OF[reason]
    end(session, referral_id, result, now)
    entry = Entry("verwijzing-gestopt", referral_id, "AVG artikel 17", {"reden": reason, "resultaat": result})
    record(session, [entry], actor, now)


def end(session: Session, referral_id: UUID, result: EndResult, now: datetime) -> None:
    """Close a referral that is not closed yet, and tell the corporations what they may know."""
    open_one = update(Referral).where(Referral.id == referral_id, Referral.status != ReferralStatus.CLOSED)
    session.execute(open_one.values(
        status=ReferralStatus.CLOSED, closed_at=now, end_result=result, news=None, version=Referral.version + 1,
    ))
    _tell(session, referral_id, notice_of(result), now)


def _tell(session: Session, referral_id: UUID, notice: Notice, now: datetime) -> None:
    session.execute(_TELL, {"id": referral_id, "status": notice.status, "reason": notice.reason, "now": now})
