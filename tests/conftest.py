"""Real PostgreSQL and real Redis for every test that asks: one pair per test process, a migrated database, no mocks.

`session` works inside a transaction that is rolled back; `database` is for what commits (the API, workers, races) and
is emptied afterwards. DATABASE_URL and REDIS_URL point the suite at servers of one's own, with a user that may create
databases.
"""

import base64
import gc
import os
import secrets
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from migrations.tables import METADATA
from service import config
from service.app import create_app
from service.config import Settings
from service.db import Database, migrate
from service.embedded import Embedded
from service.embedded.binaries import real_redis_binary
from service.embedded.state import temporary_state
from service.vault import Vault


def pytest_collection_finish() -> None:
    """What was imported and collected stays: the collector of rubbish need not look at half a million objects again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, str]]:
    """Where the servers of this test process are, under the names of the settings."""
    given = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL") if name in os.environ}
    if len(given) == 2:
        yield given | _keys()
        return
    with temporary_state() as state, Embedded(state, redis_binary=real_redis_binary()) as running:
        yield running.environment() | _keys()


def _keys() -> dict[str, str]:
    key, index = (base64.b64encode(secrets.token_bytes(32)).decode() for _ in range(2))
    return {"ENCRYPTION_KEYS": f"1:{key}", "INDEX_KEY": index}


@pytest.fixture(scope="session")
def environment(servers: dict[str, str]) -> Iterator[dict[str, str]]:
    """The settings of a freshly migrated database of this test process, for itself and for processes it starts."""
    name = f"voordeur_test_{secrets.token_hex(4)}"
    server = make_url(servers["DATABASE_URL"])
    admin = create_engine(server.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    found = servers | {
        "DATABASE_URL": server.set(database=name).render_as_string(hide_password=False),
        "SERVICE_URL": "http://voordeur.test", "SECURE_COOKIES": "nee", "ALLOW_CLIENT_SECRETS": "ja",
        "ALLOW_LOOPBACK_WEBHOOKS": "ja",
        "SWEEP_AFTER_SECONDS": "2", "LOG_LEVEL": "WARNING", "TOTP_REQUIRED_FOR": "geen",
    }
    migrate(config.from_mapping(found))
    yield found
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture(scope="session")
def settings(environment: dict[str, str]) -> Settings:
    return config.from_mapping(environment)


@pytest.fixture(scope="session")
def vault(settings: Settings) -> Vault:
    return Vault(settings.encryption_keys, settings.index_key)


@pytest.fixture(scope="session")
def _engine(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url, pool_size=20, name="voordeur-test")
    yield database
    database.close()


@pytest.fixture
def session(_engine: Database) -> Iterator[Session]:
    """A session whose work is undone; the code under test may commit, into a savepoint."""
    with _engine.engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, join_transaction_mode="create_savepoint", expire_on_commit=False) as found:
            yield found
        outer.rollback()


@pytest.fixture
def database(_engine: Database) -> Iterator[Database]:
    """A database that the test may commit to; emptied afterwards."""
    yield _engine
    _empty(_engine)


def _empty(database: Database) -> None:
    """Delete everything, in one trip: with so few rows that is much quicker than truncating."""
    with database.transaction() as session:
        session.connection().exec_driver_sql(_EMPTY)


def _emptying() -> Iterator[str]:
    # The journal and approved policies refuse deletion; only their owner may set that aside, and only here.
    guarded = ("journal", "policy_document", "own_text")
    yield from (f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in guarded)
    # References point only upwards. The keys stay: the application of all tests has them in hand.
    tables = (table.name for table in reversed(METADATA.sorted_tables) if table.name != "signing_key")
    yield from (f'DELETE FROM "{name}"' for name in tables)
    yield from (f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in guarded)


_EMPTY = ";".join(_emptying())


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    return create_app(settings)


@pytest.fixture
def client(app: Flask, database: Database) -> FlaskClient:
    return app.test_client()
