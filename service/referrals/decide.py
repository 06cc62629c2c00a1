"""Recording the decision on debt help, or its end, and with a plan of action which corporations will hear of it.

Sources: Wgs article 4a; Besluit gemeentelijke schuldhulpverlening, article 17(1); Awb article 3:40.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import By, Caseworker
from service.errors import Conflict, Fault
from service.referrals.notices.candidates import candidates_of
from service.referrals.notices.read import notices_of
from service.referrals.notices.record import (
    PlanTicks,
    add_ticks,
    end_notices,
    put_ticks,
    require_untold,
    retract,
    tick_faults,
)
from service.referrals.pick_up import require_holder
from service.referrals.progress import DecisionKind, Progress, Step, StepKind
from service.referrals.read import own_referral
from service.referrals.recording import append, change, day_faults, refuse, stands
from service.referrals.standing import progress_of
from service.referrals.status import ReferralStatus
from service.referrals.steps import at_debt_help, require_debt_help
from service.referrals.tables import Referral


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision after the first talk, or the end of the help.

    `made_known_on` is when the resident got it: from then on a plan has effect. `signals` are those about this client,
    None: not said. `informed_on` is when the resident was told that the corporation will hear of the help.
    """

    referral_id: UUID
    taken_on: date
    kind: DecisionKind
    made_known_on: date | None = None
    signals: tuple[UUID, ...] | None = None
    informed_on: date | None = None

    @property
    def step(self) -> Step:
        kind = StepKind.HELP_ENDED if self.kind is DecisionKind.HELP_ENDED else StepKind.DECISION
        made_known_on = self.made_known_on.isoformat() if self.made_known_on else None
        return Step(kind, self.taken_on, {"soort": self.kind, "bekendgemaaktOp": made_known_on})


def record_decision(session: Session, decision: Decision, actor: Caseworker, now: datetime) -> Referral:
    """Record the plan, the refusal, or that the resident waived help in the talk (Wgs 4a); or that the help ended.

    Raises as `record_offer`.
    """
    if decision.kind is DecisionKind.HELP_ENDED:
        return _record_end(session, decision, actor, now)
    referral = at_debt_help(session, decision.referral_id, actor)
    progress = progress_of(session, referral, clock.day_of(now))
    talk = progress.last(StepKind.TALK)
    if talk is None:
        raise Conflict("Leg eerst het eerste gesprek vast: het besluit komt daarna.")
    refuse([
        *_decision_faults(decision, talk.on_day, progress.today), *_tick_faults(session, referral, decision),
    ])
    if not stands(progress, decision.step):
        append(session, referral, decision.step, actor, now)
        change(session, referral, {"term": None})
    _reach_notices(session, referral, decision, By(actor, now))
    return referral


def tick_later(
    session: Session, referral_id: UUID, signals: tuple[UUID, ...], actor: Caseworker, now: datetime
) -> Referral:
    """Tick signals that joined after the plan, or that were not ticked then; also when the referral is closed.

    Raises `Conflict` when no plan runs here, `InvalidInput` for a signal that is not of this household.
    """
    referral = own_referral(session, referral_id, actor, lock=True)
    require_debt_help(referral)
    _require_holder_or_closed(referral, actor)
    plan = progress_of(session, referral, clock.day_of(now)).running_plan
    if plan is None:
        raise Conflict("Hier loopt geen plan van aanpak dat is bekendgemaakt. Er is niets te melden.")
    refuse(list(tick_faults(_known(session, referral), signals)))
    made_known_on = plan.day("bekendgemaaktOp")
    assert made_known_on is not None, "a running plan was made known"
    add_ticks(session, referral, PlanTicks(made_known_on, None, signals), By(actor, now))
    return referral


def _record_end(session: Session, decision: Decision, actor: Caseworker, now: datetime) -> Referral:
    """That the help ended, without a reason; also on a closed referral, until it is forgotten."""
    referral = own_referral(session, decision.referral_id, actor, lock=True)
    require_debt_help(referral)
    _require_holder_or_closed(referral, actor)
    if referral.forgotten_at is not None:
        raise Conflict("De gegevens van de inwoner zijn gewist. Er is niets meer om vast te leggen.")
    progress = progress_of(session, referral, clock.day_of(now))
    plan = progress.last(StepKind.DECISION)
    if plan is None or plan.detail["soort"] != DecisionKind.PLAN:
        raise Conflict("Hier is geen plan van aanpak vastgelegd, dus er is geen hulp die kan stoppen.")
    refuse(list(_end_faults(decision, plan, progress)))
    if not stands(progress, decision.step):
        append(session, referral, decision.step, actor, now)
    end_notices(session, referral, decision.taken_on, By(actor, now))
    return referral


def _require_holder_or_closed(referral: Referral, actor: Caseworker) -> None:
    if referral.status != ReferralStatus.CLOSED:
        require_holder(referral, actor)


def _reach_notices(session: Session, referral: Referral, decision: Decision, by: By) -> None:
    if decision.kind is not DecisionKind.PLAN:
        retract(session, referral, decision.taken_on, by)
    elif decision.made_known_on is None:
        require_untold(session, referral.id)
        retract(session, referral, decision.taken_on, by)
    elif decision.signals is not None:
        put_ticks(session, referral, PlanTicks(decision.made_known_on, decision.informed_on, decision.signals), by)


def _decision_faults(decision: Decision, talk_on: date, today: date) -> Iterator[Fault]:
    yield from day_faults("#/genomenOp", decision.taken_on, talk_on, today)
    if decision.kind is DecisionKind.WAIVED and decision.taken_on != talk_on:
        told = "Alleen wie in het eerste gesprek zelf afziet, krijgt geen besluit (Wgs artikel 4a, tweede lid)."
        yield Fault("#/genomenOp", "nietInGesprek", told)
    if decision.made_known_on is not None:
        yield from day_faults("#/bekendgemaaktOp", decision.made_known_on, decision.taken_on, today)
    if decision.informed_on is not None:
        yield from day_faults("#/inwonerIngelichtOp", decision.informed_on, talk_on, today)


def _tick_faults(session: Session, referral: Referral, decision: Decision) -> Iterator[Fault]:
    if decision.kind is not DecisionKind.PLAN:
        if decision.signals:
            yield Fault("#/signalen", "pastNietBijBesluit", "Alleen van een plan van aanpak hoort een corporatie iets.")
        return
    if decision.signals is None and decision.made_known_on is not None and candidates_of(session, referral):
        told = "Noem de huursignalen die over deze inwoner gaan. Gaat er geen over deze inwoner? Geef een lege lijst."
        yield Fault("#/signalen", "verplicht", told)
    yield from tick_faults(_known(session, referral), decision.signals or ())


def _known(session: Session, referral: Referral) -> set[UUID]:
    """What may be named: the live signals, and what was ticked before."""
    found = {one.signal_id for one in candidates_of(session, referral)}
    return found | {one.signal_id for one in notices_of(session, referral.id)}


def _end_faults(decision: Decision, plan: Step, progress: Progress) -> Iterator[Fault]:
    yield from day_faults("#/genomenOp", decision.taken_on, plan.on_day, progress.today)
    if decision.made_known_on is not None:
        yield from day_faults("#/bekendgemaaktOp", decision.made_known_on, decision.taken_on, progress.today)
    if decision.signals:
        yield Fault("#/signalen", "pastNietBijBesluit", "Het einde hoort wie ook het begin hoorde. Laat dit veld leeg.")
