"""Counting the key figures: the exact counts of each table, and from them what may be seen."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from service.monitor.figures import Indicator
from service.monitor.key_figures.measures import MEASURES, PARTS, Measure, Split, Table, Unit
from service.monitor.key_figures.questions import QUESTIONS
from service.monitor.key_figures.rounding import Draw, Place, average, middle, rounded, share
from service.monitor.key_figures.wish import Wish
from service.referrals.status import NOT_TAKEN_UP, EndResult
from service.rules.facts import Kind, ThreatPhase
from service.rules.reading import STATUTORY
from service.vault import Vault

ACCEPTED = (
    EndResult.ADVICE_OR_QUICK_FIX, EndResult.FOLLOW_UP, EndResult.FOLLOW_UP_FINANCIAL, EndResult.FOLLOW_UP_OTHER,
)
"""The results that say that the resident took what was offered."""
_CRISIS = [phase for phase in ThreatPhase if STATUTORY.is_threatening(phase)]
# What a corporation may see: what it sent, and what it heard of that. How a case went is between resident and helper.
FOR_CORPORATION = frozenset({Table.SIGNALS, Table.REFUSED})
_NO_PART_KNOWN = frozenset({Table.REFUSED})
Group = tuple[Split, str]
Counted = dict[Group, Mapping[Any, Any]]


@dataclass(frozen=True, slots=True)
class Line:
    """One number as it may be seen. `of` is the whole of a share. `value` None: too few to say anything."""

    kind: Kind
    measure: Measure
    split: Split
    key: str
    count: int
    of: int | None
    value: float | None

    @property
    def indicator(self) -> Indicator:
        return self.measure.indicator


@dataclass(frozen=True, slots=True)
class View:
    """What of a wish is counted: one kind of signal, on one day."""

    wish: Wish
    kind: Kind
    today: date


def counted(session: Session, view: View, table: Table) -> Counted:
    """The exact counts of one table. They stay inside the service: only `lines` may be shown."""
    part, period = view.wish.part, view.wish.period
    found = session.execute(QUESTIONS[table], {
        "code": view.wish.municipality_code, "kind": view.kind, "first": period.first, "last": period.last,
        "today": view.today, "destination": part.destination, "corporation": part.corporation, "area": part.area,
        "team": part.team, "crisis": _CRISIS, "accepted": list(ACCEPTED), "not_taken_up": sorted(NOT_TAKEN_UP),
    })
    return {(Split(row["split"]), row["key"]): row for row in found.mappings() if row["key"] is not None}


def lines(session: Session, vault: Vault, wish: Wish, today: date, kinds: Iterable[Kind] = Kind) -> list[Line]:
    """Every number of every figure for a wish, first about rent and then about worries behind the door."""
    told = []
    for kind in kinds:
        view = View(wish, kind, today)
        tables = {table: counted(session, view, table) for table in QUESTIONS if _is_for(wish, table)}
        told += [line for measure in MEASURES for line in _lines_of(tables, view, measure, drawn_from(vault))]
    return told


def drawn_from(vault: Vault) -> Draw:
    """The draw of a place comes from the index key: the same every time, and unknown outside."""

    def draw(place: str) -> float:
        return int.from_bytes(vault.index("monitor", place)[:8]) / 2**64

    return draw


def _is_for(wish: Wish, table: Table) -> bool:
    if wish.municipality_code is None:
        return table in FOR_CORPORATION
    within = wish.part.chosen is None or wish.part.corporation is not None
    return within or table not in _NO_PART_KNOWN


def _lines_of(tables: dict[Table, Counted], view: View, measure: Measure, draw: Draw) -> Iterator[Line]:
    groups = tables.get(measure.table, {})
    for (split, key), row in sorted(groups.items()):
        # Inside a part nothing is split by another part: the two together would make groups of one.
        crossed = view.wish.part.chosen is not None and split in PARTS
        if split in measure.splits and not crossed and row[measure.count] is not None:
            line = _line(tables, view, (measure, split, key), draw)
            if _shows_something(line):
                yield line


def _shows_something(line: Line) -> bool:
    """A group shown as 0 is left out as one that is 0: that it stands there would tell that there is somebody."""
    if line.of is None or line.measure.whole or line.measure.of_table:
        return line.count > 0
    return line.of > 0


def _line(tables: dict[Table, Counted], view: View, what: tuple[Measure, Split, str], draw: Draw) -> Line:
    measure, split, key = what

    def seen(table: Table, group: Group, column: str) -> int:
        exact = int(tables[table].get(group, {}).get(column) or 0)
        if measure.exact:
            return exact
        return rounded(exact, draw(Place(view.wish, view.kind, table, *group, column).name))

    number = seen(measure.table, (split, key), measure.count)
    if measure.value is not None:
        row = tables[measure.table][split, key]
        told = middle(row[measure.value], row[measure.count], measure.unit)
        return Line(view.kind, measure, split, key, number, None, told)
    if measure.of is None:
        return Line(view.kind, measure, split, key, number, None, float(number))
    group = (Split.TOTAL, "") if measure.whole or measure.of_table else (split, key)
    of = seen(measure.of_table or measure.table, group, measure.of)
    told = average(number, of) if measure.unit is Unit.PER_CASE else share(number, of)
    return Line(view.kind, measure, split, key, number, of, told)
