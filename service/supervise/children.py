"""The three processes of the service: started with their settings, watched, and stopped without leaving anything."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from signal import SIGKILL, SIGTERM

from service.embedded.processes import Launch, Process, open_log, spawn, stop, stop_signals_held

# Celery warns about root by its own words. In the demo that is known and harmless: it takes JSON only, on loopback.
_QUIET = "ignore:You're running the worker with superuser privileges"
_PATIENCE_SECONDS = 20.0


class Children:
    """`voordeur serve`, `worker` and `beat`, each with a log of its own. `lock`: see `state.claimed`."""

    def __init__(self, state: Path, environment: Mapping[str, str], lock: int) -> None:
        self._state = state
        self._lock = lock
        self._environment = {**environment, "PYTHONUNBUFFERED": "1"}
        if os.geteuid() == 0:
            warnings = [environment["PYTHONWARNINGS"]] if "PYTHONWARNINGS" in environment else []
            self._environment |= {"C_FORCE_ROOT": "1", "PYTHONWARNINGS": ",".join([*warnings, _QUIET])}
        self._running: dict[str, Process] = {}

    def start(self, name: str) -> None:
        program = str(Path(sys.executable).with_name("voordeur"))
        with open_log(self.log(name)) as log, stop_signals_held():
            self._running[name] = spawn(Launch(
                [program, name], log, self._state, SIGTERM,
                environment=self._environment, keep_open=(self._lock,),
            ))

    def log(self, name: str) -> Path:
        return self._state / "logs" / f"{name}.log"

    def stopped(self) -> tuple[str, Path] | None:
        """The name and log of a process that ended by itself."""
        for name, process in self._running.items():
            if process.poll() is not None:
                return f"voordeur {name}", self.log(name)
        return None

    def stop(self) -> None:
        """All are asked at once and finish what they are doing; the servers they need are still there."""
        for process in self._running.values():
            if process.poll() is None:
                process.send_signal(SIGTERM)
        for process in self._running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE_SECONDS)
            stop(process, SIGKILL)
        self._running.clear()
