"""The municipality's door for closing: with a result, and with what becomes of what is still open."""

from typing import Any
from uuid import UUID

from flask import Response

from service import clock
from service.actors import HANDLE
from service.answers import json_answer
from service.forms import Code, Form
from service.identity.access import access, parts, requires
from service.onward.close_referral import Closing, close_referral
from service.problems import PREFIX, Desk
from service.referrals import schemas
from service.referrals.documents import referral_document
from service.referrals.status import EndResult, OpenChoice, OpenKind

desk = Desk("Afsluiten", __name__, url_prefix=PREFIX, description="Verwijzingen van de gemeente afsluiten.")


def _choice(told: str, usual: OpenChoice) -> Code:
    """A program that says nothing of it gets what is safe: nobody is called to a talk or written to after the end."""
    return Code(OpenChoice, load_default=usual, metadata={"description": f"{told} Zonder dit veld: {usual}."})


class ResultForm(Form):
    published = "ResultaatVraag"

    eindresultaat = Code(EndResult, required=True)
    afspraken = _choice("Wat er gebeurt met afspraken die nog komen.", OpenChoice.END)
    berichten = _choice("Wat er gebeurt met berichten die nog gepland zijn.", OpenChoice.END)
    doorverwijzingen = _choice(
        "Wat er gebeurt met doorverwijzingen waar een partner nog mee bezig is.", OpenChoice.KEEP,
    )


@desk.route("/verwijzingen/<uuid:id>/resultaat", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(ResultForm)
@desk.doc(summary="Sluit een verwijzing af met een landelijk eindresultaat")
@desk.response(200, schemas.ReferralAnswer, description="Afgesloten")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Niet door u opgepakt, al afgesloten met een ander resultaat, of zonder besluit")
def put_result(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    closing = Closing(id, data["eindresultaat"], {kind: data[kind] for kind in OpenKind})
    with parts().database.transaction() as session:
        return json_answer(referral_document(close_referral(session, closing, access().caseworker(), clock.now())))
