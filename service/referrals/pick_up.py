"""Picking up and handing back: one conditional statement, so that of ten at once one wins."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import TextClause, select, text
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.db import Database, driver_sql
from service.errors import AlreadyPickedUp, Conflict, NotAllowed
from service.journal import Entry, record
from service.referrals.read import own_referral
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

# The corporation hears that its signal was taken up when the first of the desks does so. Triage is not such a desk:
# there a person still has to decide where the signal goes.
_TOLD = """
    told AS (
        UPDATE signal s SET status = 'opgepakt', taken_up_at = coalesce(s.taken_up_at, :now)
          FROM taken JOIN referral_signal rs ON rs.referral_id = taken.id
         WHERE taken.destination <> 'triage' AND rs.active AND s.id = rs.signal_id AND s.status = 'doorgezet'
        RETURNING s.id, s.corporation_id, s.forwarded_from
    ),
    fed AS (INSERT INTO feedback (corporation_id, signal_id, at, status)
            SELECT corporation_id, id, :now, 'opgepakt' FROM told WHERE forwarded_from IS NULL)
"""
_TELL = text(f"WITH taken AS (SELECT id, destination FROM referral WHERE id = :id), {_TOLD} SELECT FROM taken")  # noqa: S608


def _take(which: str) -> TextClause:
    """Taking a referral, telling the corporation and writing it down: one statement, so one round trip."""
    return text(f"""
    WITH taken AS (
        UPDATE referral SET status = 'opgepakt', assigned_to = :actor_id, assigned_name = :actor_name,
                            picked_up_at = :now, version = version + 1
         WHERE {which}
        RETURNING *
    ), {_TOLD},
    noted AS (
        INSERT INTO journal (at, actor_kind, actor_id, actor_name, organisation_id, action, subject_id, ground)
        SELECT :now, :actor_kind, :actor_id, :actor_name, :organisation_id, 'verwijzing-opgepakt', id, destination
          FROM taken
    )
    SELECT * FROM taken
    """)  # noqa: S608 (words of this module, no input)


_ONE = select(Referral).from_statement(_take("id = :id AND status = 'open'"))
_NEXT = driver_sql(_take("""id = (
        SELECT id FROM referral
         WHERE municipality_code = :municipality AND destination = :destination AND status = 'open'
         ORDER BY urgency, due, id LIMIT 1 FOR UPDATE SKIP LOCKED)"""))


def pick_up(session: Session, referral_id: UUID, actor: Caseworker, now: datetime) -> Referral:
    """Take a referral; taking one's own again changes nothing. Raises `NotFound`, `AlreadyPickedUp`, `Conflict`."""
    referral = own_referral(session, referral_id, actor)
    taken: Referral | None = session.scalar(
        _ONE, _who(actor, now) | {"id": referral_id}, execution_options={"populate_existing": True},
    )
    if taken is None:
        session.refresh(referral)
        return _not_taken(referral, actor)
    return taken


def pick_up_next(database: Database, destination: str, actor: Caseworker, now: datetime) -> Referral | None:
    """Take the most pressing open referral of a worklist, as it is then; None when there is none."""
    if not actor.may_handle(actor.municipality_code, destination):
        raise NotAllowed("Deze werklijst hoort niet bij uw taak.")
    where = {"municipality": actor.municipality_code, "destination": destination}
    row = database.at_once(_NEXT, _who(actor, now) | where)
    return Referral(**row) if row else None


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
    return {
        "now": now, "actor_kind": actor.kind, "actor_id": actor.id, "actor_name": actor.name,
        "organisation_id": actor.organisation_id,
    }


def _not_taken(referral: Referral, actor: Caseworker) -> Referral:
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is afgesloten.")
    if referral.assigned_to != actor.id:
        raise AlreadyPickedUp(f"Deze verwijzing is al opgepakt door {referral.assigned_name}.")
    return referral


def tell_taken_up(session: Session, referral_id: UUID, now: datetime) -> None:
    """Tell the corporations whose signals are in a referral that it was taken up, those that did not hear it yet."""
    session.execute(_TELL, {"id": referral_id, "now": now})
