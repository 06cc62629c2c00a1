"""The receipt on paper: one A4 page as PDF/UA-1 and PDF/A-3a, in Dutch, with its own fonts and the signed JSON inside.

PDF/A-3a and not 2a, because only version 3 lets a file carry another file, and the signed JSON has to travel along.
"""

from dataclasses import dataclass
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
from service.signals.receipt.sign import Key, fingerprint, signed, spelled
from service.typeset import pages_of, printable, typeset

TEMPLATES = Path(__file__).parent / "template"
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


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page to print: everything that it says, and the signed file that goes inside.

    `sizes` are base sizes in points: the first one that keeps it on one page is taken.
    """

    template: Path
    said: dict[str, Any]
    document: str
    sizes: tuple[float, ...]


def pdf_of(issued: Issued) -> bytes:
    """The sealed PDF of a receipt: one page."""
    content, key = issued.content, issued.key
    document = spelled(signed(content, key)).decode()
    said = _sheet(content, issued.at.astimezone(AMSTERDAM))
    sheet = Sheet(TEMPLATES / "receipt.typ", said, document, _SIZES[Kind(content["signaal"]["soort"])])
    return signed_page(sheet, content["bewijsnummer"], key, issued.at)


def signed_page(sheet: Sheet, number: str, key: Key, at: datetime) -> bytes:
    """A sheet on one page, sealed."""
    said, plain = spelled(printable(sheet.said)).decode(), b""
    for size in sheet.sizes:
        given = {"blad": said, "bewijs": sheet.document, "korps": str(size)}
        plain = typeset(sheet.template, given, int(at.timestamp()), archival=True)
        if pages_of(plain) == 1:
            break
    return sealed(plain, number, key)


def signing_of(content: dict[str, Any]) -> dict[str, Any]:
    """What stands at the foot of every proof, and what is said about it."""
    signing = content["ondertekening"]
    return {
        "bewijsnummer": content["bewijsnummer"], "vingerafdruk": fingerprint(content),
        "sleutel": signing["sleutel"], "controleren": signing["controleren"], "sleutels": signing["sleutels"],
        "toelichting": content["toelichting"],
    }


def _sheet(content: dict[str, Any], local: datetime) -> dict[str, Any]:
    """Everything the template prints, in words."""
    rent = content.get("huurachterstand")
    found = {section.title: rows_of(section.facts) for section in words.sections(content)}
    sources = _sources(content["beoordeling"].get("voorwaarden", []))
    return signing_of(content) | {
        "titel": TITLE[Kind(content["signaal"]["soort"])],
        "gemeente": content["gemeente"]["naam"],
        "inleiding": _opening(content),
        "signaal": found["Het signaal"],
        "stappen": found.get("Wat de corporatie deed", []),
        "bedrag": rows_of(_few(words.amounts(rent))) if rent else [],
        "toestemming": found.get("Toestemming", []),
        "stand": found["Wat de gemeente deed"],
        "ouderdom": found.get("Ouderdom van het signaal", []),
        "overOuderdom": ABOUT_AGE if rent else "",
        "voorwaarden": _conditions(content["beoordeling"].get("voorwaarden", []), sources),
        "bronnen": sources,
        "regelversie": content["beoordeling"]["regelversie"],
        "bestand": "ontvangstbewijs.json", "overBestand": "Het ondertekende ontvangstbewijs (JWS, PS256)",
        "uitgegeven": words.received(content["uitgegeven"]),
        "dag": [local.year, local.month, local.day],
    }


def _opening(content: dict[str, Any]) -> str:
    signal = content["signaal"]
    return (
        f"{content['gemeente']['naam']} ontving op {words.received(signal['ontvangen'])} "
        f"van {content['corporatie']['naam']} het signaal met referentie {signal['referentie']}."
    )


def rows_of(facts: tuple[words.Fact, ...]) -> list[list[str]]:
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
            found["uitleg"], words.OUTCOME[Outcome(found["uitkomst"])], found.get("aard", ""), short(found["bron"]),
            str(sources.index(found["tekstGezien"]) + 1),
        ]
        for found in conditions
    ]


def short(source: str) -> str:
    for full, short in _SHORT.items():
        source = source.replace(full, short)
    return source
