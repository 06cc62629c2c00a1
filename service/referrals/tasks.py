"""Recording what the wijkteam did after a report of a need for support (Wmo 2015 article 2.3.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict, Fault
from service.referrals.care_tasks import TASKS
from service.referrals.pick_up import require_holder
from service.referrals.progress import Progress, Step, StepKind
from service.referrals.read import own_referral
from service.referrals.recording import append, change, day_faults, refuse, stands
from service.referrals.standing import progress_of
from service.referrals.tables import Referral
from service.rules.facts import Destination


@dataclass(frozen=True, slots=True)
class TaskDone:
    referral_id: UUID
    kind: StepKind
    done_on: date


def record_task(session: Session, done: TaskDone, actor: Caseworker, now: datetime) -> Referral:
    """Record a task of the wijkteam; the inquiry ends the term.

    Raises `Conflict` at another desk or when the actor does not hold it, `InvalidInput` for an impossible day.
    """
    assert done.kind in TASKS
    referral = own_referral(session, done.referral_id, actor, lock=True)
    require_holder(referral, actor)
    if referral.destination != Destination.NEIGHBOURHOOD_TEAM:
        raise Conflict("Deze taken horen bij het wijkteam. De schuldhulp legt aanbod, gesprek en besluit vast.")
    progress = progress_of(session, referral, clock.day_of(now))
    refuse(list(_faults(progress, done)))
    step = Step(done.kind, done.done_on, {})
    if stands(progress, step):
        return referral
    append(session, referral, step, actor, now)
    if done.kind is StepKind.INQUIRY:
        change(session, referral, {"term": None})
    return referral


def _faults(progress: Progress, done: TaskDone) -> Iterator[Fault]:
    """Not before the report; the inquiry not before the tasks that come before it."""
    before = [progress.notice_day]
    if done.kind is StepKind.INQUIRY:
        before += [step.on_day for kind in TASKS if kind is not done.kind and (step := progress.last(kind))]
    yield from day_faults("#/gedaanOp", done.done_on, max(before), progress.today)
