"""The screens for agreements with corporations and for accounts of colleagues."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from service import clock
from service.app import parts_of
from service.db import Database
from service.identity.prove import Credentials, prove
from service.partners.store import agreements_of
from service.partners.tables import Account, Agreement
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import TOWN, World, create_agreement, create_organisation

LIST, NEW, ACCOUNTS = "/beheer/overeenkomsten", "/beheer/overeenkomsten/nieuw", "/beheer/accounts"
SignIn = Callable[[str, str], FlaskClient]


@pytest.fixture
def sign_in(app: Flask, database: Database, world: World) -> SignIn:
    def run(username: str, role: str) -> FlaskClient:
        with database.transaction() as session:
            account = create_account(session, world.town_id, username, username.capitalize(), [role])
        return browser_of(app, database, account)

    return run


@pytest.fixture
def bas(sign_in: SignIn) -> FlaskClient:
    return sign_in("bas", "beheerder")


def send(client: FlaskClient, where: str, **fields: object) -> TestResponse:
    return client.post(where, data=form_of(client.get(where)) | fields)


def typed(world: World, **changes: object) -> dict[str, object]:
    return {
        "corporatie": str(world.corporation_id), "soorten": ["huurachterstand"], "van": "2027-01-01",
        "tot": "31-12-2027", "getekend": "2026-11-02", "contact": "incasso@proefwonen.example",
    } | changes


def ends_in(database: Database, days: int) -> UUID:
    """Let the town's agreement end after so many days; its id."""
    with database.transaction() as session:
        row = session.scalars(select(Agreement).where(Agreement.municipality_code == TOWN)).one()
        row.valid_until = clock.today() + timedelta(days=days)
        return row.id


class TestAgreements:
    def test_one_is_added(self, bas: FlaskClient, world: World, database: Database) -> None:
        answer = send(bas, NEW, **typed(world))
        assert answer.location == f"{LIST}?melding=overeenkomst"
        words = text_of(bas.get(answer.location))
        for told in ("1 januari 2027, tot en met 31 december 2027", "incasso@proefwonen.example", "vastgelegd"):
            assert told in words, told
        with database.transaction() as session:
            assert len(agreements_of(session, TOWN)) == 2
            noted = session.scalars(text("SELECT action FROM journal ORDER BY at DESC LIMIT 1")).one()
        assert noted == "overeenkomst-vastgelegd"

    def test_every_mistake_is_told_at_once(self, bas: FlaskClient, world: World, database: Database) -> None:
        wrong = typed(
            world, corporatie=str(world.town_id), soorten=["anders"], van="gisteren", tot="31-2-2027", getekend="",
            contact="x\0y",
        )
        answer = send(bas, NEW, **wrong)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        tree = tree_of(answer)
        links = tree.xpath("//div[@role='alert']//a/@href")
        assert links == ["#corporatie", "#soorten", "#van", "#tot", "#getekend", "#contact"]
        assert all(tree.xpath(f"//*[@id='{link[1:]}']") for link in links)
        with database.transaction() as session:
            assert len(agreements_of(session, TOWN)) == 1

    def test_a_period_that_runs_back(self, bas: FlaskClient, world: World) -> None:
        answer = send(bas, NEW, **typed(world, tot="2026-12-31"))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "De laatste dag ligt voor de eerste dag." in text_of(answer)

    @pytest.mark.parametrize(("days", "state"), [
        (60, "Geldig, loopt af binnen 60 dagen"), (0, "Geldig, loopt af binnen 60 dagen"), (61, "Geldig"),
        (-1, "Beëindigd"),
    ])
    def test_its_state_is_told(self, bas: FlaskClient, database: Database, days: int, state: str) -> None:
        ends_in(database, days)
        assert tree_of(bas.get(LIST)).xpath("string(//tbody/tr/td[3])") == state
        start = text_of(bas.get("/beheer"))
        assert ("Overeenkomst loopt af binnen 60 dagen" in start) is (0 <= days <= 60)
        assert ("De overeenkomst met Proefwonen loopt af op" in start) is (0 <= days <= 60)

    def test_one_that_is_to_come(self, bas: FlaskClient, world: World, database: Database) -> None:
        with database.transaction() as session:
            create_agreement(session, world.corporation_id, valid_from=clock.today() + timedelta(days=1))
        assert "Gaat nog in" in text_of(bas.get(LIST))

    def test_one_is_ended_on_a_day(self, bas: FlaskClient, database: Database) -> None:
        where = f"{LIST}/{ends_in(database, 300)}/beeindigen"
        last = clock.today() + timedelta(days=5)
        assert send(bas, where, einddatum=last.isoformat()).location == f"{LIST}?melding=beeindigd"
        with database.transaction() as session:
            assert [one.valid_until for one in agreements_of(session, TOWN)] == [last]

    @pytest.mark.parametrize(("days", "told"), [
        (-1, "Kies een dag vanaf"), (301, "Verlengen kan hier niet."), (None, "Vul een datum in"),
    ])
    def test_a_day_that_will_not_do(self, bas: FlaskClient, database: Database, days: int | None, told: str) -> None:
        where = f"{LIST}/{ends_in(database, 300)}/beeindigen"
        day = "" if days is None else (clock.today() + timedelta(days=days)).isoformat()
        answer = send(bas, where, einddatum=day)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert told in text_of(answer)
        with database.transaction() as session:
            assert [one.valid_until for one in agreements_of(session, TOWN)] == [clock.today() + timedelta(days=300)]

    def test_of_another_municipality_nothing_is_seen(self, bas: FlaskClient, world: World, database: Database) -> None:
        with database.transaction() as session:
            create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
            create_agreement(session, world.corporation_id, municipality_code="9902", kinds=["achterDeVoordeur"])
            [other] = agreements_of(session, "9902")
        assert len(tree_of(bas.get(LIST)).xpath("//tbody/tr")) == 1
        where = f"{LIST}/{other.id}/beeindigen"
        assert bas.get(where).status_code == HTTPStatus.NOT_FOUND
        answer = bas.post(where, data=form_of(bas.get(NEW)) | {"einddatum": clock.today().isoformat()})
        assert answer.status_code == HTTPStatus.NOT_FOUND
        with database.transaction() as session:
            assert agreements_of(session, "9902")[0].valid_until is None


class TestAccounts:
    NEW = f"{ACCOUNTS}/nieuw"

    def add(self, client: FlaskClient, **changes: object) -> TestResponse:
        fields: dict[str, object] = {
            "naam": "Nieke Nieuwstra", "gebruikersnaam": "nieke",
            "rollen": ["behandelaar:schuldhulp", "manager"], "teams": ["schuldhulp-noord"],
        }
        return send(client, self.NEW, **(fields | changes))

    def test_the_first_password_is_shown_once_and_works(self, app: Flask, bas: FlaskClient, database: Database) -> None:
        answer = self.add(bas)
        assert answer.status_code == HTTPStatus.OK
        assert answer.headers["Cache-Control"] == "no-store"
        password = tree_of(answer).xpath("string(//*[@id='eerste-wachtwoord'])")
        assert prove(database, parts_of(app).vault, Credentials("nieke", password), clock.now()) is not None
        shown = bas.get(ACCOUNTS)
        assert password not in shown.text
        for told in ("Nieke Nieuwstra", "nieke", "Behandelaar schuldhulp en Manager", "Schuldhulp Noord"):
            assert told in text_of(shown), told
        again = self.add(bas)
        assert again.status_code == HTTPStatus.CONFLICT
        assert "al in gebruik" in text_of(again)
        assert tree_of(again).xpath("//*[@id='eerste-wachtwoord']") == []

    def test_every_mistake_is_told_at_once(self, bas: FlaskClient, database: Database) -> None:
        answer = self.add(bas, naam="", gebruikersnaam="x" * 300, rollen=["corporatie"], teams=["niets"])
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        links = tree_of(answer).xpath("//div[@role='alert']//a/@href")
        assert links == ["#gebruikersnaam", "#naam", "#rollen", "#teams"]
        with database.transaction() as session:
            assert session.scalars(select(Account.username)).all() == ["bas"]

    def test_a_closed_account_is_out_at_once(self, bas: FlaskClient, sign_in: SignIn, database: Database) -> None:
        mira = sign_in("mira", "manager")
        assert mira.get("/overzicht").status_code == HTTPStatus.OK
        shown = bas.get(ACCOUNTS)
        [close] = tree_of(shown).xpath("//form[contains(@action, 'sluiten')]/@action")
        assert bas.post(close, data=form_of(shown)).location == f"{ACCOUNTS}?melding=gesloten"
        assert mira.get("/overzicht").status_code == HTTPStatus.SEE_OTHER
        assert "Gesloten" in text_of(bas.get(ACCOUNTS))

    def test_nobody_closes_the_own_account_or_that_of_another_organisation(
        self, bas: FlaskClient, world: World, database: Database
    ) -> None:
        with database.transaction() as session:
            corry = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
            own = session.scalars(select(Account.id).where(Account.username == "bas")).one()
        shown = bas.get(ACCOUNTS)
        assert "Corry" not in shown.text
        form = form_of(shown)
        assert bas.post(f"{ACCOUNTS}/{own}/sluiten", data=form).status_code == HTTPStatus.CONFLICT
        assert bas.post(f"{ACCOUNTS}/{corry}/sluiten", data=form).status_code == HTTPStatus.NOT_FOUND
        with database.transaction() as session:
            assert all(session.scalars(select(Account.active)))


def test_only_an_administrator_and_only_from_our_own_form(
    bas: FlaskClient, sign_in: SignIn, world: World, database: Database
) -> None:
    manager, end = sign_in("mira", "manager"), f"{LIST}/{ends_in(database, 300)}/beeindigen"
    with database.transaction() as session:
        mira = session.scalars(select(Account.id).where(Account.username == "mira")).one()
    for address in (LIST, NEW, end, ACCOUNTS, f"{ACCOUNTS}/nieuw"):
        assert manager.get(address).status_code == HTTPStatus.FORBIDDEN, address
    for address in (NEW, end, f"{ACCOUNTS}/nieuw", f"{ACCOUNTS}/{mira}/sluiten"):
        assert manager.post(address).status_code == HTTPStatus.FORBIDDEN, address
        answer = bas.post(address, data=typed(world) | {"formulier": "vals", "einddatum": clock.today().isoformat()})
        assert answer.status_code == HTTPStatus.FORBIDDEN, address
        assert "Er is niets opgeslagen" in text_of(answer)
    with database.transaction() as session:
        assert len(agreements_of(session, TOWN)) == 1
        assert all(session.scalars(select(Account.active)))
