"""Handing over to the other desk: a linked new referral there, with only what may be shared. The old one goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.db import new_id
from service.errors import Conflict, Fault, InvalidInput, NotLawful
from service.journal import Entry, record
from service.policy.model import Desk
from service.referrals.links import Onward, due_from, go_on, origin_of, person_of
from service.referrals.pick_up import require_holder
from service.referrals.read import own_referral
from service.referrals.routing import route
from service.referrals.settle import Policies
from service.referrals.sharing import (
    GivenConsent,
    HandOverReason,
    LinkKind,
    ground_at,
    is_threatening,
    is_valid,
    legal_basis,
    refusal,
)
from service.referrals.standing import LinkEnd, intended_of, links_of
from service.referrals.tables import Referral, ReferralLink
from service.rules.core import Verdict
from service.rules.facts import Destination
from service.signals.tables import Consent
from service.vault import Vault

_NO_QUESTION = {"oordeel": Verdict.ALLOWED}


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a caseworker asks: to hand over this referral, with consent or for a reason."""

    referral_id: UUID
    destination: Destination
    consent: GivenConsent | None = None
    reason: HandOverReason | None = None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """`created` is false when this was handed over before; then nothing changed."""

    referral: Referral
    link: ReferralLink
    created: bool


def hand_over(session: Session, vault: Vault, wish: HandOver, actor: Caseworker, now: datetime) -> HandedOver:
    """Hand a referral over to the other desk; again changes nothing.

    Raises `NotLawful` without the consent that the law asks, `InvalidInput` for the same desk or an impossible day,
    `Conflict` back to where it came from or when the actor does not hold it.
    """
    origin = own_referral(session, wish.referral_id, actor, lock=True)
    require_holder(origin, actor)
    ends = links_of(session, origin.id)
    _check(origin, wish, ends, now)
    for end in ends:
        if not end.incoming and end.link.active and end.link.kind == LinkKind.HAND_OVER:
            return HandedOver(_other(end), end.link, created=False)
    link = _go_on(session, vault, (origin, wish), actor, now)
    consent_id = _keep_consent(session, link, wish, actor, now)
    origin.version = origin.version + 1
    session.flush()
    basis = legal_basis(wish.destination)
    given = {"toestemming": str(consent_id)} if consent_id else {"reden": wish.reason or HandOverReason.NECESSARY}
    record(session, [
        Entry("verwijzing-overgedragen", origin.id, basis, {"bestemming": wish.destination} | given),
        Entry("verwijzing-van-ander-loket", link.referral_id, basis, {"van": intended_of(origin)}),
    ], actor, now)
    return HandedOver(session.get_one(Referral, link.referral_id, populate_existing=True), link, created=True)


def _check(origin: Referral, wish: HandOver, ends: list[LinkEnd], now: datetime) -> None:
    if origin.destination == Desk.TRIAGE:
        raise Conflict("Deze verwijzing staat op de triage. Beslis daar eerst waar zij heen gaat.")
    faults = list(_faults(origin, wish, now))
    if faults:
        raise InvalidInput(faults)
    for end in ends:
        if end.incoming and end.link.kind == LinkKind.HAND_OVER and intended_of(_other(end)) == wish.destination:
            raise Conflict("Deze verwijzing komt van dit loket. Overleg met uw collega daar, of sluit haar af.")
    refused = refusal(wish.destination, wish.consent)
    if refused:
        raise NotLawful(refused)


def _other(end: LinkEnd) -> Referral:
    assert end.other is not None, "a hand-over goes from one referral to another"
    return end.other


def _faults(origin: Referral, wish: HandOver, now: datetime) -> Iterator[Fault]:
    if wish.destination == origin.destination:
        told = "Deze verwijzing is al bij dit loket. Kies het andere."
        yield Fault("#/bestemming", "zelfdeBestemming", told)
    given_on = wish.consent.given_on if wish.consent else None
    if given_on and not clock.day_of(origin.opened_at) <= given_on <= clock.day_of(now):
        told = "Kies een dag vanaf het openen van de verwijzing tot en met vandaag."
        yield Fault("#/toestemming/gegevenOp", "buitenPeriode", told)


def _go_on(
    session: Session, vault: Vault, asked: tuple[Referral, HandOver], actor: Caseworker, now: datetime
) -> ReferralLink:
    origin, wish = asked
    subject, today = person_of(session, vault, origin.id), clock.day_of(now)
    policy = Policies(session, now).of(origin.municipality_code)
    ground, threatening = ground_at(wish.destination), is_threatening(wish.destination, wish.reason)
    return go_on(session, vault, Onward(
        origin=origin_of(origin), kind=LinkKind.HAND_OVER, destination=wish.destination, ground=ground,
        route=route(policy, wish.destination, subject["adres"]["postcode"], _NO_QUESTION), on_day=today,
        due=due_from(policy, ground, today, threatening=threatening), subject=subject,
        reason=wish.reason or (HandOverReason.NECESSARY if wish.destination is Destination.DEBT_HELP else None),
    ), actor, now)


def _keep_consent(
    session: Session, link: ReferralLink, wish: HandOver, actor: Caseworker, now: datetime
) -> UUID | None:
    """The consent as a record of its own; what is no valid consent is not kept, the law needs none of it."""
    given = wish.consent
    if given is None or not is_valid(given):
        return None
    row = Consent(
        id=new_id(), referral_id=link.referral_id, destination=wish.destination, given_by=given.given_by,
        given_on=given.given_on, manner=given.manner, explicit=given.explicit, recorded_by_kind=actor.kind,
        recorded_by=actor.id, recorded_at=now,
    )
    session.add(row)
    session.flush()
    link.consent_id = row.id
    session.flush()
    return row.id
