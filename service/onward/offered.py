"""What a partner sees: the list of what it was offered, and each as it was given; nothing else of anybody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.actors import Partner
from service.errors import NotFound
from service.journal import Entry, record
from service.onward.given import CONSENT_BASIS
from service.onward.refer_on import onward_context
from service.referrals.status import SEEN_BY_PARTNER
from service.referrals.tables import OnwardReferral, Referral
from service.signals.tables import Consent
from service.vault import Vault

MOST = 200
"""So much of what was offered stands on the list, the latest first."""
_GONE = "Deze doorverwijzing is er niet, of u mag haar niet meer zien. Kijk op uw lijst hoe het ermee staat."


@dataclass(frozen=True, slots=True)
class Offered:
    """`content` is everything of the person that the partner was given."""

    row: OnwardReferral
    content: dict[str, Any]


def offered_to(session: Session, actor: Partner) -> list[OnwardReferral]:
    """What was ever offered to the actor's organisation, the latest first. No person is opened."""
    query = select(OnwardReferral).where(OnwardReferral.partner_id == actor.organisation_id)
    return list(session.scalars(query.order_by(OnwardReferral.sent_at.desc(), OnwardReferral.id).limit(MOST)))


def look_at(session: Session, vault: Vault, onward_id: UUID, actor: Partner, now: datetime) -> Offered:
    """What was given; that it was seen is recorded with the referral. Raises `NotFound` for all else."""
    row = own_offer(session, onward_id, actor)
    assert row.content is not None, "what a partner may see has content"
    record(session, [
        Entry("doorverwijzing-gezien", row.referral_id, CONSENT_BASIS, {"partner": str(row.partner_id)}),
    ], actor, now)
    return Offered(row, vault.open(row.content, onward_context(row.id)))


def own_offer(session: Session, onward_id: UUID, actor: Partner, *, lock: bool = False) -> OnwardReferral:
    """An offer to the actor's organisation that it may still see: consent stands, and the municipality keeps it."""
    query = _visible(onward_id, actor)
    found = session.scalar(query)
    if found is not None and lock:
        # The referral first, as every use case does; then look again, for it may be gone meanwhile.
        session.get_one(Referral, found.referral_id, with_for_update=True, populate_existing=True)
        locked = query.with_for_update(of=OnwardReferral).execution_options(populate_existing=True)
        found = session.scalar(locked)
    if found is None:
        raise NotFound(_GONE)
    return found


def _visible(onward_id: UUID, actor: Partner) -> Select[OnwardReferral]:
    return (
        select(OnwardReferral)
        .join(Consent, Consent.id == OnwardReferral.consent_id)
        .join(Referral, Referral.id == OnwardReferral.referral_id)
        .where(
            OnwardReferral.id == onward_id, OnwardReferral.partner_id == actor.organisation_id,
            OnwardReferral.status.in_(SEEN_BY_PARTNER), OnwardReferral.content.is_not(None),
            Consent.withdrawn_at.is_(None), Referral.forgotten_at.is_(None),
        )
    )
