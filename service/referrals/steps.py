"""Recording offer, first talk and decision: each with its day, against the term as it stood (Wgs articles 4 and 4a)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict, Fault
from service.policy.store import in_force
from service.referrals.accept import accept_late, require_none_accepted
from service.referrals.pick_up import require_holder
from service.referrals.progress import DecisionKind, OfferReaction, Progress, Step, StepKind, frozen, is_late
from service.referrals.read import own_referral
from service.referrals.recording import append, change, day_faults, refuse, require_no_later, stands
from service.referrals.standing import progress_of
from service.referrals.tables import Referral
from service.rules import duties
from service.rules.core import Term, TermKind
from service.rules.facts import Destination
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Offer:
    """The offer of a first talk, and how the resident answered; `reacted_on` is None without an answer."""

    referral_id: UUID
    made_on: date
    reaction: OfferReaction
    reacted_on: date | None

    @property
    def accepted_on(self) -> date | None:
        return self.reacted_on if self.reaction is OfferReaction.ACCEPTED else None

    @property
    def step(self) -> Step:
        reacted_on = self.reacted_on.isoformat() if self.reacted_on else None
        return Step(StepKind.OFFER, self.made_on, {"reactie": self.reaction, "reactieOp": reacted_on})


@dataclass(frozen=True, slots=True)
class Decision:
    referral_id: UUID
    taken_on: date
    kind: DecisionKind


def record_offer(session: Session, vault: Vault, offer: Offer, actor: Caseworker, now: datetime) -> Referral:
    """Record the offer and its answer. Declined: the term ends. Accepted after the term: a request of their own.

    Raises `InvalidInput` for impossible days, `Conflict` when a later step stands or the actor does not hold it.
    """
    referral = _at_debt_help(session, offer.referral_id, actor)
    progress = progress_of(session, referral, clock.day_of(now))
    refuse(list(_offer_faults(progress, offer)))
    if stands(progress, offer.step):
        return referral
    require_no_later(progress, StepKind.TALK, "Het eerste gesprek is al vastgelegd; het aanbod staat vast.")
    require_none_accepted(session, referral.id)
    append(session, referral, _with(offer.step, frozen(progress)), actor, now)
    if offer.accepted_on and is_late(progress, offer.accepted_on):
        change(session, referral, {"term": None})
        accept_late(session, vault, (referral, offer.accepted_on), actor, now)
    else:
        ended = offer.reaction is OfferReaction.DECLINED
        change(session, referral, {"term": None if ended else TermKind.FIRST_TALK})
    return referral


def record_talk(session: Session, referral_id: UUID, held_on: date, actor: Caseworker, now: datetime) -> Referral:
    """Record the first talk; from that day the term of the decision runs (Wgs 4a(3)). Raises as `record_offer`."""
    referral = _at_debt_help(session, referral_id, actor)
    progress = progress_of(session, referral, clock.day_of(now))
    refuse(list(day_faults("#/gehoudenOp", held_on, _first_talk_day(progress), progress.today)))
    step = Step(StepKind.TALK, held_on, {})
    if stands(progress, step):
        return referral
    require_no_later(progress, StepKind.DECISION, "Het besluit is al vastgelegd; het eerste gesprek staat vast.")
    require_none_accepted(session, referral.id)
    if progress.reaction is OfferReaction.DECLINED:
        raise Conflict("De inwoner wees het aanbod af. Leg eerst vast dat de inwoner het aanbod toch aanneemt.")
    term = _decision_term(session, referral, held_on)
    decided: dict[str, str | None] = {"besluitUiterlijk": term.deadline.isoformat(), "besluitBron": term.source}
    append(session, referral, _with(step, frozen(progress) | decided), actor, now)
    change(session, referral, {"term": TermKind.DECISION, "statutory_due": term.deadline, "target_due": None})
    return referral


def record_decision(session: Session, decision: Decision, actor: Caseworker, now: datetime) -> Referral:
    """Record the plan, the refusal, or that the resident waived help in the talk (Wgs 4a). Raises as `record_offer`."""
    referral = _at_debt_help(session, decision.referral_id, actor)
    progress = progress_of(session, referral, clock.day_of(now))
    talk = progress.last(StepKind.TALK)
    if talk is None:
        raise Conflict("Leg eerst het eerste gesprek vast: het besluit komt daarna.")
    refuse(list(_decision_faults(decision, talk.on_day, progress.today)))
    step = Step(StepKind.DECISION, decision.taken_on, {"soort": decision.kind})
    if not stands(progress, step):
        append(session, referral, step, actor, now)
        change(session, referral, {"term": None})
    return referral


def _at_debt_help(session: Session, referral_id: UUID, actor: Caseworker) -> Referral:
    referral = own_referral(session, referral_id, actor, lock=True)
    require_holder(referral, actor)
    if referral.destination != Destination.DEBT_HELP:
        raise Conflict("Aanbod, eerste gesprek en besluit horen bij de schuldhulp. Het wijkteam heeft taken.")
    return referral


def _with(step: Step, more: dict[str, str | None]) -> Step:
    return Step(step.kind, step.on_day, step.detail | more)


def _decision_term(session: Session, referral: Referral, held_on: date) -> Term:
    """The weeks of the ordinance on the day of the talk; without a policy the longest that the law allows."""
    found = in_force(session, referral.municipality_code, held_on)
    return duties.decision(held_on, found.policy.decision_weeks) if found else duties.decision(held_on)


def _offer_faults(progress: Progress, offer: Offer) -> Iterator[Fault]:
    yield from day_faults("#/gedaanOp", offer.made_on, progress.notice_day, progress.today)
    if offer.reaction is OfferReaction.NONE:
        if offer.reacted_on is not None:
            yield Fault("#/reactieOp", "pastNietBijReactie", "Zonder reactie hoort hier null te staan.")
    elif offer.reacted_on is None:
        yield Fault("#/reactieOp", "verplicht", "Vul de dag in waarop de inwoner reageerde.")
    else:
        yield from day_faults("#/reactieOp", offer.reacted_on, offer.made_on, progress.today)


def _decision_faults(decision: Decision, talk_on: date, today: date) -> Iterator[Fault]:
    yield from day_faults("#/genomenOp", decision.taken_on, talk_on, today)
    if decision.kind is DecisionKind.WAIVED and decision.taken_on != talk_on:
        told = "Alleen wie in het eerste gesprek zelf afziet, krijgt geen besluit (Wgs artikel 4a, tweede lid)."
        yield Fault("#/genomenOp", "nietInGesprek", told)


def _first_talk_day(progress: Progress) -> date:
    """The talk is not before the day from which its term counts, nor before the offer and its answer."""
    offer = progress.last(StepKind.OFFER)
    days = [progress.notice_day]
    if offer is not None:
        days += [offer.on_day, offer.day("reactieOp") or offer.on_day]
    return max(days)
