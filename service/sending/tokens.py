"""Access tokens of one client: asked when there is none, and again a little before the old one ends."""

from datetime import datetime, timedelta
from http import HTTPStatus

import httpx

from service import clock
from service.errors import BadSettings
from service.sending.answer import NotNow, document_of, raise_when_busy
from service.sending.credentials import Credentials

_ENDPOINT = "/oauth/token"
_RENEW_BEFORE_SECONDS = 30.0


class Tokens:
    """Raises `BadSettings` when the service does not know this client or its proof, `NotNow` when it is busy."""

    def __init__(self, http: httpx.Client, credentials: Credentials) -> None:
        self._http, self._credentials = http, credentials
        self._held: tuple[str, datetime] | None = None

    def current(self) -> str:
        now = clock.now()
        if self._held is None or now >= self._held[1]:
            self._held = self._asked(now)
        return self._held[0]

    def forget(self) -> None:
        """The service refused the token: ask for another the next time."""
        self._held = None

    def _asked(self, now: datetime) -> tuple[str, datetime]:
        endpoint = str(self._http.base_url).rstrip("/") + _ENDPOINT
        response = self._http.post(_ENDPOINT, data=self._credentials.form(endpoint, now))
        raise_when_busy(response, now)
        found = document_of(response)
        if response.status_code != HTTPStatus.OK:
            raise BadSettings(_refusal(response.status_code, str(found.get("error_description") or "")))
        token, seconds = found.get("access_token"), found.get("expires_in", 0)
        if not isinstance(token, str) or not isinstance(seconds, int):
            raise NotNow("Er kwam een antwoord dat niet van Voordeur lijkt te zijn.")
        return token, now + timedelta(seconds=seconds - min(_RENEW_BEFORE_SECONDS, seconds / 4))


def _refusal(status: int, described: str) -> str:
    return (
        f"Voordeur geeft geen token ({status}). {described}\n"
        "Kijk na: hoort deze sleutel of dit secret bij --client; is --url precies het adres dat de operator noemt; "
        "loopt de klok van deze machine gelijk; mag uw client signalen indienen?"
    )
