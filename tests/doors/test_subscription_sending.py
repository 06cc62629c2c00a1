"""The feed is brought to a real receiver: in order, signed, once it says yes, and never anything of a person."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from sqlalchemy import text

from service import clock
from service.actors import Robot
from service.config import ROOT, Settings
from service.db import Database
from service.metrics import exposition
from service.referrals.refer import refer_signals
from service.signals.subscriptions import send
from service.signals.subscriptions.deliver import Dispatch, due, take_turn
from service.signals.subscriptions.event import Publisher
from service.signals.subscriptions.send import Outward
from service.vault import Vault
from tests.doors.conftest import Post
from tests.doors.receiver import Authority, Receiver, Reply, receiver
from tests.factories import World, rent_signal

PATH = "/api/v1/abonnementen"
Tell = Callable[..., None]
Subscribe = Callable[..., str]


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


@pytest.fixture
def dispatch(settings: Settings, database: Database, vault: Vault) -> Dispatch:
    publisher = Publisher(settings.event_source, settings.service_url)
    return Dispatch(database, vault, publisher, Outward(loopback=True))


@pytest.fixture
def signal(post: Post) -> str:
    return str(post(rent_signal()).json["id"])


@pytest.fixture
def tell(database: Database, world: World, signal: str) -> Tell:
    """Write news in the feed, each in a transaction of its own, as the use cases do."""

    def some(*statuses: str) -> None:
        for status in statuses:
            with database.transaction() as session:
                session.execute(_NEWS, {"corporation": world.corporation_id, "signal": signal, "status": status})

    return some


_NEWS = text("""
    INSERT INTO feedback (corporation_id, signal_id, at, status) VALUES (:corporation, :signal, now(), :status)
""")


@pytest.fixture
def subscribe(client: FlaskClient, corporation: dict[str, str]) -> Subscribe:
    def to(url: str, **more: Any) -> str:
        answer = client.post(PATH, json={"url": url, **more}, headers=corporation)
        assert answer.status_code in {200, 201}, answer.text
        return str(answer.json["id"])

    return to


@pytest.fixture
def state(client: FlaskClient, corporation: dict[str, str]) -> Callable[[str], dict[str, Any]]:
    def of(subscription: str) -> dict[str, Any]:
        found: dict[str, Any] = client.get(f"{PATH}/{subscription}", headers=corporation).json
        return found

    return of


def turn(dispatch: Dispatch, subscription: str) -> int:
    return take_turn(dispatch, UUID(subscription), lambda: True)


def told(there: Receiver) -> list[str]:
    return [json.loads(one.body)["data"]["status"] for one in there.events]


def later(database: Database, change: str = "next_attempt_at = now()") -> None:
    """As if the pause had passed, or something else had."""
    with database.transaction() as session:
        session.execute(text(f"UPDATE subscription SET {change}"))


def test_news_arrives_in_order_and_once(
    client: FlaskClient, corporation: dict[str, str], dispatch: Dispatch, there: Receiver, tell: Tell,
    subscribe: Subscribe, state: Any,
) -> None:
    tell("doorgezet")
    subscription = subscribe(there.url, token="van-de-ontvanger")
    tell("opgepakt", "afgesloten")
    with dispatch.database.transaction() as session:
        assert due(session, clock.now()) == [UUID(subscription)]
    assert turn(dispatch, subscription) == 2
    assert turn(dispatch, subscription) == 0
    assert told(there) == ["opgepakt", "afgesloten"]
    feed = client.get("/api/v1/terugkoppelingen", headers=corporation).json
    assert [json.loads(one.body)["data"] for one in there.events] == feed["terugkoppelingen"][1:]
    now = state(subscription)
    assert (now["status"], now["volgende"], now["laatsteFout"]) == ("actief", feed["volgende"], None)
    assert now["laatsteSuccesOp"]
    for one in there.events:
        assert one.headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
        assert one.headers["Authorization"] == "Bearer van-de-ontvanger"
        assert one.headers["WebHook-Request-Origin"] == "voordeur.test"
    with dispatch.database.transaction() as session:
        assert due(session, clock.now()) == []


def _guide() -> Callable[..., Any]:
    """The example of the guide, as a corporation would copy it."""
    page = (ROOT / "docs" / "handleiding-corporatie.md").read_text("utf-8")
    (code,) = [one for one in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "def lees(" in one]
    names: dict[str, Any] = {}
    exec(code, names)
    found: Callable[..., Any] = names["lees"]
    return found


def test_a_receiver_can_check_who_sent_it_and_to_whom(
    client: FlaskClient, dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    turn(dispatch, subscription)
    got, read = there.events[0], _guide()
    keys = KeySet.import_key_set(client.get("/.well-known/jwks.json").json)
    assert read(got.body, got.headers, keys, there.url) == json.loads(got.body)
    with pytest.raises(JoseError):
        read(got.body.replace(b"opgepakt", b"gesloten"), got.headers, keys, there.url)
    with pytest.raises(AssertionError):
        read(got.body, got.headers, keys, "https://iemand-anders.example/")
    monkeypatch.setattr(time, "time", lambda: clock.now().timestamp() + 600)
    with pytest.raises(AssertionError):
        read(got.body, got.headers, keys, there.url)


def test_only_the_statuses_that_were_asked(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any,
) -> None:
    subscription = subscribe(there.url, statussen=["afgesloten"])
    tell("doorgezet", "opgepakt", "afgesloten", "ingetrokken")
    assert turn(dispatch, subscription) == 1
    assert told(there) == ["afgesloten"]
    with dispatch.database.transaction() as session:
        assert due(session, clock.now()) == [], "what was not asked is passed by as well"


def test_a_receiver_that_fails_is_tried_again_with_the_same_event(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any, database: Database,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt", "afgesloten")
    there.replies = [Reply(500), Reply(204), Reply(503, {"Retry-After": "600"})]
    assert turn(dispatch, subscription) == 0
    now = state(subscription)
    assert (now["status"], now["laatsteFout"], now["laatsteHttpStatus"], now["mislukteKeren"]) == (
        "wacht", "geweigerd", 500, 1)
    assert turn(dispatch, subscription) == 0
    assert len(there.events) == 1, "not before its time"
    later(database)
    assert turn(dispatch, subscription) == 1
    waits = state(subscription)
    assert (waits["mislukteKeren"], waits["laatsteHttpStatus"]) == (1, 503)
    assert _seconds(database) == pytest.approx(600, abs=20)
    later(database)
    assert turn(dispatch, subscription) == 1
    ids = [json.loads(one.body)["id"] for one in there.events]
    assert ids == [ids[0], ids[0], ids[2], ids[2]]
    assert ids[0] != ids[2]
    assert told(there) == ["opgepakt", "opgepakt", "afgesloten", "afgesloten"]
    assert state(subscription)["status"] == "actief"


def _seconds(database: Database) -> float:
    with database.transaction() as session:
        wait = "SELECT extract(epoch FROM next_attempt_at - now()) FROM subscription"
        return float(session.execute(text(wait)).scalar_one())


def test_a_receiver_that_says_it_is_gone_is_suspended_and_loses_nothing(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any, database: Database,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    there.replies = [Reply(410)]
    turn(dispatch, subscription)
    now = state(subscription)
    assert (now["status"], now["reden"], bool(now["geschorstOp"])) == ("geschorst", "adresVervallen", True)
    tell("afgesloten")
    later(database)
    assert turn(dispatch, subscription) == 0
    with database.transaction() as session:
        assert due(session, clock.now()) == []
    metrics = exposition(database, None).decode()
    assert "voordeur_subscriptions_suspended 1.0" in metrics
    assert float(re.findall(r"^voordeur_feedback_age_seconds (\S+)", metrics, re.MULTILINE)[0]) > 0
    assert subscribe(there.url) == subscription
    assert state(subscription)["status"] == "actief"
    assert turn(dispatch, subscription) == 2
    assert told(there)[1:] == ["opgepakt", "afgesloten"]


def test_days_of_failing_are_enough(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any, database: Database,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    there.replies = [Reply(500), Reply(500)]
    turn(dispatch, subscription)
    later(database, "next_attempt_at = now(), failing_since = now() - interval '3 days'")
    turn(dispatch, subscription)
    assert (state(subscription)["status"], state(subscription)["reden"]) == ("geschorst", "teLangMislukt")


def test_who_closes_a_client_closes_what_it_asked_for(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any, database: Database,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    with database.transaction() as session:
        session.execute(text("UPDATE client SET active = false"))
    with database.transaction() as session:
        assert due(session, clock.now()) == []
    assert state(subscription)["reden"] == "clientUitgezet"


@pytest.mark.parametrize(("reply", "why", "status"), [
    (Reply(302, {"Location": "/elders"}), "geweigerd", 302), (Reply(400), "geweigerd", 400),
    (Reply(raw=b"onzin\r\n\r\n"), "onleesbaarAntwoord", None), (Reply(raw=b""), "onleesbaarAntwoord", None),
    (Reply(204, delay=1.0), "teTraag", None),
    (Reply(raw=b"HTTP/1.1 200 OK\r\nX: " + b"x" * 99, drip=0.02), "teTraag", None),
    (Reply(raw=b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"), "onleesbaarAntwoord", None),
])
def test_nothing_but_a_yes_counts(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, state: Any, reply: Reply, why: str,
    status: int | None, monkeypatch: pytest.MonkeyPatch,
) -> None:
    subscription = subscribe(there.url)
    monkeypatch.setattr(send, "TOTAL_SECONDS", 0.5)
    tell("opgepakt")
    there.replies = [reply]
    assert turn(dispatch, subscription) == 0
    now = state(subscription)
    assert (now["laatsteFout"], now["laatsteHttpStatus"]) == (why, status)
    assert [one.path for one in there.events if one.path != "/vroegsignalen"] == [], "no redirect is followed"
    assert {one.method for one in there.got} <= {"OPTIONS", "POST"}


def test_a_yes_with_a_long_story_is_a_yes(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt", "afgesloten")
    there.replies = [Reply(200, {}, b"x" * 5_000_000)]
    assert turn(dispatch, subscription) == 2


def test_one_sender_at_a_time(dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe) -> None:
    subscription = subscribe(there.url)
    tell("doorgezet", "opgepakt", "afgesloten")
    there.replies = [Reply(delay=0.2)] * 3
    with ThreadPoolExecutor(6) as senders:
        counts = list(senders.map(lambda _: turn(dispatch, subscription), range(12)))
    assert sum(counts) == 3
    assert told(there) == ["doorgezet", "opgepakt", "afgesloten"]
    spans = sorted((one.began, one.ended) for one in there.events)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_what_commits_late_is_not_skipped(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, database: Database, world: World,
    signal: str,
) -> None:
    with database.transaction() as before:
        before.execute(_NEWS, {"corporation": world.corporation_id, "signal": signal, "status": "doorgezet"})
        subscription = subscribe(there.url)
        with database.transaction() as late:
            late.execute(_NEWS, {"corporation": world.corporation_id, "signal": signal, "status": "opgepakt"})
            tell("afgesloten")
            assert turn(dispatch, subscription) == 0
        tell("ingetrokken")
        assert turn(dispatch, subscription) == 0
    assert turn(dispatch, subscription) == 4
    assert told(there) == ["doorgezet", "opgepakt", "afgesloten", "ingetrokken"]


def test_a_slow_receiver_holds_back_nobodys_feed(
    client: FlaskClient, corporation: dict[str, str], dispatch: Dispatch, there: Receiver, tell: Tell,
    subscribe: Subscribe,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    there.replies = [Reply(delay=1.5)]
    slow = threading.Thread(target=turn, args=(dispatch, subscription))
    slow.start()
    time.sleep(0.5)
    tell("afgesloten")
    feed = client.get("/api/v1/terugkoppelingen", headers=corporation).json["terugkoppelingen"]
    assert slow.is_alive()
    assert [one["status"] for one in feed] == ["opgepakt", "afgesloten"]
    slow.join()


def test_a_subscription_that_is_ended_meanwhile_gets_no_more(
    client: FlaskClient, corporation: dict[str, str], dispatch: Dispatch, there: Receiver, tell: Tell,
    subscribe: Subscribe,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt", "afgesloten")
    there.replies = [Reply(delay=2.0)]
    sending = threading.Thread(target=turn, args=(dispatch, subscription))
    sending.start()
    while there.replies:
        time.sleep(0.02)
    client.delete(f"{PATH}/{subscription}", headers=corporation)
    sending.join()
    assert told(there) == ["opgepakt"]


def test_a_receiver_may_name_its_pace(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, database: Database,
) -> None:
    there.consent = replace(there.consent, headers={"WebHook-Allowed-Origin": "*", "WebHook-Allowed-Rate": "6"})
    subscription = subscribe(there.url)
    tell("opgepakt", "afgesloten")
    assert turn(dispatch, subscription) == 1
    assert turn(dispatch, subscription) == 0
    assert _seconds(database) == pytest.approx(10, abs=3)
    later(database)
    assert turn(dispatch, subscription) == 1


def test_tls_is_checked_by_name_although_the_address_was_looked_up_before(
    dispatch: Dispatch, tell: Tell, tmp_path: Path, state: Any, subscribe: Subscribe, there: Receiver,
    database: Database,
) -> None:
    authority = Authority(tmp_path)
    trusting = replace(dispatch, outward=Outward(str(authority.file), loopback=True))
    subscription = subscribe(there.url)
    tell("opgepakt")
    good, wrong = authority.certificate("localhost"), authority.certificate("elders.example")
    with receiver(good, "localhost") as safe, receiver(wrong, "localhost") as other:
        for here, url in ((trusting, other.url), (dispatch, safe.url)):
            later(database, f"url = '{url}', next_attempt_at = now()")
            assert turn(here, subscription) == 0
            assert state(subscription)["laatsteFout"] == "certificaat"
        later(database)
        assert turn(trusting, subscription) == 1
        assert safe.events[0].headers["Host"] == safe.url.split("/")[2]
        assert not other.events


def test_where_loopback_is_not_allowed_nothing_goes_there(
    dispatch: Dispatch, tell: Tell, there: Receiver, subscribe: Subscribe, state: Any,
) -> None:
    subscription = subscribe(there.url)
    tell("opgepakt")
    assert turn(replace(dispatch, outward=Outward()), subscription) == 0
    assert state(subscription)["laatsteFout"] == "verbodenAdres"
    assert not there.events


def test_nothing_of_a_person_is_ever_sent(
    dispatch: Dispatch, there: Receiver, subscribe: Subscribe, post: Post, vault: Vault, database: Database,
) -> None:
    subscription = subscribe(there.url)
    document = rent_signal()
    made = post(document).json
    with database.transaction() as session:
        refer_signals(session, vault, [UUID(made["id"])], Robot("toets"), clock.now())
    assert turn(dispatch, subscription) == 1
    sent = there.events[0]
    event = json.loads(sent.body)
    assert set(event["data"]) == {
        "signaalId", "referentie", "status", "reden", "tijdstip", "doorgezonden", "schuldhulpverlening",
        "incassopauze",
    }
    assert event["data"]["referentie"] == document["referentie"]
    person = document["betrokkene"]
    secrets = [person["achternaam"], person["geboortedatum"], person["adres"]["postcode"], person["telefoonnummer"],
               person["emailadres"], str(document["huurachterstand"]["bedragInCenten"])]
    whole = sent.body.decode() + json.dumps(sent.headers)
    assert not [one for one in secrets if one in whole]


_FACT = text("""
    INSERT INTO feedback (corporation_id, signal_id, at, status, debt_help, pause_from, pause_until)
    VALUES (:corporation, :signal, now(), 'opgepakt', :help, :first, :last)
""")


@pytest.fixture
def facts(database: Database, world: World, signal: str) -> Callable[[], None]:
    """Tell of debt help and of a pause, each of which repeats a status."""

    def tell() -> None:
        about = {"corporation": world.corporation_id, "signal": signal}
        day = clock.today()
        for help_, pause in ((True, None), (None, day), (False, None)):
            with database.transaction() as session:
                session.execute(_FACT, about | {"help": help_, "first": pause, "last": pause})

    return tell


@pytest.mark.parametrize(("asked", "types"), [
    ({}, ["signaal-opgepakt", "schuldhulpverlening-gemeld", "incassopauze-gemeld", "schuldhulpverlening-gemeld"]),
    ({"statussen": ["opgepakt"]}, ["signaal-opgepakt"]),
    ({"statussen": ["afgesloten"], "feiten": ["schuldhulpverlening"]}, ["schuldhulpverlening-gemeld"] * 2),
    ({"feiten": []}, ["signaal-opgepakt"]),
])
def test_facts_are_chosen_by_themselves_whatever_status_they_repeat(
    dispatch: Dispatch, there: Receiver, tell: Tell, subscribe: Subscribe, facts: Callable[[], None],
    asked: dict[str, Any], types: list[str], state: Any,
) -> None:
    subscription = subscribe(there.url, **asked)
    tell("opgepakt")
    facts()
    turn(dispatch, subscription)
    assert [json.loads(one.body)["type"] for one in there.events] == [f"nl.vroegsignalen.{one}" for one in types]
    given = state(subscription)["feiten"]
    assert given == sorted(asked.get("feiten", [] if asked else ["incassopauze", "schuldhulpverlening"]))
    assert turn(dispatch, subscription) == 0
