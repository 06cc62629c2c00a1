"""What DDAS vroegsignalering 1.2 demands of a delivery, written down from the standard; and the standard itself.

The published schema is VNG Realisatie's and is not ours to copy. `DDAS_SCHEMA` says where it is; else it is looked for
beside the checkout. Where it is found, every delivery is held beside it too.
"""

import json
import os
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from service.config import ROOT

BESIDE = ROOT.parent / "shared" / "standards" / "ddas-vroegsignalering-1.2.schema.json"
PUBLISHED = Path(os.environ.get("DDAS_SCHEMA", BESIDE))

NOT_TAKEN_UP = [
    "Inwoner al bekend bij schuldhulpverlening", "Inwoner is overleden", "Niet opgepakt: andere reden",
    "Niet opgepakt: herhaalde melding", "Niet opgepakt: onterecht signaal",
    "Persoon is geen inwoner (meer) in de gemeente",
]
STATUSES = [*NOT_TAKEN_UP, "Nog niet opgepakt", "Opgepakt"]
RESULTS = [
    *NOT_TAKEN_UP, "(Budget)advies en/of quick fix", "Definitief geen contact kunnen krijgen",
    "Geen reactie na eerder contact", "Inwoner heeft al een ander lopend traject",
    "Inwoner heeft zelf al betaald/betalingsregeling getroffen",
    "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering", "Vervolghulp en/of verwijzing",
    "Vervolghulp en/of verwijzing financieel", "Vervolghulp en/of verwijzing niet financieel",
    "Verwijzing zonder tussenkomst inwoner",
]
CONTACT_KINDS = [
    "Administratief", "Afspraak op locatie", "Brief", "Huisbezoek", "Kaartje", "Mail", "Onbekend", "Overige",
    "SMS/Whatsapp", "Telefoon",
]
PARTS_OF_DAY = ["Ochtend", "Middag", "Avond"]
TEXT, WHOLE, FLAG = {"type": "string"}, {"type": "integer"}, {"type": "boolean"}
DAY, MOMENT = TEXT | {"format": "date"}, TEXT | {"format": "date-time"}


def _closed(required: str, **properties: Any) -> dict[str, Any]:
    return {
        "type": "object", "properties": properties, "required": required.split(), "additionalProperties": False,
    }


def _list(items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "array", "items": items, **more}


_CONTACT_PERSON = _closed("", naam=TEXT, telefoonnummer=TEXT, email=TEXT | {"format": "email"}, functietitel=TEXT)
_CLIENT = {"oneOf": [
    _closed("burgerservicenummer", burgerservicenummer=TEXT | {"minLength": 9, "maxLength": 9}),
    _closed("huisnummer postcode", geslachtsaanduiding={"enum": ["Man", "Vrouw", "Onbekend", "Leeg"]},
            geboortedatum=DAY, postcode=TEXT, huisnummer=TEXT, huisnummertoevoeging=TEXT),
]}
_SIGNAL = _closed(
    "ID client signaalpartner", ID=TEXT, crisissignaal=FLAG, warmeOverdracht=FLAG, bedrag=WHOLE, ontstaansdatum=DAY,
    signaaldatum=DAY, status={"enum": STATUSES}, signaalpartner=_closed("", type={"enum": ["Huur"]}), client=_CLIENT,
)
_CASE = _closed(
    "", resultaat={"enum": RESULTS}, matchingsdatum=DAY, startdatumMatchingperiode=DAY, datumOpgepakt=DAY,
    einddatumMatchingperiode=DAY, vroegsignalen=_list(_closed("ID", ID=TEXT), minItems=1, uniqueItems=True),
    contactpogingen=_list(_closed(
        "", soort={"enum": CONTACT_KINDS}, bereikt=FLAG, datum=DAY, dagdeel={"enum": PARTS_OF_DAY},
    )),
)
_ORGANISATION = _closed(
    "", naam=TEXT, contactpersonen=_list(_CONTACT_PERSON, minItems=1, uniqueItems=True), **{"kvk-nummer": TEXT},
)
_DELIVERY = _closed(
    "aanleverendeOrganisatie gemeentecode teller", teller=WHOLE, gemeentecode=TEXT,
    aanleverendeOrganisatie=_ORGANISATION, vroegsignalen=_list(_SIGNAL), vroegsignaalzaken=_list(_CASE),
)
DEMANDS = _closed(
    "aanleverdatumEnTijd codeGegevensleverancier einddatumLevering startdatumLevering", startdatumLevering=DAY,
    einddatumLevering=DAY, aanleverdatumEnTijd=MOMENT, codeGegevensleverancier=TEXT,
    leveringen=_list(_DELIVERY, minItems=1, uniqueItems=True),
)


def published() -> dict[str, Any] | None:
    """The schema of the standard, where it is at hand."""
    return json.loads(PUBLISHED.read_text("utf-8")) if PUBLISHED.is_file() else None


def faults(document: Any) -> list[str]:
    """Where a delivery does not do what the standard demands."""
    checker = Draft202012Validator.FORMAT_CHECKER
    judges = [Draft202012Validator(one, format_checker=checker) for one in (DEMANDS, published()) if one is not None]
    return [f"{error.json_path}: {error.message}" for judge in judges for error in judge.iter_errors(document)]
