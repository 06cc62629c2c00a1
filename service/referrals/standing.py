"""What stands behind a referral: its steps, what it came from and led to, and the consent it rests on."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from service import clock
from service.referrals.deadlines import THREATENING
from service.referrals.progress import Progress, Step, StepKind
from service.referrals.tables import Referral, ReferralLink, ReferralSignal, ReferralStep
from service.rules.core import TermKind
from service.rules.facts import Destination, Ground
from service.signals.tables import Consent, Signal


@dataclass(frozen=True, slots=True)
class LinkEnd:
    """A link as seen from one of its referrals: `other` is the referral at the other end, None where nobody stood."""

    link: ReferralLink
    other: Referral | None
    incoming: bool


def intended_of(referral: Referral) -> Destination:
    """The desk that the work is for; at triage that is not where it is."""
    return Destination(referral.routing["bedoeld"])


def progress_of(session: Session, referral: Referral, today: date) -> Progress:
    return Progress(
        ground=Ground(referral.ground),
        intended=intended_of(referral),
        threatening=referral.urgency == THREATENING,
        term=TermKind(referral.term) if referral.term else None,
        statutory_due=referral.statutory_due,
        target_due=referral.target_due,
        notice_day=_notice_day(session, referral),
        steps=_steps(session, referral.id),
        today=today,
    )


def _steps(session: Session, referral_id: UUID) -> list[Step]:
    query = select(ReferralStep).where(ReferralStep.referral_id == referral_id).order_by(ReferralStep.id)
    return [Step(StepKind(row.kind), row.on_day, row.detail) for row in session.scalars(query)]


def _notice_day(session: Session, referral: Referral) -> date:
    """The first day on which what the referral rests on reached the municipality."""
    signals = select(func.min(Signal.received_on)).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
    links = select(func.min(ReferralLink.on_day))
    days = [
        session.scalar(signals.where(ReferralSignal.referral_id == referral.id, ReferralSignal.active)),
        session.scalar(links.where(ReferralLink.referral_id == referral.id, ReferralLink.active)),
    ]
    return min((day for day in days if day is not None), default=clock.day_of(referral.opened_at))


def links_of(session: Session, referral_id: UUID) -> list[LinkEnd]:
    """Where a referral came from and what it led to, oldest first; also what was stopped."""
    query = select(ReferralLink).where(
        or_(ReferralLink.referral_id == referral_id, ReferralLink.origin_id == referral_id),
    )
    rows = session.scalars(query.order_by(ReferralLink.linked_at, ReferralLink.id)).all()
    return [
        LinkEnd(row, session.get_one(Referral, other) if other else None, incoming)
        for row in rows for incoming in (row.referral_id == referral_id,)
        for other in (row.origin_id if incoming else row.referral_id,)
    ]


def link_context(link_id: UUID) -> str:
    """What binds a sealed copy of a person to its link."""
    return f"link:{link_id}"


def consents_behind(session: Session, referral_id: UUID) -> list[Consent]:
    """Every consent that the work of a referral rests on, or rested on, oldest first; not those for a partner."""
    by_signal = select(Consent.id).join(
        ReferralSignal,
        (ReferralSignal.signal_id == Consent.signal_id) & (ReferralSignal.destination == Consent.destination),
    ).where(ReferralSignal.referral_id == referral_id)
    own = (Consent.referral_id == referral_id) & Consent.organisation_id.is_(None)
    query = select(Consent).where(or_(own, Consent.id.in_(by_signal)))
    return list(session.scalars(query.order_by(Consent.recorded_at, Consent.id)))


def still_rests_on_something(session: Session, referral_id: UUID) -> bool:
    """Whether an active signal or link is left in a referral."""
    signal = select(ReferralSignal.signal_id).where(ReferralSignal.referral_id == referral_id, ReferralSignal.active)
    link = select(ReferralLink.id).where(ReferralLink.referral_id == referral_id, ReferralLink.active)
    return any(session.scalar(query.limit(1)) is not None for query in (signal, link))


def holds_a_person(session: Session, referral_id: UUID) -> bool:
    """Whether anything of a referral still says whom it is about."""
    signal = select(Signal.id).join(ReferralSignal, ReferralSignal.signal_id == Signal.id).where(
        ReferralSignal.referral_id == referral_id, Signal.subject.is_not(None),
    )
    link = select(ReferralLink.id).where(ReferralLink.referral_id == referral_id, ReferralLink.subject.is_not(None))
    return any(session.scalar(query.limit(1)) is not None for query in (signal, link))
