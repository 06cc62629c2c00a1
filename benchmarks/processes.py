"""Real processes for a case: the API and its yardsticks behind the same server, and the workers. All on loopback."""

import http.client
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from signal import SIGTERM

from benchmarks.stage import Stage
from service.config import ROOT
from service.embedded.processes import Launch, Process, ServerFailed, free_port, open_log, spawn, stop

_PATIENCE_SECONDS = 60.0
PROGRAM = str(Path(sys.executable).with_name("voordeur"))


class Server:
    """An HTTP server of ours that answers on `port`."""

    def __init__(self, process: Process, port: int) -> None:
        self.process, self.port = process, port

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def api(stage: Stage, *, workers: int, threads: int) -> Iterator[Server]:
    """The service itself: `voordeur serve`."""
    with _server(stage, "api", [PROGRAM, "serve"], _counts(workers, threads)) as server:
        yield server


@contextmanager
def yardstick(stage: Stage, factory: str, *, workers: int, threads: int) -> Iterator[Server]:
    """A WSGI factory behind the server of service/serving.py, with as many processes and threads."""
    command = [sys.executable, "-m", "benchmarks.serve", factory]
    with _server(stage, factory.partition(":")[0], command, _counts(workers, threads)) as server:
        yield server


@contextmanager
def worker(stage: Stage, *, concurrency: int) -> Iterator[Process]:
    """`voordeur worker`, with its relay."""
    with running(stage, "worker", [PROGRAM, "worker"], {"WORKER_CONCURRENCY": str(concurrency)}) as process:
        yield process


@contextmanager
def running(stage: Stage, name: str, command: list[str], more: Mapping[str, str]) -> Iterator[Process]:
    """A process with the settings of this run; nothing of it is left afterwards."""
    with open_log(stage.state / "logs" / f"{name}.log") as log:
        process = spawn(Launch(command, log, ROOT, SIGTERM, environment={**stage.environment, **more}))
    try:
        yield process
    finally:
        stop(process, SIGTERM)


def _counts(workers: int, threads: int) -> dict[str, str]:
    return {"API_WORKERS": str(workers), "API_THREADS": str(threads)}


@contextmanager
def _server(stage: Stage, name: str, command: list[str], more: dict[str, str]) -> Iterator[Server]:
    port = free_port()
    where = {"API_PORT": str(port), "SERVICE_URL": f"http://127.0.0.1:{port}"}
    with running(stage, name, command, more | where) as process:
        _wait_for(process, port, name)
        yield Server(process, port)


def _wait_for(process: Process, port: int, name: str) -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/gezondheid")
            answer = connection.getresponse()
            connection.close()
            if answer.status == http.HTTPStatus.OK:
                return
        time.sleep(0.05)
    raise ServerFailed(f"{name} meldt zich niet gezond.")
