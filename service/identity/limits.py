"""How often one address may knock where no token is asked: counted for all processes together, in the broker.

With the broker away each process counts for itself, so that nobody is shut out and nothing stands open.
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

import structlog
from flask import current_app, request
from limits import parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

View = TypeVar("View", bound=Callable[..., Any])
_NAME = "voordeur-limits"
_AWAY_SECONDS = 10.0


class Limits:
    """Counts per place and address."""

    def __init__(self, redis_url: str) -> None:
        storage = storage_from_string(redis_url, wrap_exceptions=True, socket_connect_timeout=1.0, socket_timeout=1.0)
        self._shared = FixedWindowRateLimiter(storage)
        self._own = FixedWindowRateLimiter(MemoryStorage())
        self._away_until = 0.0

    def count(self, place: str, address: str, rate: str) -> None:
        """Count one knock; `rate` is like `60/minute`. Raises `TooManyRequests`."""
        if not self._hit(place, address, rate):
            raise TooManyRequests

    def _hit(self, place: str, address: str, rate: str) -> bool:
        limit = parse(rate)
        if time.monotonic() >= self._away_until:
            try:
                return self._shared.hit(limit, "voordeur", place, address)
            except StorageError as error:
                structlog.get_logger().warning("limits_without_broker", error_class=type(error).__name__)
                self._away_until = time.monotonic() + _AWAY_SECONDS
        return self._own.hit(limit, place, address)


def keep_limits(extensions: dict[str, Any], redis_url: str) -> None:
    extensions[_NAME] = Limits(redis_url)


def count_for(place: str, key: str, rate: str) -> None:
    """Count one knock by something else than an address, that is no person. Raises `TooManyRequests`."""
    limits: Limits = current_app.extensions[_NAME]
    limits.count(place, key, rate)


def limited(rate: str) -> Callable[[View], View]:
    """Let one address ask this view no more often than `rate`."""

    def guard(view: View) -> View:
        @wraps(view)
        def counted(*args: Any, **kwargs: Any) -> Any:
            count_for(view.__name__, request.remote_addr or "", rate)
            return view(*args, **kwargs)

        return counted  # type: ignore[return-value]

    return guard
