"""What holds for every screen: who may come, what it may load, how errors read; and the small screens."""

import re
from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from service import clock
from service.app import parts_of
from service.db import Database
from service.messages.corporation_reminder import corporation_reminder
from service.web.page import CONTENT_POLICY
from tests.doors.conftest import Post
from tests.doors.test_web_work import route_all
from tests.doors.web import browser_of, create_account, text_of, tree_of
from tests.factories import World, rent_block, rent_signal, threat

SOME_ID = UUID("019a9b6e-0000-7000-8000-000000000001")
Browser = Callable[[str], FlaskClient]
KINDS = ("behandelaar", "manager", "beheerder", "corporatie")


@pytest.fixture
def browser(app: Flask, database: Database, world: World) -> Browser:
    """A browser of somebody with one role."""

    def sign_in(role: str) -> FlaskClient:
        where = world.corporation_id if role == "corporatie" else world.town_id
        with database.transaction() as session:
            account = create_account(session, where, role, "Robin Rolstra", [role])
        return browser_of(app, database, account)

    return sign_in


def web_views(app: Flask) -> dict[str, Callable[..., object]]:
    return {name: view for name, view in app.view_functions.items() if name.startswith("web.")}


def filled(rule: str) -> str:
    """The address of a rule, with something in each of its places."""
    return re.sub(r"<int:\w+>", "2026", re.sub(r"<uuid:\w+>", str(SOME_ID), rule))


def test_every_screen_says_who_it_is_for(app: Flask) -> None:
    unsaid = [
        name for name, view in web_views(app).items()
        if not hasattr(view, "for_kinds") and not getattr(view, "is_public", False)
    ]
    assert unsaid == []


def test_nobody_gets_in_without_signing_in(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("web.") or getattr(app.view_functions[rule.endpoint], "is_public", False):
            continue
        path = filled(rule.rule)
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            answer = client.open(path, method=method)
            assert answer.status_code == HTTPStatus.SEE_OTHER, path
            assert answer.location.startswith("/aanmelden"), path


@pytest.mark.parametrize("role", ["behandelaar:wijkteam", "manager", "beheerder", "corporatie"])
def test_each_role_sees_its_own_screens_only(app: Flask, browser: Browser, role: str) -> None:
    client, kind = browser(role), role.partition(":")[0]
    for rule in app.url_map.iter_rules():
        kinds = getattr(app.view_functions[rule.endpoint], "for_kinds", ())
        if not kinds or "GET" not in rule.methods:
            continue
        answer = client.get(filled(rule.rule))
        if kind in kinds:
            assert answer.status_code in {HTTPStatus.OK, HTTPStatus.NOT_FOUND}, rule.rule
        else:
            assert answer.status_code == HTTPStatus.FORBIDDEN, rule.rule
            assert "hoort niet bij uw taak" in text_of(answer)


@pytest.mark.parametrize(("role", "home"), [
    ("behandelaar:triage", "/mijn-dag"), ("manager", "/overzicht"), ("beheerder", "/beheer"),
    ("corporatie", "/corporatie"),
])
def test_the_start_leads_everybody_to_their_own_screen(browser: Browser, role: str, home: str) -> None:
    client = browser(role)
    assert client.get("/").location == home
    shown = client.get(home)
    assert shown.status_code == HTTPStatus.OK
    assert tree_of(shown).xpath("//nav[@aria-label='Hoofdmenu']//a[@aria-current]/@href") == [home]


def test_a_caseworker_without_a_worklist_is_told_what_to_do(browser: Browser) -> None:
    answer = browser("behandelaar:").get("/werklijst")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "U hebt nog geen werklijst." in text_of(answer)


def test_a_page_loads_nothing_but_our_own_style(client: FlaskClient) -> None:
    shown = client.get("/aanmelden")
    assert shown.headers["Content-Security-Policy"] == CONTENT_POLICY
    assert shown.headers["Cache-Control"] == "no-store"
    assert shown.headers["X-Frame-Options"] == "DENY"
    assert shown.headers["Referrer-Policy"] == "no-referrer"
    tree = tree_of(shown)
    assert tree.xpath("//script | //style | //@style | //*[@onclick]") == []
    for address in tree.xpath("//link/@href | //img/@src"):
        answer = client.get(address)
        assert answer.status_code == HTTPStatus.OK, address
        assert "max-age=86400" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("name", ["../page.py", "%2e%2e/page.py", "niets.css", "..%2Fpage.py"])
def test_only_style_files_are_given_out(client: FlaskClient, name: str) -> None:
    assert client.get(f"/static/{name}").status_code == HTTPStatus.NOT_FOUND


class TestErrors:
    def test_an_unknown_address_is_a_page_for_people(self, client: FlaskClient) -> None:
        answer = client.get("/bestaat-niet")
        assert (answer.status_code, answer.mimetype) == (HTTPStatus.NOT_FOUND, "text/html")
        assert answer.headers["Content-Security-Policy"] == CONTENT_POLICY
        assert tree_of(answer).get("lang") == "nl"
        assert "Niet gevonden" in text_of(answer)

    @pytest.mark.parametrize("path", ["/api/v1/bestaat-niet", "/oauth/niets", "/.well-known/niets", "/gezondheid/x"])
    def test_an_unknown_address_is_a_problem_for_programs(self, client: FlaskClient, path: str) -> None:
        answer = client.get(path)
        assert (answer.status_code, answer.mimetype) == (HTTPStatus.NOT_FOUND, "application/problem+json")

    def test_another_method_is_told_apart(self, client: FlaskClient) -> None:
        answer = client.post("/werklijst")
        assert (answer.status_code, answer.mimetype) == (HTTPStatus.METHOD_NOT_ALLOWED, "text/html")
        assert "GET" in answer.headers["Allow"]
        assert client.put("/api/v1/signalen", json={}).mimetype == "application/problem+json"

    def test_a_referral_that_is_not_there(self, browser: Browser) -> None:
        answer = browser("behandelaar:schuldhulp").get(f"/verwijzingen/{SOME_ID}")
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert "hoort niet bij uw taak" in text_of(answer)
        assert "Robin Rolstra" in text_of(answer), "the frame stays"

    def test_a_mistake_of_ours_shows_nothing_of_it(
        self, app: Flask, browser: Browser, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        manager = browser("manager")

        def fail(*_arguments: object) -> None:
            raise RuntimeError("Voorbeeldsma woont op nummer 7")

        monkeypatch.setattr("service.web.overview.figures_of", fail)
        answer = manager.get("/overzicht")
        assert (answer.status_code, answer.mimetype) == (HTTPStatus.INTERNAL_SERVER_ERROR, "text/html")
        assert "Er ging iets mis" in text_of(answer)
        assert "Voorbeeldsma" not in answer.text

    def test_without_a_database_one_is_asked_to_come_back(self, app: Flask, client: FlaskClient) -> None:
        engine = parts_of(app).database.engine
        client.set_cookie("voordeur", "iets")

        def refuse(*_arguments: object) -> None:
            import psycopg

            raise psycopg.OperationalError("verbinding verbroken")

        event.listen(engine, "before_cursor_execute", refuse)
        try:
            answer = client.get("/werklijst")
        finally:
            event.remove(engine, "before_cursor_execute", refuse)
        assert answer.status_code in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.INTERNAL_SERVER_ERROR}
        assert answer.mimetype == "text/html"


class TestSmallScreens:
    def test_a_manager_sees_numbers_and_no_person(
        self, browser: Browser, post: Post, app: Flask, database: Database
    ) -> None:
        calm, today = rent_signal(), clock.today()
        for signal in (calm, rent_signal(huurachterstand=rent_block(today, dreiging=threat(today)))):
            post(signal)
        route_all(app, database)
        shown = browser("manager").get("/overzicht")
        lines = tree_of(shown).xpath("//*[@id='werklijsten']/tbody/tr")
        rows = [[cell.text_content() for cell in row] for row in lines]
        assert rows == [["Schuldhulp", "2", "1", "0", "0"], ["Wijkteam", *["0"] * 4], ["Triage", *["0"] * 4]]
        assert calm["betrokkene"]["achternaam"] not in shown.text
        assert "/verwijzingen/" not in shown.text

    def test_an_administrator_reads_agreements_teams_and_policy(self, browser: Browser) -> None:
        words = text_of(browser("beheerder").get("/beheer"))
        for told in (
            "Proefwonen", "huurachterstand en zorgen achter de voordeur", "1 januari 2021, zonder einddatum", "Geldig",
            "Beleid van Voorbeeldstad, sinds", "Wijkteam Oost", "12 per week", "Geen drempel", "gemeentecode: '9901'",
            "Bedreigende situatie", "60 maanden",
        ):
            assert told in words, told

    def test_a_corporation_is_pointed_to_the_api(self, browser: Browser) -> None:
        corporation = browser("corporatie")
        shown = corporation.get("/corporatie/koppelen")
        links = tree_of(shown).xpath("//main//section//a/@href")
        assert links == ["/api/v1/openapi.json", "/corporatie/herinneringsbrief"]
        letter = corporation.get(links[1])
        assert letter.headers["Content-Disposition"] == "attachment; filename=herinnering-corporatie.txt"
        assert letter.get_data(as_text=True) == corporation_reminder()
        assert "Proefwonen" in text_of(shown)
