"""The one folder all embedded state lives in: who may enter it, and a short-lived one for tests."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from service.embedded.processes import ServerFailed


def prepare_state(state: Path) -> Path:
    """Make the folder when it is not there. As root, others may pass through it: `nobody` must get in."""
    mode = 0o711 if os.geteuid() == 0 else 0o700
    for folder in [path for path in (*reversed(state.parents), state) if not path.exists()]:
        folder.mkdir()
        folder.chmod(mode)
    if os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in (state, *state.parents)):
        raise ServerFailed(
            f"PostgreSQL draait als gebruiker nobody, en die kan niet bij {state}. Zet VOORDEUR_STATE op een map waar"
            " iedereen bij kan, bijvoorbeeld onder /var/lib, of start als gewone gebruiker."
        )
    return state


@contextlib.contextmanager
def temporary_state() -> Iterator[Path]:
    """A state folder that is gone afterwards. Not pytest's `tmp_path`: as root that is closed to `nobody`."""
    state = Path(tempfile.mkdtemp(prefix="voordeur-")).resolve()
    try:
        state.chmod(0o711 if os.geteuid() == 0 else 0o700)
        yield state
    finally:
        shutil.rmtree(state, ignore_errors=True)
