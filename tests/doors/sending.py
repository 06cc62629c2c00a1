"""A service as a process of its own, and a corporation's machine that knows nothing of it but its address."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.cli import main
from service.config import ROOT
from tests.factories import SECRET

PROGRAM = str(Path(sys.executable).with_name("voordeur"))


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Service:
    """`voordeur serve` on a port that stays the same when it is killed and started again."""

    settings: dict[str, str]
    port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        own = {"API_PORT": str(self.port), "API_WORKERS": "1", "SERVICE_URL": self.url}
        environment = dict(os.environ) | self.settings | own
        self._process = subprocess.Popen([PROGRAM, "serve"], cwd=ROOT, env=environment, start_new_session=True)
        deadline = time.monotonic() + 60
        while not self._answers():
            assert time.monotonic() < deadline, "the service does not start"
            time.sleep(0.1)

    def kill(self) -> None:
        """Without a word, and its worker with it."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.url}/.well-known/jwks.json").status_code == 200
        except httpx.TransportError:
            return False


@dataclass
class Machine:
    """A corporation's machine: a folder, a client, and an environment without a word about the service."""

    folder: Path
    client: str
    environment: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, signals: list[dict[str, Any]]) -> Path:
        path = self.folder / name
        path.write_text("".join(f"{json.dumps(signal)}\n" for signal in signals), "utf-8")
        return path

    def start(self, *arguments: str | Path, url: str) -> subprocess.Popen[str]:
        bare = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "VOORDEUR_STATE": str(self.folder / "geen")}
        command = [PROGRAM, "aanleveren", *map(str, arguments), "--url", url, "--client", self.client]
        # Tests begun in the background of a shell ignore Ctrl-C, and would hand that on.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        pipes: Any = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
        return subprocess.Popen(command, env=bare | self.environment, cwd=self.folder, **pipes)

    def run(self, *arguments: str | Path, url: str) -> "Run":
        """A run in this process, which saves the time of starting one; `start` gives it a process of its own."""
        words = ["aanleveren", *map(str, arguments), "--url", url, "--client", self.client]
        asked_to_stop = signal.getsignal(signal.SIGTERM)
        out, err = StringIO(), StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err), chdir(self.folder):
            for name, value in self.environment.items():
                patch.setenv(name, value)
            with pytest.raises(SystemExit) as ended:
                main(words)
        signal.signal(signal.SIGTERM, asked_to_stop)
        return Run(ended.value.code, out.getvalue(), err.getvalue())

    def rows(self, path: Path) -> list[dict[str, Any]]:
        """The result file beside a file."""
        lines = path.with_name(f"{path.name}.uitkomst.ndjson").read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines]


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    code: Any
    out: str
    err: str


def with_secret(folder: Path, client: str) -> Machine:
    return Machine(folder, client, {"VOORDEUR_CLIENT_SECRET": SECRET})
