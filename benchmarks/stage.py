"""The stage all cases play on: a fresh database and broker as the project starts them, and what was put in them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import text

from benchmarks.sizes import Sizes
from service import config
from service.config import Settings
from service.db import Database, migrate
from service.embedded import Embedded
from service.embedded.processes import ServerFailed
from service.embedded.state import prepare_state
from service.vault import Vault

T = TypeVar("T")
_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class Stage:
    """The running servers with their settings, and everything a case may share with the next (`once`).

    `database` is as the API has it, `background` as a worker has it.
    """

    def __init__(self, servers: Embedded, state: Path, sizes: Sizes, rounds: int) -> None:
        self.state, self.sizes, self.rounds = state, sizes, rounds
        self.deep = False
        self.admin_url = servers.postgres.admin_url("voordeur")
        self.environment = _environment(servers, state)
        self.settings: Settings = config.from_mapping(self.environment)
        self.database = Database(self.settings.database_url, pool_size=4, name="voordeur-bench")
        self.background = Database(self.settings.database_url, pool_size=2, name="voordeur-bench", prepared=False)
        self.vault = Vault(self.settings.encryption_keys, self.settings.index_key)
        self._made: dict[str, object] = {}

    def once(self, name: str, make: Callable[["Stage"], T]) -> T:
        """What `make` gives; made the first time, shared by all cases of this run."""
        if name not in self._made:
            self._made[name] = make(self)
        return self._made[name]  # type: ignore[return-value]


@contextmanager
def stage_for(sizes: Sizes, rounds: int, *, deep: bool) -> Iterator[Stage]:
    """Fresh servers in a folder of their own beside the project's state; both are gone afterwards."""
    beside = prepare_state(config.state_dir().parent)
    state = Path(tempfile.mkdtemp(prefix=".voordeur-bench-", dir=beside))
    state.chmod(0o711 if os.geteuid() == 0 else 0o700)
    try:
        with Embedded(state) as servers:
            stage = Stage(servers, state, sizes, rounds)
            stage.deep = deep
            migrate(stage.settings)
            _require_durability(stage.database)
            yield stage
            stage.database.close()
            stage.background.close()
    finally:
        shutil.rmtree(state, ignore_errors=True)


def _environment(servers: Embedded, state: Path) -> dict[str, str]:
    """The settings of every process of this run: those of the demo, with nothing of the user's own servers."""
    given = {name: value for name, value in os.environ.items() if name not in config.NAMES}
    (state / "metrics").mkdir(mode=0o700)
    return given | servers.environment() | {
        "SECURE_COOKIES": "nee", "ALLOW_CLIENT_SECRETS": "ja", "VOORDEUR_STATE": str(state), "C_FORCE_ROOT": "1",
        "PROMETHEUS_MULTIPROC_DIR": str(state / "metrics"), "PYTHONUNBUFFERED": "1",
    }


def _require_durability(database: Database) -> None:
    """A figure without durability would be no figure."""
    with database.transaction() as session:
        off = [name for name in _DURABLE if session.execute(text(f"SHOW {name}")).scalar() != "on"]
    if off:
        raise ServerFailed(f"PostgreSQL draait zonder {', '.join(off)}; dan zegt een meting niets.")
