"""Sealing again under the active wrapping key, so that an older one can be taken away.

Only the small wrapped data key of each value changes; what is inside is not opened. Every column that is marked as
`SEALED` takes part, so the caller gives the metadata of all tables: one left out would lose what it sealed. Set by
set, each in its own transaction. A value that another transaction holds waits for the next pass, so nobody waits for
this, and what was erased meanwhile stays erased. Breaking off loses nothing: what is done carries the active key's
number and is not looked at again.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, LargeBinary, MetaData, Table, bindparam, func, literal, select, update
from sqlalchemy.orm import Session

from service.vault import SEALED, Unreadable, Vault

SET = 500
_PASSES = 3
Open = Callable[[], AbstractContextManager[Session]]


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A column of sealed values, of a table with one key; `word` and that key are the context of a value."""

    table: Table
    name: str
    word: str

    @property
    def label(self) -> str:
        return f"{self.table.name}.{self.name}"

    @property
    def key(self) -> Column[Any]:
        [found] = self.table.primary_key.columns
        return found


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one column is. `unreadable` are the keys of rows whose value no key of this process opens."""

    label: str
    done: int
    total: int
    unreadable: tuple[str, ...]


def sealed_columns(tables: MetaData) -> list[SealedColumn]:
    """Every marked column, in order of name."""
    marked = [
        SealedColumn(table, column.name, column.info[SEALED])
        for table in tables.sorted_tables for column in table.columns if SEALED in column.info
    ]
    return sorted(marked, key=lambda column: column.label)


def reseal(tables: MetaData, open_: Open, vault: Vault) -> Iterator[Progress]:
    """Seal everything again that an older key sealed, telling how far it is after each set."""
    for column in sealed_columns(tables):
        with open_() as session:
            total = _left(session, vault, column)
        done, unreadable = 0, set[str]()
        for _ in range(_PASSES):
            for sealed, spoiled in _pass(open_, vault, column):
                done += sealed
                unreadable |= spoiled
                yield Progress(column.label, done, total, tuple(sorted(unreadable)))


def left(tables: MetaData, session: Session, vault: Vault) -> dict[str, int]:
    """How many values of each column stand under another key than the active one."""
    return {column.label: _left(session, vault, column) for column in sealed_columns(tables)}


def _left(session: Session, vault: Vault, column: SealedColumn) -> int:
    return session.scalar(select(func.count()).select_from(column.table).where(*_older(vault, column))) or 0


def _pass(open_: Open, vault: Vault, column: SealedColumn) -> Iterator[tuple[int, set[str]]]:
    """Once along all rows, by key: how many were sealed in each set, and which could not be."""
    after: Any = None
    while True:
        with open_() as session:
            rows = session.execute(_next(vault, column, after)).all()
            spoiled = _reseal_set(session, vault, column, [(row[0], row[1]) for row in rows])
        if not rows:
            return
        after = rows[-1][0]
        yield len(rows) - len(spoiled), spoiled


def _next(vault: Vault, column: SealedColumn, after: Any) -> Any:
    query = select(column.key, column.table.c[column.name]).where(*_older(vault, column))
    if after is not None:
        query = query.where(column.key > after)
    return query.order_by(column.key).limit(SET).with_for_update(skip_locked=True)


def _older(vault: Vault, column: SealedColumn) -> tuple[Any, ...]:
    """What is sealed, and not under the active key: its number is the second byte."""
    value = column.table.c[column.name]
    number = func.substring(value, 2, 1, type_=LargeBinary)
    return value.is_not(None), number != literal(bytes((vault.active,)), LargeBinary)


def _reseal_set(session: Session, vault: Vault, column: SealedColumn, rows: list[tuple[Any, bytes]]) -> set[str]:
    """Seal a locked set again; the keys of what could not be."""
    fresh, spoiled = [], set()
    for key, value in rows:
        try:
            fresh.append({"key": key, "value": vault.rewrap(value, f"{column.word}:{key}")})
        except Unreadable:
            spoiled.add(str(key))
    if fresh:
        change = update(column.table).where(column.key == bindparam("key"))
        session.connection().execute(change.values({column.name: bindparam("value")}), fresh)
    return spoiled
