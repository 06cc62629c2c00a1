"""From the bytes of a CSV file to its records: which characters, which separator, where a record ends. Pure."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from service.signals.delivery.rows import MOST_BYTES_A_ROW, whole_file

_BOM = b"\xef\xbb\xbf"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Two bytes that are one letter in UTF-8, such as an e with an accent, and two improbable ones in Windows-1252.
MOSTLY_UTF8 = re.compile(rb"[\xc3\xc5][\x80-\xbf]")
SEPARATORS = ";,\t"
MOST_COLUMNS = 200
NOT_READ = "Er is niets opgeslagen."


@dataclass(frozen=True, slots=True)
class Record:
    """One record; `cells` is None when the quotes in it make it unreadable. The head is number 1."""

    number: int
    cells: list[str] | None

    @property
    def blank(self) -> bool:
        """Whether it says nothing; spreadsheets leave such rows behind."""
        return self.cells is not None and not any(cell.strip() for cell in self.cells)


def decode(raw: bytes) -> str:
    """UTF-8 with or without a byte order mark, else Windows-1252. Raises `InvalidInput` for anything else."""
    if raw.startswith(_UTF16):
        raise whole_file("ongeldigeTekenset", f"Sla het bestand op als CSV UTF-8. {NOT_READ}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if raw.startswith(_BOM) or MOSTLY_UTF8.search(raw):
            line = raw.count(b"\n", 0, error.start) + 1
            told = f"Het bestand mengt tekensets; het gaat mis op regel {line}. Sla het op als CSV UTF-8. {NOT_READ}"
            raise whole_file("ongeldigeTekenset", told) from None
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        told = f"Het bestand is geen UTF-8 en geen Windows-1252. Sla het op als CSV UTF-8. {NOT_READ}"
        raise whole_file("ongeldigeTekenset", told) from None


def records(lines: Iterable[str], delimiter: str) -> Iterator[Record]:
    """Every record, the head and blank ones too, from lines that still have their ends."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    for number in count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            # Also a cell longer than the library allows: longer than any signal.
            yield Record(number, None)
            continue
        yield Record(number, cells if sum(map(len, cells)) <= MOST_BYTES_A_ROW else None)


def separator(text: str) -> str:
    """The separator of the head: the one that stands in it most, outside quotes."""
    head = re.sub(r'"[^"]*"', "", text[:MOST_BYTES_A_ROW].lstrip("\r\n").partition("\n")[0])
    return max(SEPARATORS, key=head.count)
