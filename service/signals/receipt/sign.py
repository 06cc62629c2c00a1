"""Signing with PS256: the receipt as a flattened JWS with its readable content beside it, all else as a compact JWS.

The whole JSON answer is a JWS in flattened JSON (RFC 7515, section 7.2.2): any JWS library verifies it as it is. The
member `bewijs` is the same content, readable; `check` compares the two.
"""

import hashlib
import json
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

ALGORITHM = "PS256"
RECEIPT_TYPE = "voordeur-ontvangstbewijs+json"
STATEMENT_TYPE = "voordeur-weigeringsbewijs+json"
READABLE = "bewijs"

Key = ECKey | RSAKey


def spelled(document: Any) -> bytes:
    """JSON in one fixed spelling, UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(content: dict[str, Any]) -> str:
    """The SHA-256 of what is signed, in hexadecimal: printed on the receipt."""
    return hashlib.sha256(spelled(content)).hexdigest()


def compact(content: dict[str, Any], key: Key, kind: str) -> str:
    """A compact JWS over the content; `kind` is its media type, so that one document never passes for another."""
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": kind}
    return jws.serialize_compact(header, spelled(content), key, algorithms=[ALGORITHM])


def signed(content: dict[str, Any], key: Key) -> dict[str, Any]:
    """The signed receipt: content to read, and the JWS over the same content."""
    header = {"alg": ALGORITHM, "kid": str(key.kid), "typ": RECEIPT_TYPE}
    flattened = jws.serialize_json({"protected": header}, spelled(content), key, algorithms=[ALGORITHM])
    return {READABLE: content, **flattened}
