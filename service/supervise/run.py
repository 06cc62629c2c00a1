"""The demo from nothing to stopped: each step in order, and whatever happens, nothing stays behind."""

import contextlib
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from service import config
from service.embedded import Embedded
from service.embedded.processes import ServerFailed
from service.embedded.state import prepare_state
from service.errors import DomainError
from service.supervise import instance
from service.supervise.address import health
from service.supervise.children import Children
from service.supervise.state import AlreadyRuns, claimed
from service.supervise.stopping import StopSignals

Echo = Callable[[str], None]

_HEALTHY_WITHIN_SECONDS = 90.0


def demo(echo: Echo, signals: StopSignals) -> int:
    """One run; ends by `Stopped`, or with 1 after saying what went wrong."""
    try:
        state = prepare_state(config.state_dir())
        with claimed(state) as lock:
            _run(Demo(state, lock, echo, signals), signals)
    except (AlreadyRuns, ServerFailed, DomainError) as error:
        echo(f"\n{error}")
        return 1
    return 0


def _run(this: "Demo", signals: StopSignals) -> None:
    try:
        this.start()
        this.watch()
    except Exception as error:
        this.check(error)
        raise
    finally:
        signals.disarm()
        this.stop()


class Demo:
    """One run on one state folder. Steps that need the rest of the service import it only when they come to it."""

    def __init__(self, state: Path, lock: int, echo: Echo, signals: StopSignals) -> None:
        self._state = state
        self._lock = lock
        self._echo = echo
        self._signals = signals
        self._servers: Embedded | None = None
        self._children: Children | None = None

    def start(self) -> None:
        if {"DATABASE_URL", "REDIS_URL"} & config.environment().keys():
            self._echo("Let op: de demonstratie gebruikt eigen servers, niet die in DATABASE_URL en REDIS_URL.")
        self._step("PostgreSQL en Valkey starten ...")
        self._servers = Embedded(self._state)
        self._servers.start()
        environment = instance.environment_for(self._state, self._servers)
        settings = config.from_mapping(environment)
        self._step("Tabellen bijwerken ...")
        import_module("service.db").migrate(settings)
        instance.announce(self._state, environment)
        self._step("Voorbeeldgemeente klaarzetten ...")
        seed = import_module("service.seed")
        seed.seed(settings)
        self._start_children(environment, settings.api_port)
        self._step("Voorbeeldsignalen aanbieden via de API ...")
        seed.post_signals(settings, self._echo)
        self._echo(f"\n{seed.summary(settings)}\n\nLogboeken: {self._state / 'logs'}\nStoppen met Ctrl-C.")

    def watch(self) -> None:
        """Wait until a signal ends it. A server or process that ends by itself ends all: half a service misleads."""
        while True:
            self.check()
            time.sleep(0.3)

    def check(self, cause: Exception | None = None) -> None:
        """Raise when something of ours ended by itself: that is the news, not the error it caused elsewhere."""
        self._signals.check()
        if isinstance(cause, ServerFailed):
            return
        for group in (self._servers, self._children):
            if group and (found := group.stopped()):
                name, log = found
                raise ServerFailed(f"{name} is onverwacht gestopt. Zie {log}{_end_of(log)}") from cause

    def stop(self) -> None:
        self._echo("\nStoppen ...")
        instance.withdraw(self._state)
        try:
            if self._children:
                self._children.stop()
        finally:
            if self._servers:
                self._servers.stop()

    def _step(self, line: str) -> None:
        self._signals.check()
        self._echo(line)

    def _start_children(self, environment: dict[str, str], port: int) -> None:
        self._step("API, schermen en achtergrondwerk starten ...")
        self._children = Children(self._state, environment, self._lock)
        self._children.start("serve")
        deadline = time.monotonic() + _HEALTHY_WITHIN_SECONDS
        while (found := health(port)).status != 200:
            self.check()
            if time.monotonic() > deadline:
                log = self._children.log("serve")
                raise ServerFailed(f"De API meldt zich niet gezond ({found.status}). Zie {log}\n{found.body}")
            time.sleep(0.1)
        # Only now: importing takes all the processor there is, and people wait for the API, not for the background.
        self._children.start("worker")
        self._children.start("beat")


def _end_of(log: Path, lines: int = 5) -> str:
    """The last lines of a log, to save the reader a step; our logs hold no person data."""
    with contextlib.suppress(OSError):
        last = log.read_text("utf-8", "replace").splitlines()[-lines:]
        return "".join(f"\n  | {line[:300]}" for line in last)
    return ""
