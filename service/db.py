"""The database: one engine per process, one session per request or task, one transaction per use case."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, create_engine, text
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker

from service import clock
from service.config import ROOT, Settings

MIGRATION_LOCK = 7_301_201
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)


class Database:
    """Engine and sessions. Parameters never show in errors: they are person data."""

    def __init__(self, url: str, *, pool_size: int = 10, name: str = "voordeur", **engine: Any) -> None:
        self.engine = create_engine(
            url, pool_size=pool_size, max_overflow=0, pool_pre_ping=True, pool_timeout=10, hide_parameters=True,
            connect_args={"application_name": name, "connect_timeout": 5}, **engine,
        )
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One unit of work: commits at the end, rolls back on any error."""
        with self._sessions.begin() as session:
            yield session

    def is_reachable(self) -> bool:
        with self.engine.connect() as connection:
            return bool(connection.execute(text("SELECT true")).scalar())

    def close(self) -> None:
        self.engine.dispose()


def migration_config(url: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(settings: Settings, revision: str = "head") -> None:
    """Bring the schema to a revision; two processes at once take turns on an advisory lock."""
    command.upgrade(migration_config(settings.database_url), revision)


def new_id() -> UUID:
    """A time-ordered id (UUID version 7, RFC 9562), so that new rows land together in an index."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = int.from_bytes(os.urandom(10))
    value = (milliseconds << 80) | (0x7 << 76) | ((random >> 68 & 0xFFF) << 64) | (0b10 << 62) | (random & (2**62 - 1))
    return UUID(int=value)
