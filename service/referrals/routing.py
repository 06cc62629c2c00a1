"""Where a signal goes and why: by policy and area, or to triage where a person decides. Pure."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from service.policy.agreement import AGREEMENT
from service.policy.areas import team_for
from service.policy.model import CaseType, Policy
from service.policy.threshold import ArrearsSize, offered_by_letter
from service.policy.trays import Case, tray_for
from service.referrals.questions import Question
from service.rules.core import Verdict
from service.rules.facts import Concern, Destination, Ground, Kind

TRIAGE = "triage"
NO_POLICY = "Deze gemeente heeft nog geen beleid dat van kracht is: de triage kiest."


@dataclass(frozen=True, slots=True)
class Route:
    """The worklist and team for one signal at one intended destination, with the reason in Dutch.

    `question` is what a person must decide first, at triage.
    """

    worklist: str
    team: str | None
    area: str | None
    explanation: str
    question: Question | None = None

    def document(self, intended: Destination) -> dict[str, Any]:
        asked = {"vraag": self.question} if self.question else {}
        return {"bedoeld": intended, "gebied": self.area, "uitleg": self.explanation} | asked


def route(
    policy: Policy | None, intended: Destination, postcode: str, decision: dict[str, Any],
    unmet: frozenset[str] = frozenset(),
) -> Route:
    """Where a stored decision sends its signal for one of its destinations; `unmet` are its conditions not met."""
    if AGREEMENT in unmet:
        return Route(TRIAGE, policy.triage.id if policy else None, None, _told(decision), Question.NO_AGREEMENT)
    if policy is None:
        return Route(TRIAGE, None, None, NO_POLICY, Question.NO_POLICY)
    if decision["oordeel"] == Verdict.PERSON_DECIDES:
        return Route(TRIAGE, policy.triage.id, None, _told(decision), Question.POLICY_ASKS)
    placed = team_for(policy, intended, postcode)
    if placed.team is None:
        return Route(TRIAGE, policy.triage.id, placed.area, placed.explanation, Question.UNKNOWN_AREA)
    return Route(str(intended), placed.team.id, placed.area, placed.explanation)


def _told(decision: dict[str, Any]) -> str:
    return decision.get("toelichting") or "Een medewerker beslist."


def ground_of(kind: str, destination: Destination) -> Ground:
    """The task on which the work rests; it follows from the kind of signal and where it goes."""
    if kind == Kind.RENT_ARREARS:
        return Ground.SIGNAL
    return Ground.OWN_REQUEST if destination is Destination.DEBT_HELP else Ground.CARE


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a referral when its tray is chosen."""

    destination: Destination
    threatening: bool
    multiple: bool
    consecutive: bool
    concerns: frozenset[Concern]
    amount_cents: int | None
    arrears_since: date | None
    threat_reported: bool = False


def tray_of(policy: Policy | None, standing: Standing, today: date) -> str | None:
    if policy is None:
        return None
    age = (today - standing.arrears_since).days if standing.arrears_since else None
    return tray_for(policy, Case(
        standing.destination, standing.threatening, types_of(standing.multiple, standing.consecutive),
        standing.concerns, standing.amount_cents, age, _offered_by_letter(policy, standing, age),
    )).id


def _offered_by_letter(policy: Policy, standing: Standing, age: int | None) -> bool:
    """Whether all that is known stays below the threshold: the highest amount and the longest arrears are looked at."""
    if standing.threatening or standing.amount_cents is None or age is None:
        return False
    return offered_by_letter(policy.thresholds, ArrearsSize(standing.amount_cents, age, standing.threat_reported))


def types_of(multiple: bool, consecutive: bool) -> frozenset[CaseType]:
    """The national types of a report: both at once is possible, single is neither."""
    found = {CaseType.MULTIPLE} if multiple else set()
    found |= {CaseType.CONSECUTIVE} if consecutive else set()
    return frozenset(found or {CaseType.SINGLE})
