"""Reopening closed work: it goes on where it stood. No term begins anew, and the corporation hears that it goes on."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict
from service.journal import Entry, record
from service.policy.model import Desk
from service.referrals.forward import undo_forwarding
from service.referrals.read import own_referral
from service.referrals.recording import change
from service.referrals.standing import consents_behind, holds_a_person
from service.referrals.status import ReferralStatus, ReopenReason
from service.referrals.tables import Referral
from service.signals.amend import take_in_amendments
from service.signals.status import SignalStatus

WITHIN = timedelta(weeks=4)
"""So long after closing work may be reopened; after that a new signal or request begins new work. Our own choice."""

# A signal that was taken back stays so. At triage nobody takes up yet, as when work is picked up there.
_TELL = text("""
    WITH told AS (
        UPDATE signal s
           SET status = :status, closed_at = NULL, feedback_reason = NULL,
               taken_up_at = CASE WHEN cast(:status AS text) = 'opgepakt' THEN coalesce(s.taken_up_at, :now)
                              ELSE s.taken_up_at END
          FROM referral_signal rs
         WHERE rs.referral_id = :id AND rs.active AND s.id = rs.signal_id AND s.status IN ('afgesloten', 'nietOpgepakt')
        RETURNING s.id, s.corporation_id, s.forwarded_from
    ), heard AS (
        INSERT INTO feedback (corporation_id, signal_id, at, status)
        SELECT corporation_id, id, :now, :status FROM told WHERE forwarded_from IS NULL
    )
    SELECT id FROM told
""")


def reopen(session: Session, referral_id: UUID, reason: ReopenReason, actor: Caseworker, now: datetime) -> Referral:
    """Open a closed referral again, held by who reopens it; its term and its days stay as they were.

    What was forwarded is taken back first. Raises `NotFound`, or `Conflict` when it is not closed, too long ago,
    forgotten, without consent, when another municipality works on it, or when the household has newer open work.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    _require_reopenable(session, referral, now)
    assert referral.closed_at is not None, "what is closed was closed at a moment"
    if referral.forwarded_to is not None:
        undo_forwarding(session, referral, now)
    before = {"resultaat": referral.end_result, "afgeslotenOp": clock.day_of(referral.closed_at).isoformat()}
    change(session, referral, {
        "status": ReferralStatus.PICKED_UP, "assigned_to": actor.id, "assigned_name": actor.name,
        "picked_up_at": referral.picked_up_at or now, "closed_at": None, "end_result": None, "news": None,
    })
    told = SignalStatus.FORWARDED if referral.destination == Desk.TRIAGE else SignalStatus.PICKED_UP
    reopened = session.scalars(_TELL, {"id": referral.id, "now": now, "status": told}).all()
    take_in_amendments(session, reopened)
    entry = Entry("verwijzing-heropend", referral.id, referral.ground, {"reden": reason} | before)
    record(session, [entry], actor, now)
    return referral


def may_reopen(referral: Referral, today: date) -> bool:
    """Whether reopening may be tried; what else stands in the way, `reopen` tells."""
    return (
        referral.status == ReferralStatus.CLOSED and referral.end_result is not None
        and referral.forgotten_at is None and referral.closed_at is not None
        and today <= clock.day_of(referral.closed_at) + WITHIN
    )


def _require_reopenable(session: Session, referral: Referral, now: datetime) -> None:
    if referral.status != ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is niet afgesloten. U kunt er gewoon mee verder.")
    if referral.end_result is None:
        raise Conflict("Deze verwijzing is samengevoegd met een andere. Werk daar verder.")
    if not may_reopen(referral, clock.day_of(now)):
        raise Conflict(
            "Heropenen kan tot vier weken na het afsluiten, zolang de gegevens er nog zijn. Meldt de inwoner zich nu? "
            "Dan begint nieuw werk, met een nieuwe termijn."
        )
    consents = consents_behind(session, referral.id)
    if consents and all(consent.withdrawn_at is not None for consent in consents):
        raise Conflict("De inwoner trok de toestemming in. Zonder nieuwe toestemming kan dit werk niet verder.")
    if not holds_a_person(session, referral.id):
        raise Conflict("De gegevens van de inwoner zijn gewist. Dat kan niet worden teruggedraaid.")
