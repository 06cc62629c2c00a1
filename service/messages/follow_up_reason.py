"""Why a message asks for another one, and by which ways it was tried already."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.messages.appointments import coming_appointment
from service.messages.kind import MessageChannel, MessagePurpose
from service.messages.status import KNOWN_TO_BE_OFF, STANDING, FollowUpReason, MessageEnd, MessageStatus
from service.messages.tables import Appointment, Message, MessageFollowUp


def reason_of(session: Session, message: Message, now: datetime) -> FollowUpReason | None:
    """Why something must follow this message; None: nothing has to."""
    if message.status == MessageStatus.FAILED:
        unsure = message.ended_because == MessageEnd.UNSURE
        return FollowUpReason.UNSURE if unsure else FollowUpReason.UNDELIVERED
    appointment = session.get(Appointment, message.appointment_id) if message.appointment_id else None
    true = STANDING | KNOWN_TO_BE_OFF
    untrue = appointment is not None and appointment.status not in true and appointment.at > now
    if message.status != MessageStatus.SENT or not untrue or message.purpose == MessagePurpose.CANCEL:
        return None
    stands = coming_appointment(session, message.referral_id, now)
    return FollowUpReason.CHANGED if stands else FollowUpReason.CANCELLED


def tried_before(session: Session, message: Message) -> frozenset[MessageChannel]:
    """The ways of the messages that this one already took the place of because they did not arrive."""
    found: set[MessageChannel] = set()
    current: UUID | None = message.id
    while current is not None:
        previous = session.scalar(
            select(Message).join(MessageFollowUp, MessageFollowUp.message_id == Message.id)
            .where(MessageFollowUp.successor_id == current, MessageFollowUp.reason == FollowUpReason.UNDELIVERED)
        )
        current = None if previous is None or MessageChannel(previous.channel) in found else previous.id
        found |= {MessageChannel(previous.channel)} if previous else set()
    return frozenset(found)
