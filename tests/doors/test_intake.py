"""POST /signalen: what is taken, what is refused, what is invalid, and what is left behind."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, request_started
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.db import Database
from tests.doors.conftest import Post
from tests.factories import (
    SILENT,
    World,
    create_client,
    create_organisation,
    door_signal,
    rent_block,
    rent_signal,
    threat,
    token,
)

TODAY = clock.today()


def _counts(database: Database) -> dict[str, int]:
    with database.transaction() as session:
        return {
            table: session.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()
            for table in ("signal", "outbox", "journal")
        }


def _pointers(answer: Any) -> set[str]:
    return {error["location"]["pointer"] for error in answer.json["errors"]}


def _with(block: str, **changes: Any) -> dict[str, Any]:
    signal = rent_signal() if block == "huurachterstand" else door_signal()
    return signal | {block: signal[block] | changes}


def test_an_accepted_signal_is_answered_with_its_judgement_and_stored(post: Post, database: Database) -> None:
    answer = post(rent_signal())
    assert answer.status_code == 201
    body = answer.json
    assert body["status"] == "ontvangen"
    assert body["beoordeling"]["oordeel"] == "toegestaan"
    assert [place["bestemming"] for place in body["beoordeling"]["bestemmingen"]] == ["schuldhulp"]
    assert answer.headers["Location"] == f"/api/v1/signalen/{body['id']}"
    assert answer.headers["API-Version"] == "1.0.0"
    assert _counts(database) == {"signal": 1, "outbox": 1, "journal": 2 + 1}  # two for the policy, one for the signal


def test_the_quick_door_gives_the_answer_of_the_operation(
    app: Flask, client: FlaskClient, corporation: dict[str, str], post: Post
) -> None:
    """A lawful signal of a known kind passes no framework; a parameter in its content type takes it the long way."""
    post(rent_signal())
    passed: list[object] = []

    def note(*_sender: object, **_about: object) -> None:
        passed.append(1)

    with request_started.connected_to(note, app):
        quick = post(rent_signal())
        assert not passed
        long = client.post(
            "/api/v1/signalen", data=json.dumps(rent_signal()), headers=corporation,
            content_type="application/json; charset=utf-8",
        )
        assert passed
    assert (quick.status, quick.json["beoordeling"]) == (long.status, long.json["beoordeling"])
    assert (set(quick.headers.keys()), list(quick.json)) == (set(long.headers.keys()), list(long.json))
    differ = {"Location", "Content-Length", "X-Request-Id", "Content-Type"}
    assert not [name for name, value in quick.headers if name not in differ and long.headers[name] != value]
    assert quick.headers["Location"] == f"/api/v1/signalen/{quick.json['id']}"


def test_the_same_signal_again_gets_the_first_answer(post: Post, database: Database) -> None:
    signal = rent_signal()
    first, second = post(signal), post(signal)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert _counts(database)["signal"] == 1


def test_another_order_of_worries_is_the_same_signal(post: Post) -> None:
    signal = door_signal(zorgen=["eenzaamheid", "overlast"])
    other = signal | {"achterDeVoordeur": signal["achterDeVoordeur"] | {"zorgen": ["overlast", "eenzaamheid"]}}
    assert [post(one).status_code for one in (signal, other)] == [201, 200]


def test_the_reference_of_another_signal_is_a_conflict(post: Post) -> None:
    signal = rent_signal()
    changed = signal | {"huurachterstand": rent_block(TODAY, bedragInCenten=999_00)}
    assert [post(one).status_code for one in (signal, changed)] == [201, 409]


def test_ten_identical_posts_at_once_give_one_signal(
    app: Flask, corporation: dict[str, str], database: Database
) -> None:
    signal = rent_signal()

    def send(_number: int) -> tuple[int, str]:
        answer = app.test_client().post("/api/v1/signalen", json=signal, headers=corporation)
        return answer.status_code, answer.json["id"]

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(send, range(10)))
    assert sorted(status for status, _ in answers) == [200] * 9 + [201]
    assert len({one for _, one in answers}) == 1
    assert _counts(database)["signal"] == _counts(database)["outbox"] == 1


@pytest.mark.parametrize(("changes", "unmet"), [
    ({"bestemming": "overig"}, "woonruimte"),
    ({"huidigeHuurder": False}, "huidigeHuurder"),
    ({"bedragInCenten": 0}, "achterstand"),
    ({"betalingsregeling": "nagekomen"}, "geenNagekomenRegeling"),
])
def test_what_the_law_refuses_is_not_stored(
    post: Post, database: Database, changes: dict[str, Any], unmet: str
) -> None:
    answer = post(_with("huurachterstand", **changes))
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    findings = {item["voorwaarde"]: item["uitkomst"] for item in answer.json["beoordeling"]["bevindingen"]}
    assert [name for name, outcome in findings.items() if outcome == "nietVoldaan"] == [unmet]
    assert len(findings) == 10
    counts = _counts(database)
    assert (counts["signal"], counts["outbox"]) == (0, 0)
    with database.transaction() as session:
        assert session.execute(text("SELECT reason, count FROM refusal_count")).all() == [(unmet, 1)]


def test_a_refused_reference_may_be_used_again(post: Post) -> None:
    refused = _with("huurachterstand", bedragInCenten=0)
    assert post(refused).status_code == 422
    assert post(refused | {"huurachterstand": rent_block(TODAY)}).status_code == 201


def test_danger_points_the_way_and_stores_nothing(post: Post, database: Database) -> None:
    answer = post(_with("achterDeVoordeur", acuutGevaar=True))
    assert answer.status_code == 422
    assert answer.json["beoordeling"]["wegwijzer"]["code"] == "noodnummer112"
    assert _counts(database)["signal"] == 0


def test_the_number_of_the_local_reporting_point_comes_from_policy(post: Post) -> None:
    answer = post(door_signal(zorgen=["verwardGedrag"], bestemmingen=None))
    assert answer.json["beoordeling"]["wegwijzer"] | {"uitleg": "", "naam": ""} == {
        "code": "meldpuntWvggz", "telefoon": "0900-0009901", "uitleg": "", "naam": "",
    }


def test_a_worry_without_consent_for_its_desk_is_dropped(post: Post, database: Database) -> None:
    answer = post(door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp"]))
    assert answer.status_code == 201
    with database.transaction() as session:
        row = session.execute(text("SELECT concerns, facts::text, decision::text FROM signal")).one()
    assert row[0] == ["geldzorgen"]
    assert "eenzaamheid" not in row[1] + row[2]


def test_below_the_threshold_the_offer_goes_by_letter(post: Post, database: Database) -> None:
    answer = post(_with("huurachterstand", bedragInCenten=1_000))
    assert (answer.status_code, answer.json["status"]) == (201, "ontvangen")
    judgement = answer.json["beoordeling"]
    assert judgement["oordeel"] == "toegestaan"
    assert [place["bestemming"] for place in judgement["bestemmingen"]] == ["schuldhulp"]
    assert "per brief" in judgement["toelichting"]
    assert "onterecht" not in answer.text
    assert _counts(database)["outbox"] == 1


@pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
def test_below_the_threshold_is_declined_by_policy_and_stored(post: Post, database: Database) -> None:
    answer = post(_with("huurachterstand", bedragInCenten=1_000))
    assert answer.status_code == 201
    assert answer.json["status"] == "nietOpgepakt"
    assert answer.json["beoordeling"]["oordeel"] == "nietOpgepakt"
    assert "drempel" in answer.json["beoordeling"]["toelichting"]
    assert _counts(database)["outbox"] == 0


@pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
def test_a_silent_decline_leaves_nothing_of_the_person(post: Post, database: Database) -> None:
    """One posted alone, and one in a delivery: what is stored is what the receipt says, and the same again is known."""
    alone, among = (_with("huurachterstand", bedragInCenten=1_000, warmeOverdracht=True) for _ in range(2))
    first = post(alone)
    answer = post({"signalen": [among]}, "/api/v1/aanleveringen")
    assert [row["status"] for row in answer.json["resultaten"]] == [201]
    again = post(alone)
    assert (again.status_code, again.json) == (200, first.json)
    with database.transaction() as session:
        rows = session.execute(text("SELECT * FROM signal")).mappings().all()
        searched = session.scalar(text("SELECT count(*) FROM signal_search"))
    assert len(rows) == 2
    for row in rows:
        assert (row["subject"], row["household_key"]) == (None, row["id"].bytes)
        assert set(row["facts"]) == {"bedragInCenten", "ontstaansdatum", "socialeIncasso"}
    assert searched == 0


@pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
def test_a_reported_threat_is_never_declined_silently(post: Post) -> None:
    far = {"soort": "ontruiming", "fase": "dagvaardingAangekondigd"}
    judgement = post(_with("huurachterstand", bedragInCenten=1_000, dreiging=far)).json["beoordeling"]
    assert (judgement["oordeel"], judgement["bestemmingen"][0]["bedreigendeSituatie"]) == ("toegestaan", False)


def test_a_threatening_signal_is_never_declined(post: Post) -> None:
    answer = post(_with("huurachterstand", bedragInCenten=1_000, dreiging=threat(TODAY)))
    assert answer.json["beoordeling"]["oordeel"] == "toegestaan"
    assert answer.json["beoordeling"]["bestemmingen"][0]["bedreigendeSituatie"] is True


def test_all_errors_come_at_once_with_their_places(post: Post, database: Database) -> None:
    signal = rent_signal(gemeentecode="99", signaaldatum="2026-02-30")
    signal["betrokkene"] = {"achternaam": " ", "adres": {"postcode": "2091 ab", "huisnummer": 0}, "bsn": "999990019"}
    signal["huurachterstand"] = signal["huurachterstand"] | {"bedragInCenten": 1.5, "huidigeHuurder": "ja"}
    answer = post(signal)
    assert answer.status_code == 400
    assert _pointers(answer) == {
        "#/gemeentecode", "#/signaaldatum", "#/betrokkene/achternaam", "#/betrokkene/adres/postcode",
        "#/betrokkene/adres/huisnummer", "#/betrokkene/bsn", "#/huurachterstand/bedragInCenten",
        "#/huurachterstand/huidigeHuurder",
    }
    assert _counts(database)["signal"] == 0


@pytest.mark.parametrize("surname", ["-", "?", "123", ". .", "²"])
def test_a_surname_without_a_letter_is_no_name(post: Post, database: Database, surname: str) -> None:
    signal = rent_signal()
    answer = post(signal | {"betrokkene": signal["betrokkene"] | {"achternaam": surname}})
    assert answer.status_code == 400
    [fault] = answer.json["errors"]
    assert (fault["location"]["pointer"], fault["code"]) == ("#/betrokkene/achternaam", "geenNaam")
    assert _counts(database)["signal"] == 0


@pytest.mark.parametrize(("field", "law"), [
    ("bsn", "artikel 46"), ("opmerking", "artikel 2"), ("gezondheidsopmerking", "artikel 9"),
])
def test_a_forbidden_field_is_refused_with_the_law(post: Post, field: str, law: str) -> None:
    signal = rent_signal()
    signal["betrokkene"][field] = "iets"
    error = post(signal).json["errors"][0]
    assert error["code"] == "onbekendVeld"
    assert error["location"]["pointer"] == f"#/betrokkene/{field}"
    assert law in error["detail"]


def test_the_block_of_the_other_kind_may_not_be_there(post: Post) -> None:
    answer = post(rent_signal() | {"achterDeVoordeur": door_signal()["achterDeVoordeur"]})
    assert _pointers(answer) == {"#/achterDeVoordeur"}


def test_a_missing_block_is_named(post: Post) -> None:
    signal = rent_signal()
    del signal["huurachterstand"]
    assert _pointers(post(signal)) == {"#/huurachterstand"}


@pytest.mark.parametrize(("step", "days", "expected"), [
    ("contactGezochtOp", 61, {"#/huurachterstand/socialeIncasso/contactGezochtOp"}),
    ("contactGezochtOp", 60, set()),
    ("herinneringVerstuurdOp", 0, set()),
    ("herinneringVerstuurdOp", -1, {"#/huurachterstand/socialeIncasso/herinneringVerstuurdOp"}),
])
def test_a_step_lies_between_the_arrears_and_the_signal(
    post: Post, step: str, days: int, expected: set[str]
) -> None:
    signal = rent_signal()
    signal["huurachterstand"]["socialeIncasso"][step] = (TODAY - timedelta(days=days)).isoformat()
    answer = post(signal)
    assert (set() if answer.status_code == 201 else _pointers(answer)) == expected


def test_a_signal_from_tomorrow_is_invalid(post: Post) -> None:
    answer = post(rent_signal(signaaldatum=(TODAY + timedelta(days=1)).isoformat()))
    assert _pointers(answer) == {"#/signaaldatum"}


@pytest.mark.parametrize("raw", [
    b"", b"{", b"[1,2", b"\xff\xfe", b'{"a": NaN}', b'{"a": 1, "a": 2}', b"[" * 100_000, b"null", b"3", b'"tekst"',
    b"[]", b'{"bedrag": ' + b"9" * 5000 + b"}",
])
def test_what_is_no_signal_gets_a_clear_problem(client: FlaskClient, corporation: dict[str, str], raw: bytes) -> None:
    headers = corporation | {"Content-Type": "application/json"}
    answer = client.post("/api/v1/signalen", data=raw, headers=headers)
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"
    assert answer.json["errors"]


def test_another_content_type_is_refused(client: FlaskClient, corporation: dict[str, str]) -> None:
    answer = client.post("/api/v1/signalen", data="a=b", headers=corporation | {"Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert "application/json" in answer.json["detail"]


def test_a_body_that_is_too_large_is_refused(client: FlaskClient, corporation: dict[str, str]) -> None:
    headers = corporation | {"Content-Type": "application/json"}
    answer = client.post("/api/v1/signalen", data=b" " * 1_000_001, headers=headers)
    assert answer.status_code == 413
    assert answer.mimetype == "application/problem+json"


def test_without_an_agreement_it_is_refused(client: FlaskClient, database: Database, world: World) -> None:
    with database.transaction() as session:
        stranger = create_organisation(session, name="Zonder Afspraak")
        client_id = create_client(session, stranger, scopes=["signalen:indienen"])
    answer = client.post("/api/v1/signalen", json=rent_signal(), headers=token(client, client_id))
    assert answer.status_code == 422
    unmet = [item for item in answer.json["beoordeling"]["bevindingen"] if item["uitkomst"] == "nietVoldaan"]
    assert [item["voorwaarde"] for item in unmet] == ["overeenkomst"]


def test_a_municipality_that_is_not_served_is_refused(post: Post) -> None:
    answer = post(rent_signal(gemeentecode="0363"))
    assert answer.status_code == 422


def test_trying_a_signal_stores_nothing_and_says_no_with_200(post: Post, database: Database) -> None:
    good = post(rent_signal(), "/api/v1/signalen/_beoordeel")
    bad = post(_with("huurachterstand", bedragInCenten=0), "/api/v1/signalen/_beoordeel")
    assert [answer.json["beoordeling"]["oordeel"] for answer in (good, bad)] == ["toegestaan", "geweigerd"]
    assert good.status_code == bad.status_code == 200
    assert _counts(database)["signal"] == 0


def test_trying_for_a_day_before_the_law_is_an_error(post: Post) -> None:
    answer = post(rent_signal(), "/api/v1/signalen/_beoordeel?ontvangstdatum=2020-12-31")
    assert answer.status_code == 400


@pytest.mark.parametrize("value", ["morgen", "9999-12-31", "2026-13-01", ""])
def test_a_day_that_cannot_be_judged_is_invalid(post: Post, value: str) -> None:
    answer = post(rent_signal(), f"/api/v1/signalen/_beoordeel?ontvangstdatum={value}")
    assert answer.status_code == 400, json.dumps(answer.json)


def test_without_a_token_there_is_no_door(client: FlaskClient, world: World) -> None:
    answer = client.post("/api/v1/signalen", json=rent_signal())
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_without_the_scope_is_refused(client: FlaskClient, world: World) -> None:
    headers = token(client, world.corporation_client, "signalen:lezen")
    assert client.post("/api/v1/signalen", json=rent_signal(), headers=headers).status_code == 403
