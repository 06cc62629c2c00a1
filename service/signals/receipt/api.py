"""The corporation asks for its proof: JSON or PDF, by `Accept`."""

from typing import Any
from uuid import UUID

from flask import Response, request
from werkzeug.exceptions import NotAcceptable

from service import clock
from service.actors import READ_SIGNALS
from service.answers import json_answer
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk
from service.signals.receipt.answers import SignedAnswer
from service.signals.receipt.issue import Issued, Issuer, issue_receipt
from service.signals.receipt.paper import pdf_of
from service.signals.receipt.sign import signed

desk = Desk("Ontvangstbewijzen", __name__, url_prefix=PREFIX, description="Bewijs voor de rechter.")
JSON, PDF = "application/json", "application/pdf"
_PDF_TOO: Any = {200: {"content": {PDF: {"schema": {"type": "string", "format": "binary"}}}}}
_ABOUT = (
    "Alles wat een rechter vraagt, en geen woord over de huurder of over hulp. De JSON is een JWS (RFC 7515, flattened "
    "JSON, PS256) met de inhoud leesbaar erbij; in de PDF zit dezelfde JSON. Te controleren met de sleutels op "
    "/.well-known/jwks.json."
)


@desk.route("/signalen/<uuid:id>/ontvangstbewijs", methods=["GET"])
@requires(READ_SIGNALS)
@desk.response(200, SignedAnswer, description="Het ontvangstbewijs, als JSON of als PDF")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(406, description="Alleen application/json en application/pdf")
@desk.doc(summary="Vraag het ondertekende bewijs van een eigen signaal", description=_ABOUT, responses=_PDF_TOO)
def get_receipt(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    asked = _asked()
    here, actor, now = parts(), access().corporation(), clock.now()
    with here.database.transaction() as session:
        issued = issue_receipt(session, id, Issuer(here.vault, here.settings.service_url), actor, now)
    return paper_answer(issued) if asked == PDF else json_answer(signed(issued.content, issued.key), headers=_VARY)


_VARY = {"Vary": "Accept"}


def _asked() -> str:
    """What the caller takes; JSON when it does not say. Raises 406 when it takes neither."""
    if not request.accept_mimetypes:
        return JSON
    found = request.accept_mimetypes.best_match([JSON, PDF])
    if found is None:
        raise NotAcceptable
    return found


def paper_answer(issued: Issued) -> Response:
    name = f"ontvangstbewijs-{issued.content['bewijsnummer']}.pdf"
    headers = _VARY | {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(pdf_of(issued), 200, headers, content_type=PDF)
