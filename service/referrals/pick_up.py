"""Picking up and handing back: one conditional statement, so that of ten at once one wins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import AlreadyPickedUp, Conflict, NotAllowed
from service.journal import Entry, record
from service.referrals.read import own_referral
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

_TAKE = """
    UPDATE referral SET status = 'opgepakt', assigned_to = :actor, assigned_name = :name, picked_up_at = :now,
                        version = version + 1
     WHERE {which}
    RETURNING id, destination
"""
_ONE = text(_TAKE.format(which="id = :id AND status = 'open'"))
_NEXT = text(_TAKE.format(which="""id = (
        SELECT id FROM referral
         WHERE municipality_code = :municipality AND destination = :destination AND status = 'open'
         ORDER BY urgency, due, id LIMIT 1 FOR UPDATE SKIP LOCKED)"""))

# The corporation hears that its signal was taken up when the first of the desks does so. Triage is not such a desk:
# there a person still has to decide where the signal goes.
_TELL = text("""
    WITH told AS (
        UPDATE signal s SET status = 'opgepakt', taken_up_at = coalesce(s.taken_up_at, :now)
          FROM referral_signal rs
         WHERE rs.referral_id = :id AND rs.active AND s.id = rs.signal_id AND s.status = 'doorgezet'
        RETURNING s.id, s.corporation_id
    )
    INSERT INTO feedback (corporation_id, signal_id, at, status) SELECT corporation_id, id, :now, 'opgepakt' FROM told
""")


def pick_up(session: Session, referral_id: UUID, actor: Caseworker, now: datetime) -> Referral:
    """Take a referral; taking one's own again changes nothing. Raises `NotFound`, `AlreadyPickedUp`, `Conflict`."""
    referral = own_referral(session, referral_id, actor)
    taken = session.execute(_ONE, _who(actor, now) | {"id": referral_id}).first()
    session.refresh(referral)
    if taken is None:
        return _not_taken(referral, actor)
    _after_taking(session, referral_id, taken.destination, actor, now)
    return referral


def pick_up_next(session: Session, destination: str, actor: Caseworker, now: datetime) -> Referral | None:
    """Take the most pressing open referral of a worklist; None when there is none."""
    if not actor.may_handle(actor.municipality_code, destination):
        raise NotAllowed("Deze werklijst hoort niet bij uw taak.")
    taken = session.execute(
        _NEXT, _who(actor, now) | {"municipality": actor.municipality_code, "destination": destination},
    ).first()
    if taken is None:
        return None
    _after_taking(session, taken.id, destination, actor, now)
    return own_referral(session, taken.id, actor)


def hand_back(session: Session, referral_id: UUID, actor: Caseworker, now: datetime) -> Referral:
    """Put a referral back on the worklist. Raises `NotFound`, or `Conflict` when a colleague holds it."""
    referral = own_referral(session, referral_id, actor, lock=True)
    if referral.status == ReferralStatus.OPEN:
        return referral
    require_holder(referral, actor)
    referral.status, referral.assigned_to, referral.assigned_name = ReferralStatus.OPEN, None, None
    referral.picked_up_at, referral.news = None, None
    referral.version += 1
    session.flush()
    record(session, [Entry("verwijzing-teruggelegd", referral_id, referral.ground)], actor, now)
    return referral


def require_holder(referral: Referral, actor: Caseworker) -> None:
    """Only who holds a referral changes it; so nothing is overwritten unseen."""
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is afgesloten.")
    if referral.status == ReferralStatus.OPEN:
        raise Conflict("Deze verwijzing is van niemand. Pak haar eerst op.")
    if referral.assigned_to != actor.id:
        raise AlreadyPickedUp(f"Deze verwijzing is opgepakt door {referral.assigned_name}.")


def _who(actor: Caseworker, now: datetime) -> dict[str, Any]:
    return {"actor": actor.id, "name": actor.name, "now": now}


def _not_taken(referral: Referral, actor: Caseworker) -> Referral:
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is afgesloten.")
    if referral.assigned_to != actor.id:
        raise AlreadyPickedUp(f"Deze verwijzing is al opgepakt door {referral.assigned_name}.")
    return referral


def _after_taking(session: Session, referral_id: UUID, destination: str, actor: Caseworker, now: datetime) -> None:
    if destination != "triage":
        tell_taken_up(session, referral_id, now)
    record(session, [Entry("verwijzing-opgepakt", referral_id, destination)], actor, now)


def tell_taken_up(session: Session, referral_id: UUID, now: datetime) -> None:
    """Tell the corporations whose signals are in a referral that it was taken up, those that did not hear it yet."""
    session.execute(_TELL, {"id": referral_id, "now": now})
