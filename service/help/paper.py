"""The card on paper: four to an A4, each with the address of the page with help as text and as a QR code (PDF/UA-1).

It is printed on one side and folded with the print inside, so the outside is blank: nobody who sees it lie knows what
it is. No word on it is about money, and the code in its address says only which municipality and which month.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.help.cards import batch_of
from service.help.catalogue import HelpDesk
from service.messages.public import card_path
from service.typeset import pages_of, printable, qr_code, typeset

TEMPLATE = Path(__file__).parent / "card.typ"
WORDS = {
    "kop": "Uw gemeente denkt met u mee",
    "begin": "Heeft u ergens zorgen over? Of wilt u iets vragen? U kunt zelf bij ons terecht.",
    "zelf": "Het kost u niets. U beslist zelf wat u vertelt, en of u verder wilt.",
    "kijk": "Kijk zelf wat er kan",
    "scan": "Scan de code met uw telefoon.",
    "adresHieronder": "Of ga naar het adres hieronder.",
}
"""All that a card says beside a name, a number and an address. The rules for plain language hold for it."""
CARDS_ON_A_SHEET, MOST_SHEETS = 4, 25


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
    told = {"kaart": json.dumps(printable(given | WORDS)), "qr": qr_code(address)}
    pdf = typeset(TEMPLATE, told, int(printing.at.timestamp()))
    assert pages_of(pdf) == printing.sheets, "four cards fill one sheet"
    return pdf
