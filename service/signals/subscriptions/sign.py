"""The signature on an event: a JWS with detached content (RFC 7515, appendix F), PS256, in a header.

What is signed is the body, byte for byte. The protected header says when (`iat`) and for whom (`aud`, the address of
the receiver), so that an old event, or one that was meant for another, can be told apart.
"""

from datetime import datetime

from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

HEADER = "Voordeur-Signature"
EVENT_JWS = "voordeur-gebeurtenis"
ALGORITHM = "PS256"
# `iat` and `aud` are names of RFC 7519 that the library does not expect in the header of a JWS.
_REGISTRY = jws.JWSRegistry(algorithms=[ALGORITHM], strict_check_header=False)


def detached(body: bytes, key: ECKey | RSAKey, now: datetime, audience: str) -> str:
    """The compact JWS over a body, without the body."""
    header = {
        "alg": ALGORITHM, "kid": str(key.kid), "typ": EVENT_JWS, "iat": int(now.timestamp()), "aud": audience,
    }
    return jws.detach_content(jws.serialize_compact(header, body, key, registry=_REGISTRY))
