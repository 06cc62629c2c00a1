"""A corporation subscribes to its feed, sees how its subscriptions stand, and ends them."""

from http import HTTPStatus
from threading import BoundedSemaphore
from uuid import UUID

from flask import Response
from werkzeug.exceptions import TooManyRequests

from service import clock
from service.actors import READ_SIGNALS
from service.answers import json_answer
from service.config import Settings
from service.identity.access import access, parts, requires
from service.problems import PREFIX, Desk, read_json
from service.signals.subscriptions.answers import SubscriptionAnswer, SubscriptionsAnswer, subscription_document
from service.signals.subscriptions.schemas import SubscriptionForm, Wish, read_wish
from service.signals.subscriptions.send import Outward
from service.signals.subscriptions.subscribe import (
    Permission,
    ask_permission,
    origin_of,
    own_subscription,
    subscribe,
    subscriptions_of,
    unsubscribe,
)

desk = Desk("Abonnementen", __name__, url_prefix=PREFIX, description="Terugkoppelingen die naar u toe komen.")
_BODY = {"required": True, "content": {"application/json": {"schema": SubscriptionForm}}}
_ABOUT = (
    "Voordeur vraagt uw ontvanger eerst om toestemming (OPTIONS met WebHook-Request-Origin, CloudEvents webhooks). "
    "Daarna komt elke terugkoppeling als ondertekende CloudEvent (NL GOV-profiel), op volgorde, ten minste één keer. "
    "Hetzelfde adres met dezelfde statussen nog eens sturen hervat een geschorst abonnement; er gaat niets verloren. "
    "Welke feiten u wilt, geldt dan opnieuw."
)
# Asking permission takes as long as the receiver likes, up to ten seconds. Few at a time leave threads for signals.
_asking = BoundedSemaphore(2)


@desk.route("/abonnementen", methods=["POST"])
@requires(READ_SIGNALS)
@desk.doc(summary="Laat terugkoppelingen naar uw systeem sturen", description=_ABOUT, requestBody=_BODY)
@desk.response(201, SubscriptionAnswer, description="Gemaakt", headers={
    "Location": {"description": "Het adres van het abonnement.", "schema": {"type": "string"}},
})
@desk.alt_response(200, schema=SubscriptionAnswer, description="Dit abonnement was er al, en is hervat")
@desk.alt_response(409, description="U hebt al het hoogste aantal abonnementen")
def post_subscription() -> Response:
    actor, here = access().corporation(), parts()
    wish = read_wish(read_json(), loopback=here.settings.allow_loopback_webhooks)
    permission = _permission(wish, here.settings)
    with here.database.transaction() as session:
        row, is_new = subscribe(session, here.vault, wish, permission, (actor, clock.now()))
        document = subscription_document(row)
    status = HTTPStatus.CREATED if is_new else HTTPStatus.OK
    return json_answer(document, status, {"Location": f"{PREFIX}/abonnementen/{row.id}"})


def _permission(wish: Wish, settings: Settings) -> Permission:
    if not _asking.acquire(blocking=False):
        raise TooManyRequests
    try:
        outward = Outward(settings.webhook_ca_file, settings.allow_loopback_webhooks)
        return ask_permission(wish, origin_of(settings.service_url), outward)
    finally:
        _asking.release()


@desk.route("/abonnementen", methods=["GET"])
@requires(READ_SIGNALS)
@desk.doc(summary="Zie hoe uw abonnementen ervoor staan")
@desk.response(200, SubscriptionsAnswer, description="Uw abonnementen, oudste eerst")
def get_subscriptions() -> Response:
    actor = access().corporation()
    with parts().database.transaction() as session:
        return json_answer({"abonnementen": [subscription_document(row) for row in subscriptions_of(session, actor)]})


@desk.route("/abonnementen/<uuid:id>", methods=["GET"])
@requires(READ_SIGNALS)
@desk.doc(summary="Zie hoe een abonnement ervoor staat")
@desk.response(200, SubscriptionAnswer, description="Het abonnement")
@desk.alt_response(404, description="Niet gevonden")
def get_subscription(id: UUID) -> Response:  # noqa: A002 (the contract names the path parameter)
    actor = access().corporation()
    with parts().database.transaction() as session:
        return json_answer(subscription_document(own_subscription(session, id, actor)))


@desk.route("/abonnementen/<uuid:id>", methods=["DELETE"])
@requires(READ_SIGNALS)
@desk.doc(summary="Beëindig een abonnement")
@desk.response(204, description="Beëindigd")
@desk.alt_response(404, description="Niet gevonden")
def delete_subscription(id: UUID) -> Response:  # noqa: A002
    actor = access().corporation()
    with parts().database.transaction() as session:
        unsubscribe(session, id, actor, clock.now())
    return Response(status=HTTPStatus.NO_CONTENT)
