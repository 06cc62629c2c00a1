"""The letters of a day for the print house: one PDF, and a list of addresses in the same order.

What waits is first moved aside; whoever died in between finds it there and makes the very same pile again.
"""

import csv
import json
from collections.abc import Iterator
from datetime import datetime
from io import StringIO
from pathlib import Path
from shutil import rmtree
from typing import Any

from service.clock import day_of
from service.messages.channels.print import WAITING, lay_down, pile_of

_MAKING = ".maken"
_COLUMNS = ("bladzijde", "kenmerk", "naam", "adres", "postcode en plaats")


def make_piles(folder: Path, now: datetime) -> int:
    """Make the pile of what waits, and of what was left half made; how many letters. Raises `DoesNotFit`."""
    waiting = folder / WAITING
    if waiting.is_dir() and any(waiting.glob("*.json")):
        waiting.rename(_fresh(folder, now))
    return sum(_make(making, now) for making in sorted(folder.glob(f"*{_MAKING}")))


def _fresh(folder: Path, now: datetime) -> Path:
    """A name that no pile of this day has yet."""
    name, number = f"brieven-{day_of(now).isoformat()}", 1
    while (folder / f"{name}-{number}.pdf").exists() or (folder / f"{name}-{number}{_MAKING}").exists():
        number += 1
    return folder / f"{name}-{number}{_MAKING}"


def _make(making: Path, now: datetime) -> int:
    sheets = [json.loads(path.read_text("utf-8")) for path in sorted(making.glob("*.json"))]
    if sheets:
        done = making.with_suffix("")
        lay_down(done.with_suffix(".csv"), "".join(_addresses(sheets)).encode("utf-8-sig"))
        lay_down(done.with_suffix(".pdf"), pile_of(sheets, "Brieven voor de drukker", now))
    rmtree(making)
    return len(sheets)


def _addresses(sheets: list[dict[str, Any]]) -> Iterator[str]:
    page = StringIO()
    lines = csv.writer(page, delimiter=";")
    lines.writerow(_COLUMNS)
    lines.writerows((number, sheet["sleutel"], *sheet["aan"]) for number, sheet in enumerate(sheets, start=1))
    yield page.getvalue()
