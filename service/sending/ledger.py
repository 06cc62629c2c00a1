"""The result file and the progress beside it: whatever breaks, together they say exactly how far it came.

A batch counts once its rows are on disk and the progress names their last byte. After a break the rows beyond it are
cut off and their batch is sent again, which changes nothing at the service.
"""

import fcntl
import json
import os
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from service.errors import BadSettings
from service.sending.outcome import NotFinished, Tally
from service.sending.rows import heading, written

_PRIVATE = 0o600


class Ledger:
    """What became of one order so far. `order` names the input and how it is sent: another order starts anew."""

    def __init__(self, target: Path, order: str) -> None:
        self.target, self._order = target, order
        self._progress = target.with_name(f"{target.name}.voortgang")
        self.tally = Tally()
        try:
            self._file = self._opened()
        except OSError as error:
            raise BadSettings(f"Het uitkomstbestand {target} is niet te maken: {error.strerror}.") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._file.close()

    @property
    def done(self) -> int:
        """How many records of the input have a row."""
        return self.tally.rows

    def keep(self, rows: list[dict[str, Any]]) -> None:
        """Write what became of the next rows. Raises `NotFinished` when the disk does not take it."""
        try:
            self._write(written(self.target, rows))
            self.tally.add(rows)
            self._mark()
        except OSError as error:
            raise NotFinished(f"Het uitkomstbestand {self.target} is niet te schrijven: {error.strerror}.") from None

    def finish(self) -> None:
        """Every record has its row; the next run is a new one."""
        self._progress.unlink(missing_ok=True)

    def _opened(self) -> BinaryIO:
        file = _locked(self.target)
        known = self._read()
        if known is None:
            file = self._anew(file)
        else:
            self.tally = Tally(known["telling"])
            file.truncate(known["bytes"])
            file.seek(0, os.SEEK_END)
        return file

    def _read(self) -> dict[str, Any] | None:
        """The progress of this very order, when the result file still holds all of it."""
        try:
            known: dict[str, Any] = json.loads(self._progress.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        same = known.get("opdracht") == self._order and self.target.stat().st_size >= known["bytes"]
        return known if same else None

    def _anew(self, file: BinaryIO) -> BinaryIO:
        """Begin; the results of the run before are kept once, because reasons of refusals are told only once."""
        self._progress.unlink(missing_ok=True)
        if self.target.stat().st_size:
            self.target.replace(self.target.with_name(f"{self.target.name}.vorige"))
            file.close()
            file = _locked(self.target)
        self._file = file
        self._write(heading(self.target))
        self._mark()
        return file

    def _write(self, content: bytes) -> None:
        self._file.write(content)
        self._file.flush()
        os.fsync(self._file.fileno())

    def _mark(self) -> None:
        told = {"opdracht": self._order, "bytes": self._file.tell(), "telling": dict(self.tally)}
        fresh = self._progress.with_name(f"{self._progress.name}.nieuw")
        with _private(fresh, os.O_TRUNC) as handle:
            handle.write(json.dumps(told).encode())
            handle.flush()
            os.fsync(handle.fileno())
        fresh.replace(self._progress)


def _private(path: Path, flags: int = 0) -> BinaryIO:
    """A file that only its owner can read: it holds references."""
    handle = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | flags, _PRIVATE), "r+b")
    path.chmod(_PRIVATE)
    return handle


def _locked(path: Path) -> BinaryIO:
    handle = _private(path)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        handle.close()
        raise NotFinished(f"Er loopt al een aanlevering die naar {path} schrijft.") from None
    return handle
