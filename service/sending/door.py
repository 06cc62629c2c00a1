"""The front door of one Voordeur, seen from outside: a token when needed, deliveries, patience when it is busy."""

import random
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeVar

import httpx

from service import clock
from service.errors import BadSettings
from service.sending.answer import Answer, NotLetIn, NotNow, answer_of
from service.sending.batch import Batch
from service.sending.outcome import NotFinished
from service.sending.tokens import Tokens

_DELIVERIES = "/api/v1/aanleveringen"
_JITTER = random.SystemRandom()
_Got = TypeVar("_Got")
LONGEST_WISH = 600.0
"""Seconds. A server that asks for more patience than this is not waited for; a scheduler comes back by itself."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long to try: each pause twice the one before, with chance in it, in seconds."""

    attempts: int = 8
    first: float = 1.0
    longest: float = 60.0

    def pause(self, failed: int, wish: float) -> float:
        """What to wait after so many failures; at least what the server asks. Chance keeps clients apart."""
        own = min(self.longest, self.first * 2.0 ** (failed - 1)) * _JITTER.uniform(0.5, 1.0)
        return max(own, wish * _JITTER.uniform(1.0, 1.1))


@dataclass(frozen=True, slots=True)
class Door:
    """Posts deliveries. Raises `NotFinished` when patience ends, `BadSettings` when this client is not let in."""

    http: httpx.Client
    tokens: Tokens
    patience: Patience
    told: Callable[[str], None]

    def enter(self) -> None:
        """Prove who we are, before anything else is done."""
        self._patiently(self.tokens.current)

    def deliver(self, batch: Batch) -> Answer:
        body = batch.body()
        try:
            return self._patiently(lambda: self._post(batch, body))
        except NotLetIn as error:
            raise BadSettings(f"Voordeur laat deze aanlevering niet toe. Antwoord {error.detail}") from None

    def _post(self, batch: Batch, body: bytes) -> Answer:
        try:
            return self._post_once(batch, body)
        except NotLetIn as error:
            # A token may end before its time: the clocks differ, or the service changed its keys.
            if error.answered != HTTPStatus.UNAUTHORIZED:
                raise
        self.tokens.forget()
        return self._post_once(batch, body)

    def _post_once(self, batch: Batch, body: bytes) -> Answer:
        headers = {"Authorization": f"Bearer {self.tokens.current()}", "Content-Type": batch.content_type}
        response = self.http.post(_DELIVERIES, content=body, headers=headers)
        return answer_of(response, len(batch.records), clock.now())

    def _patiently(self, attempt: Callable[[], _Got]) -> _Got:
        failed = 0
        while True:
            try:
                return attempt()
            except NotNow as error:
                told, wish = error.detail, error.after or 0.0
            except httpx.TransportError as error:
                _refuse_untrusted(error)
                told, wish = f"Er is geen verbinding ({type(error).__name__}).", 0.0
            failed += 1
            if failed >= self.patience.attempts or wish > LONGEST_WISH:
                raise NotFinished(told)
            pause = self.patience.pause(failed, wish)
            self.told(f"{told} Nieuwe poging over {pause:.0f} s ({failed + 1} van {self.patience.attempts}).")
            time.sleep(pause)


def _refuse_untrusted(error: BaseException | None) -> None:
    """Raise `BadSettings` for a certificate that is not trusted: waiting does not help against it."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            raise BadSettings(
                f"Het certificaat van Voordeur is niet vertrouwd ({error.verify_message}). Controleer --url. Gebruikt "
                "Voordeur een eigen certificaatuitgever, geef die dan met --ca BESTAND."
            )
        error = error.__cause__ or error.__context__
