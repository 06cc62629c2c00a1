"""A corporation's own signals, newest first, and what it sent that could not be accepted. No person is read here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, load_only

from service.actors import Corporation
from service.errors import NotAllowed
from service.signals.status import SignalStatus
from service.signals.tables import RefusalCount, Signal

PAGE = 50


@dataclass(frozen=True, slots=True)
class Counted:
    """How often something was refused in a month. `kind` is `ongeldigeInvoer` for invalid input."""

    month: date
    kind: str
    reason: str
    count: int


def own_signals(
    session: Session, actor: Corporation, status: SignalStatus | None = None, before: UUID | None = None
) -> tuple[Sequence[Signal], UUID | None]:
    """One page, newest first, and the id before which the next page begins. Ids are in order of time."""
    _require_reader(actor)
    query = select(Signal).where(Signal.corporation_id == actor.organisation_id)
    if status:
        query = query.where(Signal.status == status)
    if before:
        query = query.where(Signal.id < before)
    listed = load_only(Signal.id, Signal.reference, Signal.municipality_code, Signal.kind, Signal.signal_date,
                       Signal.received_at, Signal.status)
    found = session.scalars(query.options(listed).order_by(Signal.id.desc()).limit(PAGE + 1)).all()
    page = found[:PAGE]
    return page, page[-1].id if len(found) > PAGE else None


def refusals_since(session: Session, actor: Corporation, first: date) -> list[Counted]:
    """What was refused or invalid per month since a day: the latest month first, then what happened most."""
    _require_reader(actor)
    month, total = func.date_trunc("month", RefusalCount.day), func.sum(RefusalCount.count)
    rows = session.execute(
        select(month, RefusalCount.kind, RefusalCount.reason, total)
        .where(RefusalCount.corporation_id == actor.organisation_id, RefusalCount.day >= first)
        .group_by(month, RefusalCount.kind, RefusalCount.reason)
        .order_by(month.desc(), total.desc(), RefusalCount.reason)
    )
    return [Counted(at.date(), kind, reason, int(count)) for at, kind, reason, count in rows]


def _require_reader(actor: Corporation) -> None:
    if not actor.may_read_signals():
        raise NotAllowed("U mag geen signalen lezen. Vraag uw beheerder om toegang.")
