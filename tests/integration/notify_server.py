"""NotifyNL as its documentation tells it: the paths, the token, the status codes and bodies, and what it remembers.

It takes a reference as often as it gets it, as the real one does. `fails` are answers for the next requests to send:
a status code, "breaks" (the line breaks after the message was taken) or "lost" (it breaks before that).
"""

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"voordeur-proef-{SERVICE}-{SECRET}"
EMAIL_TEMPLATE, SMS_TEMPLATE = "9d751e0e-f929-4891-82a1-a3e1c3c18ee3", "f33517ff-2a88-4f6e-b855-c550268ce08a"
_NEEDS = {
    "email": ("email_address", "template_id"), "sms": ("phone_number", "template_id"),
    "letter": ("reference", "content"),
}
_ERRORS = {
    429: ("RateLimitError", "Exceeded rate limit for key type live of 3000 requests per 60 seconds"),
    500: ("Exception", "Internal server error"), 503: ("Exception", "Service unavailable"),
    400: ("BadRequestError", "Cannot send to this recipient using a team-only API key."),
}


@dataclass
class NotifyNl:
    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)
    fails: list[int | str] = field(default_factory=list)
    down: bool = False

    def says(self, status: str) -> None:
        """The end of every message that was taken."""
        for one in self.taken:
            one["status"] = status


@contextmanager
def running() -> Iterator[NotifyNl]:
    state = NotifyNl()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"state": state}))
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    thread.join()


class _Handler(BaseHTTPRequestHandler):
    state: NotifyNl

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.path.removeprefix("/v2/notifications/")
        if self._stopped():
            return
        failing = self.state.fails.pop(0) if self.state.fails else None
        if failing == "lost":
            self.close_connection = True
            return
        if isinstance(failing, int):
            self._error(failing, *_ERRORS[failing])
            return
        self._take(kind, json.loads(body), breaks=failing == "breaks")

    def do_GET(self) -> None:
        if self._stopped():
            return
        asked = urlsplit(self.path)
        key = asked.path.removeprefix("/v2/notifications").strip("/")
        if not key:
            wanted = parse_qs(asked.query).get("reference", [None])[0]
            found = [one for one in self.state.taken if wanted in {None, one["reference"]}]
            self._answer(200, {"notifications": found, "links": {"current": self.path}})
            return
        one = next((one for one in self.state.taken if one["id"] == key), None)
        if one:
            self._answer(200, one)
        else:
            self._error(404, "NoResultFound", "No result found")

    def _take(self, kind: str, asked: dict[str, Any], *, breaks: bool) -> None:
        missing = [name for name in _NEEDS.get(kind, ()) if not asked.get(name)]
        if kind not in _NEEDS:
            self._error(404, "NotFound", "The requested URL was not found on the server.")
        elif missing:
            self._error(400, "ValidationError", f"{missing[0]} is a required property")
        elif kind == "letter" and base64.b64decode(asked["content"])[:5] != b"%PDF-":
            self._error(400, "BadRequestError", "Letter content is not a valid PDF")
        elif kind == "sms" and not asked["phone_number"].lstrip("+").isdigit():
            self._error(400, "ValidationError", "phone_number Must not contain letters or symbols")
        else:
            one = {"id": str(uuid4()), "type": kind, "status": "created", "reference": None} | asked
            self.state.taken.append(one)
            if breaks:
                self.close_connection = True
            else:
                self._answer(201, {"id": one["id"], "reference": one["reference"], "content": {}})

    def _stopped(self) -> bool:
        if self.state.down:
            self._error(503, *_ERRORS[503])
        elif not self._may():
            self._error(403, "AuthError", "Invalid token: API key not found")
        else:
            return False
        return True

    def _may(self) -> bool:
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            found = jwt.decode(token, OctKey.import_key(SECRET), algorithms=["HS256"])
        except (JoseError, ValueError):
            return False
        return found.claims["iss"] == SERVICE and abs(found.claims["iat"] - time.time()) <= 30

    def _error(self, status: int, error: str, told: str) -> None:
        self._answer(status, {"status_code": status, "errors": [{"error": error, "message": told}]})

    def _answer(self, status: int, document: dict[str, Any]) -> None:
        raw = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, *_: Any) -> None:
        """Say nothing: recipients stand in these lines."""


def reference_of(one: dict[str, Any]) -> UUID:
    return UUID(one["reference"])
