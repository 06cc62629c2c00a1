"""Taking back what a partner was given: it sees nothing of it from the next moment on, and the copy is erased."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.journal import Entry, record
from service.referrals.sharing import WITHDRAWAL
from service.referrals.status import SEEN_BY_PARTNER, OnwardStatus, StopReason
from service.referrals.tables import OnwardReferral
from service.rules.facts import ConsentManner
from service.signals.consent import withdraw_consents


def stop_sharing(
    session: Session, rows: Collection[OnwardReferral], how: ConsentManner | StopReason | None, actor: Caseworker,
    now: datetime,
) -> None:
    """Stop what partners see. `how` is how the resident withdrew the consent, or why else; None: a mistake of ours."""
    reason = how if isinstance(how, StopReason) else StopReason.CONSENT_WITHDRAWN if how else StopReason.MISTAKE
    if isinstance(how, ConsentManner):
        withdraw_consents(session, [row.consent_id for row in rows], actor, now, how)
    session.execute(update(OnwardReferral).where(OnwardReferral.id.in_([row.id for row in rows])).values(
        status=OnwardStatus.STOPPED, reason=reason, content=None, asks=[], ended_at=now,
    ))
    manner = {"wijze": how} if isinstance(how, ConsentManner) else {}
    record(session, [
        Entry("doorverwijzing-gestopt", row.referral_id, WITHDRAWAL,
              {"partner": str(row.partner_id), "reden": reason} | manner)
        for row in rows
    ], actor, now)


def seen_by_partners(session: Session, referral_id: UUID) -> list[OnwardReferral]:
    """What partners see of a referral now, locked."""
    query = select(OnwardReferral).where(
        OnwardReferral.referral_id == referral_id, OnwardReferral.status.in_(SEEN_BY_PARTNER),
    )
    return list(session.scalars(query.order_by(OnwardReferral.id).with_for_update()))
