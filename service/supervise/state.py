"""Who has the state folder: one demo at a time, and `./start clean` only when none runs. Standard library only."""

import contextlib
import fcntl
import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from service.config import INSTANCE_FILE, LOCK_FILE, ROOT, state_dir
from service.errors import BadSettings

_WINDING_DOWN_SECONDS = 30.0


class AlreadyRuns(Exception):
    """Another process has this state folder; the Dutch message says where it answers."""


@contextlib.contextmanager
def claimed(state: Path) -> Iterator[int]:
    """Hold the folder; gives the lock's file descriptor.

    Children inherit it, so that after a killed demo the next one waits until they too are gone.
    """
    if not (state / LOCK_FILE).exists() and any(state.iterdir()):
        raise BadSettings(f"De map {state} is niet leeg en niet van Voordeur. Zet VOORDEUR_STATE op een andere map.")
    handle = os.open(state / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _lock(handle, state)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode("ascii"), 0)
        yield handle
    finally:
        os.close(handle)


def _lock(handle: int, state: Path) -> None:
    deadline = time.monotonic() + _WINDING_DOWN_SECONDS
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            holder = os.pread(handle, 20, 0).decode("ascii")
            if _is_alive(holder) or time.monotonic() > deadline:
                raise AlreadyRuns(_where(state, holder)) from None
            time.sleep(0.1)
        else:
            return


def _is_alive(holder: str) -> bool:
    """Whether the process still works; one that is dead but not yet buried by its parent does not."""
    try:
        os.kill(int(holder), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{holder}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return True
    return state != "Z"


def _where(state: Path, holder: str) -> str:
    try:
        address = json.loads((state / INSTANCE_FILE).read_text("utf-8"))["SERVICE_URL"]
    except (OSError, ValueError, KeyError):
        return f"Voordeur wordt hier al gestart (proces {holder}). Wacht even, of stop dat eerst met Ctrl-C."
    return f"Voordeur draait hier al (proces {holder}): {address}\nStop het met Ctrl-C in het venster waar het draait."


def clean(echo: Callable[[str], None]) -> int:
    """`./start clean`: remove the folder when it is ours and nothing runs in it; the exit code."""
    state = state_dir()
    if not state.exists():
        echo("Er zijn geen gegevens van de demonstratie.")
        return 0
    if not (state / LOCK_FILE).exists() or state in (ROOT, *ROOT.parents, Path.home()):
        echo(f"De map {state} is niet door de demonstratie gemaakt en blijft staan.")
        return 1
    try:
        with claimed(state):
            _empty(state)
    except AlreadyRuns as error:
        echo(f"{error}\nDaarna kan ./start clean de gegevens verwijderen.")
        return 1
    echo(f"De gegevens van de demonstratie zijn verwijderd ({state}).")
    return 0


def _empty(state: Path) -> None:
    """The lock goes last: by it a clean that was broken off knows the folder again."""
    for entry in state.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name != LOCK_FILE:
            entry.unlink()
    shutil.rmtree(state)
