"""The talks of one day: appointments that stand, and the home visits among them with what a visitor needs."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.addresses.find import NO_FILE, AddressLookup, look_up_address
from service.errors import Conflict
from service.journal import Entry, record
from service.messages.left_open import NOT_KEPT
from service.messages.moments import at
from service.messages.safe_contact import ContactSafetyOf
from service.messages.standing import safety_of
from service.messages.status import STANDING, AppointmentPlace
from service.messages.tables import Appointment
from service.messages.visit_with_two import WithTwo, with_two_of
from service.referrals.links import person_of
from service.referrals.status import ContactKind, ReferralStatus
from service.referrals.tables import ContactAttempt, Referral
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Meeting:
    """An appointment that stands, and the work that it is for."""

    appointment: Appointment
    referral: Referral
    with_two: WithTwo | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """A home visit. `person` is None when the person was erased; `tried` are the kinds of contact tried before."""

    meeting: Meeting
    person: dict[str, Any] | None
    safety: ContactSafetyOf
    tried: tuple[ContactKind, ...]
    where: AddressLookup = NO_FILE


@dataclass(frozen=True, slots=True)
class DayOf:
    """Whose day: of everybody at the worklists of the caseworker, or only what is in their own name."""

    day: date
    mine: bool = True


def meetings_on(session: Session, asked: DayOf, actor: Caseworker) -> list[Meeting]:
    """The appointments of a day, by the clock; of own worklists only, and of work that is not closed."""
    pairs = session.execute(_of_day(asked, actor)).all()
    with_two = with_two_of(session, [referral for _, referral in pairs], actor)
    return [Meeting(appointment, referral, with_two.get(referral.id)) for appointment, referral in pairs]


def visits_on(session: Session, vault: Vault, asked: DayOf, actor: Caseworker, now: datetime) -> list[Visit]:
    """The home visits of a day, by the clock, with their people; that these were seen is recorded."""
    meetings = [one for one in meetings_on(session, asked, actor) if one.appointment.place == AppointmentPlace.HOME]
    entries = [Entry("verwijzing-gezien", one.referral.id, one.referral.ground) for one in meetings]
    record(session, entries, actor, now)
    return [_visit(session, vault, one) for one in meetings]


def next_visit_day(session: Session, asked: DayOf, actor: Caseworker) -> date | None:
    """The first day after this one on which there is a home visit."""
    found = session.scalar(
        select(func.min(Appointment.at)).join(Referral, Referral.id == Appointment.referral_id)
        .where(*_standing(asked, actor), Appointment.place == AppointmentPlace.HOME, Appointment.at >= _end_of(asked)),
    )
    return clock.day_of(found) if found else None


def _of_day(asked: DayOf, actor: Caseworker) -> Select[Appointment, Referral]:
    return (
        select(Appointment, Referral).join(Referral, Referral.id == Appointment.referral_id)
        .where(*_standing(asked, actor), Appointment.at >= at(asked.day, time()), Appointment.at < _end_of(asked))
        .order_by(Appointment.at, Appointment.id)
    )


def _standing(asked: DayOf, actor: Caseworker) -> list[ColumnElement[bool]]:
    conditions = [
        Appointment.status.in_(STANDING), Referral.municipality_code == actor.municipality_code,
        Referral.destination.in_(actor.destinations), or_(Referral.status != ReferralStatus.CLOSED, ~NOT_KEPT),
    ]
    return [*conditions, Referral.assigned_to == actor.id] if asked.mine else conditions


def _end_of(asked: DayOf) -> datetime:
    return at(asked.day + timedelta(days=1), time())


def _visit(session: Session, vault: Vault, meeting: Meeting) -> Visit:
    referral = meeting.referral
    person = _person(session, vault, referral)
    where = look_up_address(session, person["adres"]) if person else NO_FILE
    return Visit(meeting, person, safety_of(session, referral), _tried(session, referral), where)


def _person(session: Session, vault: Vault, referral: Referral) -> dict[str, Any] | None:
    try:
        return person_of(session, vault, referral.id)
    except Conflict:
        return None


def _tried(session: Session, referral: Referral) -> tuple[ContactKind, ...]:
    query = select(ContactAttempt.kind).where(ContactAttempt.referral_id == referral.id)
    return tuple(ContactKind(kind) for kind in session.scalars(query.order_by(ContactAttempt.id)))
