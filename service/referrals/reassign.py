"""Moving work that somebody holds to a colleague: all of it or nothing, and never work that changed hands meanwhile."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.actors import Caseworker, TeamLead
from service.clock import day_of
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.partners.store import Colleague, colleague_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral

MOVED = "verwijzing-overgezet"
REASSIGNED = "toegewezen"
_CHANGED = "Een verwijzing is intussen afgesloten, teruggelegd of overgezet. Er is niets veranderd. Kies opnieuw."


def reassign(session: Session, held: Collection[tuple[UUID, int]], to: UUID, actor: TeamLead, now: datetime) -> int:
    """Put referrals on a colleague's name; how many moved. `held`: each id with the version that was seen.

    Raises `Conflict` when one changed since, `NotFound` for a colleague elsewhere, `InvalidInput` for one who cannot.
    """
    colleague = colleague_of(session, to, actor.organisation_id)
    found = _locked(session, {referral_id for referral_id, _ in held}, actor)
    if {(row.id, row.version) for row in found} != set(held):
        raise Conflict(_CHANGED)
    if any(not may_take(colleague, row.destination, now) for row in found):
        told = "Deze collega is afwezig, of werkt niet op elke werklijst waar dit werk bij hoort."
        raise InvalidInput([Fault("#/collega", "ongeldigeWaarde", told)])
    moved = [row for row in found if row.assigned_to != to]
    entries = [
        Entry(MOVED, row.id, row.ground, {"van": str(row.assigned_to), "naar": str(to)}) for row in moved
    ]
    session.execute(update(Referral).where(Referral.id.in_([row.id for row in moved])).values(
        assigned_to=to, assigned_name=colleague.name, news=REASSIGNED, version=Referral.version + 1,
    ))
    record(session, entries, actor, now)
    return len(moved)


def may_take(colleague: Colleague, destination: str, now: datetime) -> bool:
    """Whether a colleague is there today and works on a worklist."""
    works_there = f"{Caseworker.kind}:{destination}" in colleague.roles
    return colleague.active and works_there and not colleague.is_absent(day_of(now))


def _locked(session: Session, ids: set[UUID], actor: TeamLead) -> list[Referral]:
    """What is held of these referrals, in one order, so that two who divide work never wait in a ring."""
    query = select(Referral).where(
        Referral.id.in_(ids), Referral.municipality_code == actor.municipality_code,
        Referral.status == ReferralStatus.PICKED_UP,
    )
    return list(session.scalars(query.order_by(Referral.id).with_for_update()))
