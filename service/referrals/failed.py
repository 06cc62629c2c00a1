"""Work that failed for good and touches one municipality: what its administrator may see and replay."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import jobs
from service.jobs import FailedTask
from service.referrals.tables import Referral
from service.signals.tables import Signal


def failed_for(session: Session, municipality_code: str) -> list[FailedTask]:
    """Oldest first. A round has no subjects and comes again by itself: that is for the operator."""
    waiting = jobs.waiting(session)
    ids = {one for row in waiting for one in row.ids}
    if not ids:
        return []
    own: set[object] = set()
    for table in (Signal, Referral):
        own.update(session.scalars(
            select(table.id).where(table.id.in_(ids), table.municipality_code == municipality_code)
        ))
    return [row for row in waiting if not own.isdisjoint(row.ids)]
