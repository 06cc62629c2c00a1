"""Counts per group that can be added and taken away, exactly. Pure.

A row holds whole numbers by name, and under `..._spread` a spread: how often each value is there. Of a spread come the
number of values, the median and the ninth decile, so that months can be added without losing what stood in the middle.
A spread of days says how many of them are over: what is late today, or ended half a year ago.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

from dateutil.relativedelta import relativedelta

from service.monitor.key_figures.measures import Split, Table

Row = dict[str, Any]
Group = tuple[Split, str]
Counted = dict[Group, Row]
Tally = dict[str, dict[str, Row]]
"""Tables by name, and in each the groups as `split|key`: as it stands in a summary."""
_SPREAD = "_spread"
_SINCE = date(2000, 1, 1)
_DAY = timedelta(days=1)


def _yesterday(today: date) -> date:
    return today - _DAY


def months_ago(today: date, months: int) -> date:
    """The last day since which so many months have passed: six before the 28th of February is the 31st of August."""
    ago: date = today - relativedelta(months=months)
    while ago + _DAY + relativedelta(months=months) <= today:
        ago += _DAY
    return ago


_SIX, _TWELVE = partial(months_ago, months=6), partial(months_ago, months=12)
_OVER: dict[str, dict[str, Callable[[date], date]]] = {
    "waiting": {"judged": _yesterday}, "aim_waiting": {"aim_judged": _yesterday},
    "due": {"late": _yesterday}, "due_by_law": {"late_by_law": _yesterday},
    "ended": {"ended_six": _SIX, "ended_twelve": _TWELVE},
    "again_six": {"again_six": _SIX}, "again_twelve": {"again_twelve": _TWELVE},
}
"""Of a spread of days: the numbers it adds to, and up to which day."""


def add(into: dict[str, Any], other: Mapping[str, Any]) -> None:
    """Add numbers, however deep they lie; what becomes nothing goes."""
    for name, value in other.items():
        if type(value) is dict:
            inner = into.setdefault(name, {})
            add(inner, value)
            if not inner:
                del into[name]
        elif total := into.get(name, 0) + value:
            into[name] = total
        else:
            into.pop(name, None)


def noted(table: str, row: Mapping[Any, Any], tally: Tally) -> None:
    """Add a row of the database to a tally: of counts, or of a spread (with a name, a value and a number)."""
    if row["key"] is None:
        return
    if "name" in row:
        numbers: Row = {spread_of(row["name"]): {str(row["value"]): row["number"]}}
    else:
        numbers = {name: int(value) for name, value in row.items() if name not in {"split", "key"} and value}
    add(tally, {table: {f"{row['split']}|{row['key']}": numbers}})


def spread_of(name: str) -> str:
    """What a spread is called in a row."""
    return f"{name}{_SPREAD}"


def counted_of(tally: Tally, table: Table, today: date) -> Counted:
    """The groups of one table, with what follows from their spreads."""
    found = {}
    for name, row in tally.get(table, {}).items():
        split, _, key = name.partition("|")
        found[Split(split), key] = _told(row, today)
    return found


def _told(row: Row, today: date) -> Row:
    told = {name: value for name, value in row.items() if not isinstance(value, Mapping)}
    for name, spread in row.items():
        bare = name.removesuffix(_SPREAD)
        if not isinstance(spread, Mapping):
            continue
        if bare in _OVER:
            for total, last in _OVER[bare].items():
                until = (last(today) - _SINCE).days
                over = sum(number for value, number in spread.items() if int(value) <= until)
                told[total] = told.get(total, 0) + over
        else:
            told |= _middles(bare, spread)
    if told.get("amount_known"):
        # The spread is in tens of euros, as it is shown; a mean is made of the cents.
        told["amount_mean"] = told["amount_sum"] / told["amount_known"] / 100
    if "amount_median" in told:
        told["amount_median"] *= 10
    return told


def _middles(name: str, spread: Mapping[str, int]) -> Row:
    values = sorted((int(value), number) for value, number in spread.items())
    known = sum(number for _, number in values)
    return {
        f"{name}_known": known, f"{name}_median": _value_at(values, -(-known // 2)),
        f"{name}_p90": _value_at(values, -(-known * 9 // 10)),
    }


def _value_at(values: list[tuple[int, int]], place: int) -> int:
    """The value at a place counted from one: as `percentile_disc` of PostgreSQL."""
    for value, number in values:
        place -= number
        if place <= 0:
            return value
    raise ValueError(place)


def months_in(first: date, last: date) -> Iterator[date]:
    """The first days of the months from the one of `first` up to that of `last`."""
    month = first.replace(day=1)
    while month <= last:
        yield month
        month = month.replace(year=month.year + month.month // 12, month=month.month % 12 + 1)
