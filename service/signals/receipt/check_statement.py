"""Is the statement of a refusal genuine, and does it belong to the reference that its holder gives?"""

import hmac
from collections.abc import Mapping
from typing import Any

from service.signals.receipt.sign import STATEMENT_TYPE, fingerprint
from service.signals.receipt.signature import (
    NO_PROOF,
    Checked,
    CheckFailed,
    Keys,
    Verdict,
    differences,
    peeked,
    verified,
)
from service.signals.receipt.statement import KIND_OF_STATEMENT, SIGNED_OF_FINDING, from_base64url, reference_hash

PROOF, TOKEN, SALT, REFERENCE, JUDGEMENT = "weigeringsbewijs", "jws", "zout", "referentie", "beoordeling"
_GENUINE = "Dit weigeringsbewijs is echt en ongewijzigd, en het hoort bij deze referentie."
_OTHER = (
    "De handtekening is echt, maar het bewijs hoort bij een andere referentie. Kijk of de referentie en het zout zijn "
    "overgenomen zoals ze in het antwoord stonden."
)
_WITHOUT = (
    "Dit weigeringsbewijs is echt en ongewijzigd. Niet gecontroleerd is bij welke referentie het hoort: geef daarvoor "
    "het hele antwoord, of het zout en de referentie erbij."
)
_READABLE = "De leesbare beoordeling is veranderd na uitgifte. Wat is ondertekend, is wel echt en staat hieronder."


def statement_in(document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The `jws` and `zout` in the body of a 422, in a row of a delivery, or by themselves."""
    found = document.get(PROOF, document)
    return found if isinstance(found, dict) and isinstance(found.get(TOKEN), str) else None


def check_statement(document: Mapping[str, Any], keys: Keys, reference: str = "") -> Checked:
    """Verify the statement in a document. `reference` is what its holder says; else the document's own counts."""
    proof = statement_in(document) or {}
    token = str(proof.get(TOKEN, ""))
    changed = _changed(document.get(JUDGEMENT), peeked("".join(token.split(".")[1:2])))
    try:
        content = verified(token, STATEMENT_TYPE, keys)
    except CheckFailed as failed:
        raise CheckFailed(failed.checked.verdict, *failed.checked.told, *changed) from None
    if content.get("soortBewijs") != KIND_OF_STATEMENT:
        raise CheckFailed(Verdict.NOT_A_RECEIPT, NO_PROOF)
    if changed:
        return Checked(Verdict.ALTERED, (_READABLE, *changed), content)
    stated, print_of_it = reference or document.get(REFERENCE), f"SHA-256 van de inhoud: {fingerprint(content)}"
    if not isinstance(stated, str) or not stated or SALT not in proof:
        return Checked(Verdict.GENUINE, (_WITHOUT, print_of_it), content)
    if not _belongs(content, proof[SALT], stated):
        return Checked(Verdict.OTHER_REFERENCE, (_OTHER,), content)
    return Checked(Verdict.GENUINE, (_GENUINE, print_of_it), content, stated)


def _belongs(content: dict[str, Any], salt: Any, reference: str) -> bool:
    try:
        found = reference_hash(from_base64url(salt), reference)
    except (ValueError, TypeError):
        return False
    return hmac.compare_digest(found, str(content["referentieHash"]["waarde"]))


def _changed(readable: Any, signed: Any) -> tuple[str, ...]:
    """Where a `beoordeling` beside the statement says something else than what was signed."""
    if not isinstance(readable, dict) or not isinstance(signed, dict):
        return ()
    findings = readable.get("bevindingen")
    shown = {name: readable.get(name) for name in ("oordeel", "regelversie")} | {
        "bevindingen": [_signed_of(one) for one in findings] if isinstance(findings, list) else findings,
    }
    return differences(shown, {name: signed.get(name) for name in shown})


def _signed_of(finding: Any) -> Any:
    return {name: finding.get(name) for name in SIGNED_OF_FINDING} if isinstance(finding, dict) else finding
