"""Picking up and following up over the API, and what the corporation hears of it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.referrals.refer import refer_signals
from service.referrals.status import NOT_TAKEN_UP, EndResult
from tests.doors.conftest import Post
from tests.factories import (
    World,
    create_client,
    create_organisation,
    door_signal,
    person,
    rent_block,
    rent_signal,
    threat,
    token,
)

TODAY = clock.today()
URL = "/api/v1/verwijzingen"
Town = dict[str, str]


@pytest.fixture
def route(app: Flask, database: Database) -> Any:
    """What the worker does with everything that waits; tests/faults does it with real processes."""

    def run() -> None:
        with database.transaction() as session:
            ids = session.scalars(text("SELECT id FROM signal WHERE status = 'ontvangen'")).all()
            refer_signals(session, parts_of(app).vault, ids, Robot("toets"), clock.now())

    return run


@pytest.fixture
def referral(post: Post, route: Any, client: FlaskClient, town: Town) -> dict[str, Any]:
    post(rent_signal())
    route()
    [found] = client.get(f"{URL}?bestemming=schuldhulp", headers=town).json["verwijzingen"]
    return found


def _result(client: FlaskClient, town: Town, referral: dict[str, Any], result: str) -> TestResponse:
    return client.put(f"{URL}/{referral['id']}/resultaat", json={"eindresultaat": result}, headers=town)


def _take(client: FlaskClient, town: Town, referral: dict[str, Any]) -> TestResponse:
    return client.put(f"{URL}/{referral['id']}/toewijzing", headers=town)


def _told(client: FlaskClient, corporation: dict[str, str]) -> list[tuple[str, str | None]]:
    feed = client.get("/api/v1/terugkoppelingen", headers=corporation).json
    return [(entry["status"], entry["reden"]) for entry in feed["terugkoppelingen"]]


def test_threatening_stands_first_on_the_worklist(post: Post, route: Any, client: FlaskClient, town: Town) -> None:
    post(rent_signal())
    post(rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
    post(rent_signal())
    route()
    listed = client.get(f"{URL}?bestemming=schuldhulp", headers=town).json
    assert [row["bedreigendeSituatie"] for row in listed["verwijzingen"]] == [True, False, False]
    assert listed["volgende"] is None


def test_pages_follow_each_other_without_gap_or_double(
    post: Post, route: Any, client: FlaskClient, town: Town
) -> None:
    for _ in range(53):
        post(rent_signal())
    route()
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        page = client.get(f"{URL}?bestemming=schuldhulp{cursor and '&cursor=' + cursor}", headers=town).json
        seen += [row["id"] for row in page["verwijzingen"]]
        cursor = page["volgende"]
    assert len(seen) == len(set(seen)) == 53


def test_one_of_ten_who_take_at_once_wins(
    app: Flask, database: Database, world: World, client: FlaskClient, referral: dict[str, Any]
) -> None:
    with database.transaction() as session:
        clients = [create_client(session, world.town_id, scopes=["verwijzingen:behandelen"]) for _ in range(10)]
    headers = [token(client, one) for one in clients]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda header: _take(app.test_client(), header, referral).status_code, headers))
    assert sorted(answers) == [200] + [409] * 9


def test_claiming_the_next_never_gives_one_twice(
    app: Flask, post: Post, route: Any, client: FlaskClient, town: Town
) -> None:
    for _ in range(6):
        post(rent_signal())
    route()

    def claim(_number: int) -> str | None:
        answer = app.test_client().post(f"{URL}/_volgende", json={"bestemming": "schuldhulp"}, headers=town)
        return answer.json["id"] if answer.status_code == 200 else None

    with ThreadPoolExecutor(8) as pool:
        claimed = [one for one in pool.map(claim, range(12)) if one]
    assert len(claimed) == len(set(claimed)) == 6


def test_an_empty_worklist_has_no_next(client: FlaskClient, town: Town) -> None:
    assert client.post(f"{URL}/_volgende", json={"bestemming": "wijkteam"}, headers=town).status_code == 204


def test_the_whole_referral_shows_people_and_reasons_and_is_journalled(
    client: FlaskClient, town: Town, referral: dict[str, Any], database: Database
) -> None:
    whole = client.get(f"{URL}/{referral['id']}", headers=town).json
    [signal] = whole["signalen"]
    assert signal["betrokkene"]["achternaam"].startswith("Voorbeeldsma")
    assert len(signal["beoordeling"]["bevindingen"]) == 10
    with database.transaction() as session:
        seen = session.scalar(text("SELECT count(*) FROM journal WHERE action = 'verwijzing-gezien'"))
    assert seen == 1


def test_each_desk_sees_only_its_own_worries(post: Post, route: Any, client: FlaskClient, town: Town) -> None:
    post(door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
    route()
    for desk, own, other in (("schuldhulp", "geldzorgen", "eenzaamheid"), ("wijkteam", "eenzaamheid", "geldzorgen")):
        [row] = client.get(f"{URL}?bestemming={desk}", headers=town).json["verwijzingen"]
        whole = client.get(f"{URL}/{row['id']}", headers=town)
        assert own in whole.text
        assert other not in whole.text


def test_attempts_are_recorded_by_who_holds_the_referral(
    client: FlaskClient, town: Town, referral: dict[str, Any]
) -> None:
    url = f"{URL}/{referral['id']}/contactpogingen"
    attempt = {"soort": "Telefoon", "datum": TODAY.isoformat(), "dagdeel": "Ochtend", "bereikt": False}
    assert client.post(url, json=attempt, headers=town).status_code == 409
    _take(client, town, referral)
    assert client.post(url, json=attempt, headers=town).status_code == 201
    assert client.post(url, json=attempt | {"datum": "2021-01-01"}, headers=town).status_code == 400
    assert client.post(url, json=attempt | {"soort": "telefoon"}, headers=town).status_code == 400
    [kept] = client.get(f"{URL}/{referral['id']}", headers=town).json["contactpogingen"]
    assert {name: kept[name] for name in attempt} == attempt


def test_handing_back_and_taking_again(client: FlaskClient, town: Town, referral: dict[str, Any]) -> None:
    assert _take(client, town, referral).json["status"] == "opgepakt"
    assert client.delete(f"{URL}/{referral['id']}/toewijzing", headers=town).json["status"] == "open"
    assert _take(client, town, referral).json["status"] == "opgepakt"


@pytest.mark.parametrize("result", sorted(EndResult))
def test_the_corporation_hears_no_word_on_the_help(
    client: FlaskClient, town: Town, corporation: dict[str, str], referral: dict[str, Any], result: EndResult
) -> None:
    _take(client, town, referral)
    assert _result(client, town, referral, result).status_code == 200
    told = _told(client, corporation)
    assert told[:2] == [("doorgezet", None), ("opgepakt", None)]
    allowed = {
        "Niet opgepakt: herhaalde melding", "Niet opgepakt: onterecht signaal", "Inwoner is overleden",
        "Persoon is geen inwoner (meer) in de gemeente",
    }
    status = "nietOpgepakt" if result in NOT_TAKEN_UP else "afgesloten"
    assert told[2] == (status, result if result in allowed else None)


def test_closing_needs_the_holder_except_when_there_is_nothing_to_follow_up(
    client: FlaskClient, town: Town, referral: dict[str, Any]
) -> None:
    assert _result(client, town, referral, "Vervolghulp en/of verwijzing").status_code == 409
    assert _result(client, town, referral, "Inwoner is overleden").status_code == 200
    assert _result(client, town, referral, "Inwoner is overleden").status_code == 200
    assert _result(client, town, referral, "Niet opgepakt: andere reden").status_code == 409


def test_a_signal_at_two_desks_is_closed_with_the_last(
    post: Post, route: Any, client: FlaskClient, town: Town, corporation: dict[str, str]
) -> None:
    signal = post(door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"])).json
    route()
    for desk, status in (("schuldhulp", "opgepakt"), ("wijkteam", "afgesloten")):
        taken = client.post(f"{URL}/_volgende", json={"bestemming": desk}, headers=town).json
        _result(client, town, taken, "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering")
        stand = client.get(f"/api/v1/signalen/{signal['id']}", headers=corporation).json
        assert stand["status"] == status


def test_the_feed_goes_on_where_it_stopped(
    post: Post, route: Any, client: FlaskClient, corporation: dict[str, str]
) -> None:
    post(rent_signal())
    route()
    first = client.get("/api/v1/terugkoppelingen", headers=corporation).json
    assert len(first["terugkoppelingen"]) == 1
    url = f"/api/v1/terugkoppelingen?vanaf={first['volgende']}"
    assert client.get(url, headers=corporation).json["terugkoppelingen"] == []
    post(rent_signal())
    route()
    assert len(client.get(url, headers=corporation).json["terugkoppelingen"]) == 1
    assert len(client.get(f"/api/v1/terugkoppelingen?vanaf={TODAY}", headers=corporation).json["terugkoppelingen"]) == 2
    assert client.get("/api/v1/terugkoppelingen?vanaf=gisteren", headers=corporation).status_code == 400


def test_the_feed_never_skips_what_commits_late(
    app: Flask, database: Database, post: Post, client: FlaskClient, corporation: dict[str, str]
) -> None:
    """A transaction that wrote first and commits last: its entry waits and then comes, never passed over."""
    early, late = post(rent_signal()).json["id"], post(rent_signal()).json["id"]
    entry = text(
        "INSERT INTO feedback (corporation_id, signal_id, at, status)"
        " SELECT corporation_id, id, now(), 'doorgezet' FROM signal WHERE id = :id"
    )
    with database.engine.connect() as slow:
        slow.execute(entry, {"id": early})
        with database.transaction() as session:
            session.execute(entry, {"id": late})
        assert client.get("/api/v1/terugkoppelingen", headers=corporation).json["terugkoppelingen"] == []
        slow.commit()
    feed = client.get("/api/v1/terugkoppelingen", headers=corporation).json["terugkoppelingen"]
    assert [entry["signaalId"] for entry in feed] == [early, late]


def test_another_municipality_and_a_corporation_find_nothing(
    client: FlaskClient, database: Database, corporation: dict[str, str], referral: dict[str, Any]
) -> None:
    with database.transaction() as session:
        elsewhere = create_organisation(session, name="Gemeente Elders", municipality_code="9902")
        other = create_client(session, elsewhere, scopes=["verwijzingen:behandelen"])
    header = token(client, other)
    assert client.get(f"{URL}/{referral['id']}", headers=header).status_code == 404
    assert _take(client, header, referral).status_code == 404
    assert client.get(f"{URL}?bestemming=schuldhulp", headers=header).json["verwijzingen"] == []
    assert client.get(f"{URL}/{referral['id']}", headers=corporation).status_code == 403


def test_a_corporation_sees_only_its_own_signals(client: FlaskClient, database: Database, post: Post) -> None:
    signal = post(rent_signal()).json
    with database.transaction() as session:
        other = create_organisation(session, name="Een ander")
        stranger = create_client(session, other, scopes=["signalen:lezen", "signalen:indienen"])
    header = token(client, stranger)
    assert client.get(f"/api/v1/signalen/{signal['id']}", headers=header).status_code == 404
    answer = client.post(f"/api/v1/signalen/{signal['id']}/intrekking", json={"reden": "betaald"}, headers=header)
    assert answer.status_code == 404


def test_withdrawing_over_the_api(post: Post, client: FlaskClient, corporation: dict[str, str]) -> None:
    signal = post(rent_signal(betrokkene=person(77))).json
    url = f"/api/v1/signalen/{signal['id']}/intrekking"
    assert client.post(url, json={"reden": "zomaar"}, headers=corporation).status_code == 400
    assert client.post(url, json={"reden": "betaald"}, headers=corporation).json["status"] == "ingetrokken"
    assert client.post(url, json={"reden": "verhuisd"}, headers=corporation).status_code == 409


def test_amending_over_the_api(post: Post, client: FlaskClient, corporation: dict[str, str]) -> None:
    signal = post(rent_signal()).json
    url = f"/api/v1/signalen/{signal['id']}/actualisering"
    change = {"bedragInCenten": 200_000, "dreiging": threat(TODAY)}
    assert client.post(url, json=change, headers=corporation).json["status"] == "ontvangen"
    assert client.post(url, json={"bedragInCenten": -1}, headers=corporation).status_code == 400
    assert client.post(url, json={}, headers=corporation).status_code == 400
    door = post(door_signal()).json
    answer = client.post(f"/api/v1/signalen/{door['id']}/actualisering", json=change, headers=corporation)
    assert answer.status_code == 409
