"""What is still open when work ends: talks to come and planned messages. They end with the work, or stay on purpose.

A caseworker who closes is asked. Work also ends by itself or by another act (the last signal withdrawn, forwarded,
decided in triage): then the round ends what nobody kept, so that no resident waits for a talk that is not there.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.journal import Entry, record
from service.messages.appointments import end
from service.messages.conclude import finish
from service.messages.kind import MessagePurpose
from service.messages.moments import local
from service.messages.status import STANDING, AppointmentStatus, MessageEnd, MessageStatus
from service.messages.tables import Appointment, Message
from service.referrals.status import NO_DECISION_POSSIBLE, OpenChoice, OpenKind, ReferralStatus
from service.referrals.tables import Referral

KEPT = "afsluiten-gehouden"
NOT_KEPT = or_(Appointment.kept_at.is_(None), Appointment.kept_at < Referral.closed_at)
"""Of an appointment and its closed referral: it was not kept when the work ended."""


def open_appointments(session: Session, referral_id: UUID, now: datetime) -> list[Appointment]:
    return list(session.scalars(
        select(Appointment).where(Appointment.referral_id == referral_id, *_coming(now)).order_by(Appointment.at),
    ))


def open_messages(session: Session, referral_id: UUID) -> list[Message]:
    query = select(Message).where(
        Message.referral_id == referral_id, Message.status == MessageStatus.PLANNED, Message.started_at.is_(None),
    )
    return list(session.scalars(query.order_by(Message.planned_at)))


def is_kept(row: Appointment | Message, referral: Referral) -> bool:
    """Whether this goes on although the work ended."""
    closed = referral.closed_at
    return row.kept_at is not None and closed is not None and row.kept_at >= closed


def is_over(referral: Referral, message: Message) -> bool:
    """Whether the end of the work stops this message: not what was kept, nor what calls off a talk."""
    calls_off = message.purpose == MessagePurpose.CANCEL and not nobody_left(referral)
    return referral.status == ReferralStatus.CLOSED and not calls_off and not is_kept(message, referral)


def nobody_left(referral: Referral) -> bool:
    """Whether the work ended because nobody lives there to be told anything by itself."""
    return referral.end_result in NO_DECISION_POSSIBLE


def keep(
    session: Session, referral: Referral, rows: Sequence[Appointment | Message], kind: OpenKind,
    done: tuple[Actor, datetime],
) -> None:
    """Let these go on after the work ended, by (actor, now)."""
    actor, now = done
    for row in rows:
        row.kept_at = now
    session.flush()
    record(session, [Entry(KEPT, referral.id, referral.ground, {"wat": kind, "keuze": OpenChoice.KEEP})], actor, now)


def end_appointments(
    session: Session, referral: Referral, rows: list[Appointment], actor: Actor, now: datetime
) -> None:
    """Call these off. Who was told electronically hears it by itself (Awb 2:12), or a person has a task."""
    end(session, rows, AppointmentStatus.CANCELLED, now)
    for row in rows:
        row.revision += 1
    session.flush()
    record(session, [
        Entry("afspraak-vastgelegd", referral.id, referral.ground,
              {"afspraak": str(row.id), "dag": local(row.at).date().isoformat(), "status": row.status})
        for row in rows
    ], actor, now)


def end_messages(session: Session, referral: Referral, rows: list[Message], actor: Actor, now: datetime) -> None:
    for row in rows:
        finish(session, (row, referral), (MessageStatus.WITHDRAWN, MessageEnd.WORK_OVER), actor, now)


def end_left_open(session: Session, actor: Actor, now: datetime) -> int:
    """End what is still open of work that ended without anybody keeping it; of how many referrals."""
    talks = (
        select(Appointment.referral_id).join(Referral, Referral.id == Appointment.referral_id)
        .where(*_ended(), *_coming(now), NOT_KEPT)
    )
    waiting = (
        select(Message.referral_id).join(Referral, Referral.id == Message.referral_id)
        .where(*_ended(), Message.status == MessageStatus.PLANNED, Message.started_at.is_(None),
               Message.purpose != MessagePurpose.CANCEL,
               or_(Message.kept_at.is_(None), Message.kept_at < Referral.closed_at))
    )
    ids = sorted({*session.scalars(talks), *session.scalars(waiting)})
    for id_ in ids:
        referral = session.get_one(Referral, id_, with_for_update=True, populate_existing=True)
        if referral.status == ReferralStatus.CLOSED:
            appointments = [row for row in open_appointments(session, id_, now) if not is_kept(row, referral)]
            end_appointments(session, referral, appointments, actor, now)
            messages = [row for row in open_messages(session, id_) if is_over(referral, row)]
            end_messages(session, referral, messages, actor, now)
    return len(ids)


def _coming(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return Appointment.status.in_(STANDING), Appointment.at > now


def _ended() -> tuple[ColumnElement[bool], ...]:
    """Work that was merged goes on elsewhere: it has no result, and its talks stay."""
    return Referral.status == ReferralStatus.CLOSED, Referral.end_result.is_not(None)
