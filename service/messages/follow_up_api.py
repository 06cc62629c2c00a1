"""The municipality's door for what must follow a message: sent again, corrected, or a task for a person."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import Schema, fields

from service import clock
from service.actors import HANDLE
from service.answers import json_answer, moment
from service.errors import Fault, InvalidInput
from service.forms import Flag, Form
from service.identity.access import access, parts, requires
from service.messages.follow_up_tasks import follow_ups_of, tick_off
from service.messages.status import FollowUpReason
from service.messages.tables import MessageFollowUp
from service.problems import PREFIX, Desk
from service.signals.answers import codes_of

desk = Desk("Berichtvervolg", __name__, url_prefix=PREFIX, description="Wat er na een bericht moet gebeuren.")


class FollowUpDoneForm(Form):
    published = "BerichtvervolgGedaan"

    gedaan = Flag(required=True, metadata={"description": "Altijd true: wat gedaan is, blijft gedaan."})


class FollowUpAnswer(Schema):
    published = "Berichtvervolg"

    id = fields.UUID(required=True)
    bericht = fields.UUID(required=True, metadata={"description": "Het bericht dat niet aankwam of niet meer klopt."})
    reden = fields.String(required=True, metadata=codes_of(FollowUpReason))
    opvolger = fields.UUID(required=True, allow_none=True, metadata={
        "description": "Het bericht dat er vanzelf voor is gepland. Null: iemand moet het zelf doen.",
    })
    uiterlijk = fields.Date(required=True)
    geopendOp = fields.AwareDateTime(required=True)  # noqa: N815
    gedaanOp = fields.AwareDateTime(required=True, allow_none=True)  # noqa: N815


class FollowUpsAnswer(Schema):
    published = "Berichtvervolgen"

    vervolg = fields.List(fields.Nested(FollowUpAnswer), required=True)


@desk.route("/verwijzingen/<uuid:id>/berichtvervolg", methods=["GET"])
@requires(HANDLE)
@desk.doc(summary="Lees wat er na een bericht moet of moest gebeuren (Awb artikelen 2:11 en 2:12)")
@desk.response(200, FollowUpsAnswer, description="Per bericht de opvolger, of de taak met haar dag")
@desk.alt_response(404, description="Niet gevonden")
def list_follow_ups(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    with parts().database.transaction() as session:
        rows = follow_ups_of(session, id, access().caseworker())
        return json_answer({"vervolg": [_document(row) for row in rows]})


@desk.route("/verwijzingen/<uuid:id>/berichtvervolg/<uuid:vervolg>", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(FollowUpDoneForm)
@desk.doc(summary="Leg vast dat iemand de taak na een bericht deed")
@desk.response(200, FollowUpAnswer, description="Afgevinkt")
@desk.alt_response(404, description="Niet gevonden")
def put_follow_up(data: dict[str, Any], id: UUID, vervolg: UUID) -> Response:  # noqa: A002
    if not data["gedaan"]:
        raise InvalidInput([Fault("#/gedaan", "onbekendeCode", "Geef true. Wat gedaan is, blijft gedaan.")])
    with parts().database.transaction() as session:
        return json_answer(_document(tick_off(session, (id, vervolg), access().caseworker(), clock.now())))


def _document(row: MessageFollowUp) -> dict[str, Any]:
    return {
        "id": str(row.id), "bericht": str(row.message_id), "reden": row.reason,
        "opvolger": str(row.successor_id) if row.successor_id else None, "uiterlijk": row.due.isoformat(),
        "geopendOp": moment(row.opened_at), "gedaanOp": moment(row.done_at),
    }
