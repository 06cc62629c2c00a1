"""What stands in the signed statement of a refusal (`weigeringsbewijs`), and what never does. Pure.

A court weighs that a report is absent. Who was refused because the tenant objected, or on a reading or an arrangement
only, can show with this that a signal was offered on that day and why it was not taken. Nothing of the signal is stored
for it: no person stands in it, and the reference only as a hash with a salt that the answer alone holds.
"""

import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from service.rules.core import Decision
from service.rules.regulations.bgs_artikel_2_onder_d_2021_01_01 import NO_OBJECTION

KIND_OF_STATEMENT = "weigeringsbewijsVroegsignaal"
VERSION = 1
SALT_BYTES = 32
HASHED = "SHA-256 over de bytes van het zout, gevolgd door de referentie in UTF-8; base64url zonder ="
SIGNED_OF_FINDING = ("voorwaarde", "uitkomst", "aard", "bron")
NOTHING_STORED = (
    "Op deze dag bood de corporatie de gemeente een signaal aan, en dit was het antwoord. Van het signaal is niets "
    "bewaard."
)
NOT_SAID = (
    "De ondertekende inhoud noemt geen huurder, en de referentie van de corporatie alleen als hash. Wie het zout "
    "heeft, kan laten zien bij welke referentie dit bewijs hoort."
)
REPORTED = "Wat de corporatie opgaf, is niet onderzocht: bewezen is wat zij hoorde, en wanneer."


@dataclass(frozen=True, slots=True)
class RefusedSignal:
    """A refused signal as a statement may tell it. `judgement` is the `beoordeling` of the answer."""

    reference: str
    kind: str
    municipality_code: str
    day: date
    judgement: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StatementParties:
    """Who was refused, and by whom: the corporation's id and name, and the names of municipalities by their code."""

    corporation: tuple[UUID, str]
    municipalities: dict[str, str]


def is_due(decision: Decision) -> bool:
    """Whether a refusal carries a statement."""
    return NO_OBJECTION.key in decision.unmet or decision.refused_without_law


def statement_of(signal: RefusedSignal, parties: StatementParties, salt: bytes, number: UUID) -> dict[str, Any]:
    """Everything that is signed but where to verify it, in the words of the public contract."""
    id_, name = parties.corporation
    code = signal.municipality_code
    return {
        "soortBewijs": KIND_OF_STATEMENT, "versie": VERSION, "bewijsnummer": str(number),
        "dag": signal.day.isoformat(),
        "corporatie": {"id": str(id_), "naam": name},
        "gemeente": {"code": code, "naam": parties.municipalities.get(code, f"Gemeente {code}")},
        "soort": signal.kind,
        "referentieHash": {"waarde": reference_hash(salt, signal.reference), "berekening": HASHED},
        **signed_part(signal.judgement),
        "toelichting": [NOTHING_STORED, NOT_SAID, REPORTED],
    }


def signed_part(judgement: dict[str, Any]) -> dict[str, Any]:
    """What of a `beoordeling` is signed: no sentences, and no signpost."""
    return {
        "oordeel": judgement["oordeel"], "regelversie": judgement["regelversie"],
        "bevindingen": [{name: found[name] for name in SIGNED_OF_FINDING} for found in judgement["bevindingen"]],
    }


def reference_hash(salt: bytes, reference: str) -> str:
    return base64url(hashlib.sha256(salt + reference.encode()).digest())


def base64url(value: bytes) -> str:
    return urlsafe_b64encode(value).rstrip(b"=").decode()


def from_base64url(value: str) -> bytes:
    """Raises `ValueError` for what is no base64url."""
    return urlsafe_b64decode(value + "=" * (-len(value) % 4))
