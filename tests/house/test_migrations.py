"""Migrations: one after another, up and down and up again, and nothing is forgotten."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import replace

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url

from migrations.tables import METADATA
from service.config import ROOT, Settings
from service.db import Base, migrate, migration_config
from tests.house.source import python_files

VERSIONS = ROOT / "migrations" / "versions"
# What a schema is made of, as the catalogue tells it: tables with columns, indexes, constraints, functions, triggers.
CATALOGUE = text("""
    SELECT 'column', table_name || '.' || column_name,
           concat_ws(' ', data_type, is_nullable, column_default, generation_expression)
      FROM information_schema.columns WHERE table_schema = 'public'
    UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    UNION ALL SELECT 'function', oid::regprocedure::text, pg_get_functiondef(oid)
      FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
    UNION ALL SELECT 'trigger', tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid)
      FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT 'options', oid::regclass::text, array_to_string(reloptions, ' ')
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    UNION ALL SELECT 'type', typname, typtype::text
      FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')
    ORDER BY 1, 2, 3
""")
ALEMBICS_OWN = "alembic_version"


@pytest.fixture
def scratch(settings: Settings) -> Iterator[Settings]:
    """Settings of an empty database that is thrown away."""
    url = make_url(settings.database_url)
    name = f"voordeur_scratch_{secrets.token_hex(4)}"
    admin = create_engine(url.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    yield replace(settings, database_url=url.set(database=name).render_as_string(hide_password=False))
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))
    admin.dispose()


@pytest.fixture
def engine(scratch: Settings) -> Iterator[Engine]:
    found = create_engine(scratch.database_url)
    yield found
    found.dispose()


def test_numbered_without_a_gap_each_on_top_of_the_one_before():
    names = sorted(path.name for path in VERSIONS.glob("*.py") if path.name != "__init__.py")
    assert names
    for number, name in enumerate(names, start=1):
        assert re.fullmatch(rf"{number:04}_[a-z0-9_]+\.py", name)
    found = {one.revision: one.down_revision for one in _script().walk_revisions()}
    expected = [f"{number:04}" for number in range(1, len(names) + 1)]
    assert found == dict(zip(expected, [None, *expected[:-1]], strict=True))


def test_one_head_which_head_txt_names():
    """Two migrations made at once collide in that file, before they collide in a database."""
    assert _script().get_heads() == [(ROOT / "migrations" / "head.txt").read_text("utf-8").strip()]


def test_up_down_and_up_again_gives_the_same_schema(scratch: Settings, engine: Engine) -> None:
    migrate(scratch)
    first = _schema(engine)
    assert len(first) > 200
    command.downgrade(migration_config(scratch.database_url), "base")
    assert _schema(engine) == []
    migrate(scratch)
    assert _schema(engine) == first


def test_each_step_can_be_taken_back(scratch: Settings, engine: Engine) -> None:
    config = migration_config(scratch.database_url)
    for revision in reversed(list(_script().walk_revisions())):
        before = _schema(engine)
        command.upgrade(config, revision.revision)
        command.downgrade(config, "-1")
        assert _schema(engine) == before, revision.revision
        command.upgrade(config, revision.revision)


def test_autogenerate_finds_nothing(scratch: Settings, engine: Engine) -> None:
    migrate(scratch)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, METADATA) == []


def test_a_migration_on_a_database_that_is_up_to_date_does_nothing(scratch: Settings, engine: Engine) -> None:
    migrate(scratch)
    before = _schema(engine)
    migrate(scratch)
    assert _schema(engine) == before


def test_every_table_of_the_service_is_known_to_the_migrations():
    declared = {
        found for path in python_files("service")
        for found in re.findall(r'__tablename__ = "(\w+)"', path.read_text("utf-8"))
    }
    assert set(METADATA.tables) >= declared
    assert METADATA is Base.metadata


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(migration_config(""))


def _schema(engine: Engine) -> list[tuple[str, ...]]:
    with engine.connect() as connection:
        rows = connection.execute(CATALOGUE).all()
    return [tuple(row) for row in rows if not any(ALEMBICS_OWN in str(value) for value in row)]
