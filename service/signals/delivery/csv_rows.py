"""From the records of a CSV file to signals as JSON, by columns that are derived from the form. Pure."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from service.errors import Fault, InvalidInput
from service.signals.delivery.cells import Unreadable, value_of
from service.signals.delivery.csv_text import MOST_COLUMNS, NOT_READ, Record, decode, records, separator
from service.signals.delivery.layout import Column, Layout, Path
from service.signals.delivery.mapping import NO_MAPPING, Mapping
from service.signals.delivery.rows import MOST_ROWS, Row, not_too_many, whole_file

_QUOTES = (
    "Deze regel is niet te lezen. Zet om elke waarde met een scheidingsteken, een regeleinde of een aanhalingsteken "
    "dubbele aanhalingstekens, schrijf een aanhalingsteken daarbinnen dubbel, en houd de regel kort."
)


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell of a record: the column as its file names it, ours (None: a name we do not know), and its codes."""

    name: str
    column: Column | None
    codes: dict[str, str] | None = None


def csv_rows(raw: bytes, layout: Layout, mapping: Mapping = NO_MAPPING) -> list[Row]:
    """The rows of a CSV file. Raises `InvalidInput` when the file or its head cannot be read, `TooLarge`."""
    text = decode(raw)
    every = records(io.StringIO(text, newline=""), separator(text))
    found = (record for record in every if not record.blank)
    head = next(found, None)
    if head is None or head.cells is None:
        raise _no_head()
    reader = _Reader(head.cells, layout, mapping)
    return not_too_many(list(islice(map(reader.row, found), MOST_ROWS + 1)))


def typed_row(cells: dict[str, str], layout: Layout) -> Row:
    """One signal from values by the name of their column: as a file of one row would be read."""
    return _Reader(list(cells), layout, NO_MAPPING).row(Record(1, list(cells.values())))


def _no_head() -> InvalidInput:
    return whole_file("geenKop", f"De eerste regel moet de namen van de kolommen bevatten. {NOT_READ}")


class _Reader:
    """Reads the records under one head."""

    def __init__(self, head: Sequence[str], layout: Layout, mapping: Mapping) -> None:
        self._places = _places([name.strip() for name in head], layout, mapping)
        self._fixed = [(_known(layout, name), value) for name, value in mapping.fixed.items()]
        _no_column_twice([*self._places, *(_Place(column.name, column) for column, _ in self._fixed)])
        columns = [place.column for place in self._places if place and place.column]
        if not columns:
            raise _no_head()
        self._nullable_parts = [
            part for part in layout.nullable_parts if any(column.path[:len(part)] == part for column in columns)
        ]

    def row(self, record: Record) -> Row:
        if record.cells is None:
            return Row(record.number, "{}", (Fault("#", "ongeldigeCsv", _QUOTES),))
        document = _Document()
        for column, value in self._fixed:
            document.take(_Place(column.name, column), value)
        for place, cell in zip(self._places, record.cells, strict=False):
            if place:
                document.take(place, cell.strip())
        if any(record.cells[len(self._places):]):
            told = "Deze regel heeft meer waarden dan er kolommen zijn. Controleer de scheidingstekens."
            document.faults.append(Fault("#", "ongeldigeCsv", told))
        return Row(record.number, document.text(self._nullable_parts), tuple(document.faults))


class _Document:
    """A signal while its cells are read."""

    def __init__(self) -> None:
        self._values: dict[Path, Any] = {}
        self._empty: list[Path] = []
        self._parts: set[Path] = {()}
        self.faults: list[Fault] = []

    def take(self, place: _Place, cell: str) -> None:
        """Take one cell. A column that we do not know is passed on by its own name, and so refused with the reason."""
        column = place.column
        if not cell:
            if column and column.nullable:
                self._empty.append(column.path)
            return
        path = column.path if column else (place.name,)
        self._parts.update(path[:depth] for depth in range(1, len(path)))
        try:
            self._values[path] = value_of(column, _translated(cell, place)) if column else cell
        except Unreadable as error:
            told = f"In kolom {place.name}: {error.hint}"
            self.faults.append(Fault("#/" + "/".join(path), error.code, told))

    def text(self, nullable_parts: Sequence[Path]) -> str:
        """The signal as JSON. Null stands only where its part is there: an empty part is not there at all."""
        nulls = [path for path in (*self._empty, *nullable_parts) if path not in self._parts]
        values = self._values | {path: None for path in nulls if path[:-1] in self._parts and path not in self._values}
        document: dict[str, Any] = {}
        for path, value in values.items():
            inner = document
            for step in path[:-1]:
                inner = inner.setdefault(step, {})
            inner[path[-1]] = value
        return json.dumps(document, ensure_ascii=False)


def _translated(cell: str, place: _Place) -> str:
    if place.codes is None:
        return cell
    if cell not in place.codes:
        raise Unreadable("onbekendeCode", "deze code staat niet in de vertaling. Vul de vertaling aan bij codes.")
    return place.codes[cell]


def _places(head: list[str], layout: Layout, mapping: Mapping) -> list[_Place | None]:
    """What each cell of a record is; None for one that stays at home, because a mapping does not name it."""
    if len(head) > MOST_COLUMNS:
        raise whole_file("teVeelKolommen", f"Een bestand heeft ten hoogste {MOST_COLUMNS} kolommen. {NOT_READ}")
    if mapping is NO_MAPPING:
        return [_Place(name, layout.find(name)) if name else None for name in head]
    missing = [name for name in mapping.columns if name not in head]
    if missing:
        raise whole_file("kolomOntbreekt", f"De vertaling noemt kolommen die het bestand niet heeft: {missing}.")
    codes = {_known(layout, name).path: known for name, known in mapping.codes.items()}
    ours = {name: _known(layout, target) for name, target in mapping.columns.items()}
    return [_Place(name, ours[name], codes.get(ours[name].path)) if name in ours else None for name in head]


def _known(layout: Layout, name: str) -> Column:
    column = layout.find(name)
    if column is None:
        raise whole_file("onbekendeKolom", f"De vertaling noemt de kolom {name}, en die kennen wij niet.")
    return column


def _no_column_twice(places: list[_Place | None]) -> None:
    seen: dict[Path, str] = {}
    for place in places:
        path = place and (place.column.path if place.column else (place.name,))
        if place and path:
            if path in seen:
                told = f"De kolommen {seen[path]} en {place.name} zijn hetzelfde veld. Haal er een weg. {NOT_READ}"
                raise whole_file("dubbeleKolom", told)
            seen[path] = place.name
