"""Reading the notices and the pauses of a referral."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.referrals.notices.candidates import sources_of_plan
from service.referrals.notices.tables import CollectionPause, DebtHelpNotice
from service.referrals.tables import Referral


def notices_of(session: Session, referral_id: UUID, *, lock: bool = False) -> list[DebtHelpNotice]:
    """Every notice of a referral, oldest first, also what was stopped."""
    query = select(DebtHelpNotice).where(DebtHelpNotice.referral_id == referral_id).order_by(DebtHelpNotice.id)
    return list(session.scalars(query.with_for_update() if lock else query))


def pauses_of(session: Session, referral: Referral) -> list[CollectionPause]:
    """The pauses told from here, or from the offer that an own request came from, oldest first."""
    where = CollectionPause.referral_id.in_([referral.id, *sources_of_plan(session, referral)])
    return list(session.scalars(select(CollectionPause).where(where).order_by(CollectionPause.id)))
