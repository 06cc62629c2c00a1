"""A resident takes consent back at the municipality: the work stops there at once, and what rested on it is erased.

As easy to withdraw as to give (AVG article 7(3)), so any caseworker of the desk records it, also for a colleague who
holds the referral. The corporation hears that it is closed or not taken up, never why.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Conflict
from service.journal import Entry, record
from service.outbox import SIGNAL_CHANGED, announce
from service.referrals.adjust import apply_changes, stop_empty
from service.referrals.read import own_referral
from service.referrals.settle import Policies, settle
from service.referrals.sharing import WITHDRAWAL
from service.referrals.standing import consents_behind
from service.referrals.stop_sharing import seen_by_partners, stop_sharing
from service.referrals.tables import Referral, ReferralLink
from service.rules.facts import ConsentManner
from service.signals.consent import CONSENT_WITHDRAWAL, forget_at, withdraw_consents
from service.signals.schemas import WithdrawalReason
from service.signals.tables import Consent, Signal, SignalChange

_REASON = WithdrawalReason.CONSENT_WITHDRAWN


def withdraw_consent(
    session: Session, referral_id: UUID, how: ConsentManner, actor: Caseworker, now: datetime
) -> Referral:
    """Withdraw every consent behind a referral, also those for a partner; again changes nothing.

    Raises `NotFound`, or `Conflict` when the work does not rest on consent. Another destination goes on.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    given = consents_behind(session, referral_id)
    if not given:
        raise Conflict(
            "Dit werk rust niet op toestemming, dus er is niets in te trekken. Wil de inwoner geen hulp? Leg dan de "
            "afwijzing vast, of sluit de verwijzing af."
        )
    standing = [consent for consent in given if consent.withdrawn_at is None]
    if not standing:
        return referral
    signals = _locked(session, standing)
    withdraw_consents(session, [consent.id for consent in standing], actor, now, how)
    record(session, [Entry("toestemming-ingetrokken", referral_id, WITHDRAWAL, {"wijze": how})], actor, now)
    _reach_signals(session, signals, standing[0].destination, actor, now)
    _stop_links(session, standing)
    stop_sharing(session, seen_by_partners(session, referral_id), how, actor, now)
    settle(session, [referral_id], Policies(session, now), None)
    stop_empty(session, [referral_id], _REASON, actor, now)
    session.refresh(referral)
    return referral


def _locked(session: Session, consents: Iterable[Consent]) -> list[Signal]:
    """The signals behind consents, locked before their consent: as a corporation's withdrawal does."""
    ids = [consent.signal_id for consent in consents if consent.signal_id is not None]
    query = select(Signal).where(Signal.id.in_(ids)).order_by(Signal.id).with_for_update()
    return list(session.scalars(query.execution_options(populate_existing=True)))


def _reach_signals(
    session: Session, signals: list[Signal], destination: str, actor: Caseworker, now: datetime
) -> None:
    """Erase what the signals told this destination, and stop them there: here at once, and in every queue."""
    if not signals:
        return
    forget_at(session, signals, destination)
    ids = [signal.id for signal in signals]
    detail = {"bestemming": destination, "reden": _REASON}
    changes = [
        SignalChange(signal_id=id_, kind=CONSENT_WITHDRAWAL, at=now, detail=detail, applied_at=now) for id_ in ids
    ]
    session.add_all(changes)
    session.flush()
    announce(session, SIGNAL_CHANGED, ids)
    apply_changes(session, changes, actor, now)


def _stop_links(session: Session, consents: Iterable[Consent]) -> None:
    """What was handed over with this consent stops, and its copy of the person is forgotten."""
    links = update(ReferralLink).where(ReferralLink.consent_id.in_([consent.id for consent in consents]))
    session.execute(links.values(active=False, subject=None, search=None))
