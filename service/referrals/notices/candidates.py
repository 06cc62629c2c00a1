"""Which rent signals may be ticked as about the client of a plan of action. The household is the address, so which of
them are about this person only a caseworker can say.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from service.referrals.progress import Step, StepKind, is_known_plan
from service.referrals.sharing import LinkKind
from service.referrals.tables import Referral, ReferralLink, ReferralSignal, ReferralStep
from service.rules.facts import Destination, Ground, Kind
from service.signals.status import SignalStatus
from service.signals.tables import Signal

_LIVE = (SignalStatus.FORWARDED, SignalStatus.PICKED_UP, SignalStatus.CLOSED)


@dataclass(frozen=True, slots=True)
class NoticeCandidate:
    """A rent signal that was not taken back and whose person is still kept."""

    signal_id: UUID
    reference: str
    corporation_id: UUID
    received_on: date


def candidates_of(session: Session, referral: Referral) -> list[NoticeCandidate]:
    """The live rent signals of a referral, or of what an own request came from, and later ones of the household.

    An own request that no signal led to has none: nobody supplied one.
    """
    held = sources_of_plan(session, referral)
    if not held or referral.forgotten_at is not None:
        return []
    rows = session.execute(
        select(Signal.id, Signal.reference, Signal.corporation_id, Signal.received_on)
        .join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(
            ReferralSignal.referral_id.in_([*held, *_later(session, referral)]), ReferralSignal.active,
            Signal.kind == Kind.RENT_ARREARS, Signal.subject.is_not(None), Signal.status.in_(_LIVE),
            # What another municipality forwarded: its corporation must not hear that somebody works on it (0034).
            Signal.forwarded_from.is_(None),
        ).order_by(Signal.received_at, Signal.id)
    )
    return [NoticeCandidate(*row) for row in rows]


def sources_of_plan(session: Session, referral: Referral) -> list[UUID]:
    """The referrals whose signals led to the work here: itself, or the offer that was accepted after its term."""
    itself = [referral.id] if referral.ground == Ground.SIGNAL else []
    origins = session.scalars(select(ReferralLink.origin_id).where(
        ReferralLink.referral_id == referral.id, ReferralLink.kind == LinkKind.LATE_ACCEPTANCE, ReferralLink.active,
        ReferralLink.origin_id.is_not(None),
    ))
    return itself + [origin for origin in origins if origin is not None]


def _later(session: Session, referral: Referral) -> list[UUID]:
    """Other work at debt help on rent signals of the same household that began after this."""
    return list(session.scalars(select(Referral.id).where(
        Referral.household_key == referral.household_key, Referral.municipality_code == referral.municipality_code,
        Referral.ground == Ground.SIGNAL, Referral.destination == Destination.DEBT_HELP,
        Referral.forgotten_at.is_(None), Referral.opened_at > referral.opened_at,
    )))


def plans_before(session: Session, referral: Referral) -> list[UUID]:
    """The earlier referrals of the household in which a plan of action runs: there a later signal is ticked."""
    if referral.ground != Ground.SIGNAL or referral.forgotten_at is not None:
        return []
    earlier = (
        Referral.household_key == referral.household_key, Referral.municipality_code == referral.municipality_code,
        Referral.destination == Destination.DEBT_HELP, Referral.forgotten_at.is_(None),
        Referral.opened_at < referral.opened_at,
    )
    last = session.scalars(
        select(ReferralStep).ext(distinct_on(ReferralStep.referral_id))
        .where(
            ReferralStep.referral_id.in_(select(Referral.id).where(*earlier)),
            ReferralStep.kind.in_([StepKind.DECISION, StepKind.HELP_ENDED]),
        ).order_by(ReferralStep.referral_id, ReferralStep.id.desc())
    )
    return [row.referral_id for row in last if is_known_plan(Step(StepKind(row.kind), row.on_day, row.detail))]
