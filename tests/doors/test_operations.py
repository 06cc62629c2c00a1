"""What operators watch: health and metrics, without a person in them."""

import re
from dataclasses import replace
from datetime import timedelta

import yaml
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock, jobs
from service.app import create_app
from service.config import ROOT, Settings
from service.db import Database
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


def test_alarms_and_dashboard_ask_for_what_there_is_and_for_all_of_it(client: FlaskClient) -> None:
    exposed = set(re.findall(r"^# TYPE (voordeur_\w+) ", client.get("/metrics").text, re.MULTILINE))
    exposed -= {name for name in exposed if name.endswith("_created")}
    asked = set()
    for name in ("alarmen.yml", "dashboard.json"):
        found = re.findall(r"\bvoordeur_\w+", (ROOT / "docs" / "bewaking" / name).read_text("utf-8"))
        assert found
        asked |= {re.sub(r"_(bucket|count|sum)$", "", one) for one in found}
    assert asked == exposed


def test_an_alarm_watches_every_round(client: FlaskClient, database: Database) -> None:
    """Also one that never ran, and also a round that is added later: the service itself says which are late."""
    scheduled = {job.name for job in jobs.SCHEDULE}
    assert {"print-letters", "forget-expired", "send-feedback"} <= scheduled
    body = client.get("/metrics").text
    assert all(_number(body, f'voordeur_job_late{{task="{name}"}}') == 1 for name in scheduled)
    assert scheduled <= client.get("/gezondheid").json["takenSecondenGeleden"].keys()
    assert client.get("/gezondheid").json["takenSecondenGeleden"]["print-letters"] is None
    with database.transaction() as session:
        for name in scheduled:
            jobs.succeeded(session, name, clock.now())
    body = client.get("/metrics").text
    assert not any(_number(body, f'voordeur_job_late{{task="{name}"}}') for name in scheduled)


def test_every_scheduled_job_is_sent_by_beat() -> None:
    # Read and not imported: that would make a worker of this process.
    queues = (ROOT / "workers" / "app.py").read_text("utf-8").partition("QUEUES = {")[2].partition("}")[0]
    assert {*re.findall(r'"([a-z-]+)":', queues), "send-feedback"} == {job.name for job in jobs.SCHEDULE}


def test_every_alarm_has_its_page_in_the_guide() -> None:
    rules = yaml.safe_load((ROOT / "docs" / "bewaking" / "alarmen.yml").read_text("utf-8"))["groups"][0]["rules"]
    guide = (ROOT / "docs" / "handleiding-operator.md").read_text("utf-8")
    assert re.findall(r"^#### (Voordeur\w+)$", guide, re.MULTILINE) == [rule["alert"] for rule in rules]


def test_what_waits_is_told_by_its_age(client: FlaskClient, database: Database, world: World, post: Post) -> None:
    post(rent_signal())
    with database.transaction() as session:
        session.execute(text("UPDATE signal SET received_at = received_at - interval '1 hour'"))
        jobs.succeeded(session, "tidy", clock.now() - timedelta(hours=2))
    body = client.get("/metrics").text
    assert 3600 <= _number(body, "voordeur_signals_age_seconds") < 3700
    assert 7200 <= _number(body, 'voordeur_job_age_seconds{task="tidy"}') < 7300
    for quiet in ("changes_age_seconds", "messages_age_seconds", "subscriptions_failing"):
        assert _number(body, f"voordeur_{quiet}") == 0


def _number(body: str, name: str) -> float:
    [line] = [line for line in body.splitlines() if line.startswith(f"{name} ")]
    return float(line.rsplit(" ", 1)[1])


def test_every_answer_carries_the_safe_headers(client: FlaskClient) -> None:
    for path in ("/gezondheid", "/api/v1/openapi.json", "/api/v1/nergens"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Cache-Control"] == "no-store"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
