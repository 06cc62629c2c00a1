"""`voordeur bewijs ...`: verify a receipt, or the statement of a refusal."""

import argparse
import json
from pathlib import Path
from typing import Any

import httpx

from service import config
from service.db import Database
from service.errors import BadSettings
from service.identity.keys import public_keys
from service.signals.receipt.check import LARGEST, check
from service.signals.receipt.signature import Checked, Keys
from service.signals.receipt.statement_words import proof_sections

_SECONDS = 10


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The sub-commands of `voordeur bewijs`."""
    commands = parser.add_subparsers(required=True, metavar="wat")
    verify = commands.add_parser("controleer", help=(
        "Zeg of een ontvangstbewijs of weigeringsbewijs (JSON of PDF) echt en ongewijzigd is."
    ))
    verify.add_argument("bestand", help="het bewijs, of het hele antwoord bij een weigering (422, of een rij)")
    verify.add_argument(
        "--referentie", default="", help="hoort het weigeringsbewijs hierbij? (standaard de referentie in het bestand)",
    )
    verify.add_argument(
        "--sleutels", metavar="URL|BESTAND", help="de openbare sleutels (standaard van de Voordeur die hier draait)",
    )
    verify.set_defaults(run=_verify)


def _verify(given: argparse.Namespace) -> int:
    """Exit code 0 for a genuine proof, 1 for anything else."""
    found = check(_read(given.bestand), _keys(given.sleutels), given.referentie)
    print("\n".join(_lines(found)))
    return 0 if found.genuine else 1


def _lines(found: Checked) -> list[str]:
    lines = list(found.told)
    for section in proof_sections(found):
        lines += ["", section.title, *(f"  {fact.label + ':':<36} {fact.text}" for fact in section.facts)]
    return lines


def _read(path: str) -> bytes:
    try:
        with Path(path).open("rb") as handle:
            return handle.read(LARGEST + 1)
    except OSError as error:
        raise BadSettings(f"Het bestand {path} is niet te lezen: {error.strerror}.") from None


def _keys(where: str | None) -> Keys:
    published = _own_keys() if where is None else _published(where)
    keys = Keys(published)
    if not keys:
        raise BadSettings("Er zijn geen sleutels voor bewijzen. Geef een andere lijst met --sleutels.")
    return keys


def _own_keys() -> list[dict[str, Any]]:
    try:
        with _database().transaction() as session:
            return public_keys(session)
    except BadSettings as error:
        raise BadSettings(f"{error.detail} Of geef de sleutels met --sleutels URL of BESTAND.") from None


def _published(where: str) -> list[Any]:
    """The members of a JWK Set (RFC 7517) at an address or in a file. Raises `BadSettings`."""
    try:
        found = json.loads(_fetched(where) if where.startswith(("http://", "https://")) else _read(where))
        return list(found["keys"])
    except (ValueError, KeyError, TypeError):
        raise BadSettings(f"Op {where} staat geen lijst met sleutels (JWK Set).") from None


def _fetched(address: str) -> bytes:
    try:
        return httpx.get(address, timeout=_SECONDS, follow_redirects=False).raise_for_status().content
    except (httpx.HTTPError, httpx.InvalidURL):
        raise BadSettings(f"De sleutels op {address} zijn niet op te halen. Geef ze als bestand.") from None


def _database() -> Database:
    return Database(config.load().database_url, pool_size=1, name="voordeur-opdracht")
