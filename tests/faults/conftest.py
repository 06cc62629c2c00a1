"""Real worker, relay and broker processes of one's own, to be killed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from service import clock
from service.config import ROOT
from service.db import Database
from service.embedded.binaries import real_redis_binary
from service.embedded.broker import Redis
from service.embedded.state import temporary_state
from service.signals.receive import Receipt, receive_signal
from service.signals.schemas import read_report
from service.vault import Vault
from tests.factories import World, rent_signal

PROGRAM = str(Path(sys.executable).with_name("voordeur"))


@pytest.fixture
def broker() -> Iterator[Redis]:
    with temporary_state() as state:
        redis = Redis(state, real_redis_binary())
        redis.start()
        try:
            yield redis
        finally:
            redis.stop()


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return World(session)


class Crew:
    """The background processes of one test; whatever it leaves running is killed."""

    def __init__(self, environment: dict[str, str], broker: Redis, log: Path) -> None:
        self.environment = dict(os.environ) | environment | {
            "REDIS_URL": broker.url(), "VISIBILITY_TIMEOUT_SECONDS": "3", "UNACKED_RESTORE_INTERVAL": "1",
            "C_FORCE_ROOT": "1", "LOG_LEVEL": "INFO",
        }
        self.log = log
        self._running: list[subprocess.Popen[bytes]] = []

    def worker(self) -> subprocess.Popen[bytes]:
        return self._start([PROGRAM, "worker"])

    def call(self, task: str) -> None:
        command = [sys.executable, "-m", "celery", "-A", "workers.app", "call", task, "--queue", "rondes"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, timeout=60)

    def voordeur(self, *arguments: str) -> str:
        """What a command of the operator prints."""
        command = [PROGRAM, *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, check=True, capture_output=True, timeout=60)
        return done.stdout.decode()

    def relays(self) -> list[int]:
        """The relay processes of this crew, by the settings they were started with."""
        found = []
        for folder in Path("/proc").iterdir():
            with suppress(OSError):
                if b"workers.relay" in (folder / "cmdline").read_bytes():
                    mine = self.environment["DATABASE_URL"].encode() in (folder / "environ").read_bytes()
                    found += [int(folder.name)] if mine else []
        return found

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Without a word, and everything it started with it."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        for relay in self.relays():
            with suppress(ProcessLookupError):
                os.kill(relay, signal.SIGKILL)

    def end(self) -> None:
        for process in self._running:
            self.kill(process)

    def _start(self, command: list[str]) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True,
            )
        self._running.append(process)
        return process


@pytest.fixture
def crew(environment: dict[str, str], broker: Redis, database: Database, tmp_path: Path) -> Iterator[Crew]:
    found = Crew(environment, broker, tmp_path / "crew.log")
    yield found
    found.end()


@pytest.fixture
def receive(database: Database, vault: Vault, world: World) -> Callable[[int], list[UUID]]:
    """Receive some signals as the API does, each in its own transaction."""

    def some(count: int, **changes: Any) -> list[UUID]:
        ids = []
        for _ in range(count):
            now = clock.now()
            report = read_report(rent_signal(**changes), clock.day_of(now))
            with database.transaction() as session:
                answer = receive_signal(session, vault, report, world.corporation, now)
            assert isinstance(answer, Receipt)
            ids.append(answer.id)
        return ids

    return some


def count(database: Database, query: str) -> int:
    with database.transaction() as session:
        return int(session.execute(text(query)).scalar_one())


def until(holds: Callable[[], bool], seconds: float = 45.0) -> None:
    """Wait until something holds; the test fails when it does not in time."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def assert_all_routed_once(database: Database, ids: list[UUID]) -> None:
    """Every signal stands in exactly one referral and the corporation was told once."""
    assert count(database, "SELECT count(*) FROM signal WHERE status = 'doorgezet'") == len(ids)
    assert count(database, "SELECT count(*) FROM referral_signal WHERE active") == len(ids)
    assert count(database, "SELECT count(*) FROM feedback") == len(ids)
    assert count(database, "SELECT count(*) FROM journal WHERE action = 'signaal-in-verwijzing'") == len(ids)
    assert count(database, "SELECT count(*) FROM outbox") == 0
