"""The municipality's door for a resident who lives in another municipality."""

from typing import Any
from uuid import UUID

from flask import Response, request
from marshmallow import fields
from werkzeug.exceptions import NotAcceptable

from service import clock
from service.actors import HANDLE
from service.answers import json_answer
from service.forms import Code, Form, Text
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk
from service.referrals import forwarding_paper
from service.referrals.documents import referral_document
from service.referrals.forward import ForwardRequest, ForwardResult, forward
from service.referrals.schemas import ReferralAnswer
from service.referrals.status import ForwardReason

desk = Desk("Doorzending", __name__, url_prefix=PREFIX, description="Signalen naar de gemeente waar de inwoner woont.")
JSON, PDF, ZIP = "application/json", "application/pdf", "application/zip"
_BINARY: Any = {"schema": {"type": "string", "format": "binary"}}
_FILES_TOO: Any = {200: {"content": {PDF: _BINARY, ZIP: _BINARY}}}
_ABOUT = (
    "De verwijzing wordt afgesloten met Persoon is geen inwoner (meer) in de gemeente; meer hoort de corporatie niet. "
    "Werkt de andere gemeente ook met deze dienst, dan gaan de signalen daarheen: alleen wat de corporatie stuurde, "
    "met een nieuwe dag van ontvangst. Anders staat in het antwoord, één keer, het overdrachtsbestand: als JSON, of "
    "met Accept als PDF of ZIP (beide). Het wordt niet bewaard."
)


class ForwardForm(Form):
    published = "DoorzendingVraag"

    gemeentecode = Text(4, r"[0-9]{4}", "Verwacht vier cijfers, zoals 0363.", required=True, metadata={
        "description": "De code van de gemeente waar de inwoner woont: vier cijfers.",
    })
    reden = Code(ForwardReason, load_default=ForwardReason.LIVES_ELSEWHERE, metadata={
        "description": "Alleen bij adresInAndereGemeente hoort de corporatie naar welke gemeente het ging "
                       "(Awb artikel 2:3). Zonder reden: woontInAndereGemeente.",
    })


class ForwardAnswer(ReferralAnswer):
    published = "Doorzending"

    gemeente = fields.String(required=True, allow_none=True, metadata={
        "description": "De naam van een gemeente die ook met deze dienst werkt; anders null.",
    })
    overdrachtsbestand = fields.Dict(required=True, allow_none=True, metadata={
        "description": "Wat de corporatie stuurde, voor een gemeente die niet met deze dienst werkt; anders null. "
                       "Alleen in dit antwoord.",
    })


@desk.route("/verwijzingen/<uuid:id>/doorzending", methods=["POST"])
@requires(HANDLE)
@desk.arguments(ForwardForm)
@desk.doc(summary="Zend de signalen door naar de gemeente waar de inwoner woont", description=_ABOUT,
          responses=_FILES_TOO)
@desk.response(200, ForwardAnswer, description="Doorgezonden, of met het overdrachtsbestand")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(406, description="Alleen application/json, application/pdf en application/zip")
@desk.alt_response(409, description="Niet door u opgepakt, al afgesloten met een ander resultaat, of al doorgezonden")
@desk.alt_response(410, description="Het overdrachtsbestand is al gegeven en niet bewaard")
@desk.alt_response(422, description="Dit werk rust op een vraag of toestemming van de inwoner")
def post_forwarding(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    wanted = _wanted()
    asked = ForwardRequest(id, data["gemeentecode"], data["reden"])
    with parts().database.transaction() as session:
        result = forward(session, parts().vault, asked, access().caseworker(), clock.now())
        answer = referral_document(result.referral) | {
            "gemeente": result.name, "overdrachtsbestand": result.document,
        }
        # Made before the transaction ends: a file that cannot be made leaves the referral as it was.
        file = file_answer(result, wanted) if wanted != JSON and result.document else None
    return file or json_answer(answer, headers={"Cache-Control": "no-store", "Vary": "Accept"})


def file_answer(result: ForwardResult, media_type: str) -> Response:
    """The hand-over file as a download. It exists in this answer only."""
    assert result.document is not None, "only for who does not work here"
    make, ending = {
        PDF: (forwarding_paper.pdf_of, "pdf"), ZIP: (forwarding_paper.zip_of, "zip"),
    }[media_type]
    headers = {
        "Content-Disposition": f'attachment; filename="{forwarding_paper.NAME}.{ending}"', "Cache-Control": "no-store",
        "Vary": "Accept",
    }
    return Response(make(result.document), 200, headers, content_type=media_type)


def _wanted() -> str:
    """What the caller takes; JSON when it does not say. Raises 406 when it takes none of these."""
    if not request.accept_mimetypes:
        return JSON
    found = request.accept_mimetypes.best_match([JSON, PDF, ZIP])
    if found is None:
        raise NotAcceptable
    return found
