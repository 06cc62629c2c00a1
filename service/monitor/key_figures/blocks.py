"""Any period as fixed periods one after another, and at its edges the days of a month that is not whole. Pure.

So there is one set of numbers, whatever is asked: two periods that differ by a few days differ by the same blocks, and
by nothing that was drawn anew. See docs/decisions/0025.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from service.monitor.key_figures.wish import Period, fixed_from

EARLIEST = date(2015, 1, 1)
"""Before this no signal was ever sent: nothing is counted there, however early a period begins."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Block:
    """A fixed period, or of a month only the days from `first` up to `last`."""

    period: Period
    first: date
    last: date

    @property
    def whole(self) -> bool:
        return (self.first, self.last) == (self.period.first, self.period.last)


def blocks_of(period: Period, today: date) -> list[Block]:
    """The blocks of a period, as few as can be. What has not happened yet counts for nothing, so a month or a year that
    still runs is whole when the period goes up to today.
    """
    if period.is_fixed:
        return [Block(period, period.first, period.last)]
    return list(_blocks(max(period.first, EARLIEST), period.last, today))


def _blocks(first: date, last: date, today: date) -> Iterator[Block]:
    while first <= min(last, today):
        whole = [one for one in fixed_from(first) if one.last <= last or today <= last]
        if whole:
            block = Block(whole[-1], first, whole[-1].last)
        else:
            month = fixed_from(first.replace(day=1))[0]
            until = month.last if today <= last else min(last, month.last)
            block = Block(month, first, until)
        yield block
        first = block.last + _DAY
