"""The municipality's door for its own systems; the screens use the same use cases."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from flask import Response

from service import clock
from service.actors import HANDLE, Caseworker
from service.answers import json_answer
from service.errors import Fault, InvalidInput
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk
from service.referrals import schemas
from service.referrals.documents import attempt_document, referral_document, whole_document
from service.referrals.follow_up import record_attempt, undo_attempt
from service.referrals.pick_up import hand_back, pick_up, pick_up_next
from service.referrals.read import look_at
from service.referrals.search import search
from service.referrals.worklist import NOT_CLOSED, Narrowed, Wish, worklist

desk = Desk("Verwijzingen", __name__, url_prefix=PREFIX, description="Verwijzingen van de gemeente behandelen.")


@desk.route("/verwijzingen", methods=["GET"])
@requires(HANDLE)
@desk.arguments(schemas.WorklistQuery, location="query")
@desk.doc(summary="Lees een werklijst: bedreigend eerst, daarna op datum")
@desk.response(200, schemas.WorklistAnswer, description="Een bladzijde")
def list_referrals(query: dict[str, Any]) -> Response:
    actor = access().caseworker()
    statuses = (query["status"],) if "status" in query else NOT_CLOSED
    wish = Wish(
        query["bestemming"], statuses, _holder(query.get("toegewezenAan"), actor), query.get("cursor"),
        Narrowed((query["team"],) if query.get("team") else (), query.get("bak"), query.get("gebied"),
                 query.get("grond"), query.get("vervaltVoor")),
    )
    with parts().database.transaction() as session:
        page, following = worklist(session, wish, actor)
    return json_answer({"verwijzingen": [referral_document(row) for row in page], "volgende": following})


@desk.route("/verwijzingen/_volgende", methods=["POST"])
@requires(HANDLE)
@desk.arguments(schemas.NextForm)
@desk.doc(summary="Pak de meest dringende open verwijzing op")
@desk.response(200, schemas.ReferralAnswer, description="Opgepakt")
@desk.alt_response(204, description="Er is geen open verwijzing")
def take_next(data: dict[str, Any]) -> Response:
    taken = pick_up_next(parts().database, data["bestemming"], access().caseworker(), clock.now())
    return json_answer(referral_document(taken)) if taken else Response(status=HTTPStatus.NO_CONTENT)


@desk.route("/verwijzingen/_zoek", methods=["POST"])
@requires(HANDLE)
@desk.arguments(schemas.SearchForm)
@desk.doc(summary="Zoek op referentie, achternaam of adres; dat er is gezocht, wordt vastgelegd zonder de woorden")
@desk.response(200, schemas.SearchAnswer, description="Wat er is gevonden, het beste eerst")
def find(data: dict[str, Any]) -> Response:
    with parts().database.transaction() as session:
        found = search(session, parts().vault, data["zoekterm"], access().caseworker(), clock.now())
        hits = [referral_document(hit.referral) | {"treffer": hit.match} for hit in found.hits]
    return json_answer({"verwijzingen": hits, "meer": found.more})


@desk.route("/verwijzingen/<uuid:id>", methods=["GET"])
@requires(HANDLE)
@desk.doc(summary="Lees een verwijzing met haar signalen; het inzien wordt vastgelegd")
@desk.response(200, schemas.WholeReferralAnswer, description="De verwijzing")
@desk.alt_response(404, description="Niet gevonden")
def get_referral(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    with parts().database.transaction() as session:
        view = look_at(session, parts().vault, id, access().caseworker(), clock.now())
        return json_answer(whole_document(view))


@desk.route("/verwijzingen/<uuid:id>/toewijzing", methods=["PUT"])
@requires(HANDLE)
@desk.doc(summary="Pak een verwijzing op")
@desk.response(200, schemas.ReferralAnswer, description="Opgepakt")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Al opgepakt door een ander, of afgesloten")
def take(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return json_answer(referral_document(pick_up(session, id, access().caseworker(), clock.now())))


@desk.route("/verwijzingen/<uuid:id>/toewijzing", methods=["DELETE"])
@requires(HANDLE)
@desk.doc(summary="Leg een verwijzing terug op de werklijst")
@desk.response(200, schemas.ReferralAnswer, description="Teruggelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Van een collega, of afgesloten")
def put_back(id: UUID) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        return json_answer(referral_document(hand_back(session, id, access().caseworker(), clock.now())))


@desk.route("/verwijzingen/<uuid:id>/contactpogingen", methods=["POST"])
@requires(HANDLE)
@desk.arguments(schemas.AttemptForm)
@desk.doc(summary="Leg een contactpoging vast")
@desk.response(201, schemas.AttemptAnswer, description="Vastgelegd")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Niet door u opgepakt, of afgesloten")
def add_attempt(data: dict[str, Any], id: UUID) -> Response:  # noqa: A002
    attempt = schemas.attempt_of(data)
    with parts().database.transaction() as session:
        row = record_attempt(session, id, attempt, access().caseworker(), clock.now())
        return json_answer(attempt_document(row), HTTPStatus.CREATED)


@desk.route("/verwijzingen/<uuid:id>/contactpogingen/<int:nummer>", methods=["DELETE"])
@requires(HANDLE)
@desk.doc(summary="Maak een contactpoging ongedaan: een kwartier lang, door wie haar vastlegde")
@desk.response(204, description="Ongedaan gemaakt")
@desk.alt_response(404, description="Niet gevonden")
@desk.alt_response(409, description="Te laat, van een ander, of niet door u opgepakt")
def delete_attempt(id: UUID, nummer: int) -> Response:  # noqa: A002
    with parts().database.transaction() as session:
        undo_attempt(session, (id, nummer), access().caseworker(), clock.now())
    return Response(status=HTTPStatus.NO_CONTENT)


def _holder(asked: str | None, actor: Caseworker) -> UUID | None:
    if asked is None:
        return None
    if asked == "mij":
        return actor.id
    try:
        return UUID(asked)
    except ValueError:
        told = "Geef een id, of: mij."
        raise InvalidInput([Fault("#/toegewezenAan", "ongeldigeWaarde", told, "query")]) from None
