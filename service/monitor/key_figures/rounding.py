"""What may be seen of a small number: counts in fives, and no share or middle of a few. Pure.

Random rounding: a count goes to the five below or above it, with the chance that makes it right on average; a number
shown says only that the count lies less than five from it. The draw is fixed for each place, so asking again tells
nothing, and a place has one draw however it is asked for. See docs/decisions/0017.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from service.monitor.key_figures.measures import PARTS, Split, Unit
from service.monitor.key_figures.wish import Wish, period_named

BASE = 5
FEWEST_VALUES = 10
"""So many values must lie under a mean, a median or a ninth decile."""
FEWEST_OF = 20
"""So large must the whole be, as it is shown, of which a share is told."""
Draw = Callable[[str], float]
"""A number from 0 up to 1 for a place, always the same one, that nobody outside can know."""
_PERIODS = (Split.MONTH, Split.QUARTER)


@dataclass(frozen=True, slots=True)
class Place:
    """One count in one table: `wish` with `split` and `key` is where, `column` is what."""

    wish: Wish
    kind: str
    table: str
    split: Split
    key: str
    column: str

    @property
    def name(self) -> str:
        """The same for a month inside a year and for that month by itself, and for a part that was asked for."""
        period, part, split, key = self.wish.period.name, self.wish.part.chosen, self.split, self.key
        if split in _PERIODS:
            period, split, key = period_named(key).name, Split.TOTAL, ""
        if split in PARTS and not part:
            part, split, key = ((split, key),), Split.TOTAL, ""
        shown = chain.from_iterable(part or (("", ""),))
        where = (self.wish.municipality_code or "", self.kind, period, *shown)
        return "|".join((*where, self.table, split, key, self.column))


def rounded(exact: int, draw: float) -> int:
    """A count in fives; nothing stays nothing."""
    rest = exact % BASE
    return exact - rest + (BASE if draw < rest / BASE else 0)


def within(whole: int, before: int, until: int, draw: float) -> int | None:
    """Of a month with `whole`, how many fall on days of it: `until` up to the last of those days, `before` them.

    Both are rounded by the draw of the month, so they rise together with it in the same steps of five, and all that the
    days can tell is on which of them a fifth one came. None for a month with few: there even that is too much.
    """
    if 0 < rounded(whole, draw) < FEWEST_OF:
        return None
    return rounded(until, draw) - rounded(before, draw)


def share(number: int, of: int) -> float | None:
    """The share of two counts in fives; None when the whole is too small to say anything."""
    return round(min(number / of, 1.0), 3) if of >= FEWEST_OF else None


def average(number: int, of: int) -> float | None:
    return round(number / of, 2) if of >= FEWEST_OF else None


def middle(value: float | Decimal | None, known: int, unit: Unit) -> float | None:
    """A mean, median or ninth decile of enough values: whole days, and tens of euros."""
    if value is None or known < FEWEST_VALUES:
        return None
    step = 10 if unit is Unit.EURO else 1
    return float(round(value / step) * step)
