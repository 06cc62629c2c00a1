"""Waiting until the background is done."""

import time

import psycopg

from benchmarks.frame import Failed

# Reads the partial index of what waits, so asking costs nothing that could be measured.
WAITING = "SELECT 1 FROM signal WHERE status = 'ontvangen' LIMIT 1"
_PATIENCE_SECONDS = 300.0
_POLL_SECONDS = 0.005


def until_none(table: psycopg.Connection, query: str) -> None:
    """Wait until a query finds nothing any more."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while table.execute(query.encode()).fetchone() is not None:
        if time.monotonic() > deadline:
            raise Failed("Het achtergrondwerk kwam niet klaar.")
        time.sleep(_POLL_SECONDS)
