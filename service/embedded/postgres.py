"""An embedded PostgreSQL: one cluster in the state folder, on loopback with a password, fully durable."""

import os
import shutil
import subprocess
import time
from pathlib import Path
from signal import SIGINT
from typing import LiteralString

import psycopg
from psycopg import sql

from service.embedded.binaries import postgres_home, readable_home, server_account
from service.embedded.keys import kept_secrets, write_private
from service.embedded.processes import (
    Launch,
    Process,
    ServerFailed,
    free_port,
    open_log,
    spawn,
    stop,
    stop_signals_held,
    until_ready,
    wait_for_leftover,
)
from service.embedded.state import prepare_state

SUPERUSER = "postgres"
OWNER = "voordeur"

# A statement or an error may quote a person. Errors reach the program that asked; the log gets the server's own news.
PRIVATE_LOGGING = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}
_SETTINGS = {
    **PRIVATE_LOGGING,
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "fsync": "on",
    "max_connections": "200",
    # The default of 128 MB cannot hold the indexes of a million signals; what is not used is not taken. And a busy
    # hour should not end in a checkpoint every few minutes, after which every page goes to the log whole.
    "shared_buffers": "512MB",
    "max_wal_size": "4GB",
}
_INITDB = (
    f"--username={SUPERUSER}", "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums",
    "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C",
)
_ATTEMPTS = 3


class Postgres:
    """Start, stop, and the address of a database. The port stays the same over restarts of this object."""

    def __init__(self, state: Path, port: int | None = None) -> None:
        self.state = prepare_state(state)
        self.data = state / "pgdata"
        self.log = state / "logs" / "postgresql.log"
        self.port = port
        self.process: Process | None = None
        self._account = server_account()
        self._secrets = kept_secrets(state)
        home, self._version = postgres_home()
        self._home = readable_home(home, self._version, state) if self._account else home

    def start(self) -> None:
        """Make the cluster the first time, start the server, and see that our role and database exist."""
        self._check_version()
        if not self.data.exists():
            self._make_cluster()
        wait_for_leftover(self.data / "postmaster.pid", self.data)
        for attempt in range(_ATTEMPTS):
            if self._try_start():
                self._make_database()
                return
            self.stop()
            time.sleep(0.5 * attempt)
        raise ServerFailed(f"PostgreSQL start niet. Zie {self.log}")

    def stop(self) -> None:
        """A fast shutdown: open transactions are rolled back, all else is on disk."""
        stop(self.process, SIGINT, seconds=30)
        self.process = None

    def url(self, database: str = OWNER) -> str:
        """The address for SQLAlchemy, as the role that owns the tables; not a superuser, as in production."""
        return f"postgresql+psycopg://{OWNER}:{self._secrets['database']}@127.0.0.1:{self.port}/{database}"

    def admin_url(self, database: str = SUPERUSER) -> str:
        """The address for psycopg, as superuser."""
        return f"postgresql://{SUPERUSER}:{self._secrets['postgres']}@127.0.0.1:{self.port}/{database}"

    def _try_start(self) -> bool:
        # A stale file may name a process number that something else has now. We hold the folder and saw nobody in it.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.port = free_port(self.port)
        settings = {**_SETTINGS, "port": str(self.port)}
        flags = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        command = [str(self._home / "bin" / "postgres"), "-D", str(self.data), *flags]
        with open_log(self.log) as log, stop_signals_held():
            launch = Launch(command, log, self.data, SIGINT, self._account, self._environment())
            self.process = spawn(launch)
        return until_ready(self.process, self._is_ready)

    def _is_ready(self) -> bool:
        """PostgreSQL writes its own state into its pid file; asking there leaves no failed logins in the log."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
        except OSError:
            return False
        return len(lines) > 7 and lines[7].strip() == "ready"

    def _check_version(self) -> None:
        try:
            found = (self.data / "PG_VERSION").read_text().strip()
        except FileNotFoundError:
            return
        if found != self._version.split(".", maxsplit=1)[0]:
            raise ServerFailed(
                f"De gegevens in {self.data} zijn van PostgreSQL {found}; hier draait {self._version}."
                " Begin opnieuw met ./start clean, of zet DATABASE_URL naar een eigen server."
            )

    def _make_cluster(self) -> None:
        """Under another name until it is whole, so that a broken-off first start leaves nothing that looks usable."""
        half, password = self.state / "pgdata.new", self.state / ".postgres-password"
        shutil.rmtree(half, ignore_errors=True)
        half.mkdir(mode=0o700)
        write_private(password, self._secrets["postgres"])
        try:
            for path in (half, password):
                self._give(path)
            self._initdb(half, password)
        finally:
            password.unlink(missing_ok=True)
        half.replace(self.data)

    def _initdb(self, folder: Path, password: Path) -> None:
        account = self._account
        done = subprocess.run(  # noqa: S603 - our own program and arguments
            [self._home / "bin" / "initdb", "-D", folder, f"--pwfile={password}", *_INITDB],
            capture_output=True, text=True, check=False, cwd="/", env=self._environment(),
            user=account.uid if account else None, group=account.gid if account else None,
            extra_groups=[] if account else None,
        )
        if done.returncode != 0:
            raise ServerFailed(f"PostgreSQL kan zijn map niet maken: {done.stderr.strip()[-500:]}")

    def _give(self, path: Path) -> None:
        if self._account:
            os.chown(path, self._account.uid, self._account.gid)

    def _environment(self) -> dict[str, str]:
        """Nothing of the user's: a stray PG variable or an unknown locale must not change the server."""
        icu = self._home / "share" / "icu"
        return {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"} | ({"ICU_DATA": str(icu)} if icu.is_dir() else {})

    def _make_database(self) -> None:
        with psycopg.connect(self.admin_url(), autocommit=True) as connection:
            if not _exists(connection, "select 1 from pg_roles where rolname = %s"):
                role = sql.SQL("create role {} login createdb password {}")
                connection.execute(role.format(sql.Identifier(OWNER), sql.Literal(self._secrets["database"])))
            if not _exists(connection, "select 1 from pg_database where datname = %s"):
                connection.execute(sql.SQL("create database {0} owner {0}").format(sql.Identifier(OWNER)))


def _exists(connection: psycopg.Connection, query: LiteralString) -> bool:
    return connection.execute(query, (OWNER,)).fetchone() is not None
