"""What every request leaves behind, whichever door it came by: an id, a measure, a line in the log, safe headers."""

import time
from dataclasses import dataclass

import structlog

from service.db import new_id
from service.metrics import REQUESTS

SAFE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"})


@dataclass(frozen=True, slots=True)
class Visit:
    """One request: its id, and when it began (`time.perf_counter`)."""

    id: str
    began: float


def begin() -> Visit:
    """One id per request, in every log line and on the answer, so that a question can be traced without person data."""
    visit = Visit(str(new_id()), time.perf_counter())
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=visit.id)
    return visit


def finish(visit: Visit, method: str, route: str, status: int) -> None:
    """Measure and log a request. `route` is the rule of its address, never the address: that may hold an id."""
    duration = time.perf_counter() - visit.began
    method = method if method in _METHODS else "ander"
    REQUESTS.labels(method, route, str(status)).observe(duration)
    structlog.get_logger().info(
        "request", method=method, route=route, status=status, duration_ms=round(duration * 1000, 1),
    )
