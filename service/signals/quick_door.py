"""The quick way in for one signal: from the server straight to the use case, with no framework in between.

It only ever says yes: a signal that is at once good, lawful and new is stored and answered here, with the very answer
of `api.post_signal`. Everything else goes on to that operation as it came, and hears there what there is to say. The
framework is half the price of a signal (docs/performance.md), and no other request is made so often.
"""

from collections.abc import Iterable
from http import HTTPStatus
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from service import clock, traffic
from service.actors import SUBMIT
from service.errors import DomainError
from service.identity.access import Parts, bearer
from service.problems import API_VERSION, MAX_BODY
from service.signals.api import SIGNALS, receipt_text
from service.signals.quick import quick_report
from service.signals.receive import Receipt, receive_at_once

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_CREATED = f"{HTTPStatus.CREATED.value} CREATED"
_HEADERS = [*traffic.SAFE_HEADERS.items(), ("Content-Type", "application/json"), ("API-Version", API_VERSION)]


class QuickDoor:
    """A WSGI application that answers what it can and leaves the rest to `rest`."""

    def __init__(self, rest: "WSGIApplication", parts: Parts) -> None:
        self._rest, self._parts = rest, parts

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        if environ["PATH_INFO"] == SIGNALS and environ["REQUEST_METHOD"] == "POST":
            visit = traffic.begin()
            receipt = self._receipt(environ)
            if receipt is not None:
                text = receipt_text(receipt).encode()
                start_response(_CREATED, [
                    *_HEADERS, ("Location", f"{SIGNALS}/{receipt.id}"), ("Content-Length", str(len(text))),
                    ("X-Request-Id", visit.id),
                ])
                traffic.finish(visit, "POST", SIGNALS, HTTPStatus.CREATED)
                return [text]
        return self._rest(environ, start_response)

    def _receipt(self, environ: "WSGIEnvironment") -> Receipt | None:
        body, now = _body(environ), clock.now()
        report = quick_report(body, clock.day_of(now)) if body else None
        if report is None:
            return None
        try:
            access = bearer(environ.get("HTTP_AUTHORIZATION", ""), SUBMIT, self._parts.tokens, now)
            return receive_at_once(self._parts.database, self._parts.vault, report, access.corporation(), now)
        except (DomainError, SQLAlchemyError):
            # The operation itself meets this again, and has the words for it.
            return None


def _body(environ: "WSGIEnvironment") -> bytes | None:
    """The body of what is plainly JSON, not packed and not too large. It is put back for who reads after us."""
    length = environ.get("CONTENT_LENGTH", "")
    plain = environ.get("CONTENT_TYPE") == "application/json" and "HTTP_CONTENT_ENCODING" not in environ
    if not plain or not length.isdecimal() or int(length) > MAX_BODY:
        return None
    body: bytes = environ["wsgi.input"].read(int(length))
    environ["wsgi.input"] = BytesIO(body)
    return body
