"""Access tokens: short-lived signed JWTs (RFC 9068), issued to clients, read back to an actor without a query."""

from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import KeySet
from sqlalchemy.orm import Session

from service.actors import HANDLE, READ_DDAS, Caseworker, Collector, Corporation
from service.db import Database, new_id
from service.errors import NotAllowed, NotSignedIn, TokenExpired
from service.identity.keys import ALGORITHMS, TOKEN, signing_key, verification_keys
from service.partners.tables import CORPORATION, Client, Organisation
from service.vault import Vault

_REMEMBERED = 2_000
_KEYS_SECONDS = 2.0
_EXPIRED = "Dit token is verlopen. Vraag een nieuw token aan bij /oauth/token."
ALL_DESTINATIONS = frozenset({"schuldhulp", "wijkteam", "triage"})


@dataclass(frozen=True, slots=True)
class Access:
    """What a token says: which client of which organisation, with which scopes, until when."""

    client: UUID
    organisation: UUID
    organisation_kind: str
    name: str
    municipality_code: str | None
    scopes: frozenset[str]
    expires: int

    def corporation(self) -> Corporation:
        if self.organisation_kind != CORPORATION:
            raise NotAllowed("Dit is alleen voor woningcorporaties. Gebruik het token van de corporatie.")
        return Corporation(self.client, self.organisation, self.name, self.scopes)

    def caseworker(self) -> Caseworker:
        if self.municipality_code is None or HANDLE not in self.scopes:
            raise NotAllowed("Dit is alleen voor de gemeente, met de scope verwijzingen:behandelen.")
        return Caseworker(self.client, self.organisation, self.name, self.municipality_code, ALL_DESTINATIONS)

    def collector(self) -> Collector:
        if self.municipality_code is None or READ_DDAS not in self.scopes:
            raise NotAllowed("Dit is alleen voor de gemeente, met de scope ddas:lezen.")
        return Collector(self.client, self.organisation, self.name, self.municipality_code)


class Tokens:
    """Issues and reads tokens of one service. A token that was verified once is remembered until it expires."""

    def __init__(self, database: Database, vault: Vault, issuer: str, lifetime_seconds: int) -> None:
        self._database, self._vault = database, vault
        self.issuer, self.lifetime = issuer, lifetime_seconds
        self._keys: KeySet | None = None
        self._loaded = 0.0
        self._seen: dict[str, Access] = {}
        self._lock = Lock()

    def issue(self, session: Session, client: Client, organisation: Organisation, scope: str, now: datetime) -> str:
        issued = int(now.timestamp())
        key = signing_key(session, self._vault, TOKEN)
        claims = {
            "iss": self.issuer, "aud": self.issuer, "sub": client.client_id, "client_id": client.client_id,
            "iat": issued, "exp": issued + self.lifetime, "jti": str(new_id()), "scope": scope,
            "clientRef": str(client.id), "organisatie": str(organisation.id), "soort": organisation.kind,
            "naam": organisation.name, "gemeentecode": organisation.municipality_code,
        }
        return jwt.encode({"alg": ALGORITHMS[TOKEN], "typ": "at+jwt", "kid": key.kid}, claims, key)

    def read(self, token: str, now: datetime) -> Access:
        """The access a token gives. Raises `NotSignedIn` for a token that is wrong, expired or of another service."""
        access = self._seen.get(token)
        if access is None:
            access = self._verified(token, now)
            self._remember(token, access)
        if access.expires <= now.timestamp():
            raise TokenExpired(_EXPIRED)
        return access

    def _remember(self, token: str, access: Access) -> None:
        with self._lock:
            if len(self._seen) >= _REMEMBERED:
                self._seen.clear()
            self._seen[token] = access

    def _verified(self, token: str, now: datetime) -> Access:
        try:
            claims = self._decoded(token, now)
            jwt.JWTClaimsRegistry(
                iss={"essential": True, "value": self.issuer}, aud={"essential": True, "value": self.issuer},
            ).validate(claims)
            return Access(
                UUID(claims["clientRef"]), UUID(claims["organisatie"]), claims["soort"], claims["naam"],
                claims["gemeentecode"], frozenset(claims["scope"].split()), int(claims["exp"]),
            )
        except ExpiredTokenError:
            raise TokenExpired(_EXPIRED) from None
        except (JoseError, KeyError, ValueError, AttributeError, TypeError):
            raise NotSignedIn("Dit token is niet geldig. Vraag een token aan bij /oauth/token.") from None

    def _decoded(self, token: str, now: datetime) -> dict[str, Any]:
        """Verify with the known keys, and once more with fresh ones: another process may have made a new key."""
        if self._keys is not None:
            try:
                return jwt.decode(token, self._keys, algorithms=[ALGORITHMS[TOKEN]]).claims
            except (JoseError, ValueError):
                # A stream of wrong tokens may not become a stream of queries.
                if now.timestamp() - self._loaded < _KEYS_SECONDS:
                    raise
        with self._database.transaction() as session:
            self._keys, self._loaded = verification_keys(session), now.timestamp()
        return jwt.decode(token, self._keys, algorithms=[ALGORITHMS[TOKEN]]).claims
