"""The embedded servers are real, durable, private, and gone when we are; and the state folder has one master."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from service import config
from service.embedded import Embedded, Postgres, Redis, real_redis_binary, temporary_state, valkey_binary
from service.embedded.processes import ServerFailed
from service.errors import BadSettings
from service.supervise.state import AlreadyRuns, claimed, clean

FIRST_START = """
import sys, time
from pathlib import Path
from service.embedded import Embedded
with Embedded(Path(sys.argv[1])) as servers:
    print(servers.postgres.process.pid, servers.redis.process.pid, flush=True)
    time.sleep(60)
"""


@pytest.fixture(scope="module")
def state() -> Iterator[Path]:
    with temporary_state() as folder:
        yield folder


@pytest.fixture
def pair(state: Path) -> Iterator[Embedded]:
    with Embedded(state) as running:
        yield running


def connect(postgres: Postgres) -> psycopg.Connection:
    return psycopg.connect(postgres.url().replace("+psycopg", ""), autocommit=True, connect_timeout=5)


def client(broker: Redis) -> redis.Redis:
    return redis.Redis.from_url(broker.url(), decode_responses=True)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(*pids: int) -> None:
    deadline = time.monotonic() + 15
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < deadline, "a server outlived its parent"
        time.sleep(0.02)


def test_postgresql_is_real_durable_and_in_utc(pair: Embedded) -> None:
    with connect(pair.postgres) as connection:
        names = ("fsync", "data_checksums", "TimeZone", "server_encoding", "listen_addresses", "log_min_messages")
        found = {name: connection.execute("select current_setting(%s)", (name,)).fetchone()[0] for name in names}
        version = connection.execute("select version()").fetchone()[0]
        collation = connection.execute(
            "select datlocprovider, datlocale from pg_database where datname = current_database()"
        ).fetchone()
    assert version.startswith("PostgreSQL ")
    assert found == {
        "fsync": "on", "data_checksums": "on", "TimeZone": "UTC", "server_encoding": "UTF8",
        "listen_addresses": "127.0.0.1", "log_min_messages": "log",
    }
    assert collation == ("b", "C.UTF-8")


def test_the_service_is_no_superuser_and_may_make_databases(pair: Embedded) -> None:
    with connect(pair.postgres) as connection:
        assert connection.execute(
            "select rolsuper, rolcreatedb from pg_roles where rolname = current_user"
        ).fetchone() == (False, True)


def test_nobody_gets_in_without_the_password(pair: Embedded) -> None:
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", port=pair.postgres.port, user="voordeur", password="x", dbname="voordeur")
    with pytest.raises(redis.AuthenticationError):
        redis.Redis(port=pair.redis.port, retry=Retry(NoBackoff(), 0)).ping()


def test_servers_do_not_run_as_root(pair: Embedded) -> None:
    assert Path(f"/proc/{pair.postgres.process.pid}").stat().st_uid != 0


def test_a_person_never_reaches_the_log_of_postgresql(pair: Embedded) -> None:
    with connect(pair.postgres) as connection:
        connection.execute("create table if not exists person (name text primary key, born date)")
        connection.execute("insert into person values ('Verzonnen-Janssen') on conflict do nothing")
        failing = (
            ("insert into person values ('Verzonnen-Janssen')", ()),
            ("insert into person values (%s)", ("Verzonnen-Janssen",)),
            ("select cast(%s as date)", ("Verzonnen-Janssen",)),
            ("select 'Verzonnen-Janssen' from nowhere", ()),
        )
        for statement, values in failing:
            with pytest.raises(psycopg.Error):
                connection.execute(statement, values)
    pair.postgres.stop()
    log = pair.postgres.log.read_text("utf-8")
    assert "database system is ready" in log
    assert "Verzonnen" not in log


def test_both_keep_their_data_over_a_restart(pair: Embedded) -> None:
    with connect(pair.postgres) as connection:
        connection.execute("create table if not exists restarts (at timestamptz default now())")
        connection.execute("insert into restarts default values")
    client(pair.redis).set("kept", "over a restart")
    ports = pair.postgres.port, pair.redis.port
    pair.stop()
    pair.start()
    assert (pair.postgres.port, pair.redis.port) == ports
    with connect(pair.postgres) as connection:
        assert connection.execute("select count(*) from restarts").fetchone() == (1,)
        connection.execute("drop table restarts")
    assert client(pair.redis).get("kept") == "over a restart"


def test_both_survive_being_killed(pair: Embedded) -> None:
    with connect(pair.postgres) as connection:
        connection.execute("create table if not exists kills (at timestamptz default now())")
        connection.execute("insert into kills default values")
    client(pair.redis).set("kept", "over a kill")
    for server in (pair.postgres, pair.redis):
        os.kill(server.process.pid, signal.SIGKILL)
        server.process.wait()
    assert pair.stopped() == ("PostgreSQL", pair.postgres.log)
    pair.start()
    assert pair.stopped() is None
    with connect(pair.postgres) as connection:
        assert connection.execute("select count(*) from kills").fetchone() == (1,)
        connection.execute("drop table kills")
    assert client(pair.redis).get("kept") == "over a kill"


def test_stopping_leaves_no_process(state: Path) -> None:
    with Embedded(state) as servers:
        pids = servers.postgres.process.pid, servers.redis.process.pid
        assert all(is_alive(pid) for pid in pids)
    assert not any(is_alive(pid) for pid in pids)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_servers_do_not_outlive_a_killed_parent_and_start_again_at_once(state: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", FIRST_START, str(state)], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    parent.kill()
    parent.communicate()
    with Embedded(state) as servers, connect(servers.postgres) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
        wait_until_gone(*pids)


def test_a_first_start_that_was_broken_off_is_done_again() -> None:
    with temporary_state() as state:
        half = state / "pgdata.new"
        half.mkdir()
        (half / "PG_VERSION").write_text("17\n")
        postgres = Postgres(state)
        postgres.start()
        with connect(postgres) as connection:
            assert connection.execute("select current_user").fetchone() == ("voordeur",)
        postgres.stop()
        assert not half.exists()
        assert not (state / ".postgres-password").exists()


def test_data_of_another_version_is_not_touched(state: Path) -> None:
    with temporary_state() as other:
        (other / "pgdata").mkdir()
        (other / "pgdata" / "PG_VERSION").write_text("9\n")
        with pytest.raises(ServerFailed, match="van PostgreSQL 9"):
            Postgres(other).start()


def test_a_port_that_was_taken_meanwhile_is_replaced(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        broker = Redis(state, port=taken.getsockname()[1])
        broker.start()
        assert broker.port != taken.getsockname()[1]
        assert client(broker).ping()
        broker.stop()


def test_the_tests_run_on_a_real_redis(state: Path) -> None:
    broker = Redis(state, real_redis_binary())
    broker.start()
    info = client(broker).info("server")
    broker.stop()
    assert "server_name" not in info
    assert int(info["redis_version"].split(".")[0]) >= 7


def test_the_demo_runs_on_valkey(pair: Embedded) -> None:
    assert pair.redis.binary == valkey_binary()
    assert client(pair.redis).info("server")["server_name"] == "valkey"
    assert client(pair.redis).config_get("*") | {
        "appendonly": "yes", "save": "", "maxmemory-policy": "noeviction", "bind": "127.0.0.1",
    } == client(pair.redis).config_get("*")


def test_settings_are_complete_and_keys_stay_the_same(pair: Embedded, state: Path) -> None:
    settings = config.from_mapping(pair.environment())
    assert urlsplit(settings.database_url).port == pair.postgres.port
    again = Embedded(state).environment()
    assert {again[name] for name in ("ENCRYPTION_KEYS", "INDEX_KEY")} == {
        pair.environment()[name] for name in ("ENCRYPTION_KEYS", "INDEX_KEY")
    }


def test_secrets_are_for_us_only(pair: Embedded, state: Path) -> None:
    assert (state / "secrets.json").stat().st_mode & 0o777 == 0o600
    assert (state / "valkey.conf").stat().st_mode & 0o777 == 0o600
    assert (state / "pgdata").stat().st_mode & 0o777 == 0o700
    command = Path(f"/proc/{pair.redis.process.pid}/cmdline").read_bytes().decode()
    assert urlsplit(pair.redis.url()).password not in command


def test_a_state_folder_has_one_master_at_a_time(tmp_path: Path) -> None:
    with claimed(tmp_path):
        (tmp_path / config.INSTANCE_FILE).write_text('{"SERVICE_URL": "http://127.0.0.1:8765"}')
        with pytest.raises(AlreadyRuns, match=r"draait hier al .*http://127\.0\.0\.1:8765"), claimed(tmp_path):
            pass
    with claimed(tmp_path):
        assert (tmp_path / "demo.lock").read_text() == str(os.getpid())


def test_after_a_killed_master_the_next_waits_for_its_children(tmp_path: Path) -> None:
    lock = tmp_path / "demo.lock"
    master = subprocess.Popen(["true"])
    lock.write_text(str(master.pid))
    hold = "import fcntl, sys, time; f = open(sys.argv[1]); fcntl.flock(f, 2); print(flush=True); time.sleep(0.5)"
    child = subprocess.Popen([sys.executable, "-c", hold, str(lock)], stdout=subprocess.PIPE)
    child.stdout.readline()
    # The master is not waited for yet: a process that is dead but not buried counts as dead.
    with claimed(tmp_path):
        assert child.wait(5) == 0
    child.communicate()
    assert master.wait(5) == 0


def test_a_folder_of_someone_else_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thesis.txt").write_text("two years of work")
    monkeypatch.setenv("VOORDEUR_STATE", str(tmp_path))
    said: list[str] = []
    with pytest.raises(BadSettings, match="niet leeg"), claimed(tmp_path):
        pass
    assert clean(said.append) == 1
    assert (tmp_path / "thesis.txt").read_text() == "two years of work"
    assert "blijft staan" in said[0]


def test_clean_removes_our_folder_but_not_under_a_running_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state"
    state.mkdir()
    monkeypatch.setenv("VOORDEUR_STATE", str(state))
    said: list[str] = []
    with claimed(state):
        (state / "logs").mkdir()
        assert clean(said.append) == 1
        assert (state / "logs").is_dir()
    assert clean(said.append) == 0
    assert not state.exists()
    assert clean(said.append) == 0
    assert [line.split()[0] for line in said] == ["Voordeur", "De", "Er"]
