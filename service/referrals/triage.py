"""What a person decides at triage, and sending a referral there with a finding that only triage may decide on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service import clock
from service.actors import Caseworker
from service.errors import Conflict, Fault, InvalidInput
from service.journal import Entry, record
from service.policy.areas import team_for
from service.policy.model import Desk, Policy
from service.referrals.agreement import require_agreement
from service.referrals.close import end, require_decided
from service.referrals.links import person_of
from service.referrals.merge import move_to
from service.referrals.pick_up import require_holder
from service.referrals.questions import (
    RESULTS,
    Finding,
    OpenQuestion,
    Option,
    TriageAnswer,
    TriageReason,
    after_answer,
    may_ask,
    question_at,
)
from service.referrals.read import own_referral
from service.referrals.routing import Route
from service.referrals.settle import Policies
from service.referrals.standing import intended_of
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.vault import Vault


@dataclass(frozen=True, slots=True)
class Decided:
    """An answer to the open question of a referral, with its reason; `team` where a person chooses one."""

    referral_id: UUID
    answer: TriageAnswer
    reason: TriageReason
    team: str | None = None


def decide(session: Session, vault: Vault, decided: Decided, actor: Caseworker, now: datetime) -> Referral:
    """Answer the open question; the referral where the work is afterwards. With another question it stays where it is.

    Raises `Conflict` when it is not at triage, not held by the actor or a decision is due (Wgs 4a), `InvalidInput`
    for an answer, a reason or a team that does not fit the question.
    """
    referral = own_referral(session, decided.referral_id, actor, lock=True)
    if referral.destination != Desk.TRIAGE:
        raise Conflict("Deze verwijzing staat niet op de triage. Er is niets te beslissen.")
    require_holder(referral, actor)
    asked = question_at(referral.routing)
    option = _chosen(asked, decided)
    policy = Policies(session, now).of(referral.municipality_code)
    team = _team(policy, referral, decided, needed=asked.team_needed and option.goes_on)
    following = after_answer(referral.routing) if option.goes_on else None
    _check(session, referral, decided, following, now)
    _record(session, referral, (asked, decided), actor, now)
    if not option.goes_on:
        end(session, referral.id, RESULTS[decided.reason], now)
        session.refresh(referral)
        return referral
    if following:
        session.execute(update(Referral).where(Referral.id == referral.id).values(
            routing=following, version=Referral.version + 1,
        ))
        session.refresh(referral)
        return referral
    onward = _route(session, vault, referral, policy, team)
    return move_to(session, referral, onward, actor, now)


def _chosen(asked: OpenQuestion, decided: Decided) -> Option:
    option = next((one for one in asked.options if one.answer is decided.answer), None)
    if option is None:
        known = ", ".join(one.answer for one in asked.options)
        raise InvalidInput([Fault("#/antwoord", "pastNietBijVraag", f"Kies bij deze vraag uit: {known}.")])
    if decided.reason not in option.reasons:
        known = ", ".join(option.reasons)
        raise InvalidInput([Fault("#/reden", "pastNietBijVraag", f"Kies bij dit antwoord uit: {known}.")])
    return option


def _check(
    session: Session, referral: Referral, decided: Decided, following: dict[str, Any] | None, now: datetime
) -> None:
    """What must be so before an answer is written down."""
    if decided.reason in RESULTS:
        require_decided(referral, RESULTS[decided.reason])
    if decided.reason is TriageReason.AGREEMENT_MADE:
        require_agreement(session, referral, clock.day_of(now))
    if following and decided.team:
        told = "Na dit antwoord is er nog een vraag. Kies het team bij de laatste."
        raise InvalidInput([Fault("#/team", "pastNietBijVraag", told)])


def _team(policy: Policy | None, referral: Referral, decided: Decided, *, needed: bool) -> str | None:
    if decided.team is None and not needed:
        return None
    found = policy.team(decided.team) if policy and decided.team else None
    if found is None or str(found.desk) != intended_of(referral):
        told = f"Kies een team van de werklijst {intended_of(referral)}."
        raise InvalidInput([Fault("#/team", "onbekendTeam", told)])
    return found.id


def _record(
    session: Session, referral: Referral, answered: tuple[OpenQuestion, Decided], actor: Caseworker, now: datetime
) -> None:
    asked, decided = answered
    detail: dict[str, str] = {"vraag": asked.question, "antwoord": decided.answer, "reden": decided.reason}
    if decided.team:
        detail["team"] = decided.team
    record(session, [Entry("triage-beslist", referral.id, referral.ground, detail)], actor, now)


def _route(
    session: Session, vault: Vault, referral: Referral, policy: Policy | None, team: str | None
) -> Route:
    """To the desk the work was meant for: to the chosen team, else to that of the area. Without a policy: no team."""
    intended = intended_of(referral)
    if team or policy is None:
        return Route(intended, team, referral.routing["gebied"], "De triage heeft beslist.")
    placed = team_for(policy, intended, person_of(session, vault, referral.id)["adres"]["postcode"])
    chosen = placed.team.id if placed.team else None
    return Route(intended, chosen, placed.area, f"De triage heeft beslist. {placed.explanation}")


def send_to_triage(
    session: Session, referral_id: UUID, finding: Finding, actor: Caseworker, now: datetime
) -> Referral:
    """Send a referral to triage with a finding. Raises `Conflict` when it is there or another of this household is."""
    referral = own_referral(session, referral_id, actor, lock=True)
    if referral.destination == Desk.TRIAGE:
        raise Conflict("Deze verwijzing staat al op de triage.")
    require_holder(referral, actor)
    if not may_ask(finding, referral.ground):
        told = "Deze bevinding hoort bij een signaal over huurachterstand."
        raise InvalidInput([Fault("#/bevinding", "pastNietBijSoort", told)])
    _require_no_other(session, referral)
    policy = Policies(session, now).of(referral.municipality_code)
    routing = referral.routing | {"vraag": finding, "uitleg": "Een behandelaar legt een vraag voor aan de triage."}
    session.execute(update(Referral).where(Referral.id == referral_id).values(
        destination=Desk.TRIAGE, team=policy.triage.id if policy else None, routing=routing,
        status=ReferralStatus.OPEN, assigned_to=None, assigned_name=None, picked_up_at=None, news=None,
        version=Referral.version + 1,
    ))
    entry = Entry("verwijzing-naar-triage", referral_id, referral.ground, {"bevinding": finding})
    record(session, [entry], actor, now)
    session.refresh(referral)
    return referral


def _require_no_other(session: Session, referral: Referral) -> None:
    waiting = select(Referral.id).where(
        Referral.household_key == referral.household_key, Referral.destination == Desk.TRIAGE,
        Referral.ground == referral.ground, Referral.status != ReferralStatus.CLOSED, Referral.term.is_not(None),
    )
    if session.scalar(waiting.limit(1)) is not None:
        raise Conflict("Op de triage wacht al een vraag over dit huishouden. Die moet eerst worden beantwoord.")
