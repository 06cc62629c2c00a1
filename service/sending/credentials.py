"""How a client proves who it is at the token endpoint: with its own key (RFC 7523), or with a secret."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from service.errors import BadSettings

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GRANT = {"grant_type": "client_credentials", "scope": "signalen:indienen"}
_LIFETIME = timedelta(seconds=60)


class Credentials(Protocol):
    """What proves a client."""

    def form(self, endpoint: str, now: datetime) -> dict[str, str]:
        """The form to post to this token endpoint at this moment."""


@dataclass(frozen=True, slots=True)
class Secret:
    client: str
    secret: str

    def __repr__(self) -> str:
        """Hide the secret: it would end up in tracebacks."""
        return f"Secret({self.client!r})"

    def form(self, endpoint: str, now: datetime) -> dict[str, str]:
        return GRANT | {"client_id": self.client, "client_secret": self.secret}


@dataclass(frozen=True, slots=True)
class Key:
    """A private key: on curve P-256 it signs with ES256, RSA with PS256 (NL GOV profile for OAuth)."""

    client: str
    key: ECKey | RSAKey
    kid: str | None

    def form(self, endpoint: str, now: datetime) -> dict[str, str]:
        algorithm = "ES256" if isinstance(self.key, ECKey) else "PS256"
        header = {"alg": algorithm} | ({"kid": self.kid} if self.kid else {})
        claims = {
            "iss": self.client, "sub": self.client, "aud": endpoint, "jti": str(uuid4()),
            "iat": int(now.timestamp()), "exp": int((now + _LIFETIME).timestamp()),
        }
        signed = jwt.encode(header, claims, self.key, algorithms=[algorithm])
        return GRANT | {"client_id": self.client, "client_assertion_type": ASSERTION, "client_assertion": signed}


def key_of(client: str, path: Path, kid: str | None) -> Key:
    """The private key in a file, as PEM or as a JWK. Raises `BadSettings`."""
    key = _imported(text_of(path))
    if key is None or (isinstance(key, ECKey) and key.curve_name != "P-256"):
        raise BadSettings(f"In {path} staat geen bruikbare sleutel: EC P-256 of RSA, PEM of JWK, zonder wachtwoord.")
    if not key.is_private:
        raise BadSettings(f"In {path} staat de openbare sleutel. Geef de geheime sleutel.")
    return Key(client, key, kid or key.kid)


def _imported(text: str) -> ECKey | RSAKey | None:
    for form in (ECKey, RSAKey):
        try:
            found: ECKey | RSAKey = form.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        return found
    return None


def secret_of(client: str, path: Path) -> Secret:
    return Secret(client, text_of(path).strip())


def text_of(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeError):
        raise BadSettings(f"Het bestand {path} is niet te lezen.") from None
