"""Which messages ask for something after them, and the tasks for people: read, and ticked off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select, text
from sqlalchemy.orm import Session, aliased

from service.actors import Caseworker
from service.errors import NotFound
from service.journal import Entry, record
from service.messages.kind import MessageChannel, MessagePurpose
from service.messages.status import KNOWN_TO_BE_OFF, STANDING, FollowUpReason, MessageEnd, MessageStatus
from service.messages.tables import Appointment, Message, MessageFollowUp
from service.referrals.read import own_referral
from service.referrals.tables import Referral

DONE = "bericht-vervolg-gedaan"
LOOK_BACK, UNSURE_FOR = timedelta(days=3), timedelta(days=1)
"""An end of longer ago was seen by somebody; what is unsure may still be cleared up on the first day."""
_NOT_ARRIVED = (MessageEnd.UNDELIVERABLE, MessageEnd.REFUSED, MessageEnd.TOO_LONG)
_ELECTRONIC = (MessageChannel.EMAIL, MessageChannel.SMS, MessageChannel.WHATSAPP)


@dataclass(frozen=True, slots=True)
class FollowUpTask:
    """Something that a person has to do after a message."""

    row: MessageFollowUp
    message: Message
    referral: Referral


def to_follow_up(session: Session, now: datetime, most: int) -> list[UUID]:
    """The messages after which something has to happen and has not yet; what waits for a person to look stays."""
    kept = (Message.content.is_not(None), _WAITS)
    not_arrived = select(Message.id).where(*kept, _not_arrived(now)).order_by(Message.ended_at, Message.id)
    not_true = (
        select(Message.id).join(Appointment, Appointment.id == Message.appointment_id)
        .where(*kept, _not_true(now)).order_by(Appointment.at, Message.id)
    )
    return [*session.scalars(not_arrived.limit(most)), *session.scalars(not_true.limit(most))]


_WAITS = text("NOT EXISTS (SELECT 1 FROM failed_task f WHERE f.replayed_at IS NULL "
              "AND f.arguments -> 'ids' @> to_jsonb(cast(message.id AS text)))")


def _not_arrived(now: datetime) -> ColumnElement[bool]:
    surely = and_(Message.ended_because.in_(_NOT_ARRIVED), Message.ended_at > now - LOOK_BACK)
    perhaps = and_(Message.ended_because == MessageEnd.UNSURE, Message.ended_at < now - UNSURE_FOR,
                   Message.ended_at > now - LOOK_BACK)
    reasons = (FollowUpReason.UNDELIVERED, FollowUpReason.UNSURE)
    return and_(Message.status == MessageStatus.FAILED, or_(surely, perhaps), _nothing_follows(reasons))


def _not_true(now: datetime) -> ColumnElement[bool]:
    reasons = (FollowUpReason.CHANGED, FollowUpReason.CANCELLED)
    return and_(
        Message.status == MessageStatus.SENT, Message.channel.in_(_ELECTRONIC),
        Message.purpose != MessagePurpose.CANCEL, Appointment.status.not_in(STANDING | KNOWN_TO_BE_OFF),
        Appointment.at > now, _nothing_follows(reasons),
    )


def _nothing_follows(reasons: tuple[FollowUpReason, ...]) -> ColumnElement[bool]:
    """Nothing was planned or opened; a successor that was withdrawn before it went does not count."""
    successor = aliased(Message)
    return ~exists(
        select(MessageFollowUp.id).outerjoin(successor, successor.id == MessageFollowUp.successor_id)
        .where(MessageFollowUp.message_id == Message.id, MessageFollowUp.reason.in_(reasons),
               or_(MessageFollowUp.successor_id.is_(None), successor.status != MessageStatus.WITHDRAWN)),
    )


def open_tasks(session: Session, actor: Caseworker) -> list[FollowUpTask]:
    """What a caseworker has to do: of own work, and of work that nobody holds yet. The most pressing first."""
    mine = or_(Referral.assigned_to == actor.id, Referral.assigned_to.is_(None))
    return _tasks(session, (
        Referral.municipality_code == actor.municipality_code, Referral.destination.in_(actor.destinations), mine,
    ))


def tasks_of(session: Session, referral_id: UUID) -> list[FollowUpTask]:
    return _tasks(session, (Referral.id == referral_id,))


def successors_of(session: Session, referral_id: UUID) -> dict[UUID, Message]:
    """The message that was planned by itself, by the message that it took the place of or corrects."""
    query = (
        select(MessageFollowUp.message_id, Message).join(Message, Message.id == MessageFollowUp.successor_id)
        .where(MessageFollowUp.referral_id == referral_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def follow_ups_of(session: Session, referral_id: UUID, actor: Caseworker) -> list[MessageFollowUp]:
    """Everything that followed or has to follow a message, oldest first. Raises `NotFound` for another's work."""
    own_referral(session, referral_id, actor)
    query = select(MessageFollowUp).where(MessageFollowUp.referral_id == referral_id)
    return list(session.scalars(query.order_by(MessageFollowUp.opened_at, MessageFollowUp.id)))


def tick_off(session: Session, place: tuple[UUID, UUID], actor: Caseworker, now: datetime) -> MessageFollowUp:
    """Somebody did the task of (referral, follow-up); again changes nothing. Raises `NotFound` for another's."""
    referral = own_referral(session, place[0], actor, lock=True)
    row = session.get(MessageFollowUp, place[1], with_for_update=True)
    if row is None or row.referral_id != referral.id:
        raise NotFound("Deze taak is er niet. Kijk welke berichten bij de verwijzing staan.")
    if row.done_at is not None:
        return row
    row.done_at, row.done_by = now, actor.id
    session.flush()
    detail = {"bericht": str(row.message_id), "reden": row.reason}
    record(session, [Entry(DONE, referral.id, referral.ground, detail)], actor, now)
    return row


def _tasks(session: Session, conditions: Sequence[ColumnElement[bool]]) -> list[FollowUpTask]:
    query = (
        select(MessageFollowUp, Message, Referral).join(Message, Message.id == MessageFollowUp.message_id)
        .join(Referral, Referral.id == MessageFollowUp.referral_id)
        .where(MessageFollowUp.done_at.is_(None), Referral.forgotten_at.is_(None), *conditions)
        .order_by(MessageFollowUp.due, MessageFollowUp.id)
    )
    return [FollowUpTask(row, message, referral) for row, message, referral in session.execute(query)]
