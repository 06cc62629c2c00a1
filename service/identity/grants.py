"""The token endpoint: OAuth 2.0 client credentials, by signed assertion (RFC 7523) or, where allowed, by secret."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from argon2.exceptions import InvalidHashError, VerificationError
from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2.rfc6749 import ClientMixin, InvalidClientError, InvalidScopeError, OAuth2Request, grants
from authlib.oauth2.rfc6749.authenticate_client import authenticate_client_secret_basic
from authlib.oauth2.rfc6750 import BearerTokenGenerator
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion
from flask import Flask, Request, Response
from flask import request as current_request
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from service import clock
from service.db import Database
from service.identity.hashing import HASHER
from service.identity.tables import UsedAssertion
from service.identity.tokens import Tokens
from service.partners.tables import Client, Organisation

_BY_KEY = JWTBearerClientAssertion.CLIENT_AUTH_METHOD
_BY_SECRET = ("client_secret_basic", "client_secret_post")
_WORDS = {
    "invalid_client": "De client is onbekend, of het bewijs (client_assertion of secret) klopt niet.",
    "invalid_request": "De vraag is niet volledig. Stuur grant_type=client_credentials en een bewijs van de client.",
    "invalid_scope": "Deze client mag een gevraagde scope niet gebruiken.",
    "unauthorized_client": "Deze client mag geen token met client_credentials aanvragen.",
    "unsupported_grant_type": "Alleen grant_type=client_credentials wordt ondersteund.",
}


class ApiClient(ClientMixin):  # type: ignore[misc]
    """A client with its organisation, in the shape Authlib asks for."""

    def __init__(self, row: Client, organisation: Organisation, *, secrets_allowed: bool) -> None:
        self.row, self.organisation, self._secrets_allowed = row, organisation, secrets_allowed

    def get_client_id(self) -> str:
        return self.row.client_id

    def get_allowed_scope(self, scope: str | None) -> str:
        """Without a wish: all its scopes. A scope it may not have is refused, never silently dropped."""
        asked = (scope or "").split() or self.row.scopes
        if not set(asked) <= set(self.row.scopes):
            raise InvalidScopeError
        return " ".join(asked)

    def check_client_secret(self, client_secret: str) -> bool:
        try:
            return bool(self.row.secret_hash) and HASHER.verify(self.row.secret_hash or "", client_secret)
        except (VerificationError, InvalidHashError):
            return False

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        if method == _BY_KEY:
            return self.row.jwks is not None
        return method in _BY_SECRET and self._secrets_allowed and self.row.secret_hash is not None

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "client_credentials"


class Assertion(JWTBearerClientAssertion):  # type: ignore[misc]
    """A client proves itself with its own key; each assertion counts once."""

    def __init__(self, database: Database, audiences: list[str]) -> None:
        super().__init__(leeway=30)
        self._database, self._audiences = database, audiences

    def get_audiences(self) -> list[str]:
        return self._audiences

    def resolve_client_public_key(self, client: ApiClient) -> KeySet:
        return KeySet.import_key_set(client.row.jwks or {"keys": []})  # type: ignore[arg-type]

    def process_assertion_claims(self, assertion: str, resolve_key: Any) -> Any:
        """As Authlib's, with the algorithms of the NL GOV profile: the library's own list lacks PS256."""
        try:
            claims = jwt.decode(assertion, resolve_key, algorithms=["PS256", "ES256"]).claims
        except (JoseError, ValueError):
            raise InvalidClientError from None
        self.verify_claims(claims)
        return claims

    def validate_jti(self, claims: dict[str, Any], jti: Any) -> bool:
        if not isinstance(jti, str):
            return False
        expires = datetime.fromtimestamp(min(int(claims["exp"]), 4_102_444_800), UTC) + timedelta(minutes=5)
        row = insert(UsedAssertion).values(client_id=claims["sub"], jti=json.dumps(jti)[:200], expires_at=expires)
        with self._database.transaction() as session:
            used = session.execute(row.on_conflict_do_nothing().returning(UsedAssertion.jti))
            return used.first() is not None


class ClientCredentials(grants.ClientCredentialsGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = (_BY_KEY, *_BY_SECRET)


def by_basic_secret(find: Callable[[str], ApiClient | None], request: Any) -> ApiClient | None:
    """As Authlib's, but a header that cannot be read is a wrong one and no error of ours."""
    try:
        found: ApiClient | None = authenticate_client_secret_basic(find, request)
    except ValueError:
        raise InvalidClientError from None
    return found


class TokenRequest(FlaskOAuth2Request):  # type: ignore[misc]
    """A request whose transport is trusted: Authlib asks HTTPS here, but TLS ends at the proxy before this service."""

    def __init__(self, request: Request) -> None:
        address = request.url.replace("http://", "https://", 1)
        OAuth2Request.__init__(self, request.method, address, headers=request.headers)
        self._request = request
        self.payload = FlaskOAuth2Payload(request)


class TokenEndpoint(AuthorizationServer):  # type: ignore[misc]
    """Authlib's endpoint with our clients, our tokens and Dutch words."""

    def __init__(self, app: Flask, database: Database, tokens: Tokens, *, secrets_allowed: bool) -> None:
        self._database, self._tokens, self._secrets_allowed = database, tokens, secrets_allowed
        super().__init__(app, self._find, lambda _token, _request: None)
        self.register_token_generator("default", BearerTokenGenerator(self._issue, None, tokens.lifetime))
        audiences = [tokens.issuer, f"{tokens.issuer}/oauth/token"]
        self.register_client_auth_method(_BY_KEY, Assertion(database, audiences))
        self.register_client_auth_method("client_secret_basic", by_basic_secret)
        self.register_grant(ClientCredentials)

    def create_oauth2_request(self, _request: Any) -> TokenRequest:
        return TokenRequest(current_request)

    def handle_response(self, status_code: int, payload: Any, headers: Any) -> Response:
        if isinstance(payload, dict) and "error" in payload:
            payload["error_description"] = _WORDS.get(payload["error"], "Deze vraag kunnen wij niet verwerken.")
        answer: Response = super().handle_response(status_code, payload, headers)
        return answer

    def _find(self, client_id: str) -> ApiClient | None:
        if not client_id.isprintable():
            # PostgreSQL cannot compare with a NUL or half a character, and no client is called that.
            return None
        query = select(Client, Organisation).join(Organisation, Organisation.id == Client.organisation_id)
        with self._database.transaction() as session:
            found = session.execute(query.where(Client.client_id == client_id, Client.active)).first()
        return ApiClient(found[0], found[1], secrets_allowed=self._secrets_allowed) if found else None

    def _issue(self, client: ApiClient, scope: str, **_more: Any) -> str:
        with self._database.transaction() as session:
            return self._tokens.issue(session, client.row, client.organisation, scope, clock.now())
