"""The small frame every case stands in: arms that take turns, and a figure from the medians of their rounds."""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.goals import Goal, Sense
from benchmarks.stage import Stage


class Failed(Exception):
    """A measurement that is not right: a refused request, a referral claimed twice. Never turned into a figure."""


@dataclass(frozen=True, slots=True)
class Case:
    """One named measurement; `measure` prepares, lets its arms take turns and yields figures."""

    name: str
    title: str
    measure: Callable[[Stage], "Iterator[Figure]"]


@dataclass(frozen=True, slots=True)
class Arm:
    """One of the things compared. `run` does one round and gives its value."""

    name: str
    run: Callable[[], float]


@dataclass(frozen=True, slots=True)
class Figure:
    """A value beside its yardstick's, both in `unit`. `spread` is the lowest and highest ratio of a single round."""

    name: str
    value: float
    unit: str
    baseline: float
    ratio: float
    sense: Sense
    goal: Goal | None
    spread: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Question:
    """Which arm is compared with which, and what the ratio should reach."""

    name: str
    ours: str
    yardstick: str
    unit: str
    goal: Goal | None = None
    sense: Sense = Sense.RATE


def take_turns(arms: Sequence[Arm], rounds: int, *, warm_up: bool = True) -> dict[str, list[float]]:
    """ABAB...: the arms side by side in every round, so that what else the machine does hits all alike."""
    if warm_up:
        for arm in arms:
            arm.run()
    values: dict[str, list[float]] = {arm.name: [] for arm in arms}
    for _ in range(rounds):
        for arm in arms:
            gc.collect()
            values[arm.name].append(arm.run())
    return values


def figure(question: Question, values: Mapping[str, Sequence[float]]) -> Figure:
    ours, theirs = values[question.ours], values[question.yardstick]
    value, baseline = median(ours), median(theirs)
    each = [ratio_of(one, other, question.sense) for one, other in zip(ours, theirs, strict=True)]
    return Figure(
        question.name, value, question.unit, baseline, ratio_of(value, baseline, question.sense), question.sense,
        question.goal, (min(each), max(each)),
    )


def ratio_of(value: float, baseline: float, sense: Sense) -> float:
    above, below = (baseline, value) if sense is Sense.DURATION else (value, baseline)
    if below <= 0:
        raise Failed("Een meting gaf nul; maak de ronde langer.")
    return above / below
