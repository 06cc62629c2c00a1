"""The file of a corporation: its encoding, its form, and its records one by one, whatever its size.

A record is a piece of text that is sent as it stands: one line of NDJSON, or the lines of one CSV record (a field in
quotes may hold line breaks).
"""

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TextIO

from service.errors import BadSettings, DomainError
from service.signals.delivery.csv_text import MOSTLY_UTF8, records, separator
from service.signals.delivery.rows import MOST_BYTES_A_ROW

NDJSON, CSV = "application/x-ndjson", "text/csv"
WINDOWS = "cp1252"
LONGEST_RECORD = 100_000
"""Characters. A signal is about a thousand; far beyond that it is no delivery, or a quote was never closed."""
_PIECE = 1 << 20


class Unusable(DomainError):
    """The file cannot be sent as it is; sending it again would not help."""

    title = "Niet aan te leveren"


@dataclass(frozen=True, slots=True)
class Record:
    """One signal as it stands in the file.

    `number` is its line, or for CSV its row as a spreadsheet counts: the head is 1, and a blank row counts too.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was looked through once: what it is, how many records it holds, and the hash of its bytes."""

    path: Path
    kind: str
    encoding: str
    digest: str
    seen: tuple[int, int]
    header: str = ""
    rows: int = 0

    @property
    def changed(self) -> bool:
        """Whether somebody wrote to the file since."""
        return self.seen != _stamp(self.path)

    def records(self, skip: int = 0) -> Iterator[Record]:
        """The records after the first `skip`. Raises `Unusable` where the file cannot be cut into records."""
        with self.path.open(encoding=self.encoding, newline="") as handle:
            found = _csv_records(handle) if self.kind == CSV else _json_lines(handle)
            yield from islice(found, skip + bool(self.header), None)


def survey(path: Path, encoding: str | None = None) -> Source:
    """Look a whole file through before anything is sent.

    Raises `Unusable` for a file that cannot be cut into records, `BadSettings` for one that cannot be read.
    """
    try:
        return _counted(path, _stamp(path), *_bytes_of(path, encoding))
    except OSError as error:
        raise BadSettings(f"Het bestand {path} is niet te lezen: {error.strerror}.") from None
    except LookupError:
        raise Unusable(f"De codering {encoding} bestaat niet. Gebruik utf-8, windows-1252 of cp850.") from None
    except UnicodeError:
        raise Unusable(f"De tekens van {path} zijn niet te lezen. Sla het bestand op als UTF-8.") from None


def _stamp(path: Path) -> tuple[int, int]:
    """Size and moment of the last change: what differs when somebody writes to a file."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _counted(path: Path, seen: tuple[int, int], digest: str, encoding: str) -> Source:
    with path.open(encoding=encoding, newline="") as handle:
        kind = _kind_of(path, handle)
        header = next(_csv_records(handle)).text if kind == CSV else ""
    bare = Source(path, kind, encoding, digest, seen, header)
    rows = sum(1 for _ in bare.records())
    if not rows:
        raise Unusable(f"In {path} staat geen enkel signaal.")
    return replace(bare, rows=rows)


def _bytes_of(path: Path, encoding: str | None) -> tuple[str, str]:
    """SHA-256, and the encoding: as given, else UTF-16 or UTF-8 as they show themselves, else that of Windows."""
    digest, decoder, utf8, letters, last = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True, False, b""
    with path.open("rb") as handle:
        start = handle.read(3)
        handle.seek(0)
        while piece := handle.read(_PIECE):
            digest.update(piece)
            utf8 = utf8 and _decodes(decoder, piece)
            letters = letters or bool(MOSTLY_UTF8.search(last + piece))
            last = piece[-1:]
    if encoding or start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return digest.hexdigest(), encoding or "utf-16"
    utf8 = utf8 and _decodes(decoder, b"", last=True)
    if not utf8 and (letters or start == codecs.BOM_UTF8):
        raise Unusable(f"{path} mengt tekensets. Sla het op als UTF-8, of noem de codering met --codering.")
    return digest.hexdigest(), "utf-8-sig" if utf8 else WINDOWS


def _decodes(decoder: codecs.IncrementalDecoder, piece: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(piece, last)
    except UnicodeDecodeError:
        return False
    return True


def _kind_of(path: Path, handle: TextIO) -> str:
    """By contents: a signal in JSON begins with a brace. A name that says otherwise is not believed, but told."""
    start = handle.read(LONGEST_RECORD).lstrip()
    handle.seek(0)
    if not start:
        raise Unusable(f"{path} is leeg.")
    if start.startswith("["):
        raise Unusable(f"{path} is een JSON-lijst. Lever NDJSON aan: een signaal per regel, zonder haken eromheen.")
    if start.startswith("{"):
        return NDJSON
    if path.suffix.lower() in {".ndjson", ".jsonl", ".json"}:
        raise Unusable(f"{path} is geen NDJSON: de eerste regel begint niet met een accolade.")
    return CSV


class _Lines:
    """The lines of a text, kept until a record has taken them; none can grow beyond what a record may be."""

    def __init__(self, handle: TextIO) -> None:
        self._handle, self._read = handle, 0
        self._taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._handle.readline(LONGEST_RECORD + 1)
        if not line:
            raise StopIteration
        self._read += 1
        self._taken.append(line)
        if sum(map(len, self._taken)) > LONGEST_RECORD:
            raise _broken(self._first)
        return line

    @property
    def _first(self) -> int:
        return self._read - len(self._taken) + 1

    def take(self) -> tuple[str, int, int]:
        """What was read since the last time, with a line end at its end, and its first and last line."""
        found = "".join(self._taken).rstrip("\r\n") + "\n", self._first, self._read
        self._taken = []
        return found


def _json_lines(handle: TextIO) -> Iterator[Record]:
    lines = _Lines(handle)
    for line in lines:
        text, number, _ = lines.take()
        if line.strip():
            yield Record(number, text)


def _csv_records(handle: TextIO) -> Iterator[Record]:
    """The header and every record that is not blank.

    A line with wrong quotes is a record like any other, and the service says what is wrong with it. Over several lines
    it may have swallowed other records: then the file is not sent.
    """
    start = handle.read(MOST_BYTES_A_ROW)
    handle.seek(0)
    lines = _Lines(handle)
    for record in records(lines, separator(start)):
        text, first, last = lines.take()
        if record.cells is None and last > first:
            raise _broken(first)
        if not record.blank:
            yield Record(record.number, text)


def _broken(line: int) -> Unusable:
    return Unusable(
        f"Vanaf regel {line} is het bestand niet te lezen: de regel is te lang, of er staat een aanhalingsteken te "
        "veel of te weinig. Er is niets verstuurd."
    )
