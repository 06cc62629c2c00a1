"""The database: one engine per process, one session per request or task, one transaction per use case."""

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
import psycopg
from psycopg.rows import dict_row
from sqlalchemy import Engine, MetaData, TextClause, create_engine, event, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from service import clock
from service.config import ROOT, Settings
from service.held import RESTED_SECONDS, Held

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATION_LOCK = 7_301_201
_DIALECT = PGDialect_psycopg()  # type: ignore[no-untyped-call]
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

    def __init__(
        self, url: str, *, pool_size: int = 10, name: str = "voordeur", prepared: bool = True, **engine: Any
    ) -> None:
        """`prepared` False: each statement is planned anew, for its own set of keys. For who works in sets."""
        # To compile a statement takes longer than any of ours takes.
        about: dict[str, Any] = {"application_name": name, "connect_timeout": 5, "options": "-c jit=off"}
        self.engine = create_engine(
            url, pool_size=pool_size, max_overflow=0, pool_timeout=10, hide_parameters=True,
            json_deserializer=msgspec.json.decode,
            connect_args=about if prepared else about | {"prepare_threshold": None}, **engine,
        )
        _check_what_rested(self.engine)
        where, options = self.engine.dialect.create_connect_args(self.engine.url)
        given: dict[str, Any] = {**options, **about, "autocommit": True}
        self._quick = Held(lambda: psycopg.connect(*where, **given))
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        each = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        self._each_statement = sessionmaker(each, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One unit of work: commits at the end, rolls back on any error."""
        with self._sessions.begin() as session:
            yield session

    @contextmanager
    def each_statement(self) -> Iterator[Session]:
        """Every statement is a transaction by itself, so that nothing is held while something else is waited for."""
        with self._each_statement() as session:
            yield session

    def at_once(self, statement: str, values: Mapping[str, Any]) -> dict[str, Any] | None:
        """Run one statement (of `driver_sql`) that is a transaction by itself; its first row, None without one.

        Straight through the driver, which prepares it: without the layers above, a sixth of their price. For what
        every request does.
        """
        try:
            with self._quick.one() as connection:
                return connection.cursor(row_factory=dict_row).execute(statement, values, prepare=True).fetchone()
        except psycopg.Error as error:
            raise _wordless(error) from None

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """For reading only: everything as it was at one moment, however long the reading takes."""
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with self.engine.connect().execution_options(**options) as connection, Session(connection) as session:
            yield session

    @contextmanager
    def one_moment(self) -> Iterator[Session]:
        """A unit of work that sees the database as it was at one moment; fails when another wrote what it writes."""
        connecting = self.engine.connect().execution_options(isolation_level="REPEATABLE READ")
        with connecting as connection, Session(connection) as session, session.begin():
            yield session

    def is_reachable(self) -> bool:
        with self.engine.connect() as connection:
            return bool(connection.execute(text("SELECT true")).scalar())

    def close(self) -> None:
        self.engine.dispose()
        self._quick.close()


@contextmanager
def alone(session: Session, room: int, subject: str) -> Iterator[bool]:
    """Whether this process may do a piece of work; then nobody else does until the end.

    The lock belongs to the connection, so it ends with a process that dies. `room` tells one kind of work from another.
    """
    key = {"room": room, "subject": subject}
    first = bool(session.scalar(text("SELECT pg_try_advisory_lock(:room, hashtext(:subject))"), key))
    try:
        yield first
    finally:
        if first:
            session.execute(text("SELECT pg_advisory_unlock(:room, hashtext(:subject))"), key)


def driver_sql(statement: TextClause) -> str:
    """A statement as the driver takes it."""
    return str(statement.compile(dialect=_DIALECT))


def _wordless(error: psycopg.Error) -> DBAPIError:
    """A driver's error in the shape that everybody expects, without its words, which hold the row."""
    kind = OperationalError if isinstance(error, psycopg.OperationalError) else DBAPIError
    return kind("", None, type(error)(), hide_parameters=True)


_ALONG_KEYS = text("""
    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
           set_config('max_parallel_workers_per_gather', '0', true)
""")


def along_keys(session: Session) -> None:
    """For the rest of this transaction: find rows by key, and never read a whole table for them.

    A set of work is some keys among millions. Where statistics lag behind, as in a table that grows fast, the planner
    would read all of it for them. Nor does it help to begin other processes for them.
    """
    session.execute(_ALONG_KEYS)


_ONE_BY_ONE = text("""
    SELECT set_config('enable_seqscan', :how, true), set_config('enable_mergejoin', :how, true),
           set_config('enable_hashjoin', :how, true)
""")


@contextmanager
def one_by_one(session: Session) -> Iterator[None]:
    """Meanwhile every row is looked up by its own key: for a few rows, of which the planner expects thousands."""
    session.execute(_ONE_BY_ONE, {"how": "off"})
    yield
    session.execute(_ONE_BY_ONE, {"how": "on"})


def planned_anew(session: Session) -> None:
    """For the rest of this transaction: a plan for this very set of keys, not one that was made for a few."""
    session.execute(text("SELECT set_config('plan_cache_mode', 'force_custom_plan', true)"))


def array_of(values: Iterable[UUID | int]) -> str:
    """Ids or numbers as PostgreSQL reads an array, for `cast(:these AS uuid[])` and for COPY.

    The driver looks at each element for what should be quoted, which costs three times as much.
    """
    return f"{{{','.join(map(str, values))}}}"


def copy_in(session: Session, target: str, rows: Iterable[Sequence[Any]]) -> None:
    """COPY rows into `target` (a table with its columns, never input): many times quicker than parameters."""
    # The driver's own cursor, for SQLAlchemy knows no COPY.
    cursor: psycopg.Cursor[Any] = session.connection().connection.cursor()  # type: ignore[assignment]
    try:
        with cursor, cursor.copy(f"COPY {target} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.Error as error:
        raise _wordless(error) from None


def _check_what_rested(engine: Engine) -> None:
    """Try a connection that rested before it is used, since the database may have been restarted meanwhile.

    Trying it every time (`pool_pre_ping`) costs a round trip for each request of a busy service.
    """

    @event.listens_for(engine, "checkin")
    def returned(_connection: DBAPIConnection | None, entry: ConnectionPoolEntry) -> None:
        entry.info["rests_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def taken(connection: DBAPIConnection, entry: ConnectionPoolEntry, _proxy: Any) -> None:
        if time.monotonic() - entry.info.get("rests_since", time.monotonic()) < RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error:
            raise DisconnectionError from None


def migration_config(url: str) -> "Config":
    # A process that serves never migrates, and should not carry ten megabytes for it.
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(ROOT / "migrations"))
    config.attributes["url"] = url
    return config


def migrate(settings: Settings, revision: str = "head") -> None:
    """Bring the schema to a revision; two processes at once take turns on an advisory lock."""
    from alembic import command  # noqa: PLC0415

    command.upgrade(migration_config(settings.database_url), revision)


def new_id() -> UUID:
    """A time-ordered id (UUID version 7, RFC 9562), so that new rows land together in an index."""
    milliseconds = int(clock.now().timestamp() * 1000)
    random = int.from_bytes(os.urandom(10))
    value = (milliseconds << 80) | (0x7 << 76) | ((random >> 68 & 0xFFF) << 64) | (0b10 << 62) | (random & (2**62 - 1))
    return UUID(int=value)
