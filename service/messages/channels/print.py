"""Letters for the print house: A4 for a window envelope, as PDF/UA-1, laid down in a folder that it empties.

A letter is one page; an enclosure begins a second one. In large type the enclosure follows on, over two pages together.

After rendering the pages are counted, and the key on each page is held against that of the message: a letter with
somebody else's page in it must not leave (Leiden, 2023).
"""

import json
import os
import re
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from service.clock import AMSTERDAM
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel
from service.messages.text import SECOND_SHEET
from service.rules.dutch import day
from service.typeset import marked, pages_of, printable, qr_code, typeset

TEMPLATE = Path(__file__).parent / "letter.typ"
_KEY = "sleutel"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"https?://\S+")
_LONGEST_HEADING = 60
_USUAL, _LARGE = 12, 14
"""The size of the letters, in points."""


class PrintHouse:
    """Lays each letter down at once, as a file of its own."""

    def __init__(self, folder: Path, return_address: str | None) -> None:
        self._folder, self._return_address = folder, return_address or ""

    def carry(self, parcel: Parcel) -> None:
        pdf = letter_of(parcel, self._return_address)
        parcel.departure.begin()
        try:
            lay_down(self._folder / f"{parcel.id}.pdf", pdf)
        except OSError as error:
            raise NotNow("De map voor de drukker is niet te beschrijven.") from error


def lay_down(place: Path, content: bytes) -> None:
    """Whole or not at all: the print house never sees half a letter, and the same letter stands there once."""
    fresh = place.with_suffix(".nieuw")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    fresh.replace(place)


def letter_of(parcel: Parcel, return_address: str) -> bytes:
    """The letter on paper. Raises `DoesNotFit` for more pages than it may have, or one that is not of this letter."""
    return pile_of([sheet_of(parcel, return_address)], f"Brief van {parcel.sender}", parcel.at)


def pile_of(sheets: list[dict[str, Any]], title: str, at: datetime) -> bytes:
    """Letters in one file, each on its own pages and in this order. Raises `DoesNotFit` when a page says otherwise."""
    local = at.astimezone(AMSTERDAM).date()
    pile = {
        "titel": title, "afzender": sheets[0]["afzender"], "dag": [local.year, local.month, local.day],
        "bladen": sheets,
    }
    given = {"stapel": json.dumps(printable(pile))}
    pdf = typeset(TEMPLATE, given, int(at.timestamp()))
    keys = marked(TEMPLATE, given, _KEY)
    runs = [(key, len(list(run))) for key, run in groupby(keys)]
    in_order = [key for key, _ in runs] == [sheet["sleutel"] for sheet in sheets]
    fits = all(count <= _most_pages(sheet) for sheet, (_, count) in zip(sheets, runs, strict=False))
    if pages_of(pdf) != len(keys) or not in_order or not fits:
        raise DoesNotFit
    return pdf


def _most_pages(sheet: dict[str, Any]) -> int:
    enclosed = any(part["soort"] == "blad" for part in sheet["delen"])
    return 2 if enclosed or sheet["punten"] == _LARGE else 1


def sheet_of(parcel: Parcel, return_address: str) -> dict[str, Any]:
    """Everything that stands on one letter."""
    return {
        "afzender": parcel.sender, "sleutel": str(parcel.id), "datum": day(parcel.at.astimezone(AMSTERDAM).date()),
        "retour": return_address, "aan": list(parcel.to), "punten": _LARGE if parcel.large_type else _USUAL,
        "delen": [part for block in parcel.text.split("\n\n") for part in _parts(block)],
    }


def _parts(block: str) -> list[dict[str, Any]]:
    """A block of a template: a short first line without a full stop is a heading (see templates/letter.yaml)."""
    lines = [line for line in block.strip().split("\n") if line]
    if lines == [SECOND_SHEET]:
        return [{"soort": "blad"}]
    if len(lines) == 1 and _LINK.fullmatch(lines[0]):
        # On paper nobody can follow a link: it is a code to scan; who cannot scan it can call.
        return [{"soort": "code", "adres": lines[0], "qr": qr_code(lines[0])}]
    if len(lines) > 1 and _is_heading(lines[0]):
        return [{"soort": "kop", "tekst": lines[0]}, _paragraph(lines[1:])]
    return [_paragraph(lines)] if lines else []


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".,:*" and not _BOLD.search(line)


def _paragraph(lines: list[str]) -> dict[str, Any]:
    return {"soort": "alinea", "regels": [_pieces(line) for line in lines]}


def _pieces(line: str) -> list[dict[str, Any]]:
    """What stands between double stars is bold; the odd pieces of the split are those."""
    return [
        {"tekst": piece, "vet": bool(number % 2)} for number, piece in enumerate(_BOLD.split(line)) if piece
    ]
