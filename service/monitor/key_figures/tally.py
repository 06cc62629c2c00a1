"""Counts per group that can be added and taken away, exactly. Pure.

A row holds whole numbers by name, and under `..._spread` a spread: how often each value is there. Of a spread come the
number of values, the median and the ninth decile, so that months can be added without losing what stood in the middle.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from service.monitor.key_figures.measures import Split, Table

Row = dict[str, Any]
Group = tuple[Split, str]
Counted = dict[Group, Row]
Tally = dict[str, dict[str, Row]]
"""Tables by name, and in each the groups as `split|key`: as it stands in a summary."""
_SPREAD = "_spread"
_SINCE = date(2000, 1, 1)
_WAITING = {"waiting": "judged", "aim_waiting": "aim_judged"}


def add(into: dict[str, Any], other: Mapping[str, Any], sign: int = 1) -> None:
    """Add (or take away) numbers, however deep they lie; what becomes nothing goes."""
    for name, value in other.items():
        if isinstance(value, Mapping):
            inner = into.setdefault(name, {})
            add(inner, value, sign)
            if not inner:
                del into[name]
        elif total := into.get(name, 0) + sign * value:
            into[name] = total
        else:
            into.pop(name, None)


def noted(table: str, row: Mapping[Any, Any], tally: Tally) -> None:
    """Put a row of the database in a tally: of counts, or of a spread (with a name, a value and a number)."""
    if row["key"] is None:
        return
    group = tally.setdefault(table, {}).setdefault(f"{row['split']}|{row['key']}", {})
    if "name" in row:
        group.setdefault(f"{row['name']}{_SPREAD}", {})[str(row["value"])] = row["number"]
    else:
        group.update({name: int(value) for name, value in row.items() if name not in _WHERE and value})


_WHERE = {"split", "key", "month", "cohort", "code"}


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
        if bare in _WAITING:
            judged = _WAITING[bare]
            late = sum(number for value, number in spread.items() if int(value) < (today - _SINCE).days)
            told[judged] = told.get(judged, 0) + late
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
