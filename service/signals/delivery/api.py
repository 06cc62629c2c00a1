"""The door for deliveries: many signals in one go, and what became of each of them."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from flask import Response, request

from service import clock
from service.actors import READ_SIGNALS, SUBMIT
from service.answers import json_answer, moment
from service.errors import WrongFormat
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk, read_body
from service.signals.delivery import answers
from service.signals.delivery.body import json_rows, ndjson_rows
from service.signals.delivery.columns import LAYOUT
from service.signals.delivery.csv_rows import csv_rows
from service.signals.delivery.deliver import Delivered, deliver
from service.signals.delivery.documents import read_delivery, read_results
from service.signals.delivery.results import counts, pieces
from service.signals.delivery.rows import MOST_BYTES, TOO_BIG, Row
from service.signals.receipt.issue import Issuer
from service.signals.receipt.issue_statement import statement_signer
from service.signals.spelled import json_text

desk = Desk("Aanleveringen", __name__, url_prefix=PREFIX, description="Veel signalen in één keer insturen.")
_READERS: dict[str, Callable[[bytes], list[Row]]] = {
    "application/json": json_rows, "application/x-ndjson": ndjson_rows, "text/csv": partial(csv_rows, layout=LAYOUT),
}


@desk.route("/aanleveringen", methods=["POST"])
@requires(SUBMIT)
@desk.doc(summary="Stuur veel signalen in één keer in", requestBody=answers.BODY)
@desk.response(201, answers.DeliveredAnswer, description="Verwerkt; zie de status van elke regel", headers={
    "Location": {"description": "Het adres van de aanlevering.", "schema": {"type": "string"}},
})
def post_delivery() -> Response:
    here, actor, now = parts(), access().corporation(), clock.now()
    delivered = deliver(here.database, here.vault, _rows(), actor, now)
    refused = (row.refused for row in delivered.results if row.refused)
    signer = statement_signer(here.database, Issuer(here.vault, here.settings.service_url), actor, refused)
    answer = pieces(_head(delivered), delivered.results, signer.sign if signer else None)
    headers = {"Location": f"{PREFIX}/aanleveringen/{delivered.id}"}
    return Response(answer, 201, headers, content_type="application/json")


def _rows() -> list[Row]:
    read = _READERS.get(request.mimetype)
    if read is None:
        raise WrongFormat(
            "Stuur NDJSON (application/x-ndjson), CSV (text/csv) of JSON (application/json), zonder Content-Encoding."
        )
    request.max_content_length = MOST_BYTES
    return read(read_body(TOO_BIG))


def _head(delivered: Delivered) -> str:
    return json_text({
        "id": str(delivered.id), "ontvangenOp": moment(delivered.received_at), "volledig": True,
        "aantallen": counts(result.status for result in delivered.results),
    })


@desk.route("/aanleveringen/<uuid:id>", methods=["GET"])
@requires(READ_SIGNALS)
@desk.doc(summary="Lees de stand van een eigen aanlevering")
@desk.response(200, answers.DeliveryAnswer, description="De stand")
@desk.alt_response(404, description="Niet gevonden")
def get_delivery(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    with parts().database.transaction() as session:
        return json_answer(read_delivery(session, id, access().corporation()))


@desk.route("/aanleveringen/<uuid:id>/resultaten", methods=["GET"])
@requires(READ_SIGNALS)
@desk.arguments(answers.ResultsQuery, location="query")
@desk.doc(summary="Lees wat er van elke regel van een eigen aanlevering is geworden")
@desk.response(200, answers.ResultsAnswer, description="De volgende regels")
@desk.alt_response(404, description="Niet gevonden")
def get_results(query: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return json_answer(read_results(session, id, int(query.get("cursor", 0)), access().corporation()))
