"""What signals and referrals count for, by where it is added up: as they were counted last, and as they are now."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from service.monitor.key_figures.bases import FILE, NAMED, PLACEMENT, from_rows
from service.monitor.key_figures.counted import CHANGED, KEPT
from service.monitor.key_figures.exact import CODES
from service.monitor.key_figures.measures import PARTS, Table
from service.monitor.key_figures.questions import ADDING, COUNTINGS, Counting, things
from service.monitor.key_figures.tally import Tally, spread_of
from service.monitor.summary.marks import Touched
from service.rules.facts import Kind

Place = tuple[str, str, str]
"""A municipality, a part of it (nothing: the whole), and a month as `2026-03` or what is so now."""
Changes = dict[Place, Tally]


def change(session: Session, kind: Kind, touched: Touched, part: str, tables: Iterable[Table]) -> Changes:
    """What must be added, in one part, to what is kept for it to be right now."""
    changes: Changes = {}
    for thing in _things(session.scalars(things(CHANGED, frozenset(tables)), _given(kind, touched))):
        if part in thing.parts:
            _count(changes, thing, [part])
    return changes


def keep(session: Session, kind: Kind, touched: Touched) -> Changes:
    """Keep the facts as they are now; what that changes, in every part."""
    changes: Changes = {}
    given = _given(kind, touched)
    for thing in _things(session.scalars(things(KEPT, ADDING), given)):
        _count(changes, replace(thing, sign=-thing.sign), thing.parts)
    for statement in (_FORGET_FILES, _FORGET_PLACEMENTS, _KEEP):
        session.execute(statement, given)
    for thing in _things(session.scalars(things(KEPT, ADDING), given)):
        _count(changes, thing, thing.parts)
    return changes


@dataclass(frozen=True, slots=True)
class Thing:
    """What one thing adds (or takes away), in which groups of which parts."""

    counting: Counting
    sign: int
    code: str
    month: str
    parts: Sequence[str]
    groups: Sequence[str]
    numbers: Sequence[int | None]
    values: Sequence[int | None]


def _things(rows: Iterable[list[Any]]) -> Iterator[Thing]:
    return (Thing(COUNTINGS[place], *what) for place, *what in rows)


# The innermost part of what every change passes, so it is spelled out.
def _count(changes: Changes, thing: Thing, parts: Iterable[str]) -> None:
    counting, sign = thing.counting, thing.sign
    numbers = [(name, sign * number) for name, number in zip(counting.numbers, thing.numbers, strict=True) if number]
    spreads = [
        (spread_of(name), str(value))
        for name, value in zip(counting.values, thing.values, strict=True) if value is not None
    ]
    groups = [(group, group.partition("|")[0]) for group in thing.groups]
    for part in parts:
        table = changes.setdefault((thing.code, part, thing.month), {}).setdefault(counting.table, {})
        for group, split in groups:
            if part and split in PARTS:
                continue
            row = table.setdefault(group, {})
            for name, number in numbers:
                row[name] = row.get(name, 0) + number
            if split in counting.spread_over:
                for name, value in spreads:
                    spread = row.setdefault(name, {})
                    spread[value] = spread.get(value, 0) + sign


_FORGET_FILES = text("DELETE FROM figure_file WHERE kind = :kind AND id = ANY (cast(:referrals AS uuid[]))")
_FORGET_PLACEMENTS = text("DELETE FROM figure_placement WHERE kind = :kind AND id = ANY (cast(:signals AS uuid[]))")
# Only what another job wrote after this one began can stand in the way: a conflict of moments then, and tried again.
_KEEP = text(f"""
    WITH {from_rows(NAMED, frozenset(Table))}, kept AS (
        INSERT INTO figure_file (kind, {", ".join(FILE)}) SELECT :kind, {", ".join(FILE)} FROM files_now
            ON CONFLICT DO NOTHING)
    INSERT INTO figure_placement (kind, {", ".join(PLACEMENT)}) SELECT :kind, {", ".join(PLACEMENT)} FROM placements_now
        ON CONFLICT DO NOTHING
""")  # noqa: S608 (words of this module, no input)


def _given(kind: Kind, touched: Touched) -> dict[str, object]:
    return CODES | touched.given | {"kind": kind, "corporation": None}
