"""Whether somebody goes to a household with a colleague. For who visits only; the reason is asked nowhere."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict
from service.journal import Entry, record
from service.messages.tables import VisitWithTwoRow
from service.referrals.read import own_referral
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

SET = "bezoek-aangepast"


@dataclass(frozen=True, slots=True)
class WithTwo:
    """The last answer. `by` is empty when it was set at a desk of which the reader may not know."""

    with_two: bool
    since: date
    by: str


def set_with_two(session: Session, referral_id: UUID, with_two: bool, actor: Caseworker, now: datetime) -> None:
    """Record it, by anyone of the desk: who knows it should not have to wait for the holder.

    The version stays: it makes no page stale that somebody has open.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    if referral.status == ReferralStatus.CLOSED:
        raise Conflict("Deze verwijzing is afgesloten. Hier gaat niemand meer op bezoek.")
    session.add(VisitWithTwoRow(
        referral_id=referral.id, with_two=with_two, set_by=actor.id, set_name=actor.name, set_at=now,
    ))
    session.flush()
    # Without what was answered: also who reads the journal without ever visiting would learn of it.
    record(session, [Entry(SET, referral.id, referral.ground)], actor, now)


def with_two_of(session: Session, referrals: Collection[Referral], actor: Caseworker) -> Mapping[UUID, WithTwo]:
    """What holds for the household of each referral, whichever desk said it; nothing for who was never asked about."""
    rows = session.execute(
        select(VisitWithTwoRow, Referral.household_key, Referral.destination)
        .join(Referral, Referral.id == VisitWithTwoRow.referral_id)
        .where(
            Referral.household_key.in_({one.household_key for one in referrals}), Referral.forgotten_at.is_(None),
            Referral.municipality_code == actor.municipality_code,
        ).order_by(VisitWithTwoRow.id),
    )
    last = {key: _told(row, destination, actor) for row, key, destination in rows}
    return {one.id: last[one.household_key] for one in referrals if one.household_key in last}


def _told(row: VisitWithTwoRow, destination: str, actor: Caseworker) -> WithTwo:
    by = row.set_name if destination in actor.destinations else ""
    return WithTwo(row.with_two, clock.day_of(row.set_at), by)
