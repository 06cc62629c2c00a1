"""The letters of a run for the print house: one PDF, and a list of addresses in the same order.

A pile is made whole in a folder that the print house does not look into. Only when its letters are written down as
sent it is handed over; so a letter is sent when its pile exists, and no letter is in two piles.
"""

import csv
import json
from collections.abc import Sequence
from datetime import datetime
from io import StringIO
from pathlib import Path
from shutil import rmtree
from uuid import UUID

from service.clock import day_of
from service.messages.channels.carrier import NotNow
from service.messages.channels.print import Sheet, lay_down, of_previous_release, pile_of

MAKING = "in-de-maak"
_LEFT = ("wachtend", "*.maken")
"""Where the previous release put letters that it had called sent, one file each, to wait for the pile of the day."""
_COLUMNS = ("bladzijde", "kenmerk", "naam", "adres", "postcode en plaats", "bladzijden", "kort kenmerk")


def make_pile(folder: Path, sheets: Sequence[Sheet], now: datetime) -> Path:
    """A pile that waits to be handed over; its PDF. Raises `DoesNotFit`, and `NotNow` when it cannot be written."""
    try:
        making = folder / MAKING
        making.mkdir(mode=0o700, exist_ok=True)
        pdf = making / f"{_fresh(folder, now)}.pdf"
        made = pile_of(sheets, "Brieven voor de drukker", now)
        lay_down(pdf.with_suffix(".csv"), _addresses(sheets, made.pages).encode("utf-8-sig"))
        lay_down(pdf, made.pdf)
    except OSError as error:
        raise NotNow("De map voor de drukker is niet te beschrijven.") from error
    return pdf


def hand_over(pdf: Path) -> None:
    """Put a pile where the print house finds it: the addresses first, so that a PDF never lies there without."""
    for path in (pdf.with_suffix(".csv"), pdf):
        path.replace(path.parent.parent / path.name)


def throw_away(pdf: Path) -> None:
    """Remove a pile that was never handed over."""
    for path in (pdf, pdf.with_suffix(".csv"), pdf.with_suffix(".nieuw")):
        path.unlink(missing_ok=True)


def half_made(folder: Path) -> list[Path]:
    """The piles that a run left behind, and what is left of one that it did not finish; the PDF of each."""
    return sorted({path.with_suffix(".pdf") for path in (folder / MAKING).glob("brieven-*")})


def letters_in(pdf: Path) -> list[UUID]:
    """The messages of a pile, by its list of addresses; empty for a pile that was not finished."""
    if not pdf.exists():
        return []
    rows = csv.DictReader(StringIO(pdf.with_suffix(".csv").read_text("utf-8-sig")), delimiter=";")
    return [UUID(row["kenmerk"]) for row in rows]


def left_waiting(folder: Path) -> list[Path]:
    """The letters that the previous release left waiting for the pile of the day."""
    return sorted(path for pattern in _LEFT for place in folder.glob(pattern) for path in place.glob("*.json"))


def sheets_of(paths: Sequence[Path]) -> list[Sheet]:
    return [of_previous_release(json.loads(path.read_text("utf-8"))) for path in paths]


def clear_waiting(folder: Path) -> None:
    for pattern in _LEFT:
        for place in folder.glob(pattern):
            rmtree(place)


def _fresh(folder: Path, now: datetime) -> str:
    """A name that no pile of this day has yet."""
    name, number = f"brieven-{day_of(now).isoformat()}", 1
    while any((place / f"{name}-{number}.pdf").exists() for place in (folder, folder / MAKING)):
        number += 1
    return f"{name}-{number}"


def _addresses(sheets: Sequence[Sheet], pages: Sequence[int]) -> str:
    """The letters in their order: on which page of the PDF each begins, and how many it has."""
    table = StringIO()
    lines = csv.writer(table, delimiter=";")
    lines.writerow(_COLUMNS)
    first = 1
    for sheet, count in zip(sheets, pages, strict=True):
        lines.writerow((first, sheet["sleutel"], *sheet["aan"], count, sheet["kenmerk"]))
        first += count
    return table.getvalue()
