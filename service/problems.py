"""The API's manners: strict JSON in, RFC 9457 problems out (NL API Design Rules 2.2)."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, NoReturn

import structlog
from flask import Flask, Request, Response, request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, fields
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import HTTPException, MethodNotAllowed, RequestEntityTooLarge, UnsupportedMediaType

from service.errors import DomainError, InvalidInput, TooLarge
from service.forms import faults_of
from service.strict_json import parse_json

API_VERSION = "1.0.0"
PREFIX = "/api/v1"
PROBLEM_TYPE = "application/problem+json"
MAX_BODY = 1_000_000


class Place(Schema):
    published = "Plaats"

    pointer = fields.String(required=True, metadata={"description": "JSON-pointer (RFC 6901), zoals #/betrokkene."})


class ErrorItem(Schema):
    """One error in an input."""

    published = "Fout"

    location = fields.Nested(Place, required=True)
    code = fields.String(required=True, metadata={"description": "Vaste code van de fout."})
    detail = fields.String(required=True, metadata={"description": "Wat er mis is en wat u kunt doen."})
    # `in` is a word of Python, so this field is added under its own name.
    in_ = fields.String(required=True, data_key="in", metadata={"enum": ["body", "query", "path"]})


class Problem(Schema):
    """A problem as in RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    errors = fields.List(fields.Nested(ErrorItem), metadata={"description": "Bij ongeldige invoer: alle fouten."})
    referentie = fields.String(metadata={"description": "Bij een weigering: de referentie van het signaal."})
    beoordeling = fields.Dict(metadata={"description": "Bij een weigering: het oordeel met alle voorwaarden."})
    weigeringsbewijs = fields.Dict(metadata={"description": (
        "Alleen bij een weigering omdat de huurder bezwaar maakte, of alleen om een lezing of een afspraak. Voor "
        "wie een rechter wil laten zien waarom er geen melding is."
    )})


def problem(status: int, title: str, detail: str, **more: Any) -> Response:
    """A problem answer. Nothing of the input is repeated in it but pointers."""
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    headers = {"API-Version": API_VERSION} if request.path.startswith(PREFIX) else {}
    return Response(json.dumps(body, ensure_ascii=False), status, headers, content_type=PROBLEM_TYPE)


def problem_of(error: DomainError) -> Response:
    """The one translation of a domain error for programs."""
    if isinstance(error, InvalidInput):
        faults = [fault.document() for fault in error.faults]
        return problem(error.status, error.title, error.detail, errors=faults)
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        structlog.get_logger().error("domain_error", error_class=type(error).__name__)
    answer = problem(error.status, error.title, error.detail)
    if error.status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if error.status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "10"
    return answer


_HTTP_WORDS = {
    404: ("Niet gevonden", "Dit adres bestaat niet. Zie /api/v1/openapi.json voor alle adressen."),
    405: ("Methode niet toegestaan", "Deze methode kan hier niet. Zie de kop Allow voor wat wel kan."),
    406: ("Niet te leveren", "Dit formaat kunnen wij hier niet leveren. Zie het API-document."),
    413: ("Te groot", "Dit bericht is te groot. Stuur veel signalen als aanlevering."),
    415: ("Verkeerd formaat", "Stuur JSON met Content-Type: application/json, zonder Content-Encoding."),
    429: ("Te veel vragen", "U vraagt te vaak achter elkaar. Wacht even en probeer het opnieuw."),
}


def http_problem(error: HTTPException) -> Response:
    """The translation of what the HTTP layer refuses by itself."""
    status = error.code or 500
    title, detail = _HTTP_WORDS.get(status, ("Ongeldige vraag", "Deze vraag kunnen wij niet verwerken."))
    answer = problem(status, title, detail)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        answer.headers["Retry-After"] = "60"
    return answer


def unavailable(error: Exception) -> Response:
    """The database cannot be reached: nothing was stored, so sending again is safe."""
    structlog.get_logger().error("database_unavailable", error_class=type(error).__name__)
    answer = problem(503, "Tijdelijk niet bereikbaar", "Er is niets opgeslagen. Probeer het straks opnieuw.")
    answer.headers["Retry-After"] = "10"
    return answer


def unexpected(error: Exception) -> Response:
    """A mistake of ours: logged by class and place, never with the words of the error, which may hold row values."""
    structlog.get_logger().error("unexpected_error", exc_info=error, route=request.url_rule and request.url_rule.rule)
    return problem(500, "Er ging iets mis", "Er ging iets mis bij ons. Er is niets opgeslagen. Probeer het opnieuw.")


def register_errors(app: Flask) -> None:
    """API and root paths answer with problems. `web` answers for its own pages with its own handler."""
    app.register_error_handler(DomainError, problem_of)
    app.register_error_handler(HTTPException, http_problem)
    app.register_error_handler(OperationalError, unavailable)
    app.register_error_handler(PoolTimeout, unavailable)
    app.register_error_handler(Exception, unexpected)


def read_json() -> Any:
    """The request body as strict JSON. Raises `InvalidInput`, `TooLarge`, or 415 for another content type."""
    return parse_json(read_json_body())


def read_json_body() -> bytes:
    """The whole body, of what is said to be JSON; not yet parsed."""
    if request.mimetype != "application/json":
        raise UnsupportedMediaType
    return read_body()


def read_body(too_large: str = _HTTP_WORDS[413][1]) -> bytes:
    """The whole body, up to the limit of the request; above that `TooLarge` in these words. 415 when it is packed."""
    if request.content_encoding not in {None, "", "identity"}:
        raise UnsupportedMediaType
    try:
        raw = request.get_data(cache=False)
    except RequestEntityTooLarge:
        raise TooLarge(too_large) from None
    if not request.content_length and len(raw) == request.max_content_length:
        # A body sent in chunks tells no length; what passes the limit is cut off without a word.
        raise TooLarge(too_large)
    return raw


class StrictParser(FlaskParser):
    """Bodies and query strings: unknown names are refused, every fault at once, 400."""

    DEFAULT_VALIDATION_STATUS = 400
    DEFAULT_UNKNOWN_BY_LOCATION = {"json": RAISE, "query": RAISE}  # noqa: RUF012 (the library's name)

    def load_json(self, req: Request, schema: Schema) -> Any:
        return read_json()

    def handle_error(self, error: Any, req: Any, schema: Any, **_more: Any) -> NoReturn:
        messages: Mapping[str, Any] = error.messages
        faults = [
            fault for place, told in messages.items()
            for fault in faults_of(told, "body" if place == "json" else place)
        ]
        raise InvalidInput(faults)


class Desk(Blueprint):  # type: ignore[misc]
    """A group of API operations."""

    ARGUMENTS_PARSER = StrictParser()
