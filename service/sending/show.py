"""What a person sees while it runs: one line that moves on a terminal, a line now and then elsewhere."""

import shutil
import time
from dataclasses import dataclass
from typing import TextIO

from service.sending.outcome import Tally, thousands

_BAR = 24
_EVERY_SECONDS = 0.1
_EVERY_PART = 0.1
_CLEAR = "\r\x1b[K"


@dataclass(slots=True)
class Watcher:
    """Tells about progress on a stream; says nothing when `quiet`."""

    stream: TextIO
    quiet: bool = False
    _total: int = 0
    _first: int = 0
    _start: float = 0.0
    _told: tuple[int, float] = (-1, 0.0)

    def begin(self, total: int, done: int) -> None:
        """Start counting: of so many rows, so many were sent by an earlier run."""
        self._total, self._first, self._start = total, done, time.monotonic()
        if done:
            self.say(f"Verder na rij {thousands(done)}, waar het de vorige keer bleef.")

    def show(self, tally: Tally) -> None:
        """Tell how far it is, when enough has changed since the last time."""
        if self.quiet or not self._is_due(tally.rows):
            return
        self._told = (tally.rows, time.monotonic())
        if self.stream.isatty():
            self._put(_CLEAR + self._line(tally, shutil.get_terminal_size().columns - 1))
        else:
            self._put(f"{self._numbers(tally.rows)}: {tally.words()}\n")

    def say(self, words: str) -> None:
        """A remark between the progress, such as that there is no connection."""
        if not self.quiet:
            self._put(f"{_CLEAR if self.stream.isatty() else ''}{words}\n")

    def end(self) -> None:
        """Leave the line to whoever writes next."""
        if not self.quiet and self.stream.isatty() and self._told[0] >= 0:
            self._put("\n")

    def _is_due(self, rows: int) -> bool:
        told, at = self._told
        if told < 0 or rows == self._total:
            return True
        if self.stream.isatty():
            return time.monotonic() - at >= _EVERY_SECONDS
        return rows - told >= self._total * _EVERY_PART

    def _line(self, tally: Tally, width: int) -> str:
        """The numbers, after a bar for which there is room."""
        words = f"{self._numbers(tally.rows)}: {tally.words()}"
        bar = min(_BAR, width - len(words) - 3)
        full = bar * tally.rows // max(self._total, 1)
        return (f"[{'#' * full}{'.' * (bar - full)}] {words}" if bar > 0 else words)[:width]

    def _numbers(self, rows: int) -> str:
        part = 100 * rows // max(self._total, 1)
        rate = thousands(self._rate(rows))
        return f"{part:3}%  {thousands(rows)} van {thousands(self._total)} rijen, {rate}/s"

    def _rate(self, rows: int) -> int:
        """Rows a second in this run: what an earlier run sent does not count."""
        passed = time.monotonic() - self._start
        return round((rows - self._first) / passed) if passed > 0 else 0

    def _put(self, words: str) -> None:
        self.stream.write(words)
        self.stream.flush()
