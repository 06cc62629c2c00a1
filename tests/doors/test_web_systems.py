"""The screens of an administrator for systems, for the journal and for failed work."""

import json
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import ECKey, OctKey
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from service import clock, jobs, journal
from service.db import Database
from service.jobs import Failure
from service.outbox import SIGNAL_RECEIVED
from service.partners.tables import Account, Client
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import World, create_agreement, create_client, create_organisation, rent_signal, token

LIST, NEW, JOURNAL, FAILED = "/beheer/systemen", "/beheer/systemen/nieuw", "/beheer/logboek", "/beheer/mislukt"
SignIn = Callable[[str, str], FlaskClient]
KEYS = json.dumps({"keys": [ECKey.generate_key("P-256").as_dict(private=False)]})


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


def errors_of(answer: TestResponse) -> list[str]:
    found: list[str] = tree_of(answer).xpath("//div[@role='alert']//a/@href")
    return found


class TestSystems:
    def typed(self, organisation: UUID, **changes: object) -> dict[str, object]:
        return {
            "organisatie": str(organisation), "naam": "pakket-van-proefwonen", "rechten": ["signalen:indienen"],
            "wijze": "sleutel", "sleutels": KEYS,
        } | changes

    def test_one_with_a_key_gets_access(self, bas: FlaskClient, world: World, database: Database) -> None:
        answer = send(bas, NEW, **self.typed(world.corporation_id))
        assert answer.status_code == HTTPStatus.OK
        assert tree_of(answer).xpath("//*[@id='secret']") == []
        with database.transaction() as session:
            row = session.scalars(select(Client).where(Client.client_id == "pakket-van-proefwonen")).one()
            assert (row.scopes, row.secret_hash) == (["signalen:indienen"], None)
            assert row.jwks == json.loads(KEYS)
        assert "pakket-van-proefwonen" in text_of(bas.get(LIST))
        again = send(bas, NEW, **self.typed(world.corporation_id))
        assert again.status_code == HTTPStatus.CONFLICT
        assert errors_of(again) == ["#naam"]

    def test_a_secret_is_shown_once_and_works_until_access_is_taken(
        self, bas: FlaskClient, client: FlaskClient, world: World, database: Database
    ) -> None:
        answer = send(bas, NEW, **self.typed(world.corporation_id, wijze="secret", sleutels=""))
        secret = tree_of(answer).xpath("string(//*[@id='secret'])")
        assert answer.headers["Cache-Control"] == "no-store"
        assert len(secret) > 30
        shown = bas.get(LIST)
        assert secret not in shown.text
        asked = {"grant_type": "client_credentials", "client_id": "pakket-van-proefwonen", "client_secret": secret}
        assert client.post("/oauth/token", data=asked).status_code == HTTPStatus.OK
        [revoke] = [
            form for form in tree_of(shown).xpath("//form[contains(@action, 'intrekken')]")
            if "pakket-van-proefwonen" in form.text_content()
        ]
        for _ in range(2):
            done = bas.post(revoke.get("action"), data=form_of(shown))
            assert done.location == f"{LIST}?melding=systeem-dicht"
        assert client.post("/oauth/token", data=asked).json["error"] == "invalid_client"
        with database.transaction() as session:
            noted = list(session.scalars(text("SELECT action FROM journal WHERE action LIKE 'client-%' ORDER BY id")))
        assert noted == ["client-toegevoegd", "client-ingetrokken"]

    def test_every_mistake_is_told_at_once(self, bas: FlaskClient, world: World) -> None:
        answer = send(bas, NEW, organisatie=str(uuid4()), naam="", wijze="anders")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert errors_of(answer) == ["#organisatie", "#naam", "#rechten", "#wijze"]
        other = send(bas, NEW, **self.typed(world.corporation_id, rechten=["beheer"]))
        assert errors_of(other) == ["#rechten"]

    @pytest.mark.parametrize("keys", [
        "", "geen json", "{}", '{"keys": []}', '{"keys": [{}]}', '{"keys": ["x"]}', "[1]",
        json.dumps({"keys": [ECKey.generate_key("P-256").as_dict(private=True)]}),
        json.dumps({"keys": [OctKey.generate_key(256).as_dict(private=True)]}),
    ], ids=["empty", "text", "object", "none", "bare", "string", "list", "private", "shared"])
    def test_only_public_keys_are_taken(self, bas: FlaskClient, world: World, database: Database, keys: str) -> None:
        answer = send(bas, NEW, **self.typed(world.corporation_id, sleutels=keys))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert errors_of(answer) == ["#sleutels"]
        with database.transaction() as session:
            assert session.scalar(select(Client).where(Client.client_id == "pakket-van-proefwonen")) is None

    def test_who_works_elsewhere_too_is_kept_by_the_operator(
        self, bas: FlaskClient, world: World, database: Database
    ) -> None:
        with database.transaction() as session:
            create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
            create_agreement(session, world.corporation_id, municipality_code="9902")
            system = session.scalars(select(Client.id).where(Client.client_id == world.corporation_client)).one()
        shown = bas.get(LIST)
        assert "De beheerder van de installatie" in text_of(shown)
        assert world.corporation_client not in shown.text
        answer = bas.post(f"{LIST}/{system}/intrekken", data=form_of(shown))
        assert answer.status_code == HTTPStatus.NOT_FOUND
        assert errors_of(send(bas, NEW, **self.typed(world.corporation_id))) == ["#organisatie"]
        with database.transaction() as session:
            assert session.get_one(Client, system).active

    def test_a_stranger_stays_out_of_sight(self, bas: FlaskClient, database: Database) -> None:
        with database.transaction() as session:
            other = create_organisation(session, name="Voorbeeldwonen")
            name = create_client(session, other, scopes=["signalen:lezen"])
        assert name not in bas.get(LIST).text
        assert errors_of(send(bas, NEW, **self.typed(other))) == ["#organisatie"]


class TestJournal:
    def rows(self, client: FlaskClient, **asked: str) -> list[list[str]]:
        answer = client.get(JOURNAL, query_string=asked)
        return [[cell.text_content() for cell in row.xpath("td")] for row in tree_of(answer).xpath("//tbody/tr")]

    @pytest.fixture
    def sanne(self, client: FlaskClient, sign_in: SignIn, world: World) -> FlaskClient:
        """Something was done by Sanne and by Bas."""
        header = token(client, world.corporation_client)
        assert client.post("/api/v1/signalen", json=rent_signal(), headers=header).status_code == HTTPStatus.CREATED
        return sign_in("sanne", "behandelaar:schuldhulp")

    def test_tells_who_did_what_without_a_resident(
        self, bas: FlaskClient, sanne: FlaskClient, database: Database, world: World
    ) -> None:
        send(bas, NEW, **TestSystems().typed(world.corporation_id))
        with database.transaction() as session:
            people = {row.username: row.id for row in session.scalars(select(Account))}
        found = self.rows(bas)
        assert ["Bas", "Systeem toegang gegeven"] in [row[1:3] for row in found]
        assert "Voorbeeldsma" not in bas.get(JOURNAL).text
        assert "Proefwonen" not in text_of(bas.get(JOURNAL)), "what corporations do is not of this municipality"
        assert self.rows(bas, wie=str(people["sanne"])) == []
        assert [row[2] for row in self.rows(bas, handeling="client-toegevoegd")] == ["Systeem toegang gegeven"]
        assert self.rows(bas, handeling="verwijzing-gezien") == []
        today, tomorrow = clock.today(), clock.today() + timedelta(days=1)
        assert self.rows(bas, van=today.isoformat(), tot=today.isoformat()) == found
        assert self.rows(bas, van=tomorrow.isoformat()) == []
        assert self.rows(bas, wie="onzin", handeling="onzin", vanaf="onzin") == found

    def test_a_wrong_day_is_told(self, bas: FlaskClient) -> None:
        answer = bas.get(f"{JOURNAL}?van=gisteren&tot=31-2-2026")
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert errors_of(answer) == ["#van", "#tot"]

    def test_goes_on_on_a_next_page(
        self, bas: FlaskClient, database: Database, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(journal, "PAGE", 2)
        for number in range(3):
            send(bas, NEW, **TestSystems().typed(world.corporation_id, naam=f"pakket-{number}"))
        asked = "?handeling=client-toegevoegd"
        first = tree_of(bas.get(JOURNAL + asked))
        [following] = first.xpath("//nav[@aria-label='Bladeren']/a/@href")
        assert "handeling=client-toegevoegd" in following
        second = tree_of(bas.get(following))
        numbers = [row.text_content() for page in (first, second) for row in page.xpath("//tbody/tr/td[4]")]
        assert len(numbers) == len(set(numbers)) == 3

    def test_of_another_municipality_nothing_is_told(
        self, app: Flask, bas: FlaskClient, database: Database, world: World
    ) -> None:
        send(bas, NEW, **TestSystems().typed(world.corporation_id))
        with database.transaction() as session:
            other = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
            account = create_account(session, other, "olga", "Olga", ["beheerder"])
        assert self.rows(browser_of(app, database, account)) == []


class TestFailedWork:
    @pytest.fixture
    def failed(self, client: FlaskClient, database: Database, world: World) -> list[int]:
        """One of the town, one of nobody here, and a round."""
        header = token(client, world.corporation_client)
        own = client.post("/api/v1/signalen", json=rent_signal(), headers=header).json["id"]
        with database.transaction() as session:
            for topic, ids in ((SIGNAL_RECEIVED, [own]), (SIGNAL_RECEIVED, [str(uuid4())]), (None, [])):
                arguments: dict[str, Any] = {"ids": ids} if topic else {}
                jobs.failed(session, Failure("route-signals", topic, arguments, ValueError("Testema")), clock.now())
        with database.transaction() as session:
            return [row.id for row in jobs.waiting(session)]

    def test_of_the_own_municipality_is_done_again(
        self, bas: FlaskClient, database: Database, failed: list[int]
    ) -> None:
        assert "1 wacht" in text_of(bas.get("/beheer"))
        shown = bas.get(FAILED)
        assert tree_of(shown).xpath("//input[@name='werk']/@value") == [str(failed[0])]
        assert "Een nieuw signaal op de werklijst zetten: 1 signaal" in text_of(shown)
        assert "Testema" not in shown.text
        answer = bas.post(FAILED, data=form_of(shown) | {"werk": str(failed[0])})
        assert answer.location == f"{FAILED}?melding=opnieuw"
        assert "Er is geen mislukt werk." in text_of(bas.get(FAILED))
        again = bas.post(FAILED, data=form_of(shown) | {"werk": str(failed[0])})
        assert again.status_code == HTTPStatus.NOT_FOUND

    def test_of_another_is_neither_seen_nor_done(
        self, bas: FlaskClient, database: Database, failed: list[int]
    ) -> None:
        form = form_of(bas.get(FAILED))
        for chosen in (failed[1], failed[2]):
            answer = bas.post(FAILED, data=form | {"werk": [str(failed[0]), str(chosen)]})
            assert answer.status_code == HTTPStatus.NOT_FOUND
        with database.transaction() as session:
            assert [row.id for row in jobs.waiting(session)] == failed
        none = bas.post(FAILED, data=form | {"werk": "onzin"})
        assert none.status_code == HTTPStatus.BAD_REQUEST
        assert errors_of(none) == ["#werk"]


def test_only_an_administrator_and_only_from_our_own_form(
    bas: FlaskClient, sign_in: SignIn, world: World, database: Database
) -> None:
    manager = sign_in("mira", "manager")
    for path in (LIST, NEW, JOURNAL, FAILED):
        assert manager.get(path).status_code == HTTPStatus.FORBIDDEN, path
    with database.transaction() as session:
        system = session.scalars(select(Client.id).where(Client.client_id == world.corporation_client)).one()
    for path in (NEW, FAILED, f"{LIST}/{system}/intrekken"):
        assert bas.post(path, data={"formulier": "vals"}).status_code == HTTPStatus.FORBIDDEN, path
    with database.transaction() as session:
        assert session.get_one(Client, system).active
