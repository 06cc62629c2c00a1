"""Forwarding as people and systems do it; the destination stands in nothing that a corporation can ask afterwards."""

import io
import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.referrals.status import EndResult
from service.signals.feed import read_feed
from service.signals.status import NOT_A_RESIDENT
from service.signals.subscriptions.event import Publisher, cloud_event
from tests.doors.receipt import words_of as words_of_paper
from tests.doors.test_web_work import ATTEMPT, Browser, Open, browser, do, opened, route_all
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import Neighbour, World, create_agreement, door_signal, rent_signal, token

__all__ = ["browser", "opened"]
THERE, NAME = "9902", "Gemeente Buurstad"
URL = "/api/v1"


@pytest.fixture
def neighbour(database: Database, world: World) -> Neighbour:
    with database.transaction() as session:
        found = Neighbour(session, THERE, NAME)
        create_agreement(session, world.corporation_id, municipality_code=THERE)
        return found


@pytest.fixture
def town(client: FlaskClient, world: World) -> dict[str, str]:
    return token(client, world.town_client)


def forward(client: FlaskClient, page: str, town: dict[str, str], code: str = THERE, **more: Any) -> TestResponse:
    accept = more.pop("accept", None)
    headers = town | ({"Accept": accept} if accept else {})
    return client.post(f"{URL}{page}/doorzending", json={"gemeentecode": code} | more, headers=headers)


def test_a_system_forwards_and_the_other_municipality_finds_it(
    client: FlaskClient, opened: Open, neighbour: Neighbour, town: dict[str, str], app: Flask, database: Database
) -> None:
    signal = rent_signal()
    answer = forward(client, opened(signal), town)
    assert answer.status_code == HTTPStatus.OK, answer.json
    told = answer.json
    assert (told["status"], told["eindresultaat"]) == ("afgesloten", NOT_A_RESIDENT)
    assert (told["gemeente"], told["doorgezondenNaar"], told["overdrachtsbestand"]) == (NAME, THERE, None)
    there = route_all(app, database)
    whole = client.get(f"{URL}{there}", headers=token(client, neighbour.client)).json
    today = clock.today().isoformat()
    assert whole["signalen"][0]["referentie"] == signal["referentie"]
    assert whole["signalen"][0]["doorgezondenDoor"] == {
        "gemeentecode": "9901", "eerstOntvangenOp": today, "hierOntvangenOp": today,
    }
    assert client.get(f"{URL}{there}", headers=town).status_code == HTTPStatus.NOT_FOUND


def test_nothing_that_a_corporation_can_ask_shows_the_destination(
    client: FlaskClient, opened: Open, neighbour: Neighbour, town: dict[str, str], app: Flask, database: Database,
    world: World,
) -> None:
    """Every answer, feed, event, receipt, list, figure and page; before and after the other took it up."""
    page = opened(rent_signal())
    forward(client, page, town)
    there = route_all(app, database)
    client.put(f"{URL}{there}/toewijzing", headers=token(client, neighbour.client))
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
        [first] = session.scalars(text("SELECT id FROM signal WHERE forwarded_from IS NULL"))
        [second] = session.scalars(text("SELECT id FROM signal WHERE forwarded_from IS NOT NULL"))
    corporation, corry = token(client, world.corporation_client), browser_of(app, database, account)
    read = list(asked_by(client, corporation, corry, str(first)))
    assert len(read) > 10
    for address, answer in read:
        assert THERE not in answer, address
        assert NAME not in answer, address
        assert str(second) not in answer, address
        assert '"doorgezonden": {' not in answer, address
    for path in ("", "/ontvangstbewijs"):
        found = client.get(f"{URL}/signalen/{second}{path}", headers=corporation)
        assert found.status_code == HTTPStatus.NOT_FOUND
        assert THERE not in found.text
    stand = json.loads(read[0][1])
    assert (stand["status"], stand["reden"], stand["gemeentecode"]) == ("nietOpgepakt", NOT_A_RESIDENT, "9901")


def asked_by(
    client: FlaskClient, corporation: dict[str, str], corry: FlaskClient, signal_id: str
) -> Iterator[tuple[str, str]]:
    """Every address that a corporation reads, with what it answers."""
    today = clock.today()
    year = f"van={today.year}-01-01&tot={today.year}-12-31"
    for path in (
        f"/signalen/{signal_id}", f"/signalen/{signal_id}/ontvangstbewijs", "/terugkoppelingen",
        f"/monitor/kerncijfers?{year}",
    ):
        answer = client.get(f"{URL}{path}", headers=corporation)
        assert answer.status_code == HTTPStatus.OK, (path, answer.text)
        yield path, answer.text
    paper = client.get(
        f"{URL}/signalen/{signal_id}/ontvangstbewijs", headers=corporation | {"Accept": "application/pdf"},
    )
    yield "pdf", words_of_paper(paper.data)
    amended = client.post(f"{URL}/signalen/{signal_id}/actualisering", json={"bedragInCenten": 1}, headers=corporation)
    assert amended.status_code == HTTPStatus.OK
    yield "actualisering", amended.text
    for address in ("/corporatie", "/corporatie/kwaliteit", f"/corporatie/signalen/{signal_id}"):
        shown = corry.get(address)
        assert shown.status_code == HTTPStatus.OK, address
        yield address, words_of(shown)
    withdrawn = client.post(f"{URL}/signalen/{signal_id}/intrekking", json={"reden": "betaald"}, headers=corporation)
    yield "intrekking", withdrawn.text
    yield "feed after that", client.get(f"{URL}/terugkoppelingen", headers=corporation).text


def words_of(answer: TestResponse) -> str:
    """What stands on a page; a form in which a municipality can be chosen names those with an agreement."""
    tree = tree_of(answer)
    for select in tree.xpath("//select"):
        select.drop_tree()
    return " ".join(tree.find("body").itertext())


def test_an_event_carries_no_more_than_the_feed(
    client: FlaskClient, opened: Open, neighbour: Neighbour, town: dict[str, str], database: Database, world: World
) -> None:
    forward(client, opened(rent_signal()), town)
    with database.transaction() as session:
        entries = read_feed(session, world.corporation_id, None)
    publisher = Publisher("urn:nld:voordeur", "https://voorbeeld.example")
    told = json.dumps([cloud_event(entry.id, entry.document(), publisher) for entry in entries], ensure_ascii=False)
    assert NOT_A_RESIDENT in told
    assert THERE not in told


@pytest.mark.parametrize(("accept", "kind"), [(None, "json"), ("application/pdf", "pdf"), ("application/zip", "zip")])
def test_a_file_is_given_once_in_the_form_that_was_asked(
    client: FlaskClient, opened: Open, town: dict[str, str], accept: str | None, kind: str
) -> None:
    signal = rent_signal()
    page = opened(signal)
    answer = forward(client, page, town, "0363", accept=accept)
    assert answer.status_code == HTTPStatus.OK, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    if kind == "json":
        document = answer.json["overdrachtsbestand"]
    elif kind == "zip":
        packed = ZipFile(io.BytesIO(answer.data))
        document = json.loads(packed.read("overdracht-vroegsignaal.json"))
        assert_paper(packed.read("overdracht-vroegsignaal.pdf"), signal)
    else:
        assert_paper(answer.data, signal)
        document = None
    if document:
        assert document["signalen"][0]["betrokkene"] == signal["betrokkene"]
    again = forward(client, page, town, "0363", accept=accept)
    assert again.status_code == HTTPStatus.GONE
    assert "niet bewaard" in again.json["detail"]


def assert_paper(pdf: bytes, signal: dict[str, Any]) -> None:
    words = words_of_paper(pdf)
    assert signal["betrokkene"]["achternaam"] in words
    assert signal["referentie"] in words
    assert "Ontvangen door de eerste gemeente" in words
    assert "artikel 8b, tweede lid" in words


@pytest.mark.parametrize("document", [
    {}, {"gemeentecode": "99"}, {"gemeentecode": "Buurstad"}, {"gemeentecode": "9901"},
    {"gemeentecode": THERE, "reden": "zomaar"}, {"gemeentecode": THERE, "toelichting": "vrij"},
])
def test_what_is_no_municipality_is_told_at_its_place(
    client: FlaskClient, opened: Open, town: dict[str, str], document: dict[str, Any]
) -> None:
    answer = client.post(f"{URL}{opened()}/doorzending", json=document, headers=town)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert answer.json["errors"]


def test_care_stays_where_consent_was_given_for(
    client: FlaskClient, opened: Open, neighbour: Neighbour, town: dict[str, str]
) -> None:
    answer = forward(client, opened(door_signal()), town)
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "toestemming" in answer.json["detail"]


def test_a_caseworker_sees_first_what_goes_and_what_is_heard(
    browser: Browser, opened: Open, neighbour: Neighbour, app: Flask, database: Database
) -> None:
    signal = rent_signal()
    page, sanne = opened(signal), browser()
    do(sanne, page, "oppakken")
    chosen = sanne.get(f"{page}/doorzenden")
    assert f"{NAME} ({THERE})" in text_of(chosen)
    shown = do(sanne, page, "doorzenden/voorbeeld", aangesloten=THERE, reden="woontInAndereGemeente")
    words = text_of(shown)
    assert "De termijn voor het eerste gesprek begint daar vandaag opnieuw." in words
    assert f"Signaal {signal['referentie']}: wat de corporatie stuurde" in words
    assert "Dit blijft hier: contactpogingen, berichten, afspraken, notities" in words
    assert f"Stand Niet opgepakt Reden {NOT_A_RESIDENT}" in words
    assert "Er is nog niets gedaan en nog niets verteld." in words
    assert "Doorgezonden Naar" not in words
    fields = {one.get("name"): one.get("value") for one in tree_of(shown).xpath("//main//form//input")}
    done = sanne.post(f"{page}/doorzenden", data=fields)
    assert done.location == f"{page}?melding=doorgezonden"
    after = text_of(sanne.get(done.location))
    assert f"Naar de gemeente met code {THERE}" in after
    assert after.count("De corporatie hoort niet waarheen.") == len(("what was done", "how it stands"))
    assert "Doorgezonden naar de gemeente met code 9902. Hier ontvangen:" in after
    there = route_all(app, database)
    noor = browser("Noor Buurstra", organisation=neighbour.id)
    words = text_of(noor.get(there))
    assert "Doorgezonden: dit signaal kwam van een andere gemeente." in words
    assert "Gemeld door Proefwonen" in words
    assert f"kenmerk {signal['referentie']}" in words
    assert "Sanne Proefstra" not in words


def test_a_file_comes_as_a_download_and_the_page_says_it_is_gone_after_that(browser: Browser, opened: Open) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    fields = {"gemeentecode": "0363", "reden": "woontInAndereGemeente"}
    assert "U krijgt één keer een bestand (PDF en JSON)" in text_of(do(sanne, page, "doorzenden/voorbeeld", **fields))
    file = do(sanne, page, "doorzenden", **fields)
    assert file.mimetype == "application/zip"
    assert "attachment" in file.headers["Content-Disposition"]
    again = do(sanne, page, "doorzenden", **fields)
    assert again.status_code == HTTPStatus.GONE
    assert "Heropen de verwijzing en zend opnieuw door." in text_of(again)
    reopening = text_of(sanne.get(f"{page}/heropenen"))
    assert "De signalen gingen naar de gemeente met code 0363." in reopening


@pytest.mark.parametrize(("fields", "told"), [
    ({"reden": "woontInAndereGemeente"}, "Kies een gemeente uit de lijst, of vul de code van vier cijfers in."),
    ({"gemeentecode": "12", "reden": "woontInAndereGemeente"}, "vul de code van vier cijfers in."),
    ({"gemeentecode": "0363", "aangesloten": THERE, "reden": "woontInAndereGemeente"}, "Niet allebei."),
    ({"gemeentecode": "0363"}, "Kies wat u hebt gevonden."),
    ({"gemeentecode": "9901", "reden": "woontInAndereGemeente"}, "Dit is uw eigen gemeente."),
    ({"gemeentecode": THERE, "reden": "adresInAndereGemeente"}, "De postcode in het signaal ligt in uw eigen gebied"),
])
def test_a_mistake_is_told_beside_its_question(
    browser: Browser, opened: Open, neighbour: Neighbour, fields: dict[str, str], told: str
) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    for action in ("doorzenden/voorbeeld", "doorzenden"):
        answer = do(sanne, page, action, **fields)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert told in text_of(answer)


def test_the_way_there_stands_where_a_caseworker_looks(browser: Browser, opened: Open, neighbour: Neighbour) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    for address in (page, f"{page}/afsluiten"):
        assert tree_of(sanne.get(address)).xpath(f"//a[@href='{page}/doorzenden']"), address
    karim = browser("Karim Testema")
    assert not tree_of(karim.get(page)).xpath(f"//a[@href='{page}/doorzenden']"), "a colleague holds it"
    do(sanne, page, "contactpogingen", **ATTEMPT)
    do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_CONTACT)
    assert "Heropen haar eerst." in text_of(sanne.get(f"{page}/doorzenden"))


def test_care_says_why_it_is_not_forwarded(browser: Browser, opened: Open) -> None:
    page, wies = opened(door_signal()), browser("Wies Wijkstra", "behandelaar:wijkteam")
    do(wies, page, "oppakken")
    assert not tree_of(wies.get(page)).xpath(f"//a[@href='{page}/doorzenden']")
    assert "die gold voor deze gemeente" in text_of(wies.get(f"{page}/doorzenden"))
    fields = {"gemeentecode": THERE, "reden": "woontInAndereGemeente"}
    assert do(wies, page, "doorzenden", **fields).status_code == HTTPStatus.UNPROCESSABLE_ENTITY


def test_who_forwards_from_an_old_page_is_told(browser: Browser, opened: Open, neighbour: Neighbour) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    old = form_of(sanne.get(page)) | {"versie": "1", "gemeentecode": THERE, "reden": "woontInAndereGemeente"}
    do(sanne, page, "contactpogingen", **ATTEMPT)
    told = sanne.post(f"{page}/doorzenden", data=old)
    assert told.status_code == HTTPStatus.CONFLICT
    assert "Er is iets veranderd sinds u deze bladzijde opende." in text_of(told)


def test_only_an_address_that_lies_there_is_told_to_the_corporation(
    client: FlaskClient, opened: Open, neighbour: Neighbour, town: dict[str, str], world: World
) -> None:
    """Awb 2:3(1), (3)."""
    document = rent_signal()
    document["betrokkene"]["adres"]["postcode"] = "1011AB"
    answer = forward(client, opened(document), town, reden="adresInAndereGemeente")
    assert answer.status_code == HTTPStatus.OK, answer.json
    feed = client.get(f"{URL}/terugkoppelingen", headers=token(client, world.corporation_client)).json
    assert [one["doorgezonden"] for one in feed["terugkoppelingen"]] == [None, None, {"gemeentecode": THERE}]


def test_a_caseworker_reads_that_the_corporation_hears_where_only_if_the_address_lies_there(
    browser: Browser, opened: Open, neighbour: Neighbour
) -> None:
    """Awb 2:3(1): who knows the address hears to which municipality the signal went."""
    document = rent_signal()
    document["betrokkene"]["adres"]["postcode"] = "1011AB"
    page, sanne = opened(document), browser()
    do(sanne, page, "oppakken")
    fields = {"aangesloten": THERE, "reden": "adresInAndereGemeente"}
    shown = text_of(do(sanne, page, "doorzenden/voorbeeld", **fields))
    assert f"Doorgezonden Naar de gemeente met code {THERE}, want het adres ligt daar" in shown
    assert "Vertel haar zelf ook niet" not in shown
    done = do(sanne, page, "doorzenden", **fields)
    assert done.location == f"{page}?melding=doorgezonden-adres"
    after = text_of(sanne.get(done.location))
    assert "hoort niet waarheen" not in after
    assert after.count("De corporatie hoort ook naar welke gemeente") == len(("what was done", "how it stands"))
