"""The municipality's door for messages to residents, appointments and safe contact."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from service import clock
from service.actors import HANDLE
from service.answers import json_answer
from service.errors import Conflict
from service.identity.access import access, parts, requires
from service.messages import contact_schemas, schemas
from service.messages.appointments import appointments_of, change_appointment, offer_appointment
from service.messages.ask_safety import record_safety
from service.messages.contact_answers import answers_of
from service.messages.documents import appointment_document, draft_document, message_document, safety_document
from service.messages.letter_address import record_address
from service.messages.prepare import Office, prepare
from service.messages.read import read_messages, withdraw_message
from service.messages.send import send
from service.problems import PREFIX, Desk
from service.referrals.links import person_of
from service.referrals.read import own_referral
from service.referrals.tables import Referral

desk = Desk("Berichten", __name__, url_prefix=PREFIX, description="Berichten aan inwoners, afspraken, veilig contact.")
_NOT_YOURS = "Niet door u opgepakt, of afgesloten"


def office() -> Office:
    return Office(parts().vault, parts().settings)


@desk.route("/verwijzingen/<uuid:id>/berichten", methods=["POST"])
@requires(HANDLE)
@desk.arguments(schemas.MessageForm)
@desk.doc(summary="Bekijk een bericht zoals de inwoner het krijgt, of verstuur het op een goed moment")
@desk.response(201, schemas.MessageAnswer, description="Gepland; wat nu mag, gaat meteen weg")
@desk.alt_response(200, schema=schemas.DraftAnswer, description="Het voorbeeld; er is niets gepland")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of langs deze weg mag niets worden gestuurd")
def add_message(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    wish, actor, now = schemas.wish_of(id, data), access().caseworker(), clock.now()
    with parts().database.transaction() as session:
        if not data["verzenden"]:
            return json_answer(draft_document(prepare(session, office(), wish, actor, now)))
        row = send(session, office(), wish, actor, now)
        return json_answer(message_document(parts().vault, row), HTTPStatus.CREATED)


@desk.route("/verwijzingen/<uuid:id>/berichten", methods=["GET"])
@requires(HANDLE)
@desk.doc(summary="Lees de berichten van een verwijzing; het inzien wordt vastgelegd")
@desk.response(200, schemas.MessagesAnswer, description="De berichten, het oudste eerst")
@desk.alt_response(404, description="Niet gevonden")
def list_messages(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        rows = read_messages(session, id, access().caseworker(), clock.now())
        return json_answer({"berichten": [message_document(parts().vault, row) for row in rows]})


@desk.route("/verwijzingen/<uuid:id>/berichten/<uuid:bericht>", methods=["DELETE"])
@requires(HANDLE)
@desk.doc(summary="Trek een gepland bericht in")
@desk.response(200, schemas.MessageAnswer, description="Ingetrokken")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of al verstuurd")
def delete_message(id: UUID, bericht: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        row = withdraw_message(session, (id, bericht), access().caseworker(), clock.now())
        return json_answer(message_document(parts().vault, row))


@desk.route("/verwijzingen/<uuid:id>/afspraken", methods=["POST"])
@requires(HANDLE)
@desk.arguments(schemas.AppointmentForm)
@desk.doc(summary="Leg een afspraak vast; een eerdere die nog stond, wordt gewijzigd")
@desk.response(201, schemas.AppointmentAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=_NOT_YOURS)
def add_appointment(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    offered = schemas.offered_of(id, data)
    with parts().database.transaction() as session:
        row = offer_appointment(session, offered, access().caseworker(), clock.now())
        return json_answer(appointment_document(row), HTTPStatus.CREATED)


@desk.route("/verwijzingen/<uuid:id>/afspraken", methods=["GET"])
@requires(HANDLE)
@desk.doc(summary="Lees de afspraken van een verwijzing")
@desk.response(200, schemas.AppointmentsAnswer, description="De afspraken, de oudste eerst")
@desk.alt_response(404, description="Niet gevonden")
def list_appointments(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        own_referral(session, id, access().caseworker())
        return json_answer({"afspraken": [appointment_document(row) for row in appointments_of(session, id)]})


@desk.route("/verwijzingen/<uuid:id>/afspraken/<uuid:afspraak>", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(schemas.AppointmentChangeForm)
@desk.doc(summary="Bevestig een afspraak, of zeg haar af; wat erover gepland stond, gaat dan niet weg")
@desk.response(200, schemas.AppointmentAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of de afspraak geldt niet meer")
def put_appointment(data: dict[str, Any], id: UUID, afspraak: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        row = change_appointment(session, (id, afspraak), data["status"], access().caseworker(), clock.now())
        return json_answer(appointment_document(row))


@desk.route("/verwijzingen/<uuid:id>/briefadres", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(schemas.LetterAddressForm)
@desk.doc(summary="Leg straat en plaats vast voor een brief; een signaal bevat die niet, zoek ze zelf op")
@desk.response(200, schemas.LetterAddressAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=_NOT_YOURS)
def put_letter_address(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    found, actor = schemas.looked_up_of(id, data), access().caseworker()
    with parts().database.transaction() as session:
        record_address(session, parts().vault, found, actor, clock.now())
    return json_answer({"straat": found.postal.street, "plaats": found.postal.place})


@desk.route("/verwijzingen/<uuid:id>/veilig-contact", methods=["GET"])
@requires(HANDLE)
@desk.doc(summary="Lees per manier of contact veilig is, en of de inwoner zo berichten wil")
@desk.response(200, contact_schemas.SafetyAnswers, description="Per manier het laatste antwoord")
@desk.alt_response(404, description="Niet gevonden")
def get_safety(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return _safety(session, own_referral(session, id, access().caseworker()))


@desk.route("/verwijzingen/<uuid:id>/veilig-contact", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(contact_schemas.SafetyForm)
@desk.doc(summary="Leg vast wat de inwoner zei: is deze manier veilig, en wil de inwoner zo berichten krijgen")
@desk.response(200, contact_schemas.SafetyAnswers, description="Per manier het laatste antwoord")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=_NOT_YOURS)
def put_safety(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    answer, actor = contact_schemas.contact_answer_of(data), access().caseworker()
    with parts().database.transaction() as session:
        record_safety(session, parts().vault, (id, answer), actor, clock.now())
        return _safety(session, own_referral(session, id, actor))


def _safety(session: Session, referral: Referral) -> Response:
    try:
        person = person_of(session, parts().vault, referral.id)
    except Conflict:
        person = {}
    return json_answer(safety_document(parts().vault, answers_of(session, referral), person))
