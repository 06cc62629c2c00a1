"""Which version of the rules holds on which day. No fall-through: a day before the first version is an error."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal, TypeVar, overload

from service.errors import NoLawInForce
from service.rules.assess import assess
from service.rules.calendar import require_supported
from service.rules.citation import Citation
from service.rules.core import Decision, Provision
from service.rules.dutch import day
from service.rules.facts import DoorFacts, Kind, RentFacts
from service.rules.reading import STATUTORY, Reading
from service.rules.regulations import bgs_artikel_2_2021_01_01, uavg_artikel_22_2021_01_01

FactsT = TypeVar("FactsT")

# Oldest first. Versions are added, never edited: a test pins the fingerprint of each.
RENT_ARREARS: tuple[Provision[RentFacts], ...] = (bgs_artikel_2_2021_01_01.PROVISION,)
BEHIND_THE_DOOR: tuple[Provision[DoorFacts], ...] = (uavg_artikel_22_2021_01_01.PROVISION,)


@overload
def in_force(kind: Literal[Kind.RENT_ARREARS], on: date) -> Provision[RentFacts]: ...
@overload
def in_force(kind: Literal[Kind.BEHIND_THE_DOOR], on: date) -> Provision[DoorFacts]: ...
@overload
def in_force(kind: Kind, on: date) -> Provision[Any]: ...
def in_force(kind: Kind, on: date) -> Provision[RentFacts] | Provision[DoorFacts]:
    """The provision for a kind of signal received on a day. Raises `NoLawInForce` or `OutsideCalendar`.

    Who has the facts at hand had better call `judge`, which cannot pair a provision with facts of another kind.
    """
    if kind is Kind.RENT_ARREARS:
        return choose(RENT_ARREARS, on)
    return choose(BEHIND_THE_DOOR, on)


def choose(versions: Sequence[Provision[FactsT]], on: date) -> Provision[FactsT]:
    """The newest version that had begun on the day."""
    for provision in reversed(versions):
        if provision.valid_from <= on:
            require_supported(on)
            return provision
    first = versions[0]
    raise NoLawInForce(
        f"Voor een signaal van de soort {first.kind} kent deze dienst regels vanaf {day(first.valid_from)}. "
        f"Op {day(on)} was er nog geen."
    )


def judge(facts: RentFacts | DoorFacts, on: date, reading: Reading = STATUTORY) -> Decision:
    """Judge the facts of a signal received on a day by the rules of that day."""
    if isinstance(facts, RentFacts):
        return assess(choose(RENT_ARREARS, on), facts, on, reading)
    return assess(choose(BEHIND_THE_DOOR, on), facts, on, reading)


@lru_cache(maxsize=64)
def citations_of(provision_id: str) -> Mapping[str, Citation]:
    """What each condition of a version of the rules rests on; nothing for a version that this service does not know."""
    provisions: tuple[Provision[Any], ...] = (*RENT_ARREARS, *BEHIND_THE_DOOR)
    conditions = next((one.conditions for one in provisions if one.id == provision_id), ())
    return {condition.key: condition.citation for condition in conditions}
