"""What follows a plain no: for some minutes it can be taken back, and it bars what seeks contact.

Who opened the page of the appointment says it with one button; who said it by telephone has it recorded by the
caseworker. After it nothing that seeks contact is planned for this referral, unless the resident asked for it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.journal import JournalRow
from service.messages.status import STANDING, AppointmentStatus, MessageStatus
from service.messages.tables import Appointment, Message

TAKE_BACK_WITHIN = timedelta(minutes=15)
DECLINED_ENTRY = "afspraak-door-inwoner"


def take_back_until(session: Session, row: Appointment) -> datetime | None:
    """Until when a no can be taken back by the page that it was said on; None: it was not said there."""
    entry = _entry(session, row)
    return entry.at + TAKE_BACK_WITHIN if entry else None


def take_back(session: Session, row: Appointment, now: datetime) -> bool:
    """Let the appointment and the messages stand again as they stood; False: that is no longer possible."""
    entry = _entry(session, row)
    if entry is None or now >= entry.at + TAKE_BACK_WITHIN or row.at <= now:
        return False
    was = AppointmentStatus((entry.detail or {}).get("was", AppointmentStatus.OFFERED))
    row.status = was if was in STANDING else AppointmentStatus.OFFERED
    session.execute(
        update(Message)
        .where(Message.referral_id == row.referral_id, Message.status == MessageStatus.WITHDRAWN,
               Message.ended_at == entry.at)
        .values(status=MessageStatus.PLANNED, ended_at=None, ended_because=None),
    )
    return True


def declined_among(session: Session, ids: Collection[UUID]) -> frozenset[UUID]:
    """The referrals of which the last word on an appointment was a no."""
    last = (
        select(Appointment.referral_id, Appointment.status).where(Appointment.referral_id.in_(ids))
        .order_by(Appointment.made_at, Appointment.id)
    )
    found = {row[0]: row[1] for row in session.execute(last)}
    return frozenset(id_ for id_, status in found.items() if status == AppointmentStatus.DECLINED)


def _entry(session: Session, row: Appointment) -> JournalRow | None:
    if row.status != AppointmentStatus.DECLINED:
        return None
    said = JournalRow.detail["afspraak"].astext == str(row.id)
    return session.scalars(
        select(JournalRow).where(JournalRow.subject_id == row.referral_id, JournalRow.action == DECLINED_ENTRY, said)
        .order_by(JournalRow.id.desc()).limit(1)
    ).first()
