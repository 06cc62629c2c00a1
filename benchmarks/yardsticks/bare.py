"""Bare Flask with one durable Core insert per POST: the least that any service of this kind does.

It judges nothing, checks nothing, encrypts nothing: parse, insert, commit, answer.
"""

from uuid import uuid4

from flask import Flask, Response, request
from sqlalchemy import Column, DateTime, MetaData, Table, Text, Uuid, create_engine, func, insert

from service import config
from service.config import Settings

TABLE = Table(
    "bench_bare", MetaData(),
    Column("id", Uuid, primary_key=True), Column("reference", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), server_default=func.now(), nullable=False),
)


def create_app() -> Flask:
    settings: Settings = config.load()
    engine = create_engine(settings.database_url, pool_size=settings.api_threads + 2, max_overflow=0)
    app, statement = Flask("bare"), insert(TABLE)

    @app.post("/signalen")
    def post() -> Response:
        row = {"id": uuid4(), "reference": request.get_json()["referentie"], "body": request.get_data(as_text=True)}
        with engine.begin() as connection:
            connection.execute(statement, row)
        return Response(f'{{"id": "{row["id"]}"}}', 201, content_type="application/json")

    @app.get("/gezondheid")
    def health() -> str:
        return "ok"

    return app


def create_app_with_celery() -> Flask:
    """The same with the framework of the background loaded, as any service with background work has it."""
    from benchmarks.textbook import tasks  # noqa: PLC0415 - only the memory case wants it

    app = create_app()
    app.extensions["celery"] = tasks.app
    return app
