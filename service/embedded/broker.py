"""An embedded Redis-protocol server: Valkey in the demo, a real Redis in the tests; durable and with a password."""

import socket
import time
from pathlib import Path
from signal import SIGTERM

from service.embedded.binaries import valkey_binary
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

_CONFIGURATION = """\
bind 127.0.0.1
port {port}
protected-mode yes
requirepass {password}
dir "{folder}"
pidfile "{pid_file}"
daemonize no
logfile ""
appendonly yes
appendfsync everysec
save ""
maxmemory-policy noeviction
"""
_ATTEMPTS = 3


class Redis:
    """Start, stop and the address. `binary` is a valkey-server or redis-server; the port survives a restart."""

    def __init__(self, state: Path, binary: Path | None = None, port: int | None = None) -> None:
        self.state = prepare_state(state)
        self.binary = binary or valkey_binary()
        # The two programs do not read each other's files, so each has its own folder.
        self.name = self.binary.name.removesuffix("-server")
        self.data = state / self.name
        self.log = state / "logs" / f"{self.name}.log"
        self.port = port
        self.process: Process | None = None
        self._password = kept_secrets(state)["redis"]
        self._pid_file = self.data / "server.pid"

    def start(self) -> None:
        self.data.mkdir(mode=0o700, exist_ok=True)
        wait_for_leftover(self._pid_file, self.data)
        for attempt in range(_ATTEMPTS):
            if self._try_start():
                return
            self.stop()
            time.sleep(0.5 * attempt)
        raise ServerFailed(f"{self.name.capitalize()} start niet. Zie {self.log}")

    def stop(self) -> None:
        """The append-only file is written out before it ends."""
        stop(self.process, SIGTERM)
        self.process = None

    def url(self, database: int = 0) -> str:
        return f"redis://:{self._password}@127.0.0.1:{self.port}/{database}"

    def _try_start(self) -> bool:
        self.port = free_port(self.port)
        settings = self.state / f"{self.name}.conf"
        write_private(settings, _CONFIGURATION.format(
            port=self.port, password=self._password, folder=self.data, pid_file=self._pid_file,
        ))
        with open_log(self.log) as log, stop_signals_held():
            launch = Launch([str(self.binary), str(settings)], log, self.data, SIGTERM, environment={"LC_ALL": "C"})
            self.process = spawn(launch)
        return until_ready(self.process, self._is_ready)

    def _is_ready(self) -> bool:
        """Answers a ping, so it also has read back what it kept."""
        try:
            with socket.create_connection(("127.0.0.1", self.port or 0), timeout=1) as connection:
                connection.sendall(f"AUTH {self._password}\r\nPING\r\n".encode())
                with connection.makefile("rb") as answers:
                    return (answers.readline(), answers.readline()) == (b"+OK\r\n", b"+PONG\r\n")
        except OSError:
            return False
