"""The hand-over file for a municipality that does not work here: a PDF to read, the JSON to import, or both in a ZIP.

Made in memory, in the request that asks for it, and written nowhere.
"""

import io
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from service.clock import AMSTERDAM
from service.policy.threshold import euros
from service.rules.dutch import day
from service.typeset import printable, typeset

TEMPLATE = Path(__file__).parent / "forwarding.typ"
NAME = "overdracht-vroegsignaal"
_STEPS = {
    "contactGezochtOp": "Contact gezocht (Bgs artikel 2, onder a)",
    "gewezenOpSchuldhulpOp": "Gewezen op schuldhulp (b)",
    "herinneringVerstuurdOp": "Schriftelijke herinnering (c)",
}
_REACTION = {"geen": "Geen reactie", "toestemming": "Toestemming gegeven", "afgewezen": "Afgewezen"}
_ARRANGEMENT = {"geen": "Geen", "nagekomen": "Ja, en nagekomen", "nietNagekomen": "Niet nagekomen"}
_PHASE = {
    "dagvaardingAangekondigd": "Dagvaarding aangekondigd", "gedagvaard": "Gedagvaard",
    "ontruimingBevolen": "Ontruiming bevolen", "ontruimingAangezegd": "Ontruiming aangezegd",
}


def json_of(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=2).encode()


def pdf_of(document: dict[str, Any]) -> bytes:
    """The document as people read it (PDF/UA-1)."""
    at = datetime.fromisoformat(document["gemaaktOp"])
    given = {"blad": json.dumps(printable(_sheet(document, at.astimezone(AMSTERDAM).date())), ensure_ascii=False)}
    return typeset(TEMPLATE, given, int(at.timestamp()))


def zip_of(document: dict[str, Any]) -> bytes:
    """Both in one file, so that one download gives both."""
    packed = io.BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.pdf", pdf_of(document))
        archive.writestr(f"{NAME}.json", json_of(document))
    return packed.getvalue()


def _sheet(document: dict[str, Any], today: date) -> dict[str, Any]:
    sender = document["van"]
    return {
        "titel": "Overdracht van een vroegsignaal huurachterstand",
        "van": f"{sender['naam']} ({sender['gemeentecode']})",
        "voor": f"Gemeente met code {document['voor']['gemeentecode']}", "doorgezonden": day(today),
        "dag": [today.year, today.month, today.day], "toelichting": document["toelichting"],
        "grondslag": [[basis["bron"], basis["tekst"] or ""] for basis in document["grondslag"]],
        "signalen": [_report(report) for report in document["signalen"]],
    }


def _report(report: dict[str, Any]) -> dict[str, Any]:
    rent = report["huurachterstand"]
    return {
        "kop": f"Signaal {report['referentie']} van {report['corporatie']}",
        "dagen": [["Datum van het signaal", _day(report["signaaldatum"])],
                  ["Ontvangen door de eerste gemeente", _day(report["ontvangenOp"])]],
        "persoon": _person(report["betrokkene"]), "huur": _rent(rent),
    }


def _person(subject: dict[str, Any]) -> list[list[str]]:
    address = subject["adres"]
    name = " ".join(subject[part] for part in ("voorletters", "tussenvoegsels", "achternaam") if subject.get(part))
    number = f"{address['huisnummer']}{address.get('huisletter') or ''}"
    addition = f"-{address['huisnummertoevoeging']}" if address.get("huisnummertoevoeging") else ""
    known = [
        ["Naam", name], ["Adres in het signaal", f"{address['postcode']} {number}{addition}"],
        ["Geboortedatum", _day(subject.get("geboortedatum"))], ["Telefoon", subject.get("telefoonnummer") or "-"],
        ["E-mail", subject.get("emailadres") or "-"],
    ]
    return [row for row in known if row[1] != "-"]


def _rent(rent: dict[str, Any]) -> list[list[str]]:
    steps, threat = rent["socialeIncasso"], rent.get("dreiging")
    return [
        ["Bedrag", euros(rent["bedragInCenten"])], ["Achterstand sinds", _day(rent["ontstaansdatum"])],
        ["Betalingsregeling", _ARRANGEMENT[rent["betalingsregeling"]]],
        *([label, _day(steps[step])] for step, label in _STEPS.items()),
        ["Aanbod gegevens te delen (d)", "Ja" if steps["aanbodBijHerinnering"] else "Nee"],
        ["Reactie van de huurder", _REACTION[steps["reactieHuurder"]]], ["Dreiging", _threat(threat)],
        ["Warme overdracht gevraagd", "Ja" if rent.get("warmeOverdracht") else "Nee"],
    ]


def _threat(threat: dict[str, Any] | None) -> str:
    if not threat:
        return "Geen dreiging gemeld"
    phase = _PHASE[threat["fase"]]
    return f"{phase}, voor {_day(threat['datum'])}" if threat.get("datum") else phase


def _day(value: str | None) -> str:
    return day(date.fromisoformat(value)) if value else "-"
