"""Letters for the print house: A4 for a window envelope, as PDF/UA-1, laid down in a folder that it empties.

A letter is one page, or two. An enclosure begins a page of its own; in large type it follows on.

After rendering the pages are counted, and the key on each page is held against that of the message: a letter with
somebody else's page in it must not leave (Leiden, 2023). See docs/decisions/0046-a-letter-of-the-municipality.md.
"""

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import Any
from uuid import UUID

from service.clock import AMSTERDAM
from service.messages.channels.carrier import DoesNotFit, NotNow, Parcel
from service.messages.compose import with_plain_links
from service.messages.letterhead import Letterhead
from service.messages.reference import short_reference
from service.messages.text import SECOND_SHEET
from service.rules.dutch import day
from service.typeset import marked, pages_of, printable, qr_code, typeset, unprintable

TEMPLATE = Path(__file__).parent / "letter.typ"
_KEY, _OUTSIDE = "sleutel", "buitenVenster"
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"https?://\S+")
_LONGEST_HEADING = 60
_USUAL, _LARGE = 12, 14
"""The size of the letters, in points."""
_MOST_PAGES = 2
"""One sheet of paper, printed on both sides."""

Sheet = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pile:
    """Letters in one file; `pages` are how many each has, in their order."""

    pdf: bytes
    pages: tuple[int, ...]


class PrintHouse:
    """Lays each letter down at once, as a file of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def carry(self, parcel: Parcel) -> None:
        pdf = letter_of(parcel)
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


def letter_of(parcel: Parcel) -> bytes:
    """The letter on paper. Raises `DoesNotFit` for more pages than it may have, or letters that cannot be printed."""
    if unprintable(" ".join((*parcel.to, parcel.subject or "", parcel.text))):
        raise DoesNotFit
    return pile_of([sheet_of(parcel)], f"Brief van {parcel.sender}", parcel.at).pdf


def pile_of(sheets: Sequence[Sheet], title: str, at: datetime) -> Pile:
    """Letters in one file, each on its own pages and in this order.

    Raises `DoesNotFit` when a page says otherwise, or when an address does not fit in the window of its envelope.
    """
    local = at.astimezone(AMSTERDAM).date()
    logos = list(dict.fromkeys(sheet["logo"] for sheet in sheets if sheet["logo"]))
    pile = {
        "titel": printable(title), "afzender": sheets[0]["afzender"], "dag": [local.year, local.month, local.day],
        "taal": sheets[0]["taal"], "logos": logos,
        "bladen": [sheet | {"logo": logos.index(sheet["logo"]) if sheet["logo"] else None} for sheet in sheets],
    }
    given = {"stapel": json.dumps(pile)}
    pdf = typeset(TEMPLATE, given, int(at.timestamp()))
    keys = marked(TEMPLATE, given, _KEY)
    runs = [(key, len(list(run))) for key, run in groupby(keys)]
    in_order = [key for key, _ in runs] == [sheet["sleutel"] for sheet in sheets]
    fits = all(count <= _MOST_PAGES for _, count in runs)
    if pages_of(pdf) != len(keys) or not in_order or not fits or marked(TEMPLATE, given, _OUTSIDE):
        raise DoesNotFit
    return Pile(pdf, tuple(count for _, count in runs))




def sheet_of(parcel: Parcel) -> Sheet:
    """Everything that stands on one letter, in letters that can be printed."""
    around = parcel.letterhead or Letterhead(parcel.sender)
    reached = (("Bezoekadres", around.visiting_address), ("Telefoon", around.phone), ("Bereikbaar", around.hours))
    words: Sheet = printable({
        "afzender": parcel.sender, "gemeente": around.name, "sleutel": str(parcel.id),
        "kenmerk": short_reference(parcel.id), "datum": day(parcel.at.astimezone(AMSTERDAM).date()),
        "retour": around.return_address, "bereik": [{"naam": name, "tekst": told} for name, told in reached if told],
        "aan": list(parcel.to), "onderwerp": parcel.subject or "", "taal": parcel.language,
        "punten": _LARGE if parcel.large_type else _USUAL,
        "delen": [part for block in parcel.text.split("\n\n") for part in _parts(block)],
    })
    return words | {"logo": around.logo}


def of_previous_release(sheet: Sheet) -> Sheet:
    """A letter that waited since before letters had a letterhead: with what it has."""
    words: Sheet = printable(sheet)
    empty = {"gemeente": sheet["afzender"], "bereik": [], "onderwerp": "", "taal": "nl", "logo": ""}
    return empty | {"kenmerk": short_reference(UUID(sheet["sleutel"]))} | words


def _parts(block: str) -> list[dict[str, Any]]:
    """A block of a template: a short first line without a full stop is a heading (see templates/letter.yaml)."""
    lines = [with_plain_links(line) for line in block.strip().split("\n") if line]
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
