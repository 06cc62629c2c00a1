"""A result beside what was agreed. Counts are shown in fives, so a result says no more than between which two. Pure."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from service.monitor.figures import Unit
from service.monitor.key_figures.rounding import BASE
from service.monitor.performance.aims import Agreeable

EUROS = 5
"""An amount stands in tens, so it lies at most five beside the real one."""


class Judgement(StrEnum):
    MET = "gehaald"
    MISSED = "nietGehaald"
    NEAR = "rondDeAfspraak"
    TOO_FEW = "teWeinig"
    RUNNING = "looptNog"
    NOT_AGREED = "geenAfspraak"


@dataclass(frozen=True, slots=True)
class Result:
    """What is shown of a number over a year: how many, of how many, and its value; None where there is too little."""

    count: int
    of: int | None
    value: float | None


NOTHING = Result(0, None, None)
"""No line at all: there was nothing, or less than is shown."""


def judge(agreeable: Agreeable, target: Decimal | None, result: Result, *, running: bool) -> Judgement:
    """Whether a year reached what was agreed. While the year runs nothing is said: what comes may change it."""
    if target is None:
        return Judgement.NOT_AGREED
    if running:
        return Judgement.RUNNING
    found = bounds(agreeable.unit, result)
    if found is None:
        return Judgement.TOO_FEW
    least, most = found
    wanted = float(target) / 100 if agreeable.unit is Unit.SHARE else float(target)
    if agreeable.at_most:
        least, most, wanted = -most, -least, -wanted
    if least >= wanted:
        return Judgement.MET
    return Judgement.MISSED if most < wanted else Judgement.NEAR


def bounds(unit: Unit, result: Result) -> tuple[float, float] | None:
    """Between which two the real number lies, given the one that is shown; None when nothing can be said."""
    off = BASE - 1
    if unit is Unit.COUNT:
        return max(result.count - off, 0), result.count + off
    if result.value is None:
        return None
    if unit is Unit.EURO:
        return result.value - EUROS, result.value + EUROS
    if result.of is None:
        return result.value, result.value
    least, most = max(result.count - off, 0) / (result.of + off), (result.count + off) / (result.of - off)
    return (least, min(most, 1.0)) if unit is Unit.SHARE else (least, most)
