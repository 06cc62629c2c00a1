"""Both servers together, with the keys of the data in them: what a process needs to work on this state folder."""

from pathlib import Path
from types import TracebackType
from typing import Self

from service.embedded.broker import Redis
from service.embedded.keys import kept_secrets
from service.embedded.postgres import Postgres


class Embedded:
    """`with Embedded(state) as servers:` both run, and stop in reverse order. `redis_binary`: see `Redis`."""

    def __init__(self, state: Path, redis_binary: Path | None = None) -> None:
        self.state = state
        self.postgres = Postgres(state)
        self.redis = Redis(state, redis_binary)

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def start(self) -> None:
        self.postgres.start()
        self.redis.start()

    def stop(self) -> None:
        self.redis.stop()
        self.postgres.stop()

    def environment(self) -> dict[str, str]:
        """The settings that lead here, under the names of `service.config`."""
        kept = kept_secrets(self.state)
        return {
            "DATABASE_URL": self.postgres.url(),
            "REDIS_URL": self.redis.url(),
            "ENCRYPTION_KEYS": kept["ENCRYPTION_KEYS"],
            "INDEX_KEY": kept["INDEX_KEY"],
        }

    def stopped(self) -> tuple[str, Path] | None:
        """The name and log of a server that ended by itself."""
        for name, server in (("PostgreSQL", self.postgres), ("Valkey", self.redis)):
            if server.process is not None and server.process.poll() is not None:
                return name, server.log
        return None
