"""A corporation subscribes: its receiver agrees first, and what it sees of it tells how things stand."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from service.actors import CORPORATION_SCOPES
from service.db import Database
from service.signals.status import SignalStatus
from service.signals.subscriptions import api
from service.signals.subscriptions.subscribe import MOST
from tests.doors.receiver import Receiver, Reply, receiver
from tests.factories import World, create_client, create_organisation, token

PATH = "/api/v1/abonnementen"


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


def test_the_receiver_is_asked_first(client: FlaskClient, corporation: dict[str, str], there: Receiver) -> None:
    answer = client.post(PATH, json={"url": there.url}, headers=corporation)
    assert answer.status_code == 201
    assert [(one.method, one.path) for one in there.got] == [("OPTIONS", "/vroegsignalen")]
    assert there.got[0].headers["WebHook-Request-Origin"] == "voordeur.test"
    told = answer.json
    assert answer.headers["Location"] == f"{PATH}/{told['id']}"
    assert (told["url"], told["status"], told["metToken"]) == (there.url, "actief", False)
    assert set(told["statussen"]) == set(SignalStatus)
    assert client.get(answer.headers["Location"], headers=corporation).json == told
    assert client.get(PATH, headers=corporation).json == {"abonnementen": [told]}


def test_the_same_again_is_the_same_subscription(
    client: FlaskClient, corporation: dict[str, str], there: Receiver,
) -> None:
    first = client.post(PATH, json={"url": there.url, "statussen": ["opgepakt", "afgesloten"]}, headers=corporation)
    again = client.post(PATH, json={"url": there.url, "statussen": ["afgesloten", "opgepakt"]}, headers=corporation)
    other = client.post(PATH, json={"url": there.url, "statussen": ["opgepakt"]}, headers=corporation)
    assert [one.status_code for one in (first, again, other)] == [201, 200, 201]
    assert first.json["id"] == again.json["id"] != other.json["id"]


def test_a_token_is_kept_sealed_and_never_told(
    client: FlaskClient, corporation: dict[str, str], there: Receiver, database: Database,
) -> None:
    answer = client.post(PATH, json={"url": there.url, "token": "geheim-van-de-ontvanger"}, headers=corporation)
    assert there.got[0].headers["Authorization"] == "Bearer geheim-van-de-ontvanger"
    assert answer.json["metToken"] is True
    assert "geheim-van" not in client.get(PATH, headers=corporation).text + answer.text
    with database.transaction() as session:
        row = session.execute(text("SELECT * FROM subscription")).one()
        journal = session.execute(text("SELECT detail::text FROM journal WHERE action = 'abonnement-gemaakt'")).scalar()
    assert b"geheim-van" not in row.access_token
    assert "geheim-van" not in journal
    client.post(PATH, json={"url": there.url}, headers=corporation)
    assert client.get(PATH, headers=corporation).json["abonnementen"][0]["metToken"] is False


@pytest.mark.parametrize(("reply", "why"), [
    (Reply(200), "ontbreekt"), (Reply(200, {"WebHook-Allowed-Origin": "elders.example"}), "ontbreekt"),
    (Reply(500), "geweigerd (HTTP 500)"), (Reply(405, {"WebHook-Allowed-Origin": "*"}), "geweigerd (HTTP 405)"),
    (Reply(302, {"Location": "/elders", "WebHook-Allowed-Origin": "*"}), "geweigerd (HTTP 302)"),
    (Reply(raw=b"\x16\x03onzin\r\n\r\n"), "onleesbaarAntwoord"),
])
def test_who_did_not_agree_gets_nothing(
    client: FlaskClient, corporation: dict[str, str], there: Receiver, reply: Reply, why: str,
) -> None:
    there.consent = reply
    answer = client.post(PATH, json={"url": there.url}, headers=corporation)
    assert answer.status_code == 400
    (fault,) = answer.json["errors"]
    assert (fault["code"], fault["location"]["pointer"]) == ("geenToestemmingOntvanger", "#/url")
    assert why in fault["detail"]
    assert "WebHook-Allowed-Origin: voordeur.test" in fault["detail"]
    assert client.get(PATH, headers=corporation).json == {"abonnementen": []}


def test_a_receiver_that_is_not_there(client: FlaskClient, corporation: dict[str, str]) -> None:
    with receiver() as gone:
        url = gone.url
    answer = client.post(PATH, json={"url": url}, headers=corporation)
    assert "onbereikbaar" in answer.json["errors"][0]["detail"]


def test_an_origin_that_is_named_is_enough(client: FlaskClient, corporation: dict[str, str], there: Receiver) -> None:
    there.consent = Reply(200, {"WebHook-Allowed-Origin": "Voordeur.test", "WebHook-Allowed-Rate": "120"})
    assert client.post(PATH, json={"url": there.url}, headers=corporation).status_code == 201


def test_every_fault_at_once(client: FlaskClient, corporation: dict[str, str]) -> None:
    wish: Any = {"url": "http://ontvanger.example/", "statussen": ["weg"], "token": "a b", "kleur": "rood"}
    answer = client.post(PATH, json=wish, headers=corporation)
    assert answer.status_code == 400
    assert {(one["location"]["pointer"], one["code"]) for one in answer.json["errors"]} == {
        ("#/url", "ongeldigAdres"), ("#/statussen/0", "onbekendeCode"), ("#/token", "ongeldigFormaat"),
        ("#/kleur", "onbekendVeld"),
    }


@pytest.mark.parametrize("wish", [[], "x", {}, {"url": None}, {"url": 5}, {"url": "x", "statussen": []}])
def test_what_is_no_wish_is_refused(client: FlaskClient, corporation: dict[str, str], wish: Any) -> None:
    assert client.post(PATH, json=wish, headers=corporation).status_code == 400


def test_a_handful_for_each_corporation(client: FlaskClient, corporation: dict[str, str], there: Receiver) -> None:
    made = [client.post(PATH, json={"url": f"{there.url}/{n}"}, headers=corporation) for n in range(MOST + 1)]
    assert [one.status_code for one in made] == [201] * MOST + [409]
    assert client.delete(made[0].headers["Location"], headers=corporation).status_code == 204
    assert client.get(made[0].headers["Location"], headers=corporation).status_code == 404
    assert client.delete(made[0].headers["Location"], headers=corporation).status_code == 404
    assert client.post(PATH, json={"url": f"{there.url}/6"}, headers=corporation).status_code == 201


def test_another_corporation_sees_nothing_of_it(
    client: FlaskClient, corporation: dict[str, str], there: Receiver, world: World, database: Database,
) -> None:
    made = client.post(PATH, json={"url": there.url}, headers=corporation)
    with database.transaction() as session:
        other_id = create_organisation(session, name="Stichting Elders")
        name = create_client(session, other_id, scopes=sorted(CORPORATION_SCOPES))
    other = token(client, name)
    assert client.get(PATH, headers=other).json == {"abonnementen": []}
    for call in (client.get, client.delete):
        assert call(made.headers["Location"], headers=other).status_code == 404
    town = token(client, world.town_client)
    assert client.get(PATH, headers=town).status_code == 403


def test_few_receivers_are_asked_at_a_time(client: FlaskClient, corporation: dict[str, str], there: Receiver) -> None:
    """A receiver that takes its time may not hold the threads that signals need."""
    for _ in range(2):
        assert api._asking.acquire(blocking=False)
    try:
        answer = client.post(PATH, json={"url": there.url}, headers=corporation)
    finally:
        api._asking.release(2)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert not there.got
    assert client.post(PATH, json={"url": there.url}, headers=corporation).status_code == 201
