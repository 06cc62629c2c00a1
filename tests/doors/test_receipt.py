"""The receipt over the API: what stands in it for every course of a signal, and what never does."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jws
from joserfc.jwk import KeySet
from sqlalchemy import text

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.problems import PROBLEM_TYPE
from service.referrals.refer import refer_signals
from service.referrals.status import NOT_TAKEN_UP, EndResult
from service.signals.receipt.sign import spelled
from service.signals.schemas import WithdrawalReason
from tests.doors.conftest import Post
from tests.doors.receipt import PDF, Headers, ask, attached, decoded, words_of
from tests.factories import (
    SILENT,
    World,
    create_client,
    create_organisation,
    door_signal,
    person,
    rent_block,
    rent_signal,
    token,
)

TODAY = clock.today()
DAYS = {"contactGezochtOp": 21, "gewezenOpSchuldhulpOp": 18, "herinneringVerstuurdOp": 14}


def _ago(days: int) -> str:
    return (TODAY - timedelta(days=days)).isoformat()


def _signal(reaction: str = "geen", **changes: Any) -> dict[str, Any]:
    steps = {name: _ago(days) for name, days in DAYS.items()}
    block = rent_block(TODAY, socialeIncasso=steps | {"aanbodBijHerinnering": True, "reactieHuurder": reaction})
    return rent_signal(huurachterstand=block, **changes)


@pytest.fixture
def route(app: Flask, database: Database) -> Any:
    """What the worker does with everything that waits."""

    def run() -> None:
        with database.transaction() as session:
            ids = session.scalars(text("SELECT id FROM signal WHERE status = 'ontvangen'")).all()
            refer_signals(session, parts_of(app).vault, ids, Robot("toets"), clock.now())

    return run


@pytest.fixture
def work(client: FlaskClient, town: Headers, route: Any) -> Any:
    """Route everything, pick the first referral up, and close it with a result when there is one."""

    def run(result: str | None = None, destination: str = "schuldhulp") -> None:
        route()
        [found] = client.get(f"/api/v1/verwijzingen?bestemming={destination}", headers=town).json["verwijzingen"]
        assert client.put(f"/api/v1/verwijzingen/{found['id']}/toewijzing", headers=town).status_code == 200
        if result:
            path = f"/api/v1/verwijzingen/{found['id']}/resultaat"
            assert client.put(path, json={"eindresultaat": result}, headers=town).status_code == 200

    return run


def _content(client: FlaskClient, headers: Headers, signal_id: str) -> dict[str, Any]:
    answer = ask(client, headers, signal_id)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json["bewijs"]
    return found


def test_says_everything_a_court_asks_for(client: FlaskClient, corporation: Headers, post: Post) -> None:
    sent = _signal()
    got = post(sent).json
    found = _content(client, corporation, got["id"])
    assert found["gemeente"] == {"code": "9901", "naam": "Gemeente Voorbeeldstad"}
    assert found["corporatie"] == {"naam": "Proefwonen"}
    assert found["signaal"]["referentie"] == sent["referentie"]
    assert found["signaal"]["soort"] == "huurachterstand"
    assert found["signaal"]["ontvangen"]["utc"][:19] == got["ontvangenOp"][:19]
    assert found["huurachterstand"]["bedragInCenten"] == 125_000
    assert found["huurachterstand"]["actualiseringen"] == []
    assert found["huurachterstand"]["socialeIncasso"] == {
        "contactGezochtOp": _ago(21), "gewezenOpSchuldhulpOp": _ago(18), "herinneringVerstuurdOp": _ago(14),
        "aanbodBijHerinnering": True, "aanbodGedaanOp": _ago(14), "reactieHuurder": "geen", "geenBezwaar": True,
    }
    assert found["stand"] == {
        "status": "ontvangen", "opgepakt": False, "opgepaktOp": None, "afgeslotenOp": None, "nietOpgepaktOp": None,
        "nietOpgepaktReden": None, "ingetrokken": None,
    }
    assert found["ouderdom"]["dagen"] == 0
    assert found["ouderdom"]["tweeMaandenOud"] is False


def test_both_clocks_tell_the_same_moment(client: FlaskClient, corporation: Headers, post: Post) -> None:
    moment = _content(client, corporation, post(_signal()).json["id"])["signaal"]["ontvangen"]
    utc, amsterdam = (datetime.fromisoformat(moment[name]) for name in ("utc", "amsterdam"))
    assert abs(utc - amsterdam) < timedelta(seconds=1)
    assert amsterdam.utcoffset() in {timedelta(hours=1), timedelta(hours=2)}


def test_every_condition_stands_with_source_and_the_text_that_was_read(
    client: FlaskClient, corporation: Headers, post: Post
) -> None:
    got = post(_signal("toestemming")).json
    found = _content(client, corporation, got["id"])["beoordeling"]
    assert found["regelversie"] == "besluit-gemeentelijke-schuldhulpverlening/artikel-2@2021-01-01"
    assert found["voorwaarden"] == [
        {name: one[name] for name in ("voorwaarde", "uitkomst", "uitleg", "bron", "aard", "tekstGezien")}
        for one in got["beoordeling"]["bevindingen"]
    ]
    assert {one["uitkomst"] for one in found["voorwaarden"]} == {"voldaan"}
    steps = [one for one in found["voorwaarden"] if "artikel 2, onder" in one["bron"]]
    assert len(steps) == 5
    assert all("tekst geldend vanaf 1 januari 2026" in one["tekstGezien"] for one in steps)
    assert {one["aard"] for one in steps} == {"wet"}
    assert "niet gelezen" not in str(found["voorwaarden"])


def test_the_signature_is_a_plain_jws_that_any_library_verifies_with_the_published_keys(
    client: FlaskClient, corporation: Headers, post: Post
) -> None:
    answer = ask(client, corporation, post(_signal()).json["id"]).json
    keys = KeySet.import_key_set(client.get("/.well-known/jwks.json").json)
    found = jws.deserialize_json(answer, keys, algorithms=["PS256"])
    header = decoded(answer["protected"])
    assert (header["alg"], header["kid"]) == ("PS256", answer["bewijs"]["ondertekening"]["sleutel"])
    assert decoded(answer["payload"]) == answer["bewijs"]
    assert found.payload == spelled(answer["bewijs"])


def test_taken_up_and_closed_with_their_days_but_no_word_on_the_help(
    client: FlaskClient, corporation: Headers, post: Post, work: Any
) -> None:
    signal_id = post(_signal()).json["id"]
    work()
    taken = _content(client, corporation, signal_id)["stand"]
    assert (taken["status"], taken["opgepakt"], taken["afgeslotenOp"]) == ("opgepakt", True, None)
    assert taken["opgepaktOp"]["amsterdam"][:10] == TODAY.isoformat()


@pytest.mark.parametrize("result", sorted(set(EndResult) - NOT_TAKEN_UP))
def test_a_closed_signal_never_tells_how_it_ended(
    client: FlaskClient, corporation: Headers, post: Post, work: Any, result: EndResult
) -> None:
    signal_id = post(_signal()).json["id"]
    work(result)
    answer = ask(client, corporation, signal_id)
    stand = answer.json["bewijs"]["stand"]
    assert (stand["status"], stand["opgepakt"]) == ("afgesloten", True)
    assert stand["afgeslotenOp"] is not None
    assert stand["nietOpgepaktReden"] is None
    assert str(result) not in answer.text
    assert str(result) not in words_of(ask(client, corporation, signal_id, PDF).data)


@pytest.mark.parametrize("result", sorted(NOT_TAKEN_UP))
def test_a_signal_that_is_not_taken_up_says_so_and_never_another_reason(
    client: FlaskClient, corporation: Headers, post: Post, work: Any, result: EndResult
) -> None:
    signal_id = post(_signal()).json["id"]
    work(result)
    answer = ask(client, corporation, signal_id)
    stand = answer.json["bewijs"]["stand"]
    assert stand["status"] == "nietOpgepakt"
    assert stand["nietOpgepaktOp"] is not None
    assert stand["afgeslotenOp"] is None
    told = None if result is EndResult.OTHER_REASON else str(result)
    assert stand["nietOpgepaktReden"] == told
    paper = words_of(ask(client, corporation, signal_id, PDF).data)
    assert "andere reden" not in (answer.text + paper).lower()


@pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
def test_what_policy_declined_at_once_has_a_receipt(client: FlaskClient, corporation: Headers, post: Post) -> None:
    block = _signal()["huurachterstand"] | {"bedragInCenten": 500, "ontstaansdatum": _ago(22)}
    got = post(rent_signal(huurachterstand=block)).json
    assert got["status"] == "nietOpgepakt"
    stand = _content(client, corporation, got["id"])["stand"]
    assert stand["nietOpgepaktOp"]["utc"][:19] == got["ontvangenOp"][:19]
    assert stand["nietOpgepaktReden"] == "Niet opgepakt: onterecht signaal"


@pytest.mark.parametrize("reason", sorted(WithdrawalReason))
def test_a_withdrawn_signal_keeps_its_receipt_also_after_erasure(
    client: FlaskClient, corporation: Headers, post: Post, work: Any, reason: WithdrawalReason
) -> None:
    signal_id = post(_signal()).json["id"]
    work()
    assert post({"reden": reason}, f"/api/v1/signalen/{signal_id}/intrekking").status_code == 200
    found = _content(client, corporation, signal_id)
    stand = found["stand"]
    assert (stand["status"], stand["opgepakt"], stand["afgeslotenOp"]) == ("ingetrokken", True, None)
    assert stand["ingetrokken"]["reden"] == reason
    assert stand["ingetrokken"]["op"]["amsterdam"][:10] == TODAY.isoformat()
    assert found["huurachterstand"]["socialeIncasso"]["contactGezochtOp"] == _ago(21)
    assert "Ingetrokken door de corporatie" in words_of(ask(client, corporation, signal_id, PDF).data)


def test_withdrawn_after_it_was_closed_shows_both(
    client: FlaskClient, corporation: Headers, post: Post, work: Any
) -> None:
    signal_id = post(_signal()).json["id"]
    work(EndResult.FOLLOW_UP)
    assert post({"reden": "betaald"}, f"/api/v1/signalen/{signal_id}/intrekking").status_code == 200
    stand = _content(client, corporation, signal_id)["stand"]
    assert stand["afgeslotenOp"] is not None
    assert stand["ingetrokken"]["reden"] == "betaald"


def test_amendments_stand_with_their_day_and_the_first_amount_stays(
    client: FlaskClient, corporation: Headers, post: Post
) -> None:
    signal_id = post(_signal()).json["id"]
    for amount in (150_000, 90_000):
        changed = post({"bedragInCenten": amount}, f"/api/v1/signalen/{signal_id}/actualisering")
        assert changed.status_code == 200
    rent = _content(client, corporation, signal_id)["huurachterstand"]
    assert rent["bedragInCenten"] == 125_000
    assert [change["bedragInCenten"] for change in rent["actualiseringen"]] == [150_000, 90_000]
    assert rent["actualiseringen"][0]["op"]["amsterdam"][:10] == TODAY.isoformat()
    paper = words_of(ask(client, corporation, signal_id, PDF).data)
    assert all(amount in paper for amount in ("1.250,00", "1.500,00", "900,00"))


@pytest.mark.parametrize(("received", "two", "six"), [
    (date(2026, 9, 14), "2026-11-14", "2027-03-14"),
    (date(2025, 12, 31), "2026-02-28", "2026-06-30"),
])
def test_marks_the_days_on_which_the_signal_is_two_and_six_months_old(
    client: FlaskClient, corporation: Headers, post: Post, database: Database, received: date, two: str, six: str
) -> None:
    signal_id = post(_signal()).json["id"]
    with database.transaction() as session:
        session.execute(text("UPDATE signal SET received_on = :day"), {"day": received})
    age = _content(client, corporation, signal_id)["ouderdom"]
    assert (age["tweeMaandenOudOp"], age["zesMaandenOudOp"]) == (two, six)
    assert age["tweeMaandenOud"] is (two <= TODAY.isoformat())
    assert age["zesMaandenOud"] is (six <= TODAY.isoformat())
    assert age["dagen"] == (TODAY - received).days
    assert age["toelichting"].startswith("Volgens vakpublicaties")
    assert "niet gelezen" not in age["toelichting"]


@pytest.mark.parametrize("make", [rent_signal, door_signal])
def test_names_the_tenant_nowhere(client: FlaskClient, corporation: Headers, post: Post, make: Any) -> None:
    who = person(77) | {"achternaam": "Zoekmij", "voorletters": "Q.X.", "geboortedatum": "1971-04-05"}
    who["adres"] |= {"postcode": "2099ZX", "huisnummer": 7713, "huisletter": "Q"}
    signal_id = post(make(betrokkene=who)).json["id"]
    answer, paper = ask(client, corporation, signal_id), ask(client, corporation, signal_id, PDF).data
    told = answer.text + words_of(paper) + attached(paper).decode() + str(decoded(answer.json["payload"]))
    hidden = ("Zoekmij", "Q.X.", "1971", "2099", "7713", who["telefoonnummer"], who["emailadres"], "betrokkene")
    assert not [word for word in hidden if word.lower() in told.lower()]


def test_behind_the_door_only_the_process(client: FlaskClient, corporation: Headers, post: Post, work: Any) -> None:
    sent = door_signal(zorgen=["eenzaamheid", "vervuilingOfVerzameling", "gezondheid"])
    signal_id = post(sent).json["id"]
    work(EndResult.FOLLOW_UP, "wijkteam")
    answer, paper = ask(client, corporation, signal_id), ask(client, corporation, signal_id, PDF).data
    found = answer.json["bewijs"]
    assert found["achterDeVoordeur"] == {"toestemmingVastgelegd": True}
    assert found["stand"]["status"] == "afgesloten"
    assert set(found["beoordeling"]) == {"oordeel", "regelversie"}
    assert not {"huurachterstand", "ouderdom"} & set(found)
    told = (answer.text + words_of(paper) + attached(paper).decode()).lower()
    hidden = ["zorgen", "eenzaam", "vervuiling", "gezondheid", "vakman", "renovatie", "wijkteam", "bestem", "gevaar"]
    assert not [word for word in hidden if word in told]


def test_withdrawn_consent_leaves_that_it_was_recorded(client: FlaskClient, corporation: Headers, post: Post) -> None:
    signal_id = post(door_signal()).json["id"]
    assert post({"reden": "toestemmingIngetrokken"}, f"/api/v1/signalen/{signal_id}/intrekking").status_code == 200
    found = _content(client, corporation, signal_id)
    assert found["achterDeVoordeur"] == {"toestemmingVastgelegd": True}
    assert found["stand"]["ingetrokken"]["reden"] == "toestemmingIngetrokken"
    assert ask(client, corporation, signal_id, PDF).status_code == 200


def test_a_refused_signal_has_no_receipt(client: FlaskClient, corporation: Headers, post: Post) -> None:
    assert post(_signal("afgewezen")).status_code == 422
    assert ask(client, corporation, "00000000-0000-7000-8000-000000000000").status_code == 404


def test_another_corporation_finds_nothing(client: FlaskClient, post: Post, database: Database) -> None:
    signal_id = post(_signal()).json["id"]
    with database.transaction() as session:
        other = create_organisation(session, name="Anderwonen")
        stranger = create_client(session, other, scopes=["signalen:lezen"])
    answer = ask(client, token(client, stranger), signal_id)
    assert (answer.status_code, answer.mimetype) == (404, PROBLEM_TYPE)


def test_asks_the_scope_to_read(client: FlaskClient, world: World, post: Post) -> None:
    signal_id = post(_signal()).json["id"]
    sender = token(client, world.corporation_client, "signalen:indienen")
    assert ask(client, sender, signal_id).status_code == 403
    assert ask(client, {}, signal_id).status_code == 401


@pytest.mark.parametrize(("accept", "given"), [
    (None, "application/json"), ("*/*", "application/json"), ("application/*", "application/json"),
    ("application/json", "application/json"), (PDF, PDF), (f"{PDF};q=0.9, application/json;q=0.1", PDF),
    ("text/html, application/pdf;q=0.5", PDF),
])
def test_gives_what_is_accepted(
    client: FlaskClient, corporation: Headers, post: Post, accept: str | None, given: str
) -> None:
    answer = ask(client, corporation, post(_signal()).json["id"], accept)
    assert (answer.status_code, answer.mimetype) == (200, given)
    assert answer.headers["Vary"] == "Accept"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["API-Version"]


@pytest.mark.parametrize("accept", ["text/html", "application/xml", "application/json;q=0", "image/*"])
def test_says_that_it_has_no_other_format(
    client: FlaskClient, corporation: Headers, post: Post, accept: str
) -> None:
    answer = ask(client, corporation, post(_signal()).json["id"], accept)
    assert (answer.status_code, answer.mimetype) == (406, PROBLEM_TYPE)


def test_the_journal_tells_that_a_receipt_was_issued(
    client: FlaskClient, corporation: Headers, post: Post, database: Database
) -> None:
    signal_id = post(_signal()).json["id"]
    found = _content(client, corporation, signal_id)
    with database.transaction() as session:
        row = session.execute(text(
            "SELECT subject_id, detail FROM journal WHERE action = 'ontvangstbewijs-uitgegeven'"
        )).one()
    assert str(row.subject_id) == signal_id
    assert row.detail == {"bewijsnummer": found["bewijsnummer"], "sleutel": found["ondertekening"]["sleutel"]}
