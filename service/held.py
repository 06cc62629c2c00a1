"""Open connections straight from the driver, for what every request does: each is held by one thread at a time.

A pool of SQLAlchemy costs as much as judging a signal does. This is a stack: what was used last is taken first, and
there are never more connections than threads that ask at once.
"""

import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from psycopg.pq import TransactionStatus

Connection = psycopg.Connection[Any]
RESTED_SECONDS = 1.0
"""A connection that rested longer is tried before it is used: the database may have been restarted meanwhile."""


class Held:
    """The stack. `connect` opens one more connection, in autocommit."""

    def __init__(self, connect: Callable[[], Connection]) -> None:
        self._connect = connect
        self._resting: deque[tuple[Connection, float]] = deque()

    @contextmanager
    def one(self) -> Iterator[Connection]:
        """A connection for this thread alone. Raises the driver's `OperationalError` when none can be had."""
        connection = self._rested() or self._connect()
        try:
            yield connection
        finally:
            if connection.pgconn.transaction_status == TransactionStatus.IDLE:
                self._resting.append((connection, time.monotonic()))
            else:
                # It broke, or was left half way; the others were open to the same server.
                connection.close()
                self.close()

    def close(self) -> None:
        """Close what rests."""
        with suppress(IndexError):
            while True:
                self._resting.pop()[0].close()

    def _rested(self) -> Connection | None:
        with suppress(IndexError):
            while True:
                connection, since = self._resting.pop()
                if time.monotonic() - since < RESTED_SECONDS or _lives(connection):
                    return connection
        return None


def _lives(connection: Connection) -> bool:
    try:
        connection.execute("SELECT 1")
    except psycopg.Error:
        connection.close()
        return False
    return True
