"""The pull interface DDAS-VS 1.2: the statistics office asks, the municipality answers, signed.

Not in our own API document: the interface is the standard's. It stands behind the operator's FSC inway. Errors that the
standard gives an FSC code carry it, so that a client written for the standard understands them.
"""

import json
from datetime import datetime
from http import HTTPStatus
from typing import Any, NoReturn

from flask import Blueprint, Flask, Response, current_app, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from service import clock
from service.actors import READ_DDAS, Collector
from service.config import Settings
from service.errors import DomainError, TokenExpired, TokenMissing
from service.identity.access import access, parts, requires
from service.monitor.ddas.deliver import MOST_SIGNALS, Page, Sheet, Wish, municipality_name, one_page, record_delivery
from service.monitor.ddas.schemas import Question, read_question, require_digest
from service.monitor.ddas.sign import DIGEST, SIGNATURE, CannotSign, Signer, digest
from service.monitor.ddas.verify import Verifier
from service.problems import http_problem, problem_of, read_json_body, unavailable
from service.strict_json import parse_json

desk = Blueprint("ddas", __name__, url_prefix="/api/ddas/v1")
_SIGNER, _VERIFIER = "voordeur-ddas", "voordeur-ddas-vragen"
_OTHERS = ["GET", "PUT", "PATCH", "DELETE"]
_CODES = {
    401: "ACCESS_TOKEN_INVALID", 403: "ACCESS_TOKEN_INVALID", 404: "SERVICE_NOT_FOUND", 405: "METHOD_UNSUPPORTED",
    502: "SERVICE_UNREACHABLE", 503: "SERVICE_UNREACHABLE",
}
_TOKEN_CODES: dict[type[DomainError], str] = {
    TokenMissing: "ACCESS_TOKEN_MISSING", TokenExpired: "ACCESS_TOKEN_EXPIRED",
}


class OtherOrganisation(DomainError):
    """Data of an organisation was asked that this token does not speak for: an empty answer would count as none."""

    status = 422
    title = "Andere organisatie"


def register(app: Flask, settings: Settings) -> None:
    """Open the door. Raises `BadSettings` for a certificate or key that cannot sign, or a root."""
    app.extensions[_SIGNER] = Signer.load(settings.ddas_certificate_chain, settings.ddas_signing_key)
    app.extensions[_VERIFIER] = Verifier.load(settings.ddas_trusted_roots)
    app.register_blueprint(desk)


@desk.post("/gegevens")
@requires(READ_DDAS)
def deliver() -> Response:
    actor, now = access().collector(), clock.now()
    body = read_json_body()
    _require_whole(body, now)
    question = read_question(parse_json(body), clock.day_of(now))
    signer = _signer()
    wish, here = Wish(actor.municipality_code, question.period), parts()
    with here.database.snapshot() as session:
        _require_own(municipality_name(session, actor.municipality_code), question, actor)
        page = one_page(session, here.vault, wish, question.sheet or Sheet(1, MOST_SIGNALS), now)
        answer = _written(page, paged=question.sheet is not None)
    headers = signer.headers(answer, now)
    with here.database.transaction() as session:
        record_delivery(session, wish, actor, now, page)
    return Response(answer, HTTPStatus.OK, headers, content_type="application/json")


@desk.route("/gegevens", methods=_OTHERS)
@requires(READ_DDAS)
def other_method() -> NoReturn:
    raise MethodNotAllowed(["POST"])


@desk.route("/<path:_rest>", methods=["POST", *_OTHERS])
@requires(READ_DDAS)
def elsewhere(_rest: str) -> NoReturn:
    raise NotFound


def _require_whole(body: bytes, now: datetime) -> None:
    """Whether the question is as it was sent: by its digest, and by its signature where the operator asks one."""
    verifier: Verifier | None = current_app.extensions[_VERIFIER]
    told = request.headers.get(DIGEST)
    require_digest(told or ("" if verifier else None), digest(body))
    if verifier is not None:
        verifier.require(request.headers.getlist(SIGNATURE), body, now)


def _signer() -> Signer:
    found: Signer | None = current_app.extensions[_SIGNER]
    if found is None:
        raise CannotSign("De landelijke aanlevering is hier niet ingesteld. Vraag de beheerder om het certificaat.")
    return found


def _require_own(name: str, question: Question, actor: Collector) -> None:
    asked = question.organisation
    if asked is not None and asked.strip().casefold() not in {name.casefold(), actor.municipality_code}:
        raise OtherOrganisation(f"Dit token hoort bij {name}. Vraag die gegevens, of laat het veld weg.")


def _written(page: Page, *, paged: bool) -> bytes:
    """The answer whole, because its digest goes before it; a page is as long as 50,000 signals at most."""
    answer = bytearray(b'{"gegevens":')
    for piece in page.pieces:
        answer += piece.encode()
    if paged or page.pages > 1:
        told = {
            "pageSize": page.sheet.size, "currentPage": page.sheet.number, "totalPages": page.pages,
            "totalRecords": page.records,
        }
        answer += b',"paginering":' + json.dumps(told).encode()
    answer += b"}"
    return bytes(answer)


@desk.errorhandler(DomainError)
def _of_domain(error: DomainError) -> Response:
    return _with_code(problem_of(error), _TOKEN_CODES.get(type(error)))


@desk.errorhandler(HTTPStatus.NOT_FOUND)
@desk.errorhandler(HTTPStatus.METHOD_NOT_ALLOWED)
@desk.errorhandler(HTTPException)
def _of_http(error: HTTPException) -> Response:
    return _with_code(http_problem(error))


@desk.errorhandler(OperationalError)
@desk.errorhandler(PoolTimeout)
def _unavailable(error: Exception) -> Response:
    answer = unavailable(error)
    answer.status_code = HTTPStatus.BAD_GATEWAY
    return _with_code(answer)


def _with_code(answer: Response, code: str | None = None) -> Response:
    """The same problem with the code that FSC gives this status, in the body and in its own header."""
    found = code or _CODES.get(answer.status_code)
    if found is None:
        return answer
    body: dict[str, Any] = json.loads(answer.get_data())
    told = {"code": f"ERROR_CODE_{found}", "domain": "ERROR_DOMAIN_INWAY", "status": answer.status_code}
    answer.set_data(json.dumps(body | told, ensure_ascii=False))
    answer.headers["Fsc-Error-Code"] = told["code"]
    return answer
