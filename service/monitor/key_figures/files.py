"""The key figures as a file to work on: CSV, ODS or XLSX. In a spreadsheet the definitions stand on a second sheet."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from service.monitor.figures import FIGURES
from service.monitor.key_figures.count import Line
from service.monitor.key_figures.tell import COLUMNS, ROUNDING, Names, figures_csv, rows_of
from service.monitor.key_figures.wish import Wish
from service.spreadsheet import Cell, Sheet, ods, xlsx

CSV = "text/csv"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WRITERS: dict[str, Callable[[Sequence[Sheet]], bytes]] = {ODS: ods, XLSX: xlsx}
MEDIA_TYPES = {"csv": CSV, "ods": ODS, "xlsx": XLSX}
"""How a file ends, and what it is."""
_EXPLAINED = "definitie"


@dataclass(frozen=True, slots=True)
class File:
    content: bytes
    media_type: str
    name: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Content-Disposition": f'attachment; filename="{self.name}"'}


def figures_file(ending: str, wish: Wish, lines: Sequence[Line], names: Names) -> File:
    """The figures as a file with one of the endings of `MEDIA_TYPES`."""
    media_type = MEDIA_TYPES[ending]
    name = f"kerncijfers-{wish.period.first}-{wish.period.last}.{ending}"
    if media_type == CSV:
        return File(figures_csv(lines, names).encode(), f"{CSV}; charset=utf-8", name)
    return File(_WRITERS[media_type](tuple(_sheets(wish, lines, names))), media_type, name)


def _sheets(wish: Wish, lines: Sequence[Line], names: Names) -> Iterator[Sheet]:
    columns = [column for column in COLUMNS if column != _EXPLAINED]
    told: list[list[Cell]] = [[row[column] for column in columns] for row in rows_of(lines, names)]
    yield Sheet("Kerncijfers", [columns, *told])
    heads = ["kerncijfer", "naam", "definitie", "eenheid", "herkomst", "ontbreekt"]
    yield Sheet("Definities", [heads, *(
        [figure.id, figure.name, figure.definition, figure.unit, figure.basis, figure.needs] for figure in FIGURES
    )])
    first, last = wish.period.first.isoformat(), wish.period.last.isoformat()
    yield Sheet("Toelichting", [
        ["wat", "inhoud"], ["gemeentecode", wish.municipality_code], ["van", first], ["tot", last],
        ["afronding", ROUNDING],
    ])
