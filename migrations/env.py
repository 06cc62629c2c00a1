"""Runs migrations: with short lock waits, so that a migration gives up rather than stop the service, one at a time."""

from alembic import context
from sqlalchemy import create_engine, text

from migrations import tables
from service.db import MIGRATION_LOCK

config = context.config


def run() -> None:
    engine = create_engine(config.attributes["url"], hide_parameters=True)
    with engine.connect() as connection:
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '300s'"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()
        context.configure(connection=connection, target_metadata=tables.METADATA, compare_type=True)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
    engine.dispose()


run()
