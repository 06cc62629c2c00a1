"""The municipality's door for consent, hand-over, triage and the steps that the law counts."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response
from sqlalchemy.orm import Session

from service import clock
from service.actors import HANDLE
from service.answers import json_answer
from service.errors import NotFound
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk
from service.referrals import schemas, step_schemas
from service.referrals.accept import own_request_of
from service.referrals.answers import HandedOverAnswer
from service.referrals.care_tasks import TASKS
from service.referrals.decide import record_decision
from service.referrals.documents import handed_over_document, progress_document, referral_document
from service.referrals.hand_over import hand_over
from service.referrals.progress import StepKind
from service.referrals.standing import progress_of
from service.referrals.steps import record_offer, record_talk
from service.referrals.tables import Referral
from service.referrals.tasks import TaskDone, record_task
from service.referrals.triage import decide, send_to_triage
from service.referrals.withdraw_consent import withdraw_consent

desk = Desk("Stappen", __name__, url_prefix=PREFIX, description="Toestemming, overdracht, triage en termijnen.")
_NOT_YOURS = "Niet door u opgepakt, of afgesloten"
_TASK = {
    "in": "path", "name": "soort", "required": True, "description": "De taak van het wijkteam.",
    "schema": {"type": "string", "enum": [str(kind) for kind in TASKS]},
}


@desk.route("/verwijzingen/<uuid:id>/toestemming-intrekking", methods=["POST"])
@requires(HANDLE)
@desk.arguments(step_schemas.ConsentWithdrawalForm)
@desk.doc(summary="Leg vast dat de inwoner toestemming intrekt: het werk stopt meteen")
@desk.response(200, schemas.ReferralAnswer, description="Ingetrokken")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Dit werk rust niet op toestemming")
def withdraw(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    with parts().database.transaction() as session:
        stopped = withdraw_consent(session, id, data["wijze"], access().caseworker(), clock.now())
        return json_answer(referral_document(stopped))


@desk.route("/verwijzingen/<uuid:id>/overdracht", methods=["POST"])
@requires(HANDLE)
@desk.arguments(step_schemas.HandOverForm)
@desk.doc(summary="Draag over aan het andere loket; deze verwijzing loopt door")
@desk.response(201, HandedOverAnswer, description="Overgedragen", headers={
    "Location": {"description": "Het adres van de nieuwe verwijzing.", "schema": {"type": "string"}},
})
@desk.alt_response(200, schema=HandedOverAnswer, description="Was al overgedragen; er verandert niets")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of terug naar waar zij vandaan kwam")
@desk.alt_response(422, description="De wet vraagt uitdrukkelijke toestemming")
def pass_on(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    actor, wish = access().caseworker(), step_schemas.hand_over_of(id, data)
    with parts().database.transaction() as session:
        done = hand_over(session, parts().vault, wish, actor, clock.now())
        document = handed_over_document(done, actor.destinations)
    status = HTTPStatus.CREATED if done.created else HTTPStatus.OK
    place = {"Location": f"{PREFIX}/verwijzingen/{document['id']}"} if document["id"] else {}
    return json_answer(document, status, place)


@desk.route("/verwijzingen/<uuid:id>/beslissing", methods=["POST"])
@requires(HANDLE)
@desk.arguments(step_schemas.DecidedForm)
@desk.doc(summary="Beantwoord de open vraag op de triage")
@desk.response(200, schemas.ReferralAnswer, description="De verwijzing waar het werk nu is")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of niet op de triage")
def answer_question(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    decided = step_schemas.decided_of(id, data)
    with parts().database.transaction() as session:
        found = decide(session, parts().vault, decided, access().caseworker(), clock.now())
        return json_answer(referral_document(found))


@desk.route("/verwijzingen/<uuid:id>/naar-triage", methods=["POST"])
@requires(HANDLE)
@desk.arguments(step_schemas.FindingForm)
@desk.doc(summary="Leg een bevinding voor aan de triage")
@desk.response(200, schemas.ReferralAnswer, description="Staat op de triage")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of er wacht al een vraag over dit huishouden")
def ask_triage(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        sent = send_to_triage(session, id, data["bevinding"], access().caseworker(), clock.now())
        return json_answer(referral_document(sent))


@desk.route("/verwijzingen/<uuid:id>/aanbod", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(step_schemas.OfferForm)
@desk.doc(summary="Leg het aanbod en de reactie vast")
@desk.response(200, step_schemas.ProgressAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of een latere stap staat al vast")
def put_offer(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    offer = step_schemas.offer_of(id, data)
    with parts().database.transaction() as session:
        referral = record_offer(session, parts().vault, offer, access().caseworker(), clock.now())
        return _progress(session, referral)


@desk.route("/verwijzingen/<uuid:id>/eerste-gesprek", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(step_schemas.TalkForm)
@desk.doc(summary="Leg het eerste gesprek vast; daarna loopt de termijn voor het besluit")
@desk.response(200, step_schemas.ProgressAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of het aanbod is afgewezen")
def put_talk(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        referral = record_talk(session, id, data["gehoudenOp"], access().caseworker(), clock.now())
        return _progress(session, referral)


@desk.route("/verwijzingen/<uuid:id>/besluit", methods=["PUT"])
@requires(HANDLE)
@desk.arguments(step_schemas.DecisionForm)
@desk.doc(summary="Leg het besluit vast, of dat de inwoner in het gesprek afzag van hulp")
@desk.response(200, step_schemas.ProgressAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of er is nog geen eerste gesprek")
def put_decision(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    decision = step_schemas.decision_of(id, data)
    with parts().database.transaction() as session:
        referral = record_decision(session, decision, access().caseworker(), clock.now())
        return _progress(session, referral)


@desk.route("/verwijzingen/<uuid:id>/taken/<string:soort>", methods=["PUT"], parameters=[_TASK])
@requires(HANDLE)
@desk.arguments(step_schemas.TaskForm)
@desk.doc(summary="Leg vast dat een taak van het wijkteam is gedaan")
@desk.response(200, step_schemas.ProgressAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden, of deze taak is er niet")
@desk.alt_response(409, description=f"{_NOT_YOURS}, of bij een ander loket")
def put_task(data: dict[str, Any], id: UUID, soort: str) -> Response:  # noqa: A002
    if soort not in TASKS:
        raise NotFound(f"Deze taak is er niet. Kies uit: {', '.join(TASKS)}.")
    done = TaskDone(id, StepKind(soort), data["gedaanOp"])
    with parts().database.transaction() as session:
        return _progress(session, record_task(session, done, access().caseworker(), clock.now()))


def _progress(session: Session, referral: Referral) -> Response:
    """How a referral stands after a step. No person stands in it."""
    own_request = own_request_of(session, referral.id)
    return json_answer(
        referral_document(referral) | progress_document(progress_of(session, referral, clock.today()))
        | {"eigenVerzoek": str(own_request) if own_request else None},
    )
