"""The door at which NotifyNL tells what became of a message. Not in our API document: the interface is theirs.

It sends the recipient along; that is not read, kept or logged.
"""

import hmac
from http import HTTPStatus
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request

from service import clock
from service.actors import Robot
from service.errors import NotFound, NotSignedIn
from service.identity.access import parts
from service.messages.hear import delivery_of, heard
from service.messages.status import Delivery
from service.problems import read_json_body
from service.strict_json import parse_json

desk = Blueprint("notify", __name__)
_TELLER = Robot("berichten")
_BEARER = "Bearer "


@desk.post("/notify/terugmelding")
def hear_back() -> Response:
    """A receipt, or a letter that came back. What is not ours is taken too, or it would be sent again and again."""
    here = parts()
    _require_token(here.settings.notify_callback_token_file)
    said = parse_json(read_json_body())
    found = _read(said) if isinstance(said, dict) else None
    if found is not None:
        message_id, key, delivery = found
        with here.database.transaction() as session:
            heard(session, message_id, (key, delivery), _TELLER, clock.now())
    return Response(status=HTTPStatus.NO_CONTENT)


def _require_token(file: Path | None) -> None:
    if file is None:
        raise NotFound("Terugmeldingen zijn hier niet ingesteld.")
    given, expected = request.headers.get("Authorization", ""), file.read_text("utf-8").strip()
    if not expected or not hmac.compare_digest(given.encode(), f"{_BEARER}{expected}".encode()):
        raise NotSignedIn("Stuur het token mee dat bij de terugmelding is ingesteld.")


def _read(said: dict[str, Any]) -> tuple[UUID, UUID | None, Delivery] | None:
    """The message, its key there and its end; None for what is not about a message of ours, or not yet an end."""
    returned = "notification_id" in said and "status" not in said
    delivery = Delivery.RETURNED if returned else delivery_of(_word(said, "status"))
    message_id, key = _id(said, "reference"), _id(said, "notification_id" if returned else "id")
    return (message_id, key, delivery) if message_id and delivery else None


def _word(said: dict[str, Any], name: str) -> str | None:
    value = said.get(name)
    return value if isinstance(value, str) else None


def _id(said: dict[str, Any], name: str) -> UUID | None:
    try:
        return UUID(_word(said, name) or "")
    except ValueError:
        return None
