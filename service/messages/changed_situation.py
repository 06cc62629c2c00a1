"""Stopping what is planned when a signal is withdrawn: who died gets no letter, and who paid is not asked to pay.

A message was decided on with what was known at that moment. When a signal behind it is withdrawn afterwards, it stops
and a person decides what is still to be said. Death and a move are of the whole household: they stop the messages of
every desk, in words that say nothing of another desk.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session, aliased

from service import clock
from service.actors import Actor
from service.db import new_id
from service.journal import Entry, record
from service.messages.conclude import finish
from service.messages.status import FollowUpReason, MessageEnd, MessageStatus
from service.messages.tables import Message, MessageFollowUp
from service.referrals.adjust import adjust_signals
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral, ReferralSignal
from service.signals.consent import CONSENT_WITHDRAWAL
from service.signals.schemas import WithdrawalReason
from service.signals.tables import SignalChange
from service.signals.withdraw import WITHDRAWAL

OPENED = "bericht-vervolg"
_OF_THE_HOUSEHOLD = (WithdrawalReason.DECEASED, WithdrawalReason.MOVED)


def changed_since(session: Session, message: Message) -> bool:
    """Whether a signal behind this message was withdrawn after it was decided on, also when nobody took that in yet."""
    query = select(Message.id).join(Referral, Referral.id == Message.referral_id).where(Message.id == message.id)
    return session.scalar(query.where(_changed())) is not None


def adjust_and_stop(session: Session, signal_ids: Collection[UUID], actor: Actor, now: datetime) -> None:
    """Take changes of signals into their referrals, and stop the messages that were planned before."""
    adjust_signals(session, signal_ids, actor, now)
    session.flush()
    stop_changed(session, actor, now, signal_ids)


def stop_changed(session: Session, actor: Actor, now: datetime, signal_ids: Collection[UUID] | None = None) -> int:
    """Stop every planned message that a withdrawal came after, of these signals or of all; how many."""
    query = (
        select(Message.id).join(Referral, Referral.id == Message.referral_id)
        .where(Message.status == MessageStatus.PLANNED, Message.started_at.is_(None), _changed(signal_ids))
    )
    stopped = 0
    for message_id in session.scalars(query.order_by(Message.referral_id, Message.id)).all():
        message = session.get_one(Message, message_id)
        referral = session.get_one(Referral, message.referral_id, with_for_update=True, populate_existing=True)
        session.refresh(message, with_for_update=True)
        if message.status == MessageStatus.PLANNED and message.started_at is None:
            stop_changed_message(session, (message, referral), actor, now)
            stopped += 1
    return stopped


def stop_changed_message(session: Session, about: tuple[Message, Referral], actor: Actor, now: datetime) -> None:
    """End a locked message, and ask a person today what is still to be said; nothing is asked of work that is over."""
    message, referral = about
    over, news = referral.status == ReferralStatus.CLOSED, referral.news
    end = MessageEnd.WORK_OVER if over else MessageEnd.SITUATION_CHANGED
    if not finish(session, about, (MessageStatus.WITHDRAWN, end), actor, now) or over:
        return
    # That the signal was withdrawn says more than that a message did not go.
    referral.news = news or referral.news
    due = clock.day_of(now)
    session.add(MessageFollowUp(
        id=new_id(), message_id=message.id, referral_id=referral.id, reason=FollowUpReason.SITUATION_CHANGED, due=due,
        opened_at=now,
    ))
    session.flush()
    detail = {"bericht": str(message.id), "kanaal": message.channel, "reden": FollowUpReason.SITUATION_CHANGED,
              "uiterlijk": due.isoformat()}
    record(session, [Entry(OPENED, referral.id, referral.ground, detail)], actor, now)


def _changed(signal_ids: Collection[UUID] | None = None) -> ColumnElement[bool]:
    """Of a message and its referral: a withdrawal behind it had not been taken in when the message was decided on."""
    behind = aliased(Referral)
    own = behind.id == Referral.id
    same_household = and_(
        behind.household_key == Referral.household_key, behind.municipality_code == Referral.municipality_code,
        SignalChange.detail["reden"].astext.in_(_OF_THE_HOUSEHOLD),
    )
    withdrawn = and_(SignalChange.kind == WITHDRAWAL, or_(own, same_household))
    consent = and_(
        SignalChange.kind == CONSENT_WITHDRAWAL, own,
        ReferralSignal.destination == SignalChange.detail["bestemming"].astext,
    )
    found = (
        select(SignalChange.id).join(ReferralSignal, ReferralSignal.signal_id == SignalChange.signal_id)
        .join(behind, behind.id == ReferralSignal.referral_id)
        .where(or_(SignalChange.applied_at.is_(None), SignalChange.applied_at >= Message.made_at),
               or_(withdrawn, consent))
    )
    if signal_ids is not None:
        found = found.where(SignalChange.signal_id.in_(signal_ids))
    return exists(found.correlate(Message, Referral))
