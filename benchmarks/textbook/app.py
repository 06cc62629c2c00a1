"""The doors of the textbook service: one signal, and many; both one ORM object, one commit and one `.delay` each."""

from typing import Any
from uuid import uuid4

from flask import Flask, Response, jsonify, request
from marshmallow import ValidationError
from sqlalchemy import create_engine
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.textbook.schemas import SignalSchema
from benchmarks.textbook.tables import TextbookSignal
from benchmarks.textbook.tasks import route_signal
from service import config

SCHEMA = SignalSchema()


def create_app() -> Flask:
    settings = config.load()
    engine = create_engine(settings.database_url, pool_size=settings.api_threads + 2, max_overflow=0)
    app, sessions = Flask("textbook"), sessionmaker(engine)

    @app.post("/signalen")
    def post() -> tuple[Response, int]:
        return jsonify(_store(sessions, request.get_json())), 201

    @app.post("/aanleveringen")
    def deliver() -> tuple[Response, int]:
        return jsonify([_store(sessions, one) for one in request.get_json()]), 201

    @app.get("/gezondheid")
    def health() -> str:
        return "ok"

    return app


def _store(sessions: sessionmaker[Session], document: dict[str, Any]) -> dict[str, Any]:
    try:
        data = SCHEMA.load(document)
    except ValidationError as error:
        return {"errors": error.messages}
    address = data["betrokkene"]["adres"]
    with sessions() as session:
        signal = TextbookSignal(
            id=uuid4(), reference=data["referentie"], municipality_code=data["gemeentecode"], kind=data["soort"],
            signal_date=data["signaaldatum"], household=f"{address['postcode']} {address['huisnummer']}",
            subject=document["betrokkene"], details=document[data["soort"]],
        )
        session.add(signal)
        session.commit()
        answer = {"id": str(signal.id), "referentie": signal.reference, "status": signal.status}
    route_signal.delay(answer["id"])
    return answer
