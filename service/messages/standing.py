"""What planning has to know of a household and of the desk: read afresh each time, because answers change."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import NOBODY
from service.messages.kind import Kind
from service.messages.moments import at
from service.messages.planning import Case, Desk, Household
from service.messages.planning import Message as Meant
from service.messages.safe_contact import ContactSafety, ContactSafetyOf, SafetyAnswer
from service.messages.status import REACHES_BY, MessageStatus
from service.messages.tables import Appointment, ContactSafetyRow, Message
from service.policy.model import Channel
from service.policy.store import in_force
from service.referrals.deadlines import THREATENING
from service.referrals.next_step import NO_ATTEMPT
from service.referrals.status import PartOfDay
from service.referrals.tables import ContactAttempt, Referral
from service.rules.core import TermKind
from service.rules.facts import Ground
from service.vault import Vault

_PART_ENDS = {PartOfDay.MORNING: time(12), PartOfDay.AFTERNOON: time(18), PartOfDay.EVENING: time(20)}
_LOOK_BACK = timedelta(days=366)
_STANDS = (MessageStatus.PLANNED, MessageStatus.SENT)


def case_of(
    session: Session, referral: Referral, meant: Meant, email_key: bytes | None, besides: UUID | None = None
) -> Case:
    """Everything that decides when this may arrive; `besides` leaves the message itself out of the earlier ones."""
    today = clock.day_of(meant.ready)
    since = meant.ready - _LOOK_BACK
    earlier = (*_earlier(session, referral, since, besides), *_tried_by_hand(session, referral, since))
    consent = _email_consent(session, referral, email_key)
    known = Household(safety_of(session, referral), tuple(sorted(earlier)), consent)
    return Case(meant, known, _desk(session, referral, today))


def meant_of(referral: Referral, kind: Kind, ready: datetime, appointment: Appointment | None) -> Meant:
    due = referral.statutory_due if referral.term == TermKind.FIRST_TALK else None
    return Meant(
        REACHES_BY[kind.channel], kind.purpose, ready, referral.urgency == THREATENING, due,
        appointment.at if appointment else None,
    )


def safety_of(session: Session, referral: Referral) -> ContactSafetyOf:
    """The last answer per way, of whatever desk asked it. `care` counts any worry of this household not forgotten."""
    answers: dict[Channel, SafetyAnswer] = {
        Channel(row.channel): SafetyAnswer(ContactSafety(row.safety), row.asked_on, row.asked_name)
        for row in last_answers(session, referral).values()
    }
    care = select(Referral.id).where(*household(referral), Referral.ground == Ground.CARE)
    return ContactSafetyOf(session.scalar(care.limit(1)) is not None, answers)


def last_answers(session: Session, referral: Referral) -> Mapping[str, ContactSafetyRow]:
    query = (
        select(ContactSafetyRow).join(Referral, Referral.id == ContactSafetyRow.referral_id)
        .where(*household(referral)).order_by(ContactSafetyRow.asked_on, ContactSafetyRow.id)
    )
    return {row.channel: row for row in session.scalars(query)}


def email_key_of(vault: Vault, person: Mapping[str, Any]) -> bytes | None:
    """The blind index of the person's e-mail address; None: there is none."""
    address = person.get("emailadres")
    return vault.index("mailadres", address.casefold()) if address else None


def _email_consent(session: Session, referral: Referral, key: bytes | None) -> bool:
    """Whether the last answer about mail was yes, and was about this very address (Awb 2:14)."""
    row = last_answers(session, referral).get(Channel.EMAIL)
    return row is not None and row.safety == ContactSafety.SAFE and key is not None and row.address_key == key


def _earlier(session: Session, referral: Referral, since: datetime, besides: UUID | None) -> tuple[datetime, ...]:
    query = (
        select(Message.arrives_at).join(Referral, Referral.id == Message.referral_id)
        .where(*household(referral), Message.status.in_(_STANDS), Message.arrives_at > since)
        .order_by(Message.arrives_at)
    )
    return tuple(session.scalars(query.where(Message.id != besides) if besides else query))


def _tried_by_hand(session: Session, referral: Referral, since: datetime) -> tuple[datetime, ...]:
    """When somebody called, rang or left a card, for whatever creditor; what was sent counts by its own arrival.

    Only the part of the day is written down: its end counts, or the moment of writing where that was sooner.
    """
    query = (
        select(ContactAttempt.on_day, ContactAttempt.part_of_day, ContactAttempt.made_at)
        .join(Referral, Referral.id == ContactAttempt.referral_id)
        .where(*household(referral), ContactAttempt.made_by != NOBODY, ContactAttempt.on_day >= since.date(),
               ContactAttempt.kind.not_in(NO_ATTEMPT))
    )
    return tuple(min(at(row.on_day, _PART_ENDS[PartOfDay(row.part_of_day)]), row.made_at)
                 for row in session.execute(query))


def household(referral: Referral) -> tuple[Any, ...]:
    """The referrals of one household in one municipality; what is forgotten has a key of its own."""
    return (
        Referral.household_key == referral.household_key, Referral.forgotten_at.is_(None),
        Referral.municipality_code == referral.municipality_code,
    )


def _desk(session: Session, referral: Referral, today: date) -> Desk:
    found = in_force(session, referral.municipality_code, today)
    return Desk(found.policy.pay_days, found.policy.messages) if found else Desk()


def lock_household(session: Session, referral: Referral) -> None:
    """Let two desks plan for one household after one another, so that the gap between messages holds."""
    session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(referral.household_key[:8], "big", signed=True))))
