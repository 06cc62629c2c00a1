"""What planning has to know of a household and of the desk: read afresh each time, because answers change."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service import clock
from service.actors import NOBODY
from service.messages.contact_answers import WayAnswers, answers_of, household, safety_known
from service.messages.decline import declined_among
from service.messages.kind import Kind, MessageChannel
from service.messages.moments import at
from service.messages.planning_case import SEEKS_CONTACT, Case, Desk, Household
from service.messages.planning_case import Message as Meant
from service.messages.posting import PostTimes, post_times, ready_to_arrive
from service.messages.safe_contact import ContactSafetyOf
from service.messages.status import WAY_OF, MessageStatus
from service.messages.tables import Appointment, Message
from service.policy.store import in_force
from service.referrals.deadlines import THREATENING
from service.referrals.next_step import NO_ATTEMPT
from service.referrals.status import PartOfDay
from service.referrals.tables import ContactAttempt, Referral, ReferralSignal
from service.rules.core import TermKind
from service.rules.facts import Ground
from service.signals.contact_wish import ContactWay
from service.signals.tables import Signal

_PART_ENDS = {PartOfDay.MORNING: time(12), PartOfDay.AFTERNOON: time(18), PartOfDay.EVENING: time(20)}
_LOOK_BACK = timedelta(days=366)
STANDS = (MessageStatus.PLANNED, MessageStatus.SENT)
BY_TELEPHONE = (MessageChannel.SMS, MessageChannel.WHATSAPP)


def case_of(
    session: Session, referral: Referral, meant: Meant, address_key: bytes | None, besides: UUID | None = None
) -> Case:
    """Everything that decides when this may arrive; `besides` leaves the message itself out of the earlier ones.

    `address_key` is of the number or address that it goes to: a wish is about that one.
    """
    today = clock.day_of(meant.ready)
    since = meant.ready - _LOOK_BACK
    earlier = (*_earlier(session, referral, since, besides), *_tried_by_hand(session, referral, since))
    answers = answers_of(session, referral)
    reachable = answers.get(meant.way, WayAnswers()).reachable
    known = Household(
        _safety(session, referral, answers), tuple(sorted(earlier)), reachable.wish(address_key) if reachable else None,
        _texted(session, referral, besides), sought_among(session, [referral.id], besides)[referral.id],
        referral.id in declined_among(session, [referral.id]),
    )
    return Case(meant, known, _desk(session, referral, today))


def sought_among(session: Session, ids: Collection[UUID], besides: UUID | None = None) -> dict[UUID, int]:
    """How often contact was sought for each referral, planned messages with it; 0 once somebody was reached."""
    attempts = (
        select(ContactAttempt.referral_id, func.count(), func.bool_or(ContactAttempt.reached))
        .where(ContactAttempt.referral_id.in_(ids), ContactAttempt.kind.not_in(NO_ATTEMPT),
               ~ContactAttempt.undelivered).group_by(ContactAttempt.referral_id)
    )
    waiting = select(Message.referral_id, func.count()).where(
        Message.referral_id.in_(ids), Message.status == MessageStatus.PLANNED, Message.purpose.in_(SEEKS_CONTACT),
    ).group_by(Message.referral_id)
    if besides:
        waiting = waiting.where(Message.id != besides)
    planned = {row[0]: row[1] for row in session.execute(waiting)}
    tried = {row[0]: (row[1], row[2]) for row in session.execute(attempts)}
    reached = {id_ for id_, (_, spoken) in tried.items() if spoken}
    return {id_: 0 if id_ in reached else tried.get(id_, (0,))[0] + planned.get(id_, 0) for id_ in ids}


def meant_of(
    session: Session, referral: Referral, kind: Kind, appointment: Appointment | None, now: datetime
) -> Meant:
    """What is to arrive when it goes out now."""
    due = referral.statutory_due if referral.term == TermKind.FIRST_TALK else None
    ready = ready_to_arrive(kind.channel, now, post_of(session, referral, clock.day_of(now)))
    return Meant(
        WAY_OF[kind.channel], kind.purpose, ready, referral.urgency == THREATENING, due,
        appointment.at if appointment else None, _threat_day(session, referral), now,
    )


def post_of(session: Session, referral: Referral, on: date) -> PostTimes:
    """How long a letter of this municipality takes."""
    found = in_force(session, referral.municipality_code, on)
    return post_times(on, found.policy.messages.post_days if found else None)


def _threat_day(session: Session, referral: Referral) -> date | None:
    """The first day on which the household may lose its home, by what its active signals say."""
    query = select(func.min(Signal.threat_date)).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
    return session.scalar(query.where(ReferralSignal.referral_id == referral.id, ReferralSignal.active))


def safety_of(session: Session, referral: Referral) -> ContactSafetyOf:
    """The last answer per way, of whatever desk asked it. `care` counts any worry of this household not forgotten."""
    return _safety(session, referral, answers_of(session, referral))


def _safety(session: Session, referral: Referral, answers: Mapping[ContactWay, WayAnswers]) -> ContactSafetyOf:
    care = select(Referral.id).where(*household(referral), Referral.ground == Ground.CARE)
    return safety_known(session.scalar(care.limit(1)) is not None, answers)


def _texted(session: Session, referral: Referral, besides: UUID | None) -> bool:
    """Whether a message by telephone went to this household, or waits for its moment."""
    query = (
        select(Message.id).join(Referral, Referral.id == Message.referral_id)
        .where(*household(referral), Message.status.in_(STANDS), Message.channel.in_(BY_TELEPHONE))
    )
    return session.scalar((query.where(Message.id != besides) if besides else query).limit(1)) is not None


def _earlier(session: Session, referral: Referral, since: datetime, besides: UUID | None) -> tuple[datetime, ...]:
    query = (
        select(Message.arrives_at).join(Referral, Referral.id == Message.referral_id)
        .where(*household(referral), Message.status.in_(STANDS), Message.arrives_at > since)
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


def _desk(session: Session, referral: Referral, today: date) -> Desk:
    found = in_force(session, referral.municipality_code, today)
    if found is None:
        return Desk(post=post_times(today))
    return Desk(
        found.policy.pay_days, found.policy.messages, first_sms=found.policy.first_sms,
        post=post_times(today, found.policy.messages.post_days),
    )


def lock_household(session: Session, referral: Referral) -> None:
    """Let two desks plan for one household after one another, so that the gap between messages holds."""
    session.execute(select(func.pg_advisory_xact_lock(int.from_bytes(referral.household_key[:8], "big", signed=True))))
