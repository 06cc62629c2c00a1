"""Kill the API, or end its connections with the database, half-way through a delivery: the same file completes it."""

import json
import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock
from service.config import ROOT
from service.db import Database
from service.signals.delivery.deliver import CHUNK
from service.signals.receive import receive_signal
from service.signals.schemas import read_report
from service.vault import Vault
from tests.factories import SECRET, World, rent_signal
from tests.faults.conftest import PROGRAM, count, until

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]
COUNT = 2 * CHUNK
WAITING = """SELECT count(*) FROM pg_stat_activity
              WHERE application_name = 'voordeur-api' AND datname = current_database() AND state = 'active'"""
SIGNALS = "SELECT count(*) FROM signal"


class Api:
    """A real API process of one worker, to be killed and started again."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._environment = dict(os.environ) | environment | {"API_PORT": str(self.port), "API_WORKERS": "1"}
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [PROGRAM, "serve"], cwd=ROOT, env=self._environment, stdout=log, stderr=log, start_new_session=True,
            )
        until(self._answers)

    def _answers(self) -> bool:
        with suppress(httpx.TransportError):
            return httpx.get(f"{self.url}/.well-known/jwks.json").status_code == 200
        return False

    def kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def deliver(self, client_id: str, body: bytes) -> httpx.Response | None:
        """None: the connection broke before there was an answer."""
        asked = httpx.post(
            f"{self.url}/oauth/token", data={"grant_type": "client_credentials"}, auth=(client_id, SECRET), timeout=30,
        )
        headers = {"Authorization": f"Bearer {asked.json()['access_token']}", "Content-Type": "application/x-ndjson"}
        with suppress(httpx.TransportError):
            return httpx.post(f"{self.url}/api/v1/aanleveringen", content=body, headers=headers, timeout=120)
        return None


@pytest.fixture
def api(environment: dict[str, str], database: Database, tmp_path: Path) -> Iterator[Api]:
    found = Api(environment, tmp_path / "api.log")
    found.start()
    yield found
    found.kill()


def _end_connections(database: Database) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'voordeur-api'"
    with database.transaction() as session:
        session.execute(text(query + " AND datname = current_database()"))


@pytest.mark.parametrize("broken", ["api", "database"])
def test_what_broke_half_way_is_completed_by_the_same_file(
    database: Database, vault: Vault, world: World, api: Api, broken: str
) -> None:
    signals = [rent_signal() for _ in range(COUNT)]
    body = "\n".join(map(json.dumps, signals)).encode()
    # One is there already, with the findings that all of them share.
    _receive(database, vault, world, signals[0])
    with ThreadPoolExecutor(1) as pool, database.transaction() as session:
        # The last reference is held by somebody who does not go on: the second chunk waits until it is ended.
        _receive_in(session, vault, world, signals[-1])
        sending = pool.submit(api.deliver, world.corporation_client, body)
        until(lambda: count(database, SIGNALS) == CHUNK)
        api.kill() if broken == "api" else _end_connections(database)
        answer = sending.result()
        session.rollback()
    # The database ends what was under way as soon as it sees that nobody is there.
    until(lambda: count(database, WAITING) == 0)
    assert count(database, SIGNALS) == CHUNK, "a chunk is there whole or not at all"
    if broken == "api":
        assert answer is None
        api.start()
    else:
        assert answer is not None
        assert answer.status_code == 503
        assert "opnieuw" in answer.json()["detail"]
    again = api.deliver(world.corporation_client, body)
    assert again is not None
    assert again.json()["aantallen"]["alBekend"] == again.json()["aantallen"]["aangenomen"] == CHUNK
    _assert_all_there_once(database, again.json()["resultaten"])


def _receive(database: Database, vault: Vault, world: World, document: dict[str, Any]) -> None:
    with database.transaction() as session:
        _receive_in(session, vault, world, document)


def _receive_in(session: Session, vault: Vault, world: World, document: dict[str, Any]) -> None:
    now = clock.now()
    receive_signal(session, vault, read_report(document, clock.day_of(now)), world.corporation, now)


def _assert_all_there_once(database: Database, rows: list[dict[str, Any]]) -> None:
    assert len({row["id"] for row in rows}) == COUNT
    assert count(database, SIGNALS) == COUNT
    announced = "FROM (SELECT unnest(coalesce(subject_ids, ARRAY[subject_id])) AS one FROM outbox) AS announced"
    assert count(database, f"SELECT count(DISTINCT one) {announced}") == COUNT
    assert count(database, f"SELECT count(*) {announced}") == COUNT
    assert count(database, "SELECT count(*) FROM journal WHERE action = 'signaal-ontvangen'") == COUNT
    assert count(database, "SELECT count(*) FROM delivery WHERE finished_at IS NULL") == 1
