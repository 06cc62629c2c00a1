"""Sending what is due, in three steps that each commit: begin, carry, end.

`begin` marks a message before anything leaves, so no second process, and no second delivery of the same task, sends it
again; what was begun and never ended may have gone, and is given up as unsure. The answer about safe contact is read
again here: it may have changed since the message was planned.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select, text, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Actor
from service.errors import Conflict
from service.messages.bounds import broken
from service.messages.changed_situation import changed_since, stop_changed_message
from service.messages.channels.carrier import Parcel
from service.messages.conclude import finish
from service.messages.contact_answers import address_key_of
from service.messages.kind import Kind, MessageChannel, MessagePurpose
from service.messages.left_open import is_over
from service.messages.letterhead import letterhead_of
from service.messages.moments import local
from service.messages.planning import Blocked, objections_to, plan
from service.messages.planning_case import Case, barred_because
from service.messages.posting import arrives_from, goes_out
from service.messages.prepare import Office
from service.messages.standing import case_of, meant_of
from service.messages.status import REACHES_BY, STANDING, MessageEnd, MessageStatus
from service.messages.tables import Appointment, Message, message_context
from service.outbox import MESSAGE_DUE, announce
from service.referrals.follow_up import Attempt, append_attempt
from service.referrals.links import person_of
from service.referrals.status import ContactKind, PartOfDay
from service.referrals.tables import Referral
from service.signals.contact_wish import ContactWay

GIVEN_UP = timedelta(minutes=30)
CHOICE_HOLDS = timedelta(hours=1)
_NOON, _SIX = 12, 18
# Rules of the hour of arrival: a worker that stood still for a night does not send in the middle of it.
_OF_THE_HOUR = frozenset({"D01", "D07"})
_BARRED = {"D07": MessageEnd.APPOINTMENT_OFF, "D09": MessageEnd.NOT_SAFE, "D10": MessageEnd.NO_WISH}


def begin(session: Session, office: Office, message_id: UUID, actor: Actor, now: datetime) -> Parcel | None:
    """Take a message that is due to send it. None: it is not due, went already, may not go, or goes later."""
    message = session.scalar(
        select(Message).where(Message.id == message_id, Message.status == MessageStatus.PLANNED,
                              Message.started_at.is_(None), Message.planned_at <= now)
    )
    if message is None:
        return None
    referral = session.get_one(Referral, message.referral_id, with_for_update=True, populate_existing=True)
    session.refresh(message, with_for_update=True)
    if message.status != MessageStatus.PLANNED or message.started_at is not None:
        return None
    stopped = _stopped(session, office, message, referral, now)
    if stopped is MessageEnd.SITUATION_CHANGED:
        stop_changed_message(session, (message, referral), actor, now)
        return None
    if stopped is not None:
        finish(session, (message, referral), (MessageStatus.WITHDRAWN, stopped), actor, now)
        return None
    if message.planned_at > now:
        return None
    message.started_at = now
    return _parcel(session, office, (message, referral), now)


def sent(session: Session, message_id: UUID, actor: Actor, now: datetime, key: UUID | None = None) -> None:
    """The message was taken: it is sent, and counts as an attempt to get in touch. `key` is its id where it went."""
    message, referral = locked(session, message_id)
    message.carrier_key = key
    if not finish(session, (message, referral), (MessageStatus.SENT, None), actor, now):
        return
    count_attempt(session, message, referral, actor, now)


def count_attempt(session: Session, message: Message, referral: Referral, actor: Actor, now: datetime) -> None:
    if message.purpose == MessagePurpose.RECEIPT:
        # Saying that a request was heard is no attempt to reach somebody: it was the resident who did.
        return
    kind = ContactKind(REACHES_BY[MessageChannel(message.channel)].value)
    attempt = Attempt(kind, clock.day_of(now), _part_of_day(now), reached=False)
    message.attempt_id = append_attempt(session, referral, attempt, actor, now).id


def failed(session: Session, message_id: UUID, end: MessageEnd, actor: Actor, now: datetime) -> None:
    """The message did not go, or nobody knows: it is not tried again, and the referral says so."""
    finish(session, locked(session, message_id), (MessageStatus.FAILED, end), actor, now)


def not_now(session: Session, *message_ids: UUID) -> None:
    """These messages surely did not go, so they may be begun again."""
    session.execute(update(Message).where(Message.id.in_(message_ids)).values(started_at=None))


def announce_due(
    session: Session, now: datetime, again_after: timedelta, most: int, besides: MessageChannel | None = None
) -> int:
    """Tell the background what is due and was not announced lately; how many. What waits for a person stays.

    `besides`: a channel that has a run of its own.
    """
    waits = text("NOT EXISTS (SELECT 1 FROM failed_task f WHERE f.replayed_at IS NULL "
                 "AND f.arguments -> 'ids' @> to_jsonb(cast(message.id AS text)))")
    due = select(Message.id).where(
        Message.status == MessageStatus.PLANNED, Message.planned_at <= now, Message.started_at.is_(None),
        or_(Message.announced_at.is_(None), Message.announced_at < now - again_after), waits,
        Message.channel != (besides or ""),
    )
    ids = list(session.scalars(due.order_by(Message.planned_at).limit(most).with_for_update(skip_locked=True)))
    if ids:
        session.execute(update(Message).where(Message.id.in_(ids)).values(announced_at=now))
        announce(session, MESSAGE_DUE, ids)
    return len(ids)


def give_up(session: Session, actor: Actor, now: datetime, besides: MessageChannel | None = None) -> int:
    """End what was begun long ago and never ended: a process died in between. How many. `besides` as above."""
    begun = select(Message.id).where(
        Message.status == MessageStatus.PLANNED, Message.started_at < now - GIVEN_UP,
        Message.channel != (besides or ""),
    )
    ids = list(session.scalars(begun))
    for id_ in ids:
        failed(session, id_, MessageEnd.UNSURE, actor, now)
    return len(ids)


def locked(session: Session, message_id: UUID) -> tuple[Message, Referral]:
    """The referral first, as every use case does."""
    message = session.get_one(Message, message_id)
    referral = session.get_one(Referral, message.referral_id, with_for_update=True, populate_existing=True)
    session.refresh(message, with_for_update=True)
    return message, referral


def _stopped(
    session: Session, office: Office, message: Message, referral: Referral, now: datetime
) -> MessageEnd | None:
    """Why this message may not go after all. Where only the hour is wrong it is planned anew."""
    over = _over(session, message, referral, now)
    if over is not None:
        return over
    appointment = session.get(Appointment, message.appointment_id) if message.appointment_id else None
    channel = MessageChannel(message.channel)
    kind = Kind(channel, MessagePurpose(message.purpose))
    try:
        person_of(session, office.vault, referral.id)
    except Conflict:
        return MessageEnd.WORK_OVER
    meant = meant_of(session, referral, kind, appointment, now)
    case = case_of(session, referral, meant, _address_key(office, message, meant.way), besides=message.id)
    stopped = _may_not(case, arrives_from(channel, now, case.desk.post))
    if stopped:
        return stopped
    wrong_hour = _OF_THE_HOUR & {one.rule for one in objections_to(now, case)}
    if channel is not MessageChannel.LETTER and wrong_hour and not _as_chosen(message, now):
        outcome = plan(case)
        if isinstance(outcome, Blocked):
            return MessageEnd.APPOINTMENT_OFF
        message.arrives_at = outcome.moment
        message.planned_at = goes_out(channel, outcome.moment, now, case.desk.post)
    return None


def _over(session: Session, message: Message, referral: Referral, now: datetime) -> MessageEnd | None:
    """Why what the message is about is over: the work, the situation that it was written for, its appointment."""
    appointment = session.get(Appointment, message.appointment_id) if message.appointment_id else None
    if is_over(referral, message) or message.content is None:
        return MessageEnd.WORK_OVER
    if changed_since(session, message):
        return MessageEnd.SITUATION_CHANGED
    calls_off = message.purpose == MessagePurpose.CANCEL
    if appointment and (appointment.at <= now or (appointment.status not in STANDING and not calls_off)):
        return MessageEnd.APPOINTMENT_OFF
    return None


def _may_not(case: Case, arrives: datetime) -> MessageEnd | None:
    """What changed since the message was planned: an answer of the resident, or the day that it has to be before."""
    barred, bound = barred_because(case), broken(arrives, case)
    if barred:
        return _BARRED[barred.rule]
    return MessageEnd.TOO_LATE if bound and bound.hard else None


def _address_key(office: Office, message: Message, way: ContactWay) -> bytes | None:
    """The key of the very number or address that the message goes to: a wish must be about that one."""
    assert message.content is not None, "what was forgotten was stopped"
    to = office.vault.open(message.content, message_context(message.id))["aan"][0]
    return address_key_of(office.vault, way, {"emailadres": to, "telefoonnummer": to})


def _as_chosen(message: Message, now: datetime) -> bool:
    """Whether a caseworker chose this very hour, against the rules; long after it the rules hold again."""
    return message.deviation is not None and now - message.planned_at <= CHOICE_HOLDS


def _parcel(session: Session, office: Office, about: tuple[Message, Referral], now: datetime) -> Parcel:
    message, referral = about
    assert message.content is not None, "what was forgotten was stopped"
    inside: dict[str, Any] = office.vault.open(message.content, message_context(message.id))
    return Parcel(
        message.id, inside["tekst"], inside["onderwerp"], tuple(inside["aan"]), inside["afzender"], now,
        inside.get("groot", False),
        letterhead=letterhead_of(session, office.settings, referral.municipality_code)
        if message.channel == MessageChannel.LETTER else None,
    )


def _part_of_day(now: datetime) -> PartOfDay:
    hour = local(now).hour
    return PartOfDay.MORNING if hour < _NOON else PartOfDay.AFTERNOON if hour < _SIX else PartOfDay.EVENING
