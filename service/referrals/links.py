"""Referrals that come from another one: opened, or joined when one is open, each with its own term and person."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Actor
from service.db import new_id
from service.errors import Conflict
from service.policy.model import Policy
from service.referrals import store
from service.referrals.deadlines import Due
from service.referrals.routing import Route
from service.referrals.settle import Policies, settle
from service.referrals.sharing import ASKED, LinkKind, contact_data
from service.referrals.standing import link_context
from service.referrals.store import NewReferral
from service.referrals.tables import Referral, ReferralLink, ReferralSignal
from service.rules import duties
from service.rules.facts import Concern, Destination, Ground
from service.rules.reading import STATUTORY
from service.rules.terms import working_days_after
from service.signals.assemble import address_of
from service.signals.blocks import subject_context
from service.signals.search import keys_of
from service.signals.tables import Signal
from service.vault import Vault

HANDED_OVER = "overgedragen"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose household it is, and from which referral the work comes; None: from the resident."""

    municipality_code: str
    household_key: bytes
    referral_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Onward:
    """What begins a referral here: where, on which ground, from which day, and whose contact data.

    `asked` is what a resident said who asks for help without anybody between; it lives and dies with the contact data.
    """

    origin: Origin
    kind: LinkKind
    destination: Destination
    ground: Ground
    route: Route
    on_day: date
    due: Due
    subject: dict[str, Any]
    reason: str | None = None
    asked: dict[str, Any] | None = None
    concerns: tuple[Concern, ...] = ()
    news: str = HANDED_OVER
    id: UUID = field(default_factory=new_id)


def origin_of(referral: Referral) -> Origin:
    return Origin(referral.municipality_code, referral.household_key, referral.id)


def due_from(policy: Policy | None, ground: Ground, on: date, *, threatening: bool) -> Due:
    """The statutory term counted from a day, and the municipality's own day where that is earlier."""
    if ground is Ground.CARE:
        deadline = duties.inquiry(on).deadline
    else:
        reading = policy.reading if policy else STATUTORY
        deadline = duties.first_talk(ground, on, threatening=threatening, reading=reading).deadline
    place = Destination.NEIGHBOURHOOD_TEAM if ground is Ground.CARE else Destination.DEBT_HELP
    days = policy.service_terms.days(place, threatening=threatening) if policy else None
    if policy is None or days is None:
        return Due(deadline, None, threatening)
    own = working_days_after(on, days, policy.working_days)
    return Due(deadline, own if own < deadline else None, threatening)


def go_on(session: Session, vault: Vault, onward: Onward, actor: Actor, now: datetime) -> ReferralLink:
    """Open the referral that comes from another, or join the household's open one, and link the two."""
    new = NewReferral(
        id=new_id(), municipality_code=onward.origin.municipality_code, destination=onward.route.worklist,
        ground=onward.ground, household_key=onward.origin.household_key, team=onward.route.team,
        routing=onward.route.document(onward.destination), statutory_due=onward.due.statutory,
    )
    opened = store.open_referrals(session, [new], now)
    link = _linked(vault, onward, opened[new.key].id, actor, now)
    session.add(link)
    session.flush()
    settle(session, [link.referral_id], Policies(session, now), onward.news)
    return link


def _linked(vault: Vault, onward: Onward, referral_id: UUID, actor: Actor, now: datetime) -> ReferralLink:
    link_id, person, asked = onward.id, onward.subject, onward.asked
    keys = keys_of(person["achternaam"], address_of(person["adres"]), asked["kenmerk"] if asked else None)
    kept = contact_data(person) | ({ASKED: asked} if asked else {})
    return ReferralLink(
        id=link_id, referral_id=referral_id, origin_id=onward.origin.referral_id, kind=onward.kind,
        on_day=onward.on_day, reason=onward.reason, subject=vault.seal(kept, link_context(link_id)),
        search=vault.tokens(onward.origin.municipality_code, keys), statutory_due=onward.due.statutory,
        target_due=onward.due.target, threatening=onward.due.threatening, concerns=list(onward.concerns) or None,
        linked_by=actor.id, linked_at=now, active=True,
    )


def person_of(session: Session, vault: Vault, referral_id: UUID) -> dict[str, Any]:
    """The person of a referral: of its latest active signal or link. Raises `Conflict` when nobody is left.

    Who asked for help by a form that nobody signs in for comes last: a stranger must not take a resident's place.
    """
    found = persons_of(session, vault, [referral_id])
    if referral_id not in found:
        raise Conflict("De gegevens van de inwoner zijn gewist. Deze verwijzing kan alleen nog worden afgesloten.")
    return found[referral_id]


def persons_of(session: Session, vault: Vault, referral_ids: Collection[UUID]) -> dict[UUID, dict[str, Any]]:
    """The persons of many referrals, by the same rule; a referral of which nobody is left is not there."""
    of_link, of_signal = ReferralLink.referral_id, ReferralSignal.referral_id
    # Each in the order of how well it counts: the last one of a referral is kept.
    links = (
        select(of_link, ReferralLink.id, ReferralLink.subject)
        .where(of_link.in_(referral_ids), ReferralLink.active, ReferralLink.subject.is_not(None))
        .order_by(ReferralLink.kind != LinkKind.ASKED, ReferralLink.linked_at)
    )
    signals = (
        select(of_signal, Signal.id, Signal.subject).join(Signal, Signal.id == ReferralSignal.signal_id)
        .where(of_signal.in_(referral_ids), ReferralSignal.active, Signal.subject.is_not(None))
        .order_by(Signal.received_at, Signal.id)
    )
    sealed = {id_: (subject, link_context(link)) for id_, link, subject in session.execute(links)}
    sealed |= {id_: (subject, subject_context(signal)) for id_, signal, subject in session.execute(signals)}
    return {id_: vault.open(subject, context) for id_, (subject, context) in sealed.items() if subject is not None}
