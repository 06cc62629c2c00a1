"""What was posted about a person stands readable nowhere: not in the files of the database, the broker or the logs.

Real processes on servers of their own; afterwards every file they wrote is searched, byte by byte.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from service import clock, config
from service.config import ROOT
from service.db import Database, migrate
from service.embedded import Embedded
from service.embedded.binaries import real_redis_binary
from service.embedded.processes import free_port
from service.embedded.state import temporary_state
from tests.factories import SECRET, World, door_signal, rent_block, rent_signal

PROGRAM = str(Path(sys.executable).with_name("voordeur"))
PERSON = {
    "voorletters": "Q.X.", "tussenvoegsels": "van der", "achternaam": "Geheimhoudersma",
    "geboortedatum": "1961-07-19", "telefoonnummer": "+31600987654",
    "emailadres": "zeer.geheim@voorbeeldstad.example",
    "adres": {"postcode": "2094XQ", "huisnummer": 73},
}
SECRETS = ("Geheimhoudersma", "+31600987654", "600987654", "zeer.geheim", "2094XQ", "1961-07-19")
TODAY = clock.today()


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Path, dict[str, str], Database]]:
    """API and worker on fresh servers, with their logs in the same state folder."""
    with temporary_state() as state, Embedded(state, redis_binary=real_redis_binary()) as servers:
        port = free_port()
        environment = servers.environment() | {
            "API_PORT": str(port), "SERVICE_URL": f"http://127.0.0.1:{port}", "API_WORKERS": "1",
            "ALLOW_CLIENT_SECRETS": "ja", "C_FORCE_ROOT": "1", "PATH": "/usr/bin:/bin",
        }
        migrate(config.from_mapping(environment))
        database = Database(environment["DATABASE_URL"], pool_size=2)
        processes = []
        for name in ("serve", "worker"):
            with (state / "logs" / f"{name}.log").open("wb") as log:
                processes.append(subprocess.Popen([PROGRAM, name], cwd=ROOT, env=environment, stdout=log, stderr=log))
        try:
            yield state, environment, database
        finally:
            database.close()
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait(30)


def _ready(url: str) -> None:
    for _ in range(200):
        try:
            if httpx.get(f"{url}/gezondheid", timeout=5).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    raise AssertionError("the API did not start")


def _token(http: httpx.Client, client_id: str) -> dict[str, str]:
    answer = http.post("/oauth/token", auth=(client_id, SECRET), data={"grant_type": "client_credentials"})
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def _post_everything(http: httpx.Client, headers: dict[str, str]) -> list[int]:
    refused = rent_block(TODAY, bedragInCenten=0)
    broken: dict[str, Any] = rent_signal(betrokkene=PERSON | {"bsn": "999990019"})
    signals = [
        rent_signal(betrokkene=PERSON, referentie="ZICHTBARE-REFERENTIE"),
        door_signal(betrokkene=PERSON),
        rent_signal(betrokkene=PERSON, huurachterstand=refused, referentie="GEWEIGERDE-REFERENTIE"),
        door_signal(betrokkene=PERSON, bestemmingen=None),
        broken,
    ]
    answers = [http.post("/api/v1/signalen", json=signal, headers=headers) for signal in signals]
    http.post("/api/v1/signalen", content=str(PERSON), headers=headers | {"Content-Type": "application/json"})
    http.get("/api/v1/signalen/Geheimhouders-in-een-adres", headers=headers)
    return [answer.status_code for answer in answers]


def _files_with(state: Path, word: str) -> list[str]:
    files = (path for path in state.rglob("*") if path.is_file())
    return [str(path.relative_to(state)) for path in files if word.encode() in path.read_bytes()]


def test_no_file_holds_a_name_an_address_or_a_number(running: tuple[Path, dict[str, str], Database]) -> None:
    state, environment, database = running
    with database.transaction() as session:
        world = World(session)
    _ready(environment["SERVICE_URL"])
    with httpx.Client(base_url=environment["SERVICE_URL"], timeout=30) as http:
        statuses = _post_everything(http, _token(http, world.corporation_client))
        assert statuses == [201, 201, 422, 422, 400]
        _wait_until_routed(database)
        town = _token(http, world.town_client)
        taken = http.post("/api/v1/verwijzingen/_volgende", json={"bestemming": "schuldhulp"}, headers=town).json()
        whole = http.get(f"/api/v1/verwijzingen/{taken['id']}", headers=town)
        assert "Geheimhoudersma" in whole.text, "the caseworker does read it"
    time.sleep(1.5)  # The broker writes its file once a second.
    assert _files_with(state, "ZICHTBARE-REFERENTIE"), "the search finds what is there"
    assert _files_with(state, "GEWEIGERDE-REFERENTIE") == [], "of a refused signal not even the reference"
    found = {word: _files_with(state, word) for word in SECRETS}
    assert not any(found.values()), found


def _wait_until_routed(database: Database) -> None:
    for _ in range(300):
        with database.transaction() as session:
            if session.scalar(text("SELECT count(*) FROM signal WHERE status = 'ontvangen'")) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the worker did not route")
