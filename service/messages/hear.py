"""What a sending service tells later of a message that it took: it arrived, or it never will. Twice is once."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_, select, update
from sqlalchemy.orm import Session

from service.actors import Actor
from service.messages.conclude import conclude
from service.messages.deliver import count_attempt, locked
from service.messages.status import NEVER_ARRIVED, Delivery, MessageEnd, MessageStatus
from service.messages.tables import Message
from service.referrals.status import ReferralStatus
from service.referrals.tables import ContactAttempt, Referral

ASKED_FOR, UNSURE_FOR = timedelta(days=7), timedelta(days=1)
"""The service tells nothing of what is older than a week; what was unsure is cleared up in a day or not at all."""
_SAID = {
    "delivered": Delivery.DELIVERED, "received": Delivery.POSTED, "sent": Delivery.PASSED_ON,
    "permanent-failure": Delivery.WRONG_ADDRESS, "temporary-failure": Delivery.NOT_ACCEPTED,
    "technical-failure": Delivery.COULD_NOT, "validation-failed": Delivery.COULD_NOT,
    "virus-scan-failed": Delivery.COULD_NOT, "cancelled": Delivery.COULD_NOT,
}


def delivery_of(status: str | None) -> Delivery | None:
    """The end that a status of NotifyNL stands for; None: it is still on its way."""
    return _SAID.get(status or "")


def heard(
    session: Session, message_id: UUID, said: tuple[UUID | None, Delivery | None], actor: Actor, now: datetime
) -> bool:
    """Write down what was said (the key there, the end) of a message; False when it is not ours, or is no news."""
    if session.get(Message, message_id) is None:
        return False
    message, referral = locked(session, message_id)
    key, delivery = said
    if message.delivery == delivery or message.delivery in NEVER_ARRIVED:
        message.delivery_at = now
        return False
    message.carrier_key = message.carrier_key or key
    message.delivery, message.delivery_at = delivery, now
    if delivery in NEVER_ARRIVED:
        _never_arrived(session, message, referral, actor, now)
    elif message.ended_because == MessageEnd.UNSURE:
        _went_after_all(session, message, referral, actor, now)
    return True


def went_after_all(session: Session, message_id: UUID, key: UUID, actor: Actor, now: datetime) -> None:
    """Nobody knew whether this message went; the service has it, so it did."""
    message, referral = locked(session, message_id)
    if message.ended_because == MessageEnd.UNSURE:
        message.carrier_key = key
        _went_after_all(session, message, referral, actor, now)


def to_ask(session: Session, now: datetime, most: int) -> list[tuple[UUID, UUID | None]]:
    """The messages of which the end is not known, with their key there; what was asked longest ago first."""
    open_end = (Message.status == MessageStatus.SENT, Message.carrier_key.is_not(None), Message.delivery.is_(None),
                Message.ended_at > now - ASKED_FOR)
    unsure = (Message.status == MessageStatus.FAILED, Message.ended_because == MessageEnd.UNSURE,
              Message.ended_at > now - UNSURE_FOR)
    query = (
        select(Message.id, Message.carrier_key)
        .where(or_(and_(*open_end), and_(*unsure)))
        .order_by(Message.delivery_at.nulls_first(), Message.id).limit(most)
    )
    return [(row.id, row.carrier_key) for row in session.execute(query)]


def asked(session: Session, message_id: UUID, now: datetime) -> None:
    """There was no end yet: others are asked first, the next time."""
    session.execute(update(Message).where(Message.id == message_id).values(delivery_at=now))


def _never_arrived(session: Session, message: Message, referral: Referral, actor: Actor, now: datetime) -> None:
    if message.attempt_id is not None:
        session.execute(
            update(ContactAttempt).where(ContactAttempt.id == message.attempt_id).values(undelivered=True),
        )
    conclude(session, (message, referral), (MessageStatus.FAILED, MessageEnd.UNDELIVERABLE), actor, now)


def _went_after_all(session: Session, message: Message, referral: Referral, actor: Actor, now: datetime) -> None:
    conclude(session, (message, referral), (MessageStatus.SENT, None), actor, now)
    if referral.status != ReferralStatus.CLOSED:
        count_attempt(session, message, referral, actor, now)
