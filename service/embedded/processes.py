"""Child processes that cannot outlive us: how they start, how they stop, and what a killed parent may have left."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

Process = subprocess.Popen[bytes]

_PR_SET_PDEATHSIG = 1
_STOPPING = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class ServerFailed(Exception):
    """A server or process of ours did not start or did not stay; the Dutch message names the log to read."""


@dataclass(frozen=True, slots=True)
class Account:
    """The operating-system user a server runs as, when that is not our own."""

    uid: int
    gid: int


@dataclass(frozen=True, slots=True)
class Launch:
    """One process to start. `farewell` is the signal that stops it cleanly, also when we die without a word."""

    command: Sequence[str]
    log: IO[bytes]
    folder: Path
    farewell: signal.Signals
    account: Account | None = None
    environment: Mapping[str, str] | None = None
    keep_open: tuple[int, ...] = ()


def spawn(launch: Launch) -> Process:
    """Start in a session of its own, so that Ctrl-C in the terminal reaches only us and we stop all in order."""
    account = launch.account
    return subprocess.Popen(  # noqa: S603 - the command is ours, never input
        list(launch.command),
        stdin=subprocess.DEVNULL, stdout=launch.log, stderr=subprocess.STDOUT,
        cwd=launch.folder, env=launch.environment, pass_fds=launch.keep_open, start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=_dies_with(os.getpid(), launch.farewell),  # noqa: PLW1509 - started before any thread of ours
    )


def _dies_with(parent: int, farewell: signal.Signals) -> Callable[[], None]:
    """What the child does before it becomes the program. Runs after the change of user, which would undo it."""

    def prepare() -> None:
        signal.pthread_sigmask(signal.SIG_SETMASK, ())
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, int(farewell))
            if os.getppid() != parent:
                os._exit(1)

    return prepare


@contextlib.contextmanager
def stop_signals_held() -> Iterator[None]:
    """Let Ctrl-C wait while a process is started and written down, so that none is forgotten in between."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPPING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def stop(process: Process | None, farewell: signal.Signals, seconds: float = 15.0) -> None:
    """Ask, wait, then insist; in the end nothing of the process's own session is left."""
    if process is None:
        return
    if process.poll() is None:
        process.send_signal(farewell)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def until_ready(process: Process, ready: Callable[[], bool], seconds: float = 30.0) -> bool:
    """Wait for a fresh server; false when it ended by itself or was too slow."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and process.poll() is None:
        if ready():
            return True
        time.sleep(0.02)
    return False


def wait_for_leftover(pid_file: Path, folder: Path, seconds: float = 20.0) -> None:
    """A server of a parent that was killed is still shutting down in `folder`; two at once would spoil the data."""
    pid = _pid_in(pid_file)
    if pid is None:
        return
    deadline = time.monotonic() + seconds
    while _works_in(pid, folder):
        if time.monotonic() > deadline:
            raise ServerFailed(f"Proces {pid} gebruikt {folder} nog. Stop dat proces en probeer het opnieuw.")
        time.sleep(0.05)


def _pid_in(pid_file: Path) -> int | None:
    try:
        first = pid_file.read_text().splitlines()[0].strip()
    except (OSError, IndexError):
        return None
    return int(first) if first.isdigit() else None


def _works_in(pid: int, folder: Path) -> bool:
    """Both servers have their data folder as working folder. Only Linux tells; elsewhere the server itself refuses."""
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder.resolve()
    except OSError:
        return False


def free_port(preferred: int | None = None) -> int:
    """A loopback port nobody listens on: the preferred one when it can be had."""
    if preferred and is_free(preferred):
        return preferred
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody listens on a loopback port. One that was only just closed counts as free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def open_log(path: Path) -> IO[bytes]:
    """A new log; the previous run's is kept beside it, so that the state folder does not grow without end."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        path.replace(path.with_suffix(".vorige.log"))
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
