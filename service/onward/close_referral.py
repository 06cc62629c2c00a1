"""Closing a referral with what is still open: each kind is ended or kept on purpose, never forgotten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Fault, InvalidInput
from service.messages.left_open import end_appointments, end_messages, keep, open_appointments, open_messages
from service.messages.tables import Appointment, Message
from service.referrals.close import close
from service.referrals.read import own_referral
from service.referrals.status import SEEN_BY_PARTNER, EndResult, OpenChoice, OpenKind, ReferralStatus, StopReason
from service.referrals.stop_sharing import seen_by_partners, stop_sharing
from service.referrals.tables import OnwardReferral, Referral

_NAMED = {
    OpenKind.APPOINTMENTS: "Er staan nog afspraken", OpenKind.MESSAGES: "Er zijn nog berichten gepland",
    OpenKind.ONWARD: "Er is nog een partner mee bezig",
}


@dataclass(frozen=True, slots=True)
class Closing:
    """With which result, and what becomes of each kind that is still open."""

    referral_id: UUID
    result: EndResult
    choices: Mapping[OpenKind, OpenChoice] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What is still open at this moment."""

    appointments: list[Appointment]
    messages: list[Message]
    onward: list[OnwardReferral]

    @property
    def kinds(self) -> tuple[OpenKind, ...]:
        found = {
            OpenKind.APPOINTMENTS: self.appointments, OpenKind.MESSAGES: self.messages, OpenKind.ONWARD: self.onward,
        }
        return tuple(kind for kind, rows in found.items() if rows)


def left_open(session: Session, referral_id: UUID, now: datetime) -> LeftOpen:
    onward = select(OnwardReferral).where(
        OnwardReferral.referral_id == referral_id, OnwardReferral.status.in_(SEEN_BY_PARTNER),
    )
    return LeftOpen(
        open_appointments(session, referral_id, now), open_messages(session, referral_id),
        list(session.scalars(onward.order_by(OnwardReferral.id))),
    )


def close_referral(session: Session, closing: Closing, actor: Caseworker, now: datetime) -> Referral:
    """Close, and end or keep what is open; the same result again changes nothing.

    Raises what `close` raises, and `InvalidInput` for each kind that is open and about which nothing was chosen.
    """
    before = own_referral(session, closing.referral_id, actor, lock=True)
    again = before.status == ReferralStatus.CLOSED
    items = left_open(session, closing.referral_id, now)
    referral = close(session, closing.referral_id, closing.result, actor, now)
    if again:
        return referral
    faults = list(_faults(items, closing))
    if faults:
        raise InvalidInput(faults)
    for kind in items.kinds:
        _settle(session, referral, (items, kind, closing.choices[kind]), actor, now)
    return referral


def _faults(items: LeftOpen, closing: Closing) -> Iterator[Fault]:
    for kind in items.kinds:
        if kind not in closing.choices:
            yield Fault(f"#/{kind}", "verplicht", f"{_NAMED[kind]}. Kies of dat eindigt of doorgaat.")


def _settle(
    session: Session, referral: Referral, what: tuple[LeftOpen, OpenKind, OpenChoice], actor: Caseworker, now: datetime
) -> None:
    items, kind, choice = what
    if kind is OpenKind.ONWARD:
        if choice is OpenChoice.END:
            stop_sharing(session, seen_by_partners(session, referral.id), StopReason.WORK_OVER, actor, now)
        return
    rows = items.appointments if kind is OpenKind.APPOINTMENTS else items.messages
    if choice is OpenChoice.KEEP:
        keep(session, referral, rows, kind, (actor, now))
    elif kind is OpenKind.APPOINTMENTS:
        end_appointments(session, referral, items.appointments, actor, now)
    else:
        end_messages(session, referral, items.messages, actor, now)
