"""What of the own work is with partners, and which answers are overdue."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.errors import Conflict, NotFound
from service.partners.tables import Organisation
from service.referrals.read import own_referral
from service.referrals.status import OnwardStatus
from service.referrals.stop_sharing import seen_by_partners, stop_sharing
from service.referrals.tables import OnwardReferral, Referral
from service.rules.facts import ConsentManner
from service.signals.tables import Consent


@dataclass(frozen=True, slots=True)
class Sent:
    """What one partner was given, with the consent it rests on."""

    row: OnwardReferral
    partner: str
    consent: Consent


@dataclass(frozen=True, slots=True)
class Awaited:
    """An answer that should have come by `reply_by`."""

    referral: Referral
    partner: str
    reply_by: date


def sent_of(session: Session, referral_id: UUID) -> list[Sent]:
    """Everything that was referred on from a referral, oldest first."""
    rows = session.execute(
        select(OnwardReferral, Organisation.name, Consent)
        .join(Organisation, Organisation.id == OnwardReferral.partner_id)
        .join(Consent, Consent.id == OnwardReferral.consent_id)
        .where(OnwardReferral.referral_id == referral_id).order_by(OnwardReferral.sent_at, OnwardReferral.id)
    )
    return [Sent(row, name, consent) for row, name, consent in rows]


def overdue_answers(session: Session, actor: Caseworker, today: date) -> list[Awaited]:
    """Answers to the actor's own work that are overdue, also where that work was closed; oldest first."""
    rows = session.execute(
        select(Referral, Organisation.name, OnwardReferral.reply_by)
        .join(OnwardReferral, OnwardReferral.referral_id == Referral.id)
        .join(Organisation, Organisation.id == OnwardReferral.partner_id)
        .where(
            OnwardReferral.status == OnwardStatus.OFFERED, OnwardReferral.reply_by < today,
            Referral.assigned_to == actor.id, Referral.municipality_code == actor.municipality_code,
            Referral.destination.in_(actor.destinations),
        )
        .order_by(OnwardReferral.reply_by, OnwardReferral.id)
    )
    return [Awaited(referral, name, reply_by) for referral, name, reply_by in rows]


def stop_one(
    session: Session, place: tuple[UUID, UUID], how: ConsentManner | None, actor: Caseworker, now: datetime
) -> None:
    """Stop (referral, what was referred on): the resident withdrew the consent, or it was a mistake (`how` None).

    By any caseworker of the desk, for withdrawing is as easy as giving. Raises `NotFound`, `Conflict` when it is over.
    """
    referral = own_referral(session, place[0], actor, lock=True)
    if all(one.row.id != place[1] for one in sent_of(session, referral.id)):
        raise NotFound("Deze doorverwijzing is er niet. Ga terug naar de verwijzing en kies opnieuw.")
    standing = [row for row in seen_by_partners(session, referral.id) if row.id == place[1]]
    if not standing:
        raise Conflict("Deze doorverwijzing is al afgelopen. De partner ziet er niets meer van.")
    stop_sharing(session, standing, how, actor, now)
    referral.version += 1
    session.flush()
