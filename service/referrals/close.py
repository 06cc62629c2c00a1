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
from service.referrals.status import NO_DECISION_POSSIBLE, NOT_TAKEN_UP, EndResult, ReferralStatus
from service.referrals.tables import Referral
from service.rules.core import TermKind
from service.signals.schemas import WithdrawalReason

_RESULT_OF = {
    WithdrawalReason.MISTAKEN: EndResult.UNJUSTIFIED,
    WithdrawalReason.TENANT_OBJECTS: EndResult.OTHER_REASON,
    WithdrawalReason.CONSENT_WITHDRAWN: EndResult.OTHER_REASON,
}

DECISION_DUE = (
    "Het eerste gesprek is gehouden, dus er moet een besluit komen (Wgs artikel 4a). Leg bij de schuldhulp eerst het "
    "besluit vast, of dat de inwoner in het gesprek afzag van hulp. Zonder besluit kunt u alleen afsluiten als de "
    "inwoner is overleden of hier niet (meer) woont."
)

# A signal that also went to another desk stays as it is until the last of its referrals is closed.
_TELL = text("""
    WITH told AS (
        UPDATE signal s SET status = :status, closed_at = :now, feedback_reason = :reason
          FROM referral_signal rs
         WHERE rs.referral_id = :id AND s.id = rs.signal_id AND s.status IN ('doorgezet', 'opgepakt')
           AND NOT EXISTS (SELECT 1 FROM referral_signal o JOIN referral r ON r.id = o.referral_id
                            WHERE o.signal_id = s.id AND o.referral_id <> :id AND r.status <> 'afgesloten')
        RETURNING s.id, s.corporation_id, s.forwarded_from
    )
    INSERT INTO feedback (corporation_id, signal_id, at, status, reason)
    SELECT corporation_id, id, :now, :status, :reason FROM told WHERE forwarded_from IS NULL
""")


def close(session: Session, referral_id: UUID, result: EndResult, actor: Caseworker, now: datetime) -> Referral:
    """Close a referral; the same result again changes nothing.

    Raises `NotFound`, `Conflict` when it is closed with another result, nobody picked it up, or a decision is due;
    `AlreadyPickedUp`.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    if referral.status == ReferralStatus.CLOSED and referral.end_result == result:
        return referral
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is al afgesloten, met een ander eindresultaat.")
    if referral.status == ReferralStatus.PICKED_UP or result not in NOT_TAKEN_UP:
        require_holder(referral, actor)
    require_decided(referral, result)
    end(session, referral_id, result, now)
    record(session, [Entry("verwijzing-afgesloten", referral_id, referral.ground, {"resultaat": result})], actor, now)
    session.refresh(referral)
    return referral


def require_decided(referral: Referral, result: EndResult) -> None:
    """After the first talk a decision follows, unless the resident waived help in it (Wgs article 4a(1) and (2)).

    A waiver is recorded as such, so closing is no way around the decision. Raises `Conflict` while it is due.
    """
    if awaits_decision(referral) and result not in NO_DECISION_POSSIBLE:
        raise Conflict(DECISION_DUE)


def awaits_decision(referral: Referral) -> bool:
    return referral.term == TermKind.DECISION


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
