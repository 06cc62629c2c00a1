"""Is a proof genuine? Reads a receipt (JSON, compact JWS, PDF) and the statement of a refusal in the same forms.

Needs the public keys and nothing else. A statement of a refusal is verified by `check_statement`.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from service.signals.receipt.check_statement import TOKEN, check_statement, statement_in
from service.signals.receipt.content import KIND_OF_DOCUMENT
from service.signals.receipt.seal import SEAL_TYPE, attached_in, told_by, unsealed
from service.signals.receipt.sign import READABLE, RECEIPT_TYPE, STATEMENT_TYPE, fingerprint
from service.signals.receipt.signature import (
    NO_PROOF,
    Checked,
    CheckFailed,
    Keys,
    Verdict,
    differences,
    parsed,
    peeked,
    verified,
)

LARGEST = 500_000
_COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]+")
_GENUINE = "Dit ontvangstbewijs is echt en ongewijzigd."


def check(raw: bytes, keys: Keys, reference: str = "") -> Checked:
    """Verify a proof in whatever form it comes. `reference` is what the holder of a statement says it belongs to."""
    try:
        if raw.lstrip()[:5] == b"%PDF-":
            return _check_pdf(raw, keys, reference)
        return _check_text(raw, keys, reference)
    except CheckFailed as refused:
        return refused.checked
    except RecursionError:
        return Checked(Verdict.NOT_A_RECEIPT, (NO_PROOF,))


def _check_text(raw: bytes, keys: Keys, reference: str) -> Checked:
    try:
        text = raw.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF) from None
    if _COMPACT.fullmatch(text):
        protected, payload, signature = text.split(".")
        if (peeked(protected) or {}).get("typ") == STATEMENT_TYPE:
            return check_statement({TOKEN: text}, keys, reference)
        return _check_receipt({"protected": protected, "payload": payload, "signature": signature}, keys)
    return _check_document(parsed(text), keys, reference)


def _check_document(document: Mapping[str, Any], keys: Keys, reference: str) -> Checked:
    if statement_in(document):
        return check_statement(document, keys, reference)
    return _check_receipt(document, keys)


def _check_receipt(document: Mapping[str, Any], keys: Keys) -> Checked:
    """Verify a flattened JWS, and that the readable content beside it, if any, says the same."""
    compact = ".".join(str(document.get(name, "")) for name in ("protected", "payload", "signature"))
    changed = differences(document.get(READABLE), peeked(document.get("payload")))
    try:
        content = verified(compact, RECEIPT_TYPE, keys)
    except CheckFailed as refused:
        raise CheckFailed(refused.checked.verdict, *refused.checked.told, *changed) from None
    if content.get("soortBewijs") != KIND_OF_DOCUMENT:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF)
    if changed:
        told = "De leesbare tekst is veranderd na uitgifte. De ondertekende inhoud is wel echt en staat hieronder."
        return Checked(Verdict.ALTERED, (told, *changed), content)
    return Checked(Verdict.GENUINE, (_GENUINE, f"SHA-256 van de inhoud: {fingerprint(content)}"), content)


def _check_pdf(raw: bytes, keys: Keys, reference: str) -> Checked:
    """Verify the signed JSON in a PDF, and the seal over all its other bytes."""
    inside = next(_documents_in(raw), None)
    if inside is None:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, _EMPTY, _SCANNED)
    found = _check_document(inside, keys, reference)
    if not found.genuine or found.content is None:
        return found
    if not _seal_fits(raw, found.content["bewijsnummer"], keys):
        return Checked(Verdict.ALTERED, (_RESAVED, _TRUST), found.content)
    return found


def _seal_fits(pdf: bytes, number: str, keys: Keys) -> bool:
    seal, rest = unsealed(pdf)
    try:
        return verified(seal, SEAL_TYPE, keys) == told_by(rest, number)
    except CheckFailed:
        return False


_EMPTY = "In deze PDF zit geen ontvangstbewijs of weigeringsbewijs van Voordeur."
_SCANNED = (
    "Een afdruk, een scan of een opnieuw gemaakte PDF is niet te controleren. Vraag om het oorspronkelijke bestand."
)
_RESAVED = (
    "Deze PDF is veranderd na uitgifte: bewerkt, of opnieuw opgeslagen met een ander programma. Vertrouw niet op wat "
    "op de bladzijde staat."
)
_TRUST = "Het ondertekende bewijs in de PDF is wel echt. Wat is ondertekend, staat hieronder."


def _documents_in(pdf: bytes) -> Iterator[dict[str, Any]]:
    """The attached files of a PDF that are a JSON object."""
    for plain in attached_in(pdf):
        with suppress(UnicodeDecodeError, CheckFailed):
            yield parsed(plain.decode("utf-8"))
