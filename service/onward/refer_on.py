"""Referring on to a partner: looked at first, then sent. What was shown is what is sealed and sent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput, NotLawful
from service.journal import Entry, record
from service.messages.standing import safety_of
from service.onward.given import CONSENT_BASIS, Arrears, Given, Known, PartnerAsk, PartnerData, given, refusal
from service.partners.onward import KnownPartner, partner_of
from service.partners.tables import PARTNER
from service.policy.model import Desk
from service.policy.store import in_force
from service.referrals.links import person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.sharing import GivenConsent
from service.referrals.status import OnwardStatus
from service.referrals.stop_sharing import seen_by_partners
from service.referrals.tables import OnwardReferral, Referral, ReferralSignal
from service.rules.facts import Ground
from service.rules.reading import STATUTORY
from service.rules.terms import working_days_after
from service.signals.tables import Consent, Signal
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Wish:
    """What a caseworker asks: to which partner, what for, and what the resident said yes to."""

    referral_id: UUID
    partner_id: UUID
    asks: tuple[PartnerAsk, ...]
    covers: tuple[PartnerData, ...]
    consent: GivenConsent


@dataclass(frozen=True, slots=True)
class Prepared:
    """What would be sent now, and by when an answer is expected."""

    referral: Referral
    partner: KnownPartner
    given: Given
    reply_by: date


def prepare(session: Session, vault: Vault, wish: Wish, actor: Caseworker, now: datetime) -> Prepared:
    """Everything that the partner would be given. Changes nothing.

    Raises `NotFound`; `NotLawful` without the consent that the law asks; `InvalidInput` for an impossible wish;
    `Conflict` when the actor does not hold the referral, the partner has it already, or no way of contact is safe.
    """
    referral = own_referral(session, wish.referral_id, actor, lock=True)
    require_holder(referral, actor)
    partner = partner_of(session, wish.partner_id, actor.municipality_code)
    _require_possible(session, referral, partner)
    faults = list(_faults(referral, wish, now))
    if faults:
        raise InvalidInput(faults)
    refused = refusal(wish.consent)
    if refused:
        raise NotLawful(refused)
    known = Known(person_of(session, vault, referral.id), _arrears(session, referral), safety_of(session, referral))
    found = given(known, wish.covers)
    if not found.ways:
        raise Conflict(
            "Zo kan de partner de inwoner op geen enkele veilige manier bereiken. Vraag de inwoner wat veilig is en leg"
            " dat vast bij Berichten en afspraken, of vraag toestemming voor een andere manier."
        )
    return Prepared(referral, partner, found, _reply_by(session, partner, referral, now))


def refer_on(session: Session, vault: Vault, wish: Wish, actor: Caseworker, now: datetime) -> OnwardReferral:
    """Send it: the consent as a record, the content sealed, the journal. Raises as `prepare`."""
    ready = prepare(session, vault, wish, actor, now)
    consent = _consent(wish, actor, now)
    session.add(consent)
    session.flush()
    row_id = new_id()
    row = OnwardReferral(
        id=row_id, referral_id=ready.referral.id, partner_id=ready.partner.id, consent_id=consent.id,
        asks=[str(ask) for ask in wish.asks], content=vault.seal(ready.given.content, onward_context(row_id)),
        status=OnwardStatus.OFFERED, reply_by=ready.reply_by, sent_by=actor.id, sent_at=now,
    )
    session.add(row)
    ready.referral.version += 1
    ready.referral.news = None
    session.flush()
    detail = {
        "partner": str(ready.partner.id), "toestemming": str(consent.id), "gegevens": [str(one) for one in wish.covers],
    }
    record(session, [Entry("doorverwezen", ready.referral.id, CONSENT_BASIS, detail)], actor, now)
    return row


def onward_context(onward_id: UUID) -> str:
    """What binds sealed content to its row."""
    return f"onward:{onward_id}"


def _require_possible(session: Session, referral: Referral, partner: KnownPartner) -> None:
    if referral.destination == Desk.TRIAGE:
        raise Conflict("Deze verwijzing staat op de triage. Beslis daar eerst waar zij heen gaat.")
    if partner.ended:
        raise Conflict("Met deze partner werkt de gemeente niet meer. Kies een andere.")
    if any(row.partner_id == partner.id for row in seen_by_partners(session, referral.id)):
        raise Conflict("Deze partner heeft deze doorverwijzing al. Wacht op het antwoord, of bel de partner.")


def _faults(referral: Referral, wish: Wish, now: datetime) -> Iterator[Fault]:
    if not wish.asks:
        yield Fault("#/vragen", "leeg", "Kies wat de inwoner van deze partner vraagt.")
    if PartnerData.ARREARS in wish.covers and referral.ground != Ground.SIGNAL:
        yield Fault("#/gegevens", "pastNietBijSoort", "Dit loket kent geen huurachterstand. Laat die weg.")
    if not clock.day_of(referral.opened_at) <= wish.consent.given_on <= clock.day_of(now):
        told = "Kies een dag vanaf het openen van de verwijzing tot en met vandaag."
        yield Fault("#/gegevenOp", "buitenPeriode", told)


def _arrears(session: Session, referral: Referral) -> Arrears | None:
    """Of the latest signal that stands, and only where arrears are what the work is about."""
    if referral.ground != Ground.SIGNAL:
        return None
    row = session.scalar(
        select(Signal).join(ReferralSignal, ReferralSignal.signal_id == Signal.id)
        .where(ReferralSignal.referral_id == referral.id, ReferralSignal.active, Signal.amount_cents.is_not(None))
        .order_by(Signal.received_at.desc(), Signal.id.desc()).limit(1)
    )
    return Arrears(row.amount_cents, row.arrears_since) if row and row.amount_cents is not None else None


def _reply_by(session: Session, partner: KnownPartner, referral: Referral, now: datetime) -> date:
    today = clock.day_of(now)
    found = in_force(session, referral.municipality_code, today)
    calendar = found.policy.working_days if found else STATUTORY.working_days
    return working_days_after(today, partner.terms.reply_days, calendar)


def _consent(wish: Wish, actor: Caseworker, now: datetime) -> Consent:
    told = wish.consent
    return Consent(
        id=new_id(), referral_id=wish.referral_id, destination=PARTNER, organisation_id=wish.partner_id,
        covers=[str(one) for one in wish.covers], given_by=told.given_by, given_on=told.given_on, manner=told.manner,
        explicit=told.explicit, recorded_by_kind=actor.kind, recorded_by=actor.id, recorded_at=now,
    )
