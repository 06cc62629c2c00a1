"""Recording what was tried to get in touch, in the national codes; what was a slip can be undone for some minutes."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor, Caseworker
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.status import ContactKind, PartOfDay
from service.referrals.tables import ContactAttempt, Referral

UNDO_WITHIN = timedelta(minutes=15)
UNDONE = "contactpoging-ongedaan"


@dataclass(frozen=True, slots=True)
class Attempt:
    kind: ContactKind
    on_day: date
    part_of_day: PartOfDay
    reached: bool


def part_of_day(at: datetime) -> PartOfDay:
    hour = at.astimezone(clock.AMSTERDAM).hour
    return PartOfDay.MORNING if hour < 12 else PartOfDay.AFTERNOON if hour < 18 else PartOfDay.EVENING


def record_attempt(
    session: Session, referral_id: UUID, attempt: Attempt, actor: Caseworker, now: datetime
) -> ContactAttempt:
    """Record one attempt by the holder of the referral. Raises `InvalidInput` for a day outside the referral's life."""
    referral = own_referral(session, referral_id, actor, lock=True)
    require_holder(referral, actor)
    if not clock.day_of(referral.opened_at) <= attempt.on_day <= clock.day_of(now):
        told = "Kies een dag vanaf het openen van de verwijzing tot en met vandaag."
        raise InvalidInput([Fault("#/datum", "buitenPeriode", told)])
    referral.news = None
    referral.version += 1
    return append_attempt(session, referral, attempt, actor, now)


def undo_attempt(session: Session, place: tuple[UUID, int], actor: Caseworker, now: datetime) -> None:
    """Take (referral, attempt) away as if it was never recorded; the journal keeps both.

    By who recorded it by hand. Raises `NotFound`, and `Conflict` when it is too late: who counts it may have counted.
    """
    referral = own_referral(session, place[0], actor, lock=True)
    require_holder(referral, actor)
    row = session.scalar(
        select(ContactAttempt).where(ContactAttempt.id == place[1], ContactAttempt.referral_id == referral.id),
    )
    if row is None:
        raise NotFound("Deze contactpoging is er niet. Ga terug naar de verwijzing en kies opnieuw.")
    if not may_undo(row, actor, now):
        minutes = int(UNDO_WITHIN.total_seconds() // 60)
        raise Conflict(f"Ongedaan maken kan {minutes} minuten, door wie de poging zelf vastlegde. Schrijf een notitie.")
    session.delete(row)
    referral.version += 1
    session.flush()
    detail = {"soort": row.kind, "bereikt": row.reached}
    record(session, [Entry(UNDONE, referral.id, referral.ground, detail)], actor, now)


def attempts_of(session: Session, referral_id: UUID) -> list[ContactAttempt]:
    """The attempts of a referral, as they were recorded."""
    query = select(ContactAttempt).where(ContactAttempt.referral_id == referral_id).order_by(ContactAttempt.id)
    return list(session.scalars(query))


def may_undo(row: ContactAttempt, actor: Actor, now: datetime) -> bool:
    return row.made_by == actor.id and now < row.made_at + UNDO_WITHIN


def append_attempt(
    session: Session, referral: Referral, attempt: Attempt, actor: Actor, now: datetime
) -> ContactAttempt:
    """Write down an attempt of a locked referral, and journal it.

    The version stays: what the service did as it was asked makes no page stale that somebody has open.
    """
    row = ContactAttempt(
        referral_id=referral.id, kind=attempt.kind, on_day=attempt.on_day, part_of_day=attempt.part_of_day,
        reached=attempt.reached, made_by=actor.id, made_at=now,
    )
    session.add(row)
    session.flush()
    detail = {"soort": attempt.kind, "bereikt": attempt.reached}
    record(session, [Entry("contactpoging", referral.id, referral.ground, detail)], actor, now)
    return row
