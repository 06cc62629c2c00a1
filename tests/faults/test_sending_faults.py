"""Kill the service while a corporation sends a file: the client waits for it, or goes on the next time."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from service.db import Database
from tests.doors.sending import Machine, Service, with_secret
from tests.factories import World, rent_signal

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]


@pytest.fixture
def service(environment: dict[str, str]) -> Iterator[Service]:
    found = Service(environment)
    found.start()
    yield found
    found.kill()


@pytest.fixture
def machine(tmp_path: Path, world: World) -> Machine:
    return with_secret(tmp_path, world.corporation_client)


def _rows(machine: Machine, path: Path) -> int:
    try:
        return len(machine.rows(path))
    except FileNotFoundError:
        return 0


def _stored(database: Database) -> int:
    with database.transaction() as session:
        return int(session.execute(text("SELECT count(*) FROM signal")).scalar_one())


def test_the_service_is_killed_and_comes_back(machine: Machine, service: Service, database: Database) -> None:
    path = machine.write("huur.ndjson", [rent_signal() for _ in range(1_000)])
    process = machine.start(path, "--per-keer", "20", url=service.url)
    for rows in (100, 400):
        while _rows(machine, path) < rows:
            assert process.poll() is None, process.communicate()
            time.sleep(0.02)
        service.kill()
        service.start()
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, (out, err)
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 1_001))
    assert len({row["id"] for row in machine.rows(path)}) == _stored(database) == 1_000


def test_the_client_is_killed_and_goes_on_the_next_time(
    machine: Machine, service: Service, database: Database
) -> None:
    path = machine.write("huur.ndjson", [rent_signal() for _ in range(600)])
    for rows in (100, 300):
        process = machine.start(path, "--per-keer", "20", url=service.url)
        while _rows(machine, path) < rows and process.poll() is None:
            time.sleep(0.02)
        process.kill()
        process.wait()
    run = machine.run(path, "--per-keer", "20", url=service.url)
    assert (run.code, "Verder na rij" in run.err) == (0, True), run
    assert [row["regel"] for row in machine.rows(path)] == list(range(1, 601))
    assert len({row["id"] for row in machine.rows(path)}) == _stored(database) == 600
