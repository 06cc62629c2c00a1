"""Questions made from the published document (`soak`: thousands): every answer is one that the document promises.

Real rows stand behind half of the questions, and most signals are made to fit together, so that not everything ends in
404 or 400. The same questions every time.
"""

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import CHECKS
from sqlalchemy import select

from service import clock
from service.actors import CORPORATION_SCOPES, Robot
from service.app import openapi_document, parts_of
from service.db import Database
from service.problems import PREFIX
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral
from tests.doors.receiver import Receiver, receiver
from tests.factories import TOWN, World, door_signal, rent_signal, token

HOST = "http://voordeur.test"
QUICK = settings(
    max_examples=15, derandomize=True, database=None, deadline=None, phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
THOROUGH = settings(QUICK, max_examples=80)
BLOCKS = {"huurachterstand", "achterDeVoordeur"}
# The document cannot say that dates fit together or in which state a row is, so what it allows may be refused.
NOT_ASKED = {"positive_data_acceptance"}
schemathesis.checks.load_all_checks()
# A delivery is answered row by row: what is wrong with a row is told there, and the whole is no fault.
ROW_BY_ROW, REJECTION = "/aanleveringen", "negative_data_rejection"
ASKED = [CHECKS.get_one(name) for name in CHECKS.get_all_names() if name not in NOT_ASKED]


class Door:
    """The application, which is there only once a test runs; the questions are made when tests are collected."""

    app: Flask

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)


def strict(document: dict[str, Any]) -> dict[str, Any]:
    """Here an answer may hold nothing but what is documented; clients are promised less, so that answers may grow."""
    for schema in document["components"]["schemas"].values():
        schema.setdefault("additionalProperties", False)
    # Ten thousand made-up signals in one question would take minutes to make, and ask nothing that three do not.
    document["components"]["schemas"]["Aanlevering"]["properties"]["signalen"]["maxItems"] = 3
    return document


DOOR = Door()
PUBLISHED = schemathesis.openapi.from_dict(strict(openapi_document(HOST)))
PUBLISHED.app = DOOR
PUBLISHED.config.update(base_url=f"{HOST}{PREFIX}")
PUBLISHED.config.generation.update(modes=[GenerationMode.POSITIVE, GenerationMode.NEGATIVE])


class Caller:
    """Who asks: the corporation or the municipality, about rows of its own."""

    def __init__(
        self, corporation: dict[str, str], town: dict[str, str], ids: dict[str, list[str]], receiver_url: str,
    ) -> None:
        self.corporation, self.town, self._receiver_url = corporation, town, receiver_url
        self._ids = {room: _every_other(known) for room, known in ids.items()}
        self._shapes = cycle((lawful, fitting, dict))

    def headers(self, case: Case) -> dict[str, str]:
        [[scope]] = [rule["client"] for rule in case.operation.definition.raw["security"]]
        return self.corporation if scope in CORPORATION_SCOPES else self.town

    def aim(self, case: Case) -> None:
        """Let every other valid question be about a row that exists, and most bodies fit together."""
        if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
            return
        known = next(self._ids[case.operation.path.split("/")[1]], "")
        if known and "id" in (case.path_parameters or {}):
            case.path_parameters["id"] = known
        if isinstance(case.body, dict):
            case.body = next(self._shapes)(case.body)
            if "url" in case.body:
                case.body["url"] = self._receiver_url
        if isinstance(case.query, dict) and known == "":
            case.query.pop("ontvangstdatum", None)


def fitting(body: dict[str, Any]) -> dict[str, Any]:
    """A generated body with the relations that a schema cannot express: dates in order, one block, a town we serve."""
    blocks = BLOCKS - {body.get("soort")} if "soort" in body and "betrokkene" in body else set()
    body = {name: value for name, value in body.items() if name not in blocks}
    if "gemeentecode" in body:
        body["gemeentecode"] = TOWN
    fitted: dict[str, Any] = _in_order(body)
    return fitted


def lawful(body: dict[str, Any]) -> dict[str, Any]:
    """A fitting body that the law allows, when it is a signal."""
    body = fitting(body)
    for block, made in (("huurachterstand", rent_signal), ("achterDeVoordeur", door_signal)):
        if body.get("soort") == block:
            body[block] = made()[block]
    return body


def _in_order(value: Any, name: str = "") -> Any:
    today = clock.today()
    if isinstance(value, dict):
        return {key: _in_order(inner, key) for key, inner in value.items()}
    if name in {"ontstaansdatum", "geboortedatum"}:
        return (today - timedelta(days=40)).isoformat()
    if isinstance(value, str) and (name in {"signaaldatum", "datum"} or name.endswith("Op")):
        return today.isoformat()
    return value


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def caller(app: Flask, client: FlaskClient, database: Database, world: World, there: Receiver) -> Caller:
    DOOR.app = app
    corporation, town = token(client, world.corporation_client), token(client, world.town_client)
    money = door_signal(zorgen=["geldzorgen"], bestemmingen=["schuldhulp"])
    sent = [rent_signal(), rent_signal(), door_signal(), money]
    ids = [client.post(f"{PREFIX}/signalen", json=one, headers=corporation).json["id"] for one in sent]
    with database.transaction() as session:
        refer_signals(session, parts_of(app).vault, ids, Robot("toets"), clock.now())
        referrals = [str(row.id) for row in session.scalars(select(Referral))]
    assert len(referrals) == len(sent)
    taken = client.put(f"{PREFIX}/verwijzingen/{referrals[0]}/toewijzing", headers=town)
    assert taken.status_code == 200
    delivered = client.post(f"{PREFIX}/aanleveringen", json={"signalen": sent}, headers=corporation).json["id"]
    wishes = [{"url": f"{there.url}/{number}"} for number in range(3)]
    made = [client.post(f"{PREFIX}/abonnementen", json=wish, headers=corporation).json["id"] for wish in wishes]
    return Caller(corporation, town, {
        "signalen": ids, "verwijzingen": referrals, "terugkoppelingen": [], "aanleveringen": [delivered],
        "abonnementen": made, "monitor": [],
    }, there.url)


@PUBLISHED.parametrize()
@QUICK
def test_every_answer_is_one_that_the_document_promises(case: Case, caller: Caller) -> None:
    _ask(case, caller)


@pytest.mark.soak
@PUBLISHED.parametrize()
@THOROUGH
def test_so_is_every_answer_to_many_more_questions(case: Case, caller: Caller) -> None:
    _ask(case, caller)


def _ask(case: Case, caller: Caller) -> None:
    caller.aim(case)
    left_out = [CHECKS.get_one(REJECTION)] if case.operation.path == ROW_BY_ROW else []
    case.call_and_validate(headers=caller.headers(case), checks=ASKED, excluded_checks=left_out)


def _every_other(ids: list[str]) -> Iterator[str]:
    return cycle(step for one in ids for step in (one, ""))
