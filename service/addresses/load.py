"""Loading a file of addresses: read as it comes, checked line by line, and in the place of the file before it.

Rows are written in sets that each commit, under a new number; only when the whole file is in, what an older file
brought goes. So a reader always finds an address, and a file that breaks off is loaded again from the start.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from service.addresses.find import suffix_of
from service.addresses.tables import AddressRow
from service.db import Database
from service.errors import BadSettings

COLUMNS = ("postcode", "huisnummer", "huisletter", "huisnummertoevoeging", "straat", "woonplaats", "buurt")
NEEDED = ("postcode", "huisnummer", "straat", "woonplaats")
SET = 2_000
SHOWN = 5


@dataclass(slots=True)
class LoadReport:
    """What became of a file: addresses kept, and the lines that could not be read, the first few with why."""

    kept: int = 0
    wrong: int = 0
    examples: tuple[str, ...] = ()
    removed: int = 0

    def refuse(self, line: int, why: str) -> None:
        self.wrong += 1
        if len(self.examples) < SHOWN:
            self.examples = (*self.examples, f"regel {line}: {why}")


def load_addresses(database: Database, lines: Iterable[str], *, add: bool = False) -> LoadReport:
    """Take a CSV file with `;` between. `add`: beside what is there, for a file of another municipality.

    Raises `BadSettings` when the head lacks a column, or when no line could be read: then nothing changes.
    """
    report, load = LoadReport(), _next_load(database)
    found = _rows(lines, report)
    while rows := list(islice(found, SET)):
        with database.transaction() as session:
            # Of an address that stands twice the last line counts; one statement cannot write a row twice.
            last = {(row["postcode"], row["number"], row["suffix"]): row | {"load": load} for row in rows}
            values = list(last.values())
            statement = insert(AddressRow).values(values)
            fresh = {name: statement.excluded[name] for name in ("street", "place", "neighbourhood", "load")}
            session.execute(statement.on_conflict_do_update(
                index_elements=["postcode", "number", "suffix"], set_=fresh,
            ))
            report.kept += len(values)
    if not report.kept:
        raise BadSettings("Er is geen adres geladen. Het adressenbestand bleef zoals het was.")
    if not add:
        with database.transaction() as session:
            removed = session.execute(delete(AddressRow).where(AddressRow.load < load).returning(AddressRow.number))
            report.removed = len(removed.all())
    return report


def _next_load(database: Database) -> int:
    with database.transaction() as session:
        return (session.scalar(select(func.max(AddressRow.load))) or 0) + 1


def _rows(lines: Iterable[str], report: LoadReport) -> Iterator[dict[str, Any]]:
    reader = csv.DictReader(lines, delimiter=";")
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        told = f"In de eerste regel ontbreekt {', '.join(missing)}. De kolommen zijn {';'.join(COLUMNS)}."
        raise BadSettings(told)
    for line in reader:
        row = _row({name: (line.get(name) or "").strip() for name in COLUMNS})
        if isinstance(row, str):
            report.refuse(reader.line_num, row)
        else:
            yield row


def _row(line: dict[str, str]) -> dict[str, Any] | str:
    """The address of a line, or what is wrong with it."""
    postcode, number = line["postcode"].replace(" ", "").upper(), line["huisnummer"]
    if len(postcode) != 6 or not (postcode[:4].isdecimal() and postcode[4:].isalpha() and postcode.isascii()):
        return "verwacht een postcode als 1234AB"
    if not (number.isascii() and number.isdecimal() and 0 < int(number) < 100_000):
        return "verwacht een huisnummer van 1 tot en met 99999"
    if not line["straat"] or not line["woonplaats"]:
        return "straat of woonplaats is leeg"
    return {
        "postcode": postcode, "number": int(number),
        "suffix": suffix_of(line["huisletter"], line["huisnummertoevoeging"]),
        "street": line["straat"], "place": line["woonplaats"], "neighbourhood": line["buurt"] or None,
    }
