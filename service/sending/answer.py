"""What the API said to one delivery, read once: taken, too large, refused whole, not now, or not at all."""

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any

import httpx

from service.errors import DomainError

_PASSING = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
_BATCH_REFUSED = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY}


@dataclass(frozen=True, slots=True)
class Taken:
    """A result for every record, in the order in which they were sent."""

    rows: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class TooLarge:
    """The delivery is larger than the service takes at once."""


@dataclass(frozen=True, slots=True)
class RefusedWhole:
    """No record was looked at: the delivery as such is wrong."""

    told: list[str]


Answer = Taken | TooLarge | RefusedWhole


class NotNow(DomainError):
    """May go better later; `after` is how many seconds the server asks to wait, if it says so."""

    status = HTTPStatus.SERVICE_UNAVAILABLE
    title = "Even niet"

    def __init__(self, detail: str, after: float | None = None) -> None:
        super().__init__(detail)
        self.after = after


class NotLetIn(DomainError):
    """This client may not do this, or not like this: a person must look at it."""

    status = HTTPStatus.FORBIDDEN
    title = "Geen toegang"

    def __init__(self, detail: str, answered: int) -> None:
        super().__init__(detail)
        self.answered = answered


def answer_of(response: httpx.Response, sent: int, now: datetime) -> Answer:
    """The meaning of an answer to a delivery of `sent` records. Raises `NotNow` and `NotLetIn`."""
    raise_when_busy(response, now)
    status = response.status_code
    if status in {HTTPStatus.OK, HTTPStatus.CREATED}:
        return _taken(response, sent)
    if status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return TooLarge()
    if status in _BATCH_REFUSED:
        return RefusedWhole(_told(response))
    raise NotLetIn(f"{status}: {' '.join(_told(response))}", status)


def raise_when_busy(response: httpx.Response, now: datetime) -> None:
    """Raise `NotNow` for an answer that may be another one later."""
    status = response.status_code
    if status in _PASSING or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise NotNow(f"Voordeur antwoordt met {status}.", wish_of(response.headers.get("Retry-After"), now))


def _taken(response: httpx.Response, sent: int) -> Taken:
    rows = document_of(response).get("resultaten")
    if not isinstance(rows, list) or len(rows) != sent or not all(isinstance(row, dict) for row in rows):
        # A proxy may answer 200 with a page of its own; sending the same again is safe.
        raise NotNow("Er kwam een antwoord dat niet van Voordeur lijkt te zijn.")
    return Taken(rows)


def _told(response: httpx.Response) -> list[str]:
    """The problem in words: its detail, and each fault without the place, which may repeat a column of the file."""
    found = document_of(response)
    errors = found.get("errors")
    faults = errors if isinstance(errors, list) else []
    details = [str(fault.get("detail")) for fault in faults if isinstance(fault, dict)]
    return [str(found.get("detail") or f"Het antwoord is {response.status_code}."), *dict.fromkeys(details)]


def document_of(response: httpx.Response) -> dict[str, Any]:
    """The JSON object in an answer; nothing when it holds none."""
    try:
        found = response.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def wish_of(header: str | None, now: datetime) -> float | None:
    """Seconds in a `Retry-After` header: a number, or a moment (RFC 9110, section 10.2.3)."""
    if header is None:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        return max(0.0, (parsedate_to_datetime(header) - now).total_seconds())
    except (ValueError, TypeError):
        return None
