"""The OpenID Connect provider of an organisation: sending somebody there, and reading what it says on the way back.

Authorization code with PKCE, state and nonce; the id_token is checked with the provider's published keys. Sources:
OpenID Connect Core 1.0 (3.1.3.7), Discovery 1.0, RP-Initiated Logout 1.0, RFC 7636, RFC 9207.
"""

import hmac
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from http import HTTPStatus
from threading import Lock
from typing import Any
from urllib.parse import urlencode, urlsplit

import httpx
from authlib.common.errors import AuthlibBaseError
from authlib.oauth2.client import OAuth2Client
from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from service.errors import DomainError
from service.identity.registration import Key, Registration

_ALGORITHMS = ["RS256", "PS256", "ES256"]
_FRESH_SECONDS = 60.0
_TIMEOUT_SECONDS = 5.0
_SCOPE = "openid profile"


class ProviderUnavailable(DomainError):
    """The provider does not answer, or not as OpenID Connect asks."""

    status = 503
    title = "Aanmelden bij uw organisatie kan nu niet"

    def __init__(self, reason: str) -> None:
        super().__init__(
            "Voordeur krijgt geen antwoord van de aanmelddienst van uw organisatie. Probeer het over een paar minuten "
            "opnieuw. Blijft dit zo? Meld het dan bij uw eigen ICT-afdeling."
        )
        self.reason = reason


class NotProven(Exception):
    """What came back does not prove who somebody is; `reason` is a code for the log and the journal."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Journey:
    """Somebody on the way to the provider and back: what only this browser and we know."""

    state: str = field(repr=False)
    nonce: str = field(repr=False)
    verifier: str = field(repr=False)


class Provider:
    """One provider as this process knows it. What it publishes is asked again after a minute."""

    def __init__(self, registration: Registration) -> None:
        self.registration = registration
        self._remembered: dict[str, tuple[float, dict[str, Any]]] = {}
        self._lock = Lock()

    def begin(self) -> tuple[str, Journey]:
        """Where to send somebody, and what to keep for the way back. Raises `ProviderUnavailable`."""
        journey = Journey(*(secrets.token_urlsafe(32) for _ in range(3)))
        client = OAuth2Client(
            None, self.registration.client_id, redirect_uri=self.registration.return_address, scope=_SCOPE,
            code_challenge_method="S256",
        )
        address, _ = client.create_authorization_url(
            self._address("authorization_endpoint"), journey.state, journey.verifier, nonce=journey.nonce,
        )
        return address, journey

    def finish(self, journey: Journey, answer: Mapping[str, str], now: datetime) -> dict[str, Any]:
        """The claims that the provider vouches for. Raises `NotProven`, `ProviderUnavailable`."""
        if not hmac.compare_digest(journey.state.encode(), answer.get("state", "").encode()):
            raise NotProven("state")
        if answer.get("iss", self.registration.issuer) != self.registration.issuer:
            raise NotProven("iss")
        if answer.get("error") in {"server_error", "temporarily_unavailable"}:
            raise ProviderUnavailable("error")
        if "error" in answer or not answer.get("code"):
            raise NotProven("geweigerd")
        return self._claims(self._redeem(answer["code"], journey), journey.nonce, now)

    def leave(self) -> str | None:
        """Where somebody ends the session at the provider too, when it has such a place. Raises `ProviderUnavailable`.

        No id_token goes along, because it would put a name in an address: the provider itself asks what is meant.
        """
        if "end_session_endpoint" not in self._configuration():
            return None
        end = self._address("end_session_endpoint")
        back = f"{self.registration.service_url}/aanmelden"
        asked = {"client_id": self.registration.client_id, "post_logout_redirect_uri": back}
        return f"{end}{'&' if '?' in end else '?'}{urlencode(asked)}"

    def _redeem(self, code: str, journey: Journey) -> dict[str, Any]:
        """The answer of the token endpoint to a code, which counts once there."""
        client = _client_of(self.registration, self._configuration())
        try:
            found = client.fetch_token(
                self._address("token_endpoint"), grant_type="authorization_code", code=code,
                code_verifier=journey.verifier,
            )
        except AuthlibBaseError as error:
            raise NotProven("code") from error
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnavailable("token") from error
        return dict(found)

    def _claims(self, answer: Mapping[str, Any], nonce: str, now: datetime) -> dict[str, Any]:
        client_id, issuer = self.registration.client_id, self.registration.issuer
        try:
            token = self._decoded(str(answer.get("id_token", "")))
            claims = CodeIDToken(
                token.claims, token.header,
                {"iss": {"essential": True, "value": issuer}, "aud": {"essential": True, "value": client_id}},
                {"nonce": nonce, "client_id": client_id, "access_token": answer.get("access_token")},
            )
            claims.validate(int(now.timestamp()), self.registration.leeway_seconds)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotProven("id_token") from error
        if not isinstance(claims["sub"], str) or not 0 < len(claims["sub"]) <= 255:
            raise NotProven("sub")
        return dict(claims)

    def _decoded(self, token: str) -> jwt.Token:
        """Verify with the keys at hand, and once more with fresh ones: a provider changes its keys unannounced."""
        try:
            return jwt.decode(token, self._keys(), algorithms=_ALGORITHMS)
        except (JoseError, ValueError):
            return jwt.decode(token, self._keys(afresh=True), algorithms=_ALGORITHMS)

    def _keys(self, *, afresh: bool = False) -> KeySet:
        published: Any = self._ask(self._address("jwks_uri"), afresh=afresh)
        try:
            return KeySet.import_key_set(published)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise ProviderUnavailable("jwks") from error

    def _configuration(self) -> dict[str, Any]:
        """What the provider publishes about itself; only when it says the name we know it by."""
        issuer = self.registration.issuer
        found = self._ask(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != issuer:
            raise ProviderUnavailable("issuer")
        return found

    def _address(self, name: str) -> str:
        """An address that the provider publishes; as safe as the one under which we know it."""
        found, safe = self._configuration().get(name), {"https", urlsplit(self.registration.issuer).scheme}
        if not isinstance(found, str) or urlsplit(found).scheme not in safe:
            raise ProviderUnavailable(name)
        return found

    def _ask(self, address: str, *, afresh: bool = False) -> dict[str, Any]:
        """A document of the provider, remembered for a minute."""
        with self._lock:
            asked, found = self._remembered.get(address, (0.0, {}))
        if found and not afresh and time.monotonic() - asked < _FRESH_SECONDS:
            return found
        found = _document(lambda: httpx.get(address, timeout=_TIMEOUT_SECONDS))
        with self._lock:
            self._remembered[address] = (time.monotonic(), found)
        return found


class _TokenClient(OAuth2Client):  # type: ignore[misc]
    """Authlib's client, sending by httpx as the rest of this service does: its own httpx client is on its way out."""

    def _fetch_token(self, url: str, body: str = "", headers: Any = None, auth: Any = None, **_more: Any) -> Any:
        address, headers, body = auth.prepare("POST", url, dict(headers), body)
        answer = httpx.post(address, headers=headers, content=body, timeout=_TIMEOUT_SECONDS)
        return self.parse_response_token(answer)


def _client_of(registration: Registration, configuration: Mapping[str, Any]) -> _TokenClient:
    """A secret goes in the form where the provider takes that: in a header the two sides may spell it differently."""
    offered = configuration.get("token_endpoint_auth_methods_supported") or []
    by_secret = "client_secret_post" if "client_secret_post" in offered else "client_secret_basic"
    client = _TokenClient(
        None, registration.client_id, registration.key or registration.secret,
        token_endpoint_auth_method="private_key_jwt" if registration.key else by_secret,
        redirect_uri=registration.return_address,
    )
    if registration.key:
        client.register_client_auth_method(_signer(registration.key))
    return client


def _signer(key: Key) -> PrivateKeyJWT:
    return PrivateKeyJWT(headers={"kid": key.thumbprint()}, alg="ES256" if key.key_type == "EC" else "PS256")


def _document(ask: Callable[[], httpx.Response]) -> dict[str, Any]:
    try:
        answer = ask()
        found = answer.json() if answer.status_code == HTTPStatus.OK else None
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ProviderUnavailable("document") from error
    if not isinstance(found, dict):
        raise ProviderUnavailable("document")
    return found
