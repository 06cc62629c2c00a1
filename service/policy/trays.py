"""In which tray a case falls: the first whose criteria all fit. Pure."""

from dataclasses import dataclass
from datetime import date

from service.policy.model import CaseType, Criteria, Policy, Tray
from service.policy.threshold import Thresholds, offered_by_letter, size_of
from service.rules.core import Destined
from service.rules.facts import Concern, Destination, DoorFacts, RentFacts


@dataclass(frozen=True, slots=True)
class Case:
    """What the trays may look at. Without rent arrears, `amount_cents` and `age_days` are None and fit no bound."""

    destination: Destination
    threatening: bool
    types: frozenset[CaseType] = frozenset({CaseType.SINGLE})
    concerns: frozenset[Concern] = frozenset()
    amount_cents: int | None = None
    age_days: int | None = None
    below_threshold: bool = False


def tray_for(policy: Policy, case: Case) -> Tray:
    """The first tray that takes the case. There always is one: a policy's last tray takes everything.

    What is below the threshold comes first where that is asked for, so that no wider tray before it takes the offers.
    """
    own = [tray for tray in policy.trays if case.below_threshold and tray.criteria.below_threshold]
    return next(tray for tray in (*own, *policy.trays) if takes(tray.criteria, case))


def case_of(
    facts: RentFacts | DoorFacts, place: Destined, on: date, types: frozenset[CaseType], thresholds: Thresholds,
) -> Case:
    """One destination of a signal received on a day, as the trays of a policy with these thresholds see it."""
    if isinstance(facts, RentFacts):
        size = size_of(facts, on)
        return Case(
            place.destination, place.threatening, types, frozenset(), size.amount_cents, size.age_days,
            offered_by_letter(thresholds, size),
        )
    return Case(place.destination, place.threatening, types, frozenset(place.concerns))


def takes(criteria: Criteria, case: Case) -> bool:
    """Whether every criterion that is filled in fits."""
    return (
        (not criteria.destinations or case.destination in criteria.destinations)
        and criteria.threatening in (None, case.threatening)
        and criteria.below_threshold in (None, case.below_threshold)
        and (not criteria.types or not criteria.types.isdisjoint(case.types))
        and (not criteria.concerns or not criteria.concerns.isdisjoint(case.concerns))
        and _within(case.amount_cents, criteria.amount_from_cents, criteria.amount_below_cents)
        and _within(case.age_days, criteria.age_from_days, criteria.age_below_days)
    )


def _within(value: int | None, at_least: int | None, below: int | None) -> bool:
    if at_least is None and below is None:
        return True
    return value is not None and (at_least is None or value >= at_least) and (below is None or value < below)
