"""The card on paper: four to an A4, each with the address of the page with help as text and as a QR code (PDF/UA-1).

It is printed on one side and folded with the print inside, so the outside is blank: nobody who sees it lie knows what
it is. No word on it is about money, and the code in its address says only which municipality and which month.
"""

import io
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import segno

from service.help.cards import batch_of
from service.help.catalogue import HelpDesk
from service.messages.public import card_path
from service.typeset import pages_of, printable, typeset

TEMPLATE = Path(__file__).parent / "card.typ"
CARDS_ON_A_SHEET, MOST_SHEETS = 4, 25
_MODULE = 10


@dataclass(frozen=True, slots=True)
class Printing:
    """What is to be printed: for which municipality, how many sheets, and where its page is."""

    desk: HelpDesk
    sheets: int
    service_url: str
    at: datetime

    @property
    def cards(self) -> int:
        return self.sheets * CARDS_ON_A_SHEET


def cards_of(printing: Printing) -> bytes:
    """The cards of this month, as PDF."""
    desk, day = printing.desk, printing.at.date()
    address = f"{printing.service_url}{card_path(desk.municipality_code, batch_of(day))}"
    given = {
        "titel": f"Kaart: hulp van {desk.name}", "gemeente": desk.name, "vellen": printing.sheets,
        "adres": address.partition("://")[2], "contact": desk.contact, "telefoon": desk.phone,
        "uren": desk.hours, "dag": [day.year, day.month, day.day],
    }
    told = {"kaart": json.dumps(printable(given)), "qr": _qr(address)}
    pdf = typeset(TEMPLATE, told, int(printing.at.timestamp()))
    assert pages_of(pdf) == printing.sheets, "four cards fill one sheet"
    return pdf


def _qr(address: str) -> str:
    """A QR code as SVG; level M, so that it can be read when a corner is worn."""
    drawn = io.BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", scale=_MODULE, border=2, xmldecl=False, dark="#000")
    return drawn.getvalue().decode()
