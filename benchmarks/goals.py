"""The goals: what each ratio must reach. The numbers are those of the table in docs/performance.md."""

from dataclasses import dataclass
from enum import Enum


class Sense(Enum):
    """How a ratio is made from a value and its yardstick's."""

    RATE = "ours / yardstick; more is better"
    DURATION = "yardstick / ours; more is better"
    COST = "ours / yardstick; less is better"


@dataclass(frozen=True, slots=True)
class Goal:
    """What a ratio should reach; for `Sense.COST` it should stay below instead. Not all have a number."""

    number: int | None
    floor: float
    goal: float
    stretch: float

    def verdict(self, ratio: float, sense: Sense) -> str:
        reached = {
            word: ratio <= mark if sense is Sense.COST else ratio >= mark
            for word, mark in (("top gehaald", self.stretch), ("doel gehaald", self.goal), ("ondergrens", self.floor))
        }
        return next((word for word, holds in reached.items() if holds), "GEMIST")


POST = Goal(1, 0.6, 0.9, 1.1)
POST_TEXTBOOK = Goal(2, 3, 5, 7)
BULK = Goal(3, 0.25, 0.45, 0.6)
BULK_TEXTBOOK = Goal(4, 50, 100, 150)
BULK_FAULTS = Goal(5, 0.8, 0.9, 0.95)
JUDGING = Goal(6, 1, 5, 12)
MATCHING = Goal(7, 25, 40, 50)
CLAIMS = Goal(8, 0.45, 0.6, 0.7)
WORKLIST = Goal(9, 15, 30, 37)
MONITOR_MUNICIPALITY = Goal(10, 60, 120, 150)
MONITOR_COUNTRY = Goal(11, 100, 300, 350)
SCREEN = Goal(None, 1, 1.5, 3)
ELAPSED = Goal(13, 50, 20, 10)
MEMORY = Goal(14, 1.6, 1.3, 1.15)
