"""Moving a referral to another worklist; where the household has open work on the same ground there, it joins that."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service.actors import Actor
from service.journal import Entry, record
from service.referrals.pick_up import tell_taken_up
from service.referrals.routing import Route
from service.referrals.settle import NEW_SIGNAL, Policies, settle
from service.referrals.standing import intended_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.rules.facts import Destination

JOINED = "verwijzing-opgegaan"

# All that a referral holds goes along; its own steps stay with it, as they were done.
_CARRIED = tuple(
    text(f"UPDATE {table} SET referral_id = :into WHERE referral_id = :from_")  # noqa: S608 (names of ours)
    for table in (
        "referral_signal", "referral_link", "contact_attempt", "consent", "onward_referral", "debt_help_notice",
        "collection_pause",
    )
)


def move_to(session: Session, referral: Referral, onward: Route, actor: Actor, now: datetime) -> Referral:
    """Put a locked referral on another worklist, held by nobody; the referral where the work is afterwards."""
    other = _open_one(session, referral, onward.worklist)
    if other is None:
        try:
            with session.begin_nested():
                _move(session, referral, onward)
        except IntegrityError:
            # A worker opened one in between: the unique index decides.
            other = _open_one(session, referral, onward.worklist)
            assert other is not None, "what the index refused is there"
    if other is not None:
        return _join(session, referral, other, actor, now)
    session.refresh(referral)
    return referral


def _open_one(session: Session, referral: Referral, worklist: str) -> UUID | None:
    return session.scalar(
        select(Referral.id).where(
            Referral.household_key == referral.household_key, Referral.destination == worklist,
            Referral.ground == referral.ground, Referral.status != ReferralStatus.CLOSED, Referral.term.is_not(None),
            Referral.id != referral.id,
        ).with_for_update()
    )


def _move(session: Session, referral: Referral, onward: Route) -> None:
    session.execute(update(Referral).where(Referral.id == referral.id).values(
        destination=onward.worklist, team=onward.team, routing=onward.document(Destination(intended_of(referral))),
        status=ReferralStatus.OPEN, assigned_to=None, assigned_name=None, picked_up_at=None, news=None,
        version=Referral.version + 1,
    ))


def _join(session: Session, referral: Referral, other_id: UUID, actor: Actor, now: datetime) -> Referral:
    """Carry everything over to the open one. What is left is an empty file without a national result."""
    for carried in _CARRIED:
        session.execute(carried, {"into": other_id, "from_": referral.id})
    session.execute(update(Referral).where(Referral.id == referral.id).values(
        status=ReferralStatus.CLOSED, closed_at=now, news=None, version=Referral.version + 1,
    ))
    settle(session, [other_id], Policies(session, now), NEW_SIGNAL)
    record(session, [
        Entry(JOINED, referral.id, referral.ground, {"in": str(other_id)}),
        Entry("verwijzing-samengevoegd", other_id, referral.ground, {"van": str(referral.id)}),
    ], actor, now)
    other = session.get_one(Referral, other_id, populate_existing=True)
    if other.status == ReferralStatus.PICKED_UP:
        tell_taken_up(session, other_id, now)
    session.refresh(referral)
    return other
