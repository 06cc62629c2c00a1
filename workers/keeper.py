"""Keeps the relay alive beside the worker: a process of its own, so that killing it harms nobody and is repaired.

A thread would be copied, locks and all, into every pool process that Celery forks later.
"""

import sys
from signal import SIGTERM
from typing import Any

from celery import bootsteps

from service.config import ROOT
from service.embedded.processes import Launch, Process, spawn, stop

CHECK_SECONDS = 1.0


class RelayKeeper(bootsteps.StartStopStep):  # type: ignore[misc]
    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._relay: Process | None = None
        self._stopping = False

    def start(self, parent: Any) -> None:
        self._keep()
        parent.timer.call_repeatedly(CHECK_SECONDS, self._keep)

    def stop(self, parent: Any) -> None:
        self._stopping = True
        stop(self._relay, SIGTERM, 5)

    terminate = stop

    def _keep(self) -> None:
        if not self._stopping and (self._relay is None or self._relay.poll() is not None):
            command = [sys.executable, "-m", "workers.relay"]
            self._relay = spawn(Launch(command, sys.stderr.buffer, ROOT, SIGTERM))
