"""Reading what was said and agreed in one referral; that it was read is recorded."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Conflict, NotFound
from service.journal import Entry, record
from service.messages.status import MessageEnd, MessageStatus
from service.messages.tables import Message
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral


def read_messages(session: Session, referral_id: UUID, actor: Caseworker, now: datetime) -> list[Message]:
    """Every message of a referral, oldest first. Raises `NotFound` for work that is not the actor's."""
    referral = own_referral(session, referral_id, actor)
    record(session, [Entry("berichten-gezien", referral_id, referral.ground)], actor, now)
    return messages_of(session, referral_id)


def messages_of(session: Session, referral_id: UUID) -> list[Message]:
    query = select(Message).where(Message.referral_id == referral_id).order_by(Message.made_at, Message.id)
    return list(session.scalars(query))


def withdraw_message(
    session: Session, place: tuple[UUID, UUID], actor: Caseworker, now: datetime
) -> Message:
    """Take back the planned message of (referral, message). Raises `Conflict` when it went or is on its way."""
    referral = own_referral(session, place[0], actor, lock=True)
    require_holder(referral, actor)
    query = select(Message).where(Message.id == place[1], Message.referral_id == referral.id)
    row = session.scalar(query.with_for_update())
    if row is None:
        raise NotFound("Dit bericht is er niet. Kijk welke berichten bij de verwijzing staan.")
    if row.status == MessageStatus.WITHDRAWN:
        return row
    if row.status != MessageStatus.PLANNED or row.started_at is not None:
        raise Conflict("Dit bericht is al onderweg of verstuurd. Intrekken kan niet meer.")
    row.status, row.ended_at, row.ended_because = MessageStatus.WITHDRAWN, now, MessageEnd.BY_CASEWORKER
    referral.version += 1
    session.flush()
    detail = {"bericht": str(row.id), "kanaal": row.channel, "reden": row.ended_because}
    record(session, [Entry("bericht-ingetrokken", referral.id, referral.ground, detail)], actor, now)
    return row
