"""Trying a draft on past signals before it takes effect: what would have gone otherwise. Pure; stores nothing."""

from dataclasses import dataclass
from datetime import date

from service.policy.apply import judge, reading_of
from service.policy.areas import team_for
from service.policy.model import CaseType, Policy
from service.policy.trays import case_of, tray_for
from service.rules.core import NO, Decision, Destined, Verdict
from service.rules.facts import Destination, DoorFacts, RentFacts
from service.rules.registry import judge as judge_by_law


@dataclass(frozen=True, slots=True)
class PastSignal:
    """What a trial needs to know of a signal; no name, no address beyond the postcode."""

    id: str
    facts: RentFacts | DoorFacts
    received_on: date
    postcode: str
    types: frozenset[CaseType] = frozenset({CaseType.SINGLE})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a signal would go. `team` None is the triage, `due` the earlier of the statutory day and the target."""

    destination: Destination
    threatening: bool
    team: str | None
    tray: str
    due: date


@dataclass(frozen=True, slots=True)
class Result:
    verdict: Verdict
    places: tuple[Place, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Change:
    id: str
    before: Result
    after: Result


def under(policy: Policy, signal: PastSignal) -> Result:
    """What a policy makes of one signal by the law of its own day, as if the policy had been in force then.

    Raises `NoLawInForce` for a day before any law.
    """
    by_law = judge_by_law(signal.facts, signal.received_on, reading_of(policy))
    decision = judge(by_law, signal.facts, policy, signal.received_on)
    places = tuple(_place(policy, signal, place) for place in decision.destined)
    return Result(decision.verdict, places, decision.note or _refused(decision))


def _refused(decision: Decision) -> str:
    """Why a signal would not be let in, in Dutch; nothing when it would."""
    return " ".join(finding.explanation for finding in decision.findings if finding.outcome is NO)


def _place(policy: Policy, signal: PastSignal, place: Destined) -> Place:
    team = team_for(policy, place.destination, signal.postcode).team
    tray = tray_for(policy, case_of(signal.facts, place, signal.received_on, signal.types, policy.thresholds))
    due = min(place.term.deadline, place.target or place.term.deadline)
    return Place(place.destination, place.threatening, team.id if team else None, tray.id, due)
