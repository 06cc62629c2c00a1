"""Spreadsheets: tables as ODS, the open standard of governments, or as XLSX.

Every text is a text cell, whatever it begins with: no name that somebody typed becomes a formula or a link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for a formula where a cell has no type, as in CSV, or is typed anew."""
_WIDEST = 60
Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. The first row says what stands in each column."""

    name: str
    rows: Sequence[Sequence[Cell]]


def ods(sheets: Sequence[Sheet]) -> bytes:
    import odswriter  # noqa: PLC0415 - most processes never write one

    file = BytesIO()
    with odswriter.writer(file) as book:
        for sheet in sheets:
            table = book.new_sheet(sheet.name)
            for row in sheet.rows:
                table.writerow([_clean(cell) for cell in row])
    return file.getvalue()


def xlsx(sheets: Sequence[Sheet]) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - large, and most processes never write one

    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        head, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
        for sheet in sheets:
            table = book.add_worksheet(sheet.name)
            table.freeze_panes(1, 0)
            for column, width in enumerate(_widths(sheet)):
                table.set_column(column, column, width)
            for number, row in enumerate(sheet.rows):
                for column, cell in enumerate(map(_clean, row)):
                    if isinstance(cell, str):
                        like_formula = quoted if cell.startswith(FORMULA) else None
                        table.write_string(number, column, cell, head if number == 0 else like_formula)
                    elif cell is not None:
                        table.write_number(number, column, cell)
    return file.getvalue()


def _clean(cell: Cell) -> Cell:
    """Without signs that no XML may hold."""
    return "".join(one if one.isprintable() else " " for one in cell) if isinstance(cell, str) else cell


def _widths(sheet: Sheet) -> list[int]:
    return [min(max(len(str(cell or "")) for cell in column) + 2, _WIDEST) for column in zip(*sheet.rows, strict=True)]
