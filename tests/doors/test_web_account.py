"""The own account: password, app, recovery codes, sessions; and an administrator who helps a colleague back in."""

from dataclasses import replace
from http import HTTPStatus
from uuid import UUID

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import select
from werkzeug.test import TestResponse

from service import clock
from service.app import create_app, parts_of
from service.config import Settings
from service.db import Database
from service.identity.passwords import SHORTEST
from service.identity.prove import Credentials, fits, prove
from service.identity.second_factor import new_recovery_codes, seal_totp
from service.identity.tables import WebSession
from service.journal import history
from service.partners.tables import Account
from tests.doors.web import PASSWORD, browser_of, create_account, field_of, form_of, text_of, tree_of
from tests.factories import World

ACCOUNT, PASSWORD_PAGE, APP, CODES = "/account", "/account/wachtwoord", "/account/app", "/account/herstelcodes"
NEW = "vier woorden zijn genoeg"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def sanne(database: Database, world: World) -> UUID:
    with database.transaction() as session:
        return create_account(session, world.town_id, "sanne", "Sanne Proefstra", ["behandelaar:schuldhulp"])


@pytest.fixture
def bas(app: Flask, database: Database, world: World) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, world.town_id, "bas", "Bas Nepveen", ["beheerder"])
    return browser_of(app, database, account)


@pytest.fixture
def browser(app: Flask, database: Database, sanne: UUID) -> FlaskClient:
    return browser_of(app, database, sanne)


def send(client: FlaskClient, where: str, **fields: str) -> TestResponse:
    return client.post(where, data=form_of(client.get(where)) | fields)


def actions(database: Database, account_id: UUID) -> list[str]:
    with database.transaction() as session:
        return [row.action for row in history(session, account_id)]


def row_of(database: Database, account_id: UUID) -> Account:
    with database.transaction() as session:
        return session.get_one(Account, account_id)


def with_app(app: Flask, database: Database, account_id: UUID) -> tuple[str, ...]:
    """Link an app; its recovery codes."""
    with database.transaction() as session:
        session.get_one(Account, account_id).totp_secret = seal_totp(parts_of(app).vault, account_id, SECRET)
        return new_recovery_codes(session, parts_of(app).vault, account_id)


class TestPassword:
    def test_a_new_one_ends_other_sessions_and_renews_this_one(
        self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        elsewhere = browser_of(app, database, sanne)
        before = browser.get_cookie("voordeur")
        answer = send(browser, PASSWORD_PAGE, wachtwoord=PASSWORD, nieuw=NEW, nogmaals=NEW)
        assert answer.location == "/account?melding=wachtwoord"
        after = browser.get_cookie("voordeur")
        assert before is not None
        assert after is not None
        assert before.value != after.value
        assert "Uw wachtwoord is gewijzigd." in text_of(browser.get(answer.location))
        assert elsewhere.get(ACCOUNT).location.startswith("/aanmelden")
        assert fits(row_of(database, sanne).password_hash, NEW)
        assert actions(database, sanne) == ["wachtwoord-gewijzigd"]

    @pytest.mark.parametrize(("changes", "field"), [
        ({"wachtwoord": "een-ander-woord"}, "wachtwoord"), ({"wachtwoord": ""}, "wachtwoord"),
        ({"nieuw": "x" * (SHORTEST - 1), "nogmaals": "x" * (SHORTEST - 1)}, "nieuw"),
        ({"nieuw": "x" * 201, "nogmaals": "x" * 201}, "nieuw"), ({"nogmaals": "iets anders"}, "nogmaals"),
        ({"nieuw": PASSWORD, "nogmaals": PASSWORD}, "nieuw"),
    ])
    def test_what_is_wrong_is_told_beside_its_field(
        self, browser: FlaskClient, database: Database, sanne: UUID, changes: dict[str, str], field: str
    ) -> None:
        typed = {"wachtwoord": PASSWORD, "nieuw": NEW, "nogmaals": NEW} | changes
        answer = send(browser, PASSWORD_PAGE, **typed)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        tree = tree_of(answer)
        assert tree.xpath("//div[@role='alert']//a/@href") == [f"#{field}"]
        assert tree.xpath(f"//input[@id='{field}']/@aria-invalid") == ["true"]
        assert not any(value and value in answer.text for value in typed.values())
        assert fits(row_of(database, sanne).password_hash, PASSWORD)

    def test_a_screen_left_open_is_not_enough_to_guess(self, browser: FlaskClient, database: Database) -> None:
        for _ in range(5):
            send(browser, PASSWORD_PAGE, wachtwoord="fout", nieuw=NEW, nogmaals=NEW)
        held = send(browser, PASSWORD_PAGE, wachtwoord=PASSWORD, nieuw=NEW, nogmaals=NEW)
        assert "Wacht nog 1 minuut" in text_of(held)

    def test_browsers_may_help(self, browser: FlaskClient) -> None:
        tree = tree_of(browser.get(PASSWORD_PAGE))
        assert tree.xpath("//form//input/@autocomplete") == [
            "username", "current-password", "new-password", "new-password",
        ]

    def test_a_first_password_stands_in_the_way_of_everything_else(
        self, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        with database.transaction() as session:
            session.get_one(Account, sanne).password_temporary = True
        for path in ("/", "/werklijst", ACCOUNT, CODES):
            assert browser.get(path).location == PASSWORD_PAGE, path
        page = browser.get(PASSWORD_PAGE)
        assert "Kies eerst een eigen wachtwoord" in text_of(page)
        assert tree_of(page).xpath("//nav") == []
        send(browser, PASSWORD_PAGE, wachtwoord=PASSWORD, nieuw=NEW, nogmaals=NEW)
        assert browser.get("/werklijst").status_code == HTTPStatus.OK


class TestApp:
    def offered(self, answer: TestResponse) -> str:
        return "".join(tree_of(answer).xpath("string(//*[@id='sleutel'])").split())

    def link(self, browser: FlaskClient, **more: str) -> TestResponse:
        shown = browser.get(APP)
        code = pyotp.TOTP(self.offered(shown)).at(clock.now())
        return browser.post(APP, data=form_of(shown) | {"geheim": field_of(shown, "geheim"), "code": code} | more)

    def test_it_counts_once_a_code_of_it_was_typed(
        self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        elsewhere, before = browser_of(app, database, sanne), browser.get_cookie("voordeur")
        answer = self.link(browser)
        assert answer.status_code == HTTPStatus.OK
        codes = tree_of(answer).xpath("//ol//code/text()")
        assert len(set(codes)) == 10
        after = browser.get_cookie("voordeur")
        assert before is not None
        assert after is not None
        assert before.value != after.value
        assert elsewhere.get(ACCOUNT).location.startswith("/aanmelden")
        row = row_of(database, sanne)
        assert row.totp_secret is not None
        assert len(row.recovery_codes) == 10
        assert actions(database, sanne) == ["app-gekoppeld"]
        assert "Nog 10 over" in text_of(browser.get(ACCOUNT))
        assert codes[0] not in browser.get(CODES).text
        # The page with the codes is of the renewed session: one can sign out from it.
        assert browser.post("/afmelden", data=form_of(answer)).status_code == HTTPStatus.SEE_OTHER

    def test_the_code_that_linked_it_does_not_open_the_door(
        self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        shown = browser.get(APP)
        now = clock.now()
        code = pyotp.TOTP(self.offered(shown)).at(now)
        browser.post(APP, data=form_of(shown) | {"geheim": field_of(shown, "geheim"), "code": code})
        given = Credentials("sanne", PASSWORD, code, "192.0.2.1")
        assert prove(database, parts_of(app).vault, given, now) is None

    def test_a_wrong_code_links_nothing_and_keeps_the_same_picture(
        self, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        shown = browser.get(APP)
        answer = self.link(browser, code="000000", geheim=field_of(shown, "geheim"))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert self.offered(answer) == self.offered(shown)
        assert row_of(database, sanne).totp_secret is None

    def test_looking_changes_nothing_and_each_look_offers_another_secret(self, browser: FlaskClient) -> None:
        first, second = (self.offered(browser.get(APP)) for _ in range(2))
        assert first != second
        assert len(first) == 32

    def test_nobody_chooses_the_secret_of_somebody_else(
        self, app: Flask, browser: FlaskClient, database: Database, world: World, sanne: UUID
    ) -> None:
        with database.transaction() as session:
            other = create_account(session, world.town_id, "karim", "Karim Testema", ["manager"])
        foreign = field_of(browser_of(app, database, other).get(APP), "geheim")
        for given in (foreign, "", "niets", "x" * 500):
            answer = send(browser, APP, geheim=given, code="123456")
            assert answer.status_code == HTTPStatus.BAD_REQUEST
            assert "Deze bladzijde was te oud." in text_of(answer)
        assert row_of(database, sanne).totp_secret is None

    def test_the_picture_is_plain_svg_that_the_policy_allows(self, browser: FlaskClient) -> None:
        answer = browser.get(APP)
        picture = tree_of(answer).xpath("//*[@role='img']")[0]
        assert "QR-code" in picture.get("aria-label")
        drawn = html.tostring(picture).decode()
        assert "viewbox" in drawn.lower()
        assert not any(word in drawn for word in ("<script", "style=", "href="))
        assert answer.headers["Cache-Control"] == "no-store"

    def test_another_app_asks_the_password(
        self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        with_app(app, database, sanne)
        before = row_of(database, sanne).totp_secret
        assert "De oude app werkt daarna niet meer" in text_of(browser.get(APP))
        assert self.link(browser, wachtwoord="fout").status_code == HTTPStatus.BAD_REQUEST
        assert row_of(database, sanne).totp_secret == before
        assert self.link(browser, wachtwoord=PASSWORD).status_code == HTTPStatus.OK
        assert row_of(database, sanne).totp_secret != before

    def test_where_it_is_required_it_stands_in_the_way(
        self, settings: Settings, database: Database, world: World, sanne: UUID
    ) -> None:
        strict = create_app(replace(settings, totp_required_for=frozenset({"behandelaar"})))
        browser = browser_of(strict, database, sanne)
        assert browser.get("/werklijst").location == APP
        assert "Koppel eerst een app aan uw account" in text_of(browser.get(APP))
        assert self.link(browser).status_code == HTTPStatus.OK
        assert browser.get("/werklijst").status_code == HTTPStatus.OK
        with database.transaction() as session:
            manager = create_account(session, world.town_id, "mira", "Mira Demonstra", ["manager"])
        assert browser_of(strict, database, manager).get("/overzicht").status_code == HTTPStatus.OK


class TestRecoveryCodes:
    def test_new_ones_replace_the_old(self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID) -> None:
        old = with_app(app, database, sanne)
        assert send(browser, CODES, wachtwoord="fout").status_code == HTTPStatus.BAD_REQUEST
        answer = send(browser, CODES, wachtwoord=PASSWORD)
        codes = tree_of(answer).xpath("//ol//code/text()")
        assert len(set(codes)) == 10
        assert not set(codes) & set(old)
        vault, now = parts_of(app).vault, clock.now()
        assert prove(database, vault, Credentials("sanne", PASSWORD, old[0], "192.0.2.1"), now) is None
        assert prove(database, vault, Credentials("sanne", PASSWORD, codes[0], "192.0.2.1"), now) == sanne

    def test_without_an_app_there_are_none(self, browser: FlaskClient) -> None:
        assert browser.get(CODES).status_code == HTTPStatus.NOT_FOUND


class TestSessions:
    def test_one_sees_them_and_ends_the_others(
        self, app: Flask, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        elsewhere = browser_of(app, database, sanne)
        shown = browser.get(ACCOUNT)
        titles = tree_of(shown).xpath("//tbody/tr/th/text()")
        assert titles == ["Deze browser", "Een andere browser"]
        answer = browser.post("/account/elders-afmelden", data=form_of(shown))
        assert answer.location == "/account?melding=elders"
        assert elsewhere.get("/werklijst").status_code == HTTPStatus.SEE_OTHER
        again = browser.get(ACCOUNT)
        assert tree_of(again).xpath("//tbody/tr/th/text()") == ["Deze browser"]
        assert "elders-afmelden" not in again.text
        assert actions(database, sanne) == ["elders-afgemeld"]

    def test_those_of_others_are_nobodys_business(
        self, browser: FlaskClient, bas: FlaskClient, database: Database
    ) -> None:
        assert len(tree_of(browser.get(ACCOUNT)).xpath("//tbody/tr")) == 1
        browser.post("/account/elders-afmelden", data=form_of(browser.get(ACCOUNT)))
        assert bas.get("/beheer").status_code == HTTPStatus.OK


class TestHelpingBackIn:
    def test_a_new_password_is_shown_once_and_must_be_changed(
        self, app: Flask, bas: FlaskClient, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        form = form_of(bas.get("/beheer/accounts"))
        answer = bas.post(f"/beheer/accounts/{sanne}/wachtwoord", data=form)
        password = tree_of(answer).xpath("string(//*[@id='eerste-wachtwoord'])")
        assert browser.get("/werklijst").status_code == HTTPStatus.SEE_OTHER
        given = Credentials("sanne", password, "", "192.0.2.1")
        assert prove(database, parts_of(app).vault, given, clock.now()) == sanne
        assert row_of(database, sanne).password_temporary
        assert actions(database, sanne) == ["wachtwoord-gegeven"]

    def test_an_app_is_unlinked_for_who_lost_the_phone(
        self, app: Flask, bas: FlaskClient, browser: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        with_app(app, database, sanne)
        shown = bas.get("/beheer/accounts")
        [unlink] = tree_of(shown).xpath("//form[contains(@action, '/app')]/@action")
        assert bas.post(unlink, data=form_of(shown)).location == "/beheer/accounts?melding=losgekoppeld"
        row = row_of(database, sanne)
        assert (row.totp_secret, row.recovery_codes) == (None, [])
        assert browser.get("/werklijst").status_code == HTTPStatus.SEE_OTHER
        assert actions(database, sanne) == ["app-losgekoppeld"]

    @pytest.mark.parametrize("what", ["wachtwoord", "app"])
    def test_not_the_own_account_nor_that_of_another_organisation_or_a_provider(
        self, bas: FlaskClient, database: Database, world: World, what: str
    ) -> None:
        with database.transaction() as session:
            corry = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
            own = session.scalars(select(Account.id).where(Account.username == "bas")).one()
            work = create_account(session, world.town_id, "werkaccount-1", "Wil Werkstra", ["manager"])
            row = session.get_one(Account, work)
            row.issuer, row.subject, row.password_hash = "https://aanmelden.example", "1", None
            hashes = {one.id: one.password_hash for one in session.scalars(select(Account))}
        shown = bas.get("/beheer/accounts")
        assert "Werkaccount" in text_of(shown)
        assert "werkaccount-1" not in shown.text
        for account, status in ((own, 409), (corry, 404), (work, 409)):
            answer = bas.post(f"/beheer/accounts/{account}/{what}", data=form_of(shown))
            assert answer.status_code == status
        with database.transaction() as session:
            assert {one.id: one.password_hash for one in session.scalars(select(Account))} == hashes
            assert len(session.scalars(select(WebSession)).all()) == 1


def test_without_a_provider_there_is_no_work_account(client: FlaskClient) -> None:
    assert "werkaccount" not in client.get("/aanmelden").text
    for path in ("/aanmelden/werkaccount", "/aanmelden/terug?code=x&state=y", "/afmelden/werkaccount"):
        assert client.get(path).status_code == HTTPStatus.NOT_FOUND
