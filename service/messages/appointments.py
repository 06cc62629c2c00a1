"""Offering an appointment, and what becomes of it. What spoke of one that does not stand goes out no more."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Actor, Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput, NotFound
from service.journal import Entry, record
from service.messages.moments import at, local
from service.messages.status import (
    STANDING,
    AppointmentPlace,
    AppointmentReply,
    AppointmentStatus,
    MessageEnd,
    MessageStatus,
)
from service.messages.tables import Appointment, Message
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.tables import Referral

_GONE = "Deze afspraak is er niet. Kijk welke afspraken bij de verwijzing staan."


@dataclass(frozen=True, slots=True)
class Offered:
    """An appointment to record. `held_by` is who holds the talk; None: the caseworker.

    `alternatives` are other moments that the resident may choose instead, without asking.
    """

    referral_id: UUID
    day: date
    hour: time
    place: AppointmentPlace
    confirmed: bool = False
    held_by: str | None = None
    alternatives: tuple[tuple[date, time], ...] = ()


def offer_appointment(session: Session, offered: Offered, actor: Caseworker, now: datetime) -> Appointment:
    """Record an appointment; one that stood becomes `gewijzigd`. Raises `InvalidInput` for a moment that has passed."""
    referral = own_referral(session, offered.referral_id, actor, lock=True)
    require_holder(referral, actor)
    moment = at(offered.day, offered.hour)
    others = _others(offered, moment, now)
    earlier = _standing(session, referral.id)
    end(session, earlier, AppointmentStatus.CHANGED, now)
    status = AppointmentStatus.CONFIRMED if offered.confirmed else AppointmentStatus.OFFERED
    row = Appointment(
        id=new_id(), referral_id=referral.id, at=moment, place=offered.place, status=status,
        held_by=offered.held_by or actor.name, alternatives=others, made_by=actor.id, made_at=now,
    )
    session.add(row)
    for replaced in earlier:
        replace_with(session, replaced, row)
    _note(session, referral, row, actor, now)
    return row


def replace_with(session: Session, replaced: Appointment, row: Appointment) -> None:
    """Lead on from a moved talk to its new moment, in links as in calendars."""
    row.series_id, row.revision = replaced.event_id, replaced.revision + 1
    session.flush()
    replaced.replaced_by = row.id


def current_of(session: Session, row: Appointment) -> Appointment:
    """The appointment that a talk was moved to; each moved one is older than the one in its place, so this ends."""
    while row.replaced_by is not None:
        row = session.get_one(Appointment, row.replaced_by, populate_existing=True)
    return row


def _others(offered: Offered, moment: datetime, now: datetime) -> list[datetime]:
    """The other moments, in order and each once. Raises `InvalidInput` for a moment that has passed."""
    others = [at(*one) for one in offered.alternatives]
    places = [("#/datum", moment), *((f"#/andereMomenten/{place}", one) for place, one in enumerate(others))]
    told = "Kies een dag en een tijd die nog moeten komen."
    faults = [Fault(place, "momentVoorbij", told) for place, one in places if one <= now]
    if faults:
        raise InvalidInput(faults)
    return sorted(set(others) - {moment})


def last_moment(row: Appointment) -> datetime:
    """Until when a link to an appointment works: the last moment at which the talk may be."""
    return max([row.at, *row.alternatives])


def change_appointment(
    session: Session, place: tuple[UUID, UUID], reply: AppointmentReply, actor: Caseworker, now: datetime
) -> Appointment:
    """Record what was said of the appointment of (referral, appointment). Raises `Conflict` when it does not stand."""
    referral = own_referral(session, place[0], actor, lock=True)
    require_holder(referral, actor)
    row, status = appointment_of(session, *place), AppointmentStatus(reply)
    if row.status == status:
        return row
    if row.status not in STANDING:
        raise Conflict("Deze afspraak geldt niet meer. Leg een nieuwe afspraak vast.")
    if status is AppointmentStatus.CANCELLED:
        end(session, [row], status, now)
    if status is AppointmentStatus.DECLINED:
        decline(session, row, now)
    row.status, row.revision = status, row.revision + 1
    _note(session, referral, row, actor, now)
    return row


def appointment_of(session: Session, referral_id: UUID, appointment_id: UUID) -> Appointment:
    found = session.scalar(
        select(Appointment).where(Appointment.id == appointment_id, Appointment.referral_id == referral_id),
    )
    if found is None:
        raise NotFound(_GONE)
    return found


def appointments_of(session: Session, referral_id: UUID) -> list[Appointment]:
    """Every appointment of a referral, oldest first."""
    return list(session.scalars(
        select(Appointment).where(Appointment.referral_id == referral_id).order_by(Appointment.made_at, Appointment.id),
    ))


def coming_appointment(session: Session, referral_id: UUID, now: datetime) -> Appointment | None:
    """The appointment that stands and is still to come."""
    return next((row for row in _standing(session, referral_id) if row.at > now), None)


def cancelled_appointment(session: Session, referral_id: UUID, now: datetime) -> Appointment | None:
    """The last appointment that was called off and would still be to come: a message may say so."""
    rows = reversed(appointments_of(session, referral_id))
    return next((row for row in rows if row.status == AppointmentStatus.CANCELLED and row.at > now), None)


def _standing(session: Session, referral_id: UUID) -> list[Appointment]:
    return [row for row in appointments_of(session, referral_id) if row.status in STANDING]


def end(session: Session, rows: list[Appointment], status: AppointmentStatus, now: datetime) -> None:
    """What was planned about these appointments would call somebody to a talk that is not there."""
    for row in rows:
        row.status = status
    session.execute(
        update(Message)
        .where(Message.appointment_id.in_([row.id for row in rows]), Message.status == MessageStatus.PLANNED,
               Message.started_at.is_(None))
        .values(status=MessageStatus.WITHDRAWN, ended_at=now, ended_because=MessageEnd.APPOINTMENT_OFF),
    )


def decline(session: Session, row: Appointment, now: datetime) -> None:
    """A no to every contact: the appointment ends, and every message of the referral that has not left."""
    end(session, [row], AppointmentStatus.DECLINED, now)
    session.execute(
        update(Message)
        .where(Message.referral_id == row.referral_id, Message.status == MessageStatus.PLANNED,
               Message.started_at.is_(None))
        .values(status=MessageStatus.WITHDRAWN, ended_at=now, ended_because=MessageEnd.BY_RESIDENT),
    )


def _note(session: Session, referral: Referral, row: Appointment, actor: Actor, now: datetime) -> None:
    referral.version += 1
    referral.news = None
    session.flush()
    detail = {"afspraak": str(row.id), "dag": local(row.at).date().isoformat(), "status": row.status}
    record(session, [Entry("afspraak-vastgelegd", referral.id, referral.ground, detail)], actor, now)
