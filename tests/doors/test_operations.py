"""What operators watch: health and metrics, without a person in them."""

from dataclasses import replace

from flask.testing import FlaskClient

from service import clock
from service.app import create_app
from service.config import Settings
from tests.doors.conftest import Post
from tests.factories import World, rent_block, rent_signal, token


def test_health_tells_the_state_of_each_part(client: FlaskClient) -> None:
    answer = client.get("/gezondheid")
    assert answer.status_code == 200
    assert answer.json["status"] == "gezond"
    assert answer.json["database"] == answer.json["broker"] == "bereikbaar"


def test_without_a_broker_signals_are_still_taken(settings: Settings, client: FlaskClient, world: World) -> None:
    app = create_app(replace(settings, redis_url="redis://127.0.0.1:1/0"))
    other = app.test_client()
    assert other.get("/gezondheid").status_code == 503
    answer = other.post("/api/v1/signalen", json=rent_signal(), headers=token(other, world.corporation_client))
    assert answer.status_code == 201


def test_without_a_broker_the_api_is_not_throttled(settings: Settings) -> None:
    other = create_app(replace(settings, redis_url="redis://127.0.0.1:1/0")).test_client()
    other.post("/oauth/token", data={"grant_type": "client_credentials"})
    answers = {other.get("/api/v1/terugkoppelingen").status_code for _ in range(650)}
    assert answers == {401}


def test_without_a_database_a_signal_is_refused_for_now(settings: Settings, client: FlaskClient, world: World) -> None:
    headers = token(client, world.corporation_client)
    app = create_app(replace(settings, database_url="postgresql+psycopg://x:x@127.0.0.1:1/x"))
    answer = app.test_client().post("/api/v1/signalen", json=rent_signal(), headers=headers)
    assert answer.status_code == 503
    assert "niets opgeslagen" in answer.json["detail"]


def test_metrics_count_without_a_person(client: FlaskClient, post: Post) -> None:
    post(rent_signal())
    post(rent_signal(huurachterstand=rent_block(clock.today(), bedragInCenten=0)))
    body = client.get("/metrics").text
    assert 'voordeur_refusals{kind="huurachterstand",reason="achterstand"} 1.0' in body
    assert "voordeur_signals_waiting 1.0" in body
    assert 'voordeur_request_seconds_count{method="POST",route="/api/v1/signalen",status="201"}' in body
    assert "Voorbeeldsma" not in body


def test_every_answer_carries_the_safe_headers(client: FlaskClient) -> None:
    for path in ("/gezondheid", "/api/v1/openapi.json", "/api/v1/nergens"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
