"""The day of a caseworker: what is due now, what came back, and what waits for a next step, with the step advised."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.actors import Caseworker
from service.policy.model import Channel, Policy
from service.policy.store import in_force
from service.referrals.deadlines import THREATENING
from service.referrals.next_step import Advice, OpenChannels, Tried, advise
from service.referrals.status import ContactKind, PartOfDay, ReferralStatus
from service.referrals.tables import ContactAttempt, Referral
from service.referrals.worklist import Wish, worklist
from service.rules.reading import STATUTORY
from service.rules.terms import working_days_after

MOST = 200
"""So much work of one person is looked at; the worklist has the rest."""
QUIET_DAYS = 7
UsableOf = Callable[[Collection[Referral]], Mapping[UUID, OpenChannels]]


@dataclass(frozen=True, slots=True)
class Task:
    """A referral with what to try next. `last_tried` is None when nothing was tried yet."""

    referral: Referral
    advice: Advice
    last_tried: date | None


@dataclass(frozen=True, slots=True)
class Day:
    """`due` is the own work that is due now and `unclaimed` that of nobody; `quiet` is own work that lies still."""

    due: list[Task]
    unclaimed: list[Referral]
    back: list[Task]
    quiet: list[Task]
    whole: bool


def day_of(session: Session, actor: Caseworker, today: date, usable_of: UsableOf) -> Day:
    """Each referral stands in one list: due before back before quiet; threatening first, then by day.

    `usable_of` tells which ways of contact are open for each referral: the guard on messages knows that.
    """
    found = in_force(session, actor.municipality_code, today)
    policy = found.policy if found else None
    soon = working_days_after(today, 1, policy.working_days if policy else STATUTORY.working_days)
    rows = _mine(session, actor)
    tasks = _tasks(session, rows[:MOST], policy, usable_of(rows[:MOST]))
    due = [task for task in tasks if is_due(task.referral, soon)]
    rest = [task for task in tasks if not is_due(task.referral, soon)]
    return Day(
        due=due, unclaimed=_unclaimed(session, actor, soon),
        back=[task for task in rest if task.referral.news],
        quiet=[task for task in rest if not task.referral.news and _is_quiet(task, today)],
        whole=len(rows) <= MOST,
    )


def is_due(referral: Referral, soon: date) -> bool:
    """A term runs, and it is a threatening situation or its day is at most `soon`."""
    return referral.term is not None and (referral.urgency == THREATENING or referral.due <= soon)


def _is_quiet(task: Task, today: date) -> bool:
    return task.last_tried is None or task.last_tried <= today - timedelta(days=QUIET_DAYS)


def _mine(session: Session, actor: Caseworker) -> list[Referral]:
    """The own work, of worklists that one may still handle."""
    query = select(Referral).where(
        Referral.assigned_to == actor.id, Referral.status == ReferralStatus.PICKED_UP,
        Referral.municipality_code == actor.municipality_code, Referral.destination.in_(actor.destinations),
    )
    return list(session.scalars(query.order_by(Referral.urgency, Referral.due, Referral.id).limit(MOST + 1)))


def _unclaimed(session: Session, actor: Caseworker, soon: date) -> list[Referral]:
    pages = (worklist(session, Wish(place, (ReferralStatus.OPEN,)), actor)[0] for place in actor.destinations)
    found = [row for page in pages for row in page if is_due(row, soon)]
    return sorted(found, key=lambda row: (row.urgency, row.due, row.id))


def _tasks(
    session: Session, rows: list[Referral], policy: Policy | None, usable: Mapping[UUID, OpenChannels]
) -> list[Task]:
    tried = _tried(session, [row.id for row in rows])
    orders = {tray.id: tray.channels for tray in policy.trays} if policy else {}
    return [
        Task(row, advise(tried[row.id], orders.get(row.tray or "", tuple(Channel)), usable[row.id]),
             max((one.on_day for one in tried[row.id]), default=None))
        for row in rows
    ]


def _tried(session: Session, ids: Iterable[UUID]) -> dict[UUID, list[Tried]]:
    query = select(ContactAttempt).where(ContactAttempt.referral_id.in_(ids), ~ContactAttempt.undelivered)
    found: dict[UUID, list[Tried]] = defaultdict(list)
    for row in session.scalars(query.order_by(ContactAttempt.id)):
        found[row.referral_id].append(tried_of(row))
    return found


def tried_of(row: ContactAttempt) -> Tried:
    """An attempt as the advice looks at it."""
    return Tried(ContactKind(row.kind), row.on_day, PartOfDay(row.part_of_day), row.reached)
