"""Recording the offer and the first talk, each with its day, against the term as it stood (Wgs articles 4 and 4a)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import clock
from service.actors import By, Caseworker
from service.errors import Conflict, Fault
from service.policy.store import in_force
from service.referrals.accept import accept_late, require_none_accepted
from service.referrals.notices.pause import begin_pause, end_pauses, pause_faults
from service.referrals.notices.read import pauses_of
from service.referrals.notices.status import PauseConsent, PauseEnd
from service.referrals.pick_up import require_holder
from service.referrals.progress import OfferReaction, Progress, Step, StepKind, frozen, is_late
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
    """The offer of a first talk, and how the resident answered; `reacted_on` is None without an answer.

    `pause` is the consent, given with the acceptance, that the corporation hears of a pause of collection.
    """

    referral_id: UUID
    made_on: date
    reaction: OfferReaction
    reacted_on: date | None
    pause: PauseConsent | None = None

    @property
    def accepted_on(self) -> date | None:
        return self.reacted_on if self.reaction is OfferReaction.ACCEPTED else None

    @property
    def step(self) -> Step:
        reacted_on = self.reacted_on.isoformat() if self.reacted_on else None
        return Step(StepKind.OFFER, self.made_on, {"reactie": self.reaction, "reactieOp": reacted_on})


def record_offer(session: Session, vault: Vault, offer: Offer, actor: Caseworker, now: datetime) -> Referral:
    """Record the offer and its answer. Declined: the term ends. Accepted after the term: a request of their own.

    Raises `InvalidInput` for impossible days, `Conflict` when a later step stands or the actor does not hold it.
    """
    referral = at_debt_help(session, offer.referral_id, actor)
    progress = progress_of(session, referral, clock.day_of(now))
    refuse([*_offer_faults(progress, offer), *_pause_faults(session, referral, offer, progress.today)])
    if offer.pause and offer.accepted_on:
        begin_pause(session, referral, offer.pause, offer.accepted_on, By(actor, now))
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
        if ended:
            end_pauses(session, pauses_of(session, referral), PauseEnd.OFFER_DECLINED, By(actor, now))
        change(session, referral, {"term": None if ended else TermKind.FIRST_TALK})
    return referral


def record_talk(session: Session, referral_id: UUID, held_on: date, actor: Caseworker, now: datetime) -> Referral:
    """Record the first talk; from that day the term of the decision runs (Wgs 4a(3)). Raises as `record_offer`."""
    referral = at_debt_help(session, referral_id, actor)
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


def at_debt_help(session: Session, referral_id: UUID, actor: Caseworker) -> Referral:
    referral = own_referral(session, referral_id, actor, lock=True)
    require_holder(referral, actor)
    require_debt_help(referral)
    return referral


def require_debt_help(referral: Referral) -> None:
    if referral.destination != Destination.DEBT_HELP:
        raise Conflict("Aanbod, eerste gesprek en besluit horen bij de schuldhulp. Het wijkteam heeft taken.")


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


def _pause_faults(session: Session, referral: Referral, offer: Offer, today: date) -> Iterator[Fault]:
    if offer.pause is None:
        return
    if offer.accepted_on is None:
        told = "Een pauze van de incasso hoort bij een inwoner die het aanbod aanneemt. Laat dit anders weg."
        yield Fault("#/incassopauze", "pastNietBijReactie", told)
    else:
        yield from pause_faults(session, referral, offer.pause, offer.accepted_on, today)


def _first_talk_day(progress: Progress) -> date:
    """The talk is not before the day from which its term counts, nor before the offer and its answer."""
    offer = progress.last(StepKind.OFFER)
    days = [progress.notice_day]
    if offer is not None:
        days += [offer.on_day, offer.day("reactieOp") or offer.on_day]
    return max(days)
