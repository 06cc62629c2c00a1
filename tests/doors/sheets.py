"""Reading a spreadsheet, ODS or XLSX, as its standard says: numbers, texts, nothing; a formula is a fault."""

from io import BytesIO
from zipfile import ZipFile

from lxml import etree

Rows = list[list[str | float | None]]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def sheets_of(file: bytes) -> list[Rows]:
    """The rows of every sheet, in order."""
    with ZipFile(BytesIO(file)) as opened:
        names = opened.namelist()
        if "content.xml" in names:
            return [_ods_rows(table) for table in etree.fromstring(opened.read("content.xml")).iter(f"{_TABLE}table")]
        texts = ["".join(one.itertext()) for one in etree.fromstring(opened.read("xl/sharedStrings.xml"))]
        found = sorted(name for name in names if name.startswith("xl/worksheets/sheet"))
        return [_xlsx_rows(opened.read(name), texts) for name in found]


def _ods_rows(table: etree._Element) -> Rows:
    assert not table.xpath(".//@table:formula", namespaces={"table": _TABLE[1:-1]})
    return [[_ods_cell(cell) for cell in row] for row in table.iter(f"{_TABLE}table-row")]


def _ods_cell(cell: etree._Element) -> str | float | None:
    match cell.get(f"{_OFFICE}value-type"):
        case None:
            return None
        case "float":
            return float(cell.get(f"{_OFFICE}value") or "")
        case "string":
            return "".join(str(part) for part in cell.itertext())
        case other:
            raise AssertionError(other)


def _xlsx_rows(sheet: bytes, texts: list[str]) -> Rows:
    tree = etree.fromstring(sheet)
    assert not list(tree.iter(f"{_MAIN}f"))
    rows: Rows = []
    for row in tree.iter(f"{_MAIN}row"):
        cells: list[str | float | None] = []
        for cell in row:
            column = ord((cell.get("r") or "")[0]) - ord("A")
            cells += [None] * (column - len(cells))
            value = cell.findtext(f"{_MAIN}v") or ""
            cells.append(texts[int(value)] if cell.get("t") == "s" else float(value))
        rows.append(cells)
    widest = max(map(len, rows), default=0)
    return [cells + [None] * (widest - len(cells)) for cells in rows]
