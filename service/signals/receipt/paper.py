"""The receipt on paper: one A4 page as PDF/UA-1 and PDF/A-3a, in Dutch, with its own fonts and the signed JSON inside.

PDF/A-3a and not 2a, because only version 3 lets a file carry another file, and the signed JSON has to travel along.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from service.clock import AMSTERDAM
from service.rules.core import Outcome
from service.rules.facts import Kind
from service.signals.receipt import words
from service.signals.receipt.age import ABOUT_AGE
from service.signals.receipt.issue import Issued
from service.signals.receipt.seal import sealed
from service.signals.receipt.sign import fingerprint, signed, spelled
from service.typeset import pages_of, printable, typeset

TEMPLATE = Path(__file__).parent / "template" / "receipt.typ"
TITLE = {
    Kind.RENT_ARREARS: "Ontvangstbewijs vroegsignaal huurachterstand",
    Kind.BEHIND_THE_DOOR: "Ontvangstbewijs signaal achter de voordeur",
}
_AMENDMENTS = 3
# The base size in points, the first one that keeps the receipt on one page.
_SIZES = {Kind.RENT_ARREARS: (9.0, 8.5, 8.0, 7.4), Kind.BEHIND_THE_DOOR: (10.5, 9.0)}
# Said in full in the signed content; on paper the table names them once.
_SHORT = {
    "Besluit gemeentelijke schuldhulpverlening": "Bgs", "Algemene verordening gegevensbescherming": "AVG",
    "artikel 5, eerste lid, onder c": "artikel 5 lid 1 onder c",
}


def pdf_of(issued: Issued) -> bytes:
    """The sealed PDF of a receipt: one page."""
    local = issued.at.astimezone(AMSTERDAM)
    sheet = spelled(printable(_sheet(issued.content, local))).decode()
    document = spelled(signed(issued.content, issued.key)).decode()
    plain = b""
    for size in _SIZES[Kind(issued.content["signaal"]["soort"])]:
        given = {"blad": sheet, "bewijs": document, "korps": str(size)}
        plain = typeset(TEMPLATE, given, int(issued.at.timestamp()), archival=True)
        if pages_of(plain) == 1:
            break
    return sealed(plain, issued.content["bewijsnummer"], issued.key)


def _sheet(content: dict[str, Any], local: datetime) -> dict[str, Any]:
    """Everything the template prints, in words."""
    rent = content.get("huurachterstand")
    found = {section.title: _rows(section.facts) for section in words.sections(content)}
    sources = _sources(content["beoordeling"].get("voorwaarden", []))
    return {
        "titel": TITLE[Kind(content["signaal"]["soort"])],
        "gemeente": content["gemeente"]["naam"],
        "inleiding": _opening(content),
        "signaal": found["Het signaal"],
        "stappen": found.get("Wat de corporatie deed", []),
        "bedrag": _rows(_few(words.amounts(rent))) if rent else [],
        "toestemming": found.get("Toestemming", []),
        "stand": found["Wat de gemeente deed"],
        "ouderdom": found.get("Ouderdom van het signaal", []),
        "overOuderdom": ABOUT_AGE if rent else "",
        "voorwaarden": _conditions(content["beoordeling"].get("voorwaarden", []), sources),
        "bronnen": sources,
        "regelversie": content["beoordeling"]["regelversie"],
        "toelichting": content["toelichting"],
        "bewijsnummer": content["bewijsnummer"],
        "uitgegeven": words.received(content["uitgegeven"]),
        "sleutel": content["ondertekening"]["sleutel"],
        "controleren": content["ondertekening"]["controleren"],
        "sleutels": content["ondertekening"]["sleutels"],
        "vingerafdruk": fingerprint(content),
        "dag": [local.year, local.month, local.day],
    }


def _opening(content: dict[str, Any]) -> str:
    signal = content["signaal"]
    return (
        f"{content['gemeente']['naam']} ontving op {words.received(signal['ontvangen'])} "
        f"van {content['corporatie']['naam']} het signaal met referentie {signal['referentie']}."
    )


def _rows(facts: tuple[words.Fact, ...]) -> list[list[str]]:
    return [[fact.label, fact.text] for fact in facts]


def _few(facts: tuple[words.Fact, ...]) -> tuple[words.Fact, ...]:
    """The amounts that fit: the first two lines and the last changes; the attached JSON has them all."""
    left_out = len(facts) - 2 - _AMENDMENTS
    if left_out <= 0:
        return facts
    told = words.Fact("Eerdere wijzigingen", f"{left_out}, zie het bestand in deze PDF")
    return (*facts[:2], told, *facts[-_AMENDMENTS:])


def _sources(conditions: list[dict[str, Any]]) -> list[str]:
    """The texts that were read, each once, in the order in which the conditions name them."""
    return list(dict.fromkeys(found["tekstGezien"] for found in conditions))


def _conditions(conditions: list[dict[str, Any]], sources: list[str]) -> list[list[str]]:
    return [
        [
            found["uitleg"], words.OUTCOME[Outcome(found["uitkomst"])], found.get("aard", ""), _short(found["bron"]),
            str(sources.index(found["tekstGezien"]) + 1),
        ]
        for found in conditions
    ]


def _short(source: str) -> str:
    for full, short in _SHORT.items():
        source = source.replace(full, short)
    return source
