"""How the work of a municipality is divided: counts per person and tray, and what somebody holds. No person is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from service.actors import TeamLead
from service.policy.model import Desk
from service.referrals.deadlines import THREATENING
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.referrals.worklist import IS_NOT_CLOSED, PAGE, cursor_of, read_cursor


@dataclass(frozen=True, slots=True)
class Load:
    """Work of one tray: in somebody's hands, or waiting when `holder` is None."""

    holder: UUID | None
    holder_name: str | None
    destination: str
    tray: str | None
    count: int
    threatening: int
    late: int


def loads_of(session: Session, actor: TeamLead, today: date) -> list[Load]:
    """What is not closed, per holder, worklist and tray."""
    query = (
        select(
            Referral.assigned_to, func.max(Referral.assigned_name), Referral.destination, Referral.tray, func.count(),
            func.count().filter(Referral.urgency == THREATENING), func.count().filter(_late(today)),
        )
        .where(*_not_closed(actor))
        .group_by(Referral.assigned_to, Referral.destination, Referral.tray)
        .order_by(Referral.destination, Referral.tray)
    )
    return [Load(*row) for row in session.execute(query)]


def work_of(
    session: Session, actor: TeamLead, holder: UUID, cursor: str | None = None
) -> tuple[Sequence[Referral], str | None]:
    """One page of what somebody holds, the most pressing first, and the cursor of the next."""
    return _page(session, actor, Referral.assigned_to == holder, cursor)


def late_work(
    session: Session, actor: TeamLead, today: date, cursor: str | None = None
) -> tuple[Sequence[Referral], str | None]:
    """One page of what is in hand and too late, whoever holds it."""
    return _page(session, actor, _late(today), cursor)


def _page(
    session: Session, actor: TeamLead, which: ColumnElement[bool], cursor: str | None
) -> tuple[Sequence[Referral], str | None]:
    query = select(Referral).where(*_not_closed(actor), Referral.status == ReferralStatus.PICKED_UP, which)
    if cursor:
        query = query.where(tuple_(Referral.urgency, Referral.due, Referral.id) > read_cursor(cursor))
    found = session.scalars(query.order_by(Referral.urgency, Referral.due, Referral.id).limit(PAGE + 1)).all()
    page = found[:PAGE]
    return page, cursor_of(page[-1]) if len(found) > PAGE else None


def _not_closed(actor: TeamLead) -> tuple[ColumnElement[bool], ...]:
    """Named by worklist, so that the index of the worklists serves."""
    return (
        Referral.municipality_code == actor.municipality_code, Referral.destination.in_([str(desk) for desk in Desk]),
        IS_NOT_CLOSED,
    )


def _late(today: date) -> ColumnElement[bool]:
    """Too late is only what has a term that still runs."""
    return (Referral.due < today) & Referral.term.is_not(None)
