"""The key figures as they may be seen: from the exact counts of each table and each block of a period."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from service.monitor.figures import Indicator
from service.monitor.key_figures.blocks import Block, blocks_of
from service.monitor.key_figures.exact import Tables, View
from service.monitor.key_figures.measures import MEASURES, PARTS, Measure, Split, Table, Unit
from service.monitor.key_figures.rounding import FEWEST_OF, Draw, Place, average, middle, rounded, share, within
from service.monitor.key_figures.tally import Group
from service.monitor.key_figures.wish import Part, Period, Wish
from service.monitor.summary.read import kept_counts
from service.rules.facts import Kind
from service.vault import Vault

# What a corporation may see: what it sent, and what it heard of that. How a case went is between resident and helper.
FOR_CORPORATION = frozenset({Table.SIGNALS, Table.REFUSED})
_NO_PART_KNOWN = frozenset({Table.REFUSED})
# What is late now belongs to no period, and households do not add up.
_NOT_PER_BLOCK = frozenset({Table.OVERDUE, Table.FACTORS})
# A signal about rent names no worry.
_OF_WORRIES = frozenset({Table.WORRIES, Table.FACTORS})
_DAY = timedelta(days=1)


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


def lines(
    session: Session, vault: Vault, wish: Wish, today: date, kinds: Iterable[Kind] = Kind
) -> list[Line]:
    """Every number of every figure for a wish, first about rent and then about worries behind the door."""
    told = []
    for kind in kinds:
        seen = _Seen(_pieces(session, View(wish, kind, today)), kind, drawn_from(vault))
        told += [line for measure in MEASURES for line in _lines_of(seen, wish, measure)]
    return told


def drawn_from(vault: Vault) -> Draw:
    """The draw of a place comes from the index key: the same every time, and unknown outside."""

    def draw(place: str) -> float:
        return int.from_bytes(vault.index("monitor", place)[:8]) / 2**64

    return draw


def is_for(wish: Wish, table: Table) -> bool:
    """Whether a table may be asked for this wish."""
    if wish.municipality_code is None:
        return table in FOR_CORPORATION
    known = wish.part in {Part(), Part(corporation=wish.part.corporation)}
    return known or table not in _NO_PART_KNOWN


@dataclass(frozen=True, slots=True)
class _Piece:
    """The counts of one block. Of a month that is not whole also those up to its days, and before them."""

    wish: Wish
    tables: Tables
    until: Tables | None = None
    before: Tables | None = None


def _pieces(session: Session, view: View) -> list[_Piece]:
    names_worries = view.kind is Kind.BEHIND_THE_DOOR
    tables = [table for table in Table if is_for(view.wish, table) and (names_worries or table not in _OF_WORRIES)]
    blocks = blocks_of(view.wish.period, view.today)
    if view.wish.period.is_fixed:
        return [_piece(session, view, block, tables) for block in blocks]
    adding = [table for table in tables if table not in _NOT_PER_BLOCK]
    now = kept_counts(session, view, {Table.OVERDUE}.intersection(tables))
    return [replace(one, tables=one.tables | now) for one in (_piece(session, view, one, adding) for one in blocks)]


def _piece(session: Session, view: View, block: Block, tables: list[Table]) -> _Piece:
    def over(period: Period) -> Tables:
        return kept_counts(session, replace(view, wish=replace(view.wish, period=period)), tables)

    wish = replace(view.wish, period=block.period)
    if block.whole:
        return _Piece(wish, over(block.period))
    began = block.period.first
    before = over(Period(began, block.first - _DAY)) if block.first > began else {}
    return _Piece(wish, over(block.period), over(Period(began, block.last)), before)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What may be seen of the pieces of a period together."""

    pieces: Sequence[_Piece]
    kind: Kind
    draw: Draw

    @property
    def is_fixed(self) -> bool:
        return len(self.pieces) == 1 and self.pieces[0].until is None

    def groups(self, table: Table) -> list[Group]:
        return sorted({group for piece in self.pieces for group in piece.tables.get(table, {})})

    def count(self, table: Table, group: Group, column: str, *, exact: bool) -> int | None:
        """None: a part of a month in which there are too few to tell on which days they were."""
        if exact:
            return _exact(self.pieces[0].tables, table, group, column)
        counts = [self._of(piece, table, group, column) for piece in self.pieces]
        return None if None in counts else sum(one for one in counts if one is not None)

    def _of(self, piece: _Piece, table: Table, group: Group, column: str) -> int | None:
        draw = self.draw(Place(piece.wish, self.kind, table, *group, column).name)
        whole = _exact(piece.tables, table, group, column)
        if piece.until is None:
            return rounded(whole, draw)
        before, until = (_exact(one or {}, table, group, column) for one in (piece.before, piece.until))
        return within(whole, before, until, draw)


def _exact(tables: Tables, table: Table, group: Group, column: str) -> int:
    return int(tables.get(table, {}).get(group, {}).get(column) or 0)


def _lines_of(seen: _Seen, wish: Wish, measure: Measure) -> Iterator[Line]:
    # Of the funnel a corporation would see some steps and not the others.
    hidden = wish.municipality_code is None and measure.indicator is Indicator.FUNNEL
    if hidden or not (seen.is_fixed or measure.adds_up):
        return
    for split, key in seen.groups(measure.table):
        # Inside a part nothing is split by another part: the two together would make groups of one.
        crossed = bool(wish.part.chosen) and split in PARTS
        if split in measure.splits and not crossed:
            line = _line(seen, measure, (split, key))
            if line is not None and _shows_something(line) and _is_large_enough(line, wish):
                yield line


def _is_large_enough(line: Line, wish: Wish) -> bool:
    """Who names two parts makes a group that nobody chose to be safe: of that only large numbers are told."""
    return len(wish.part.chosen) < 2 or line.measure.exact or (line.of or line.count) >= FEWEST_OF


def _shows_something(line: Line) -> bool:
    """A group shown as 0 is left out as one that is 0: that it stands there would tell that there is somebody."""
    if line.of is None or line.measure.whole or line.measure.of_table:
        return line.count > 0
    return line.of > 0


def _line(seen: _Seen, measure: Measure, group: Group) -> Line | None:
    number = seen.count(measure.table, group, measure.count, exact=measure.exact)
    if number is None:
        return None
    if measure.value is not None:
        row = seen.pieces[0].tables[measure.table][group]
        told = middle(row.get(measure.value), row.get(measure.count, 0), measure.unit)
        return Line(seen.kind, measure, *group, number, None, told)
    if measure.of is None:
        return Line(seen.kind, measure, *group, number, None, float(number))
    total = measure.whole or measure.of_table
    of = seen.count(measure.of_table or measure.table, (Split.TOTAL, "") if total else group, measure.of, exact=False)
    if of is None:
        return None
    value = average(number, of) if measure.unit is Unit.PER_CASE else share(number, of)
    return Line(seen.kind, measure, *group, number, of, value)
