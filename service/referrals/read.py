"""Reading one referral with everything a caseworker needs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock, journal
from service.actors import Caseworker
from service.errors import NotFound
from service.journal import Entry, JournalRow, record
from service.policy.model import Team
from service.policy.store import in_force
from service.referrals.notices.overview import NoticeOverview, overview_of
from service.referrals.progress import Progress
from service.referrals.routing import TRIAGE
from service.referrals.standing import LinkEnd, consents_behind, intended_of, link_context, links_of, progress_of
from service.referrals.tables import ContactAttempt, Referral, ReferralSignal
from service.signals.amend import AMENDMENT
from service.signals.blocks import subject_context
from service.signals.forwarding_chain import SignalOrigin, origins_of
from service.signals.tables import Consent, Signal, SignalChange
from service.signals.withdraw import WITHDRAWAL
from service.vault import Vault

# What a corporation changed. That a resident withdrew consent for one desk is not told to the other.
_TOLD = (WITHDRAWAL, AMENDMENT)


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal as its caseworker may see it; `subject` is None when the person was erased.

    `origin` tells of a signal that another municipality forwarded; None: the corporation sent it here.
    """

    signal: Signal
    link: ReferralSignal
    subject: dict[str, Any] | None
    changes: list[SignalChange]
    origin: SignalOrigin | None = None

    @property
    def corporation_id(self) -> UUID:
        return self.origin.corporation_id if self.origin else self.signal.corporation_id

    @property
    def reference(self) -> str:
        """The corporation's own reference."""
        return self.origin.reference if self.origin else self.signal.reference


@dataclass(frozen=True, slots=True)
class LinkView:
    """A link with the person that came along, for whoever received it; None when it was stopped."""

    end: LinkEnd
    subject: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ReferralView:
    """A referral with everything a caseworker needs. `desks` are those that this caseworker may see."""

    referral: Referral
    signals: list[SignalView]
    attempts: list[ContactAttempt]
    timeline: list[JournalRow]
    links: list[LinkView]
    consents: list[Consent]
    progress: Progress
    notices: NoticeOverview
    teams: tuple[Team, ...]
    desks: frozenset[str]

    @property
    def people(self) -> list[dict[str, Any] | None]:
        """Each person as this desk may know them, from signals and from what was handed over; None: erased."""
        incoming = [view.subject for view in self.links if view.end.incoming]
        return [view.subject for view in self.signals] + incoming


def own_referral(session: Session, referral_id: UUID, actor: Caseworker, *, lock: bool = False) -> Referral:
    """A referral this caseworker may handle. Another's is not found: its existence is nobody's business."""
    query = select(Referral).where(Referral.id == referral_id, Referral.municipality_code == actor.municipality_code)
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None or not actor.may_handle(found.municipality_code, found.destination):
        raise NotFound("Deze verwijzing is er niet, of zij hoort niet bij uw taak.")
    return found


def references_of(session: Session, referral_id: UUID) -> tuple[str, ...]:
    """The corporations' own references of the signals that still count in a referral."""
    signals = session.scalars(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral_id, ReferralSignal.active)
        .order_by(Signal.received_at, Signal.id)
    ).all()
    origins = origins_of(session, signals)
    return tuple(origins[one.id].reference if one.id in origins else one.reference for one in signals)


def look_at(session: Session, vault: Vault, referral_id: UUID, actor: Caseworker, now: datetime) -> ReferralView:
    """A referral with its people; that it was seen is recorded."""
    referral = own_referral(session, referral_id, actor)
    record(session, [Entry("verwijzing-gezien", referral_id, referral.ground)], actor, now)
    attempts = session.scalars(
        select(ContactAttempt).where(ContactAttempt.referral_id == referral_id).order_by(ContactAttempt.id),
    )
    progress = progress_of(session, referral, clock.day_of(now))
    return ReferralView(
        referral, _signals(session, vault, referral), list(attempts), journal.history(session, referral_id),
        links=_links(session, vault, referral_id), consents=consents_behind(session, referral_id),
        progress=progress, notices=overview_of(session, referral, progress), teams=teams_for(session, referral, now),
        desks=actor.destinations,
    )


def _links(session: Session, vault: Vault, referral_id: UUID) -> list[LinkView]:
    return [
        LinkView(end, vault.open(end.link.subject, link_context(end.link.id))
                 if end.incoming and end.link.active and end.link.subject else None)
        for end in links_of(session, referral_id)
    ]


def teams_for(session: Session, referral: Referral, now: datetime) -> tuple[Team, ...]:
    """The teams that triage may choose from."""
    found = in_force(session, referral.municipality_code, clock.day_of(now)) if referral.destination == TRIAGE else None
    return tuple(team for team in found.policy.teams if str(team.desk) == intended_of(referral)) if found else ()


def _signals(session: Session, vault: Vault, referral: Referral) -> list[SignalView]:
    """What another desk still needs of a person, work that is forgotten does not show."""
    pairs = session.execute(
        select(Signal, ReferralSignal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id).order_by(Signal.received_at, Signal.id),
    ).all()
    changes = session.scalars(
        select(SignalChange)
        .where(SignalChange.signal_id.in_([signal.id for signal, _ in pairs]), SignalChange.kind.in_(_TOLD))
        .order_by(SignalChange.id),
    ).all()
    origins = origins_of(session, [signal for signal, _ in pairs])
    return [
        SignalView(
            signal, link,
            vault.open(signal.subject, subject_context(signal.id))
            if signal.subject and referral.forgotten_at is None else None,
            [change for change in changes if change.signal_id == signal.id],
            origins.get(signal.id),
        )
        for signal, link in pairs
    ]
