"""Keeps the relay and the sender of feedback alive beside the worker: processes of their own, so that killing one harms
nobody and is repaired.

A thread would be copied, locks and all, into every pool process that Celery forks later.
"""

import sys
from signal import SIGTERM
from typing import Any

from celery import bootsteps

from service.config import ROOT
from service.embedded.processes import Launch, Process, spawn, stop

CHECK_SECONDS = 1.0
MODULES = ("workers.relay", "workers.send_feedback")


class ProcessKeeper(bootsteps.StartStopStep):  # type: ignore[misc]
    requires = ("celery.worker.components:Timer",)

    def __init__(self, parent: Any, **options: Any) -> None:
        super().__init__(parent, **options)
        self._kept: dict[str, Process] = {}
        self._stopping = False

    def start(self, parent: Any) -> None:
        self._keep()
        parent.timer.call_repeatedly(CHECK_SECONDS, self._keep)

    def stop(self, parent: Any) -> None:
        self._stopping = True
        for process in self._kept.values():
            stop(process, SIGTERM, 5)

    terminate = stop

    def _keep(self) -> None:
        for module in MODULES:
            process = self._kept.get(module)
            if not self._stopping and (process is None or process.poll() is not None):
                command = [sys.executable, "-m", module]
                self._kept[module] = spawn(Launch(command, sys.stderr.buffer, ROOT, SIGTERM))
