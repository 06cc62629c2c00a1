"""In and out through the front door for people: who gets in, for how long, and what nobody hears."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from io import StringIO
from itertools import count
from typing import Any
from uuid import UUID

import pyotp
import pytest
import structlog
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from service import clock
from service.app import create_app, parts_of
from service.config import Settings
from service.db import Database
from service.identity.prove import Credentials, prove
from service.identity.second_factor import new_recovery_codes, seal_totp
from service.identity.sessions import key_of
from service.identity.tables import SignInTries, WebSession
from service.identity.tries import PAIR, Held, keys_of
from service.identity.tries import count as count_try
from service.journal import JournalRow, history
from service.partners.tables import Account
from service.vault import Vault
from tests.doors.web import PASSWORD, create_account, field_of, form_of, text_of
from tests.factories import World

PAGE = "/aanmelden"
_place = count(1)


@pytest.fixture
def sanne(database: Database, world: World) -> UUID:
    with database.transaction() as session:
        return create_account(session, world.town_id, "sanne", "Sanne Proefstra", ["behandelaar:schuldhulp"])


@pytest.fixture(autouse=True)
def _own_address(client: FlaskClient) -> None:
    """Each test comes from a place of its own: signing in is limited per address."""
    client.environ_base["REMOTE_ADDR"] = f"192.0.2.{next(_place)}"


@pytest.fixture
def logged() -> Iterator[StringIO]:
    """What the service logs meanwhile, as it would stand in the file."""
    kept, written = structlog.get_config()["logger_factory"], StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written))
    yield written
    structlog.configure(logger_factory=kept)


def try_in(client: FlaskClient, password: str = PASSWORD, username: str = "sanne", **more: str) -> TestResponse:
    form = form_of(client.get(PAGE))
    return client.post(PAGE, data=form | {"gebruikersnaam": username, "wachtwoord": password} | more)


def test_the_right_password_leads_to_the_worklist(client: FlaskClient, database: Database, sanne: UUID) -> None:
    answer = try_in(client)
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/mijn-dag")
    shown = client.get("/werklijst")
    assert shown.status_code == HTTPStatus.OK
    assert "Sanne Proefstra" in shown.text
    with database.transaction() as session:
        assert [row.action for row in history(session, sanne)] == ["aangemeld"]


def test_the_cookie_is_for_the_server_only_and_the_table_does_not_hold_it(
    client: FlaskClient, database: Database, sanne: UUID
) -> None:
    [cookie] = [header for header in try_in(client).headers.getlist("Set-Cookie") if header.startswith("voordeur=")]
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in cookie.split(";")}
    assert "Expires" not in cookie
    assert "Max-Age" not in cookie
    value = cookie.split(";")[0].removeprefix("voordeur=")
    with database.transaction() as session:
        assert session.scalars(select(WebSession.id)).one() == key_of(value)


def test_over_https_the_cookie_is_secure_and_for_this_host_alone(settings: Settings, sanne: UUID) -> None:
    browser = create_app(replace(settings, secure_cookies=True)).test_client()
    form = form_of(browser.get(PAGE, base_url="https://voordeur.test"))
    data = form | {"gebruikersnaam": "sanne", "wachtwoord": PASSWORD}
    answer = browser.post(PAGE, data=data, base_url="https://voordeur.test")
    [cookie] = [header for header in answer.headers.getlist("Set-Cookie") if header.startswith("__Host-voordeur=")]
    assert "Secure" in cookie


@pytest.mark.parametrize("change", [
    "wrong password", "unknown name", "not active", "no password", "nul", "of a provider",
])
def test_who_does_not_get_in_never_hears_why(
    client: FlaskClient, database: Database, sanne: UUID, change: str
) -> None:
    with database.transaction() as session:
        row = session.get_one(Account, sanne)
        row.active = change != "not active"
        if change == "of a provider":
            row.issuer, row.subject, row.password_hash = "https://aanmelden.example", "1", None
    password = {"wrong password": "een-ander-woord", "no password": ""}.get(change, PASSWORD)
    name = {"unknown name": "niemand", "nul": "san\0ne"}.get(change, "sanne")
    if change == "nul":
        password = "een-ander-woord"
    answer = try_in(client, password, name)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "De gebruikersnaam, het wachtwoord of de code klopt niet." in answer.text
    assert "<title>Fout: Aanmelden - Voordeur</title>" in answer.text
    assert password == "" or password not in answer.text
    assert client.get_cookie("voordeur") is None
    # Nothing in the answer tells the cases apart: only the fresh form token differs.
    assert answer.text.replace(form_of(answer)["formulier"], "") == _refusal(client)


def _refusal(client: FlaskClient) -> str:
    answer = try_in(client, "fout", "iemand-anders")
    return answer.text.replace(form_of(answer)["formulier"], "")


def guess(client: FlaskClient, username: str = "sanne", times: int = PAIR.free) -> None:
    for _ in range(times):
        assert try_in(client, "fout", username).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("username", ["sanne", "niemand"])
def test_after_five_wrong_tries_one_waits_whether_or_not_the_name_exists(
    client: FlaskClient, sanne: UUID, username: str
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        guess(client, username)
        held = try_in(client, username=username)
        assert held.status_code == HTTPStatus.TOO_MANY_REQUESTS
        assert "Wacht nog 1 minuut en probeer" in text_of(held)
        assert held.headers["Retry-After"] == "61"
        moment.shift(timedelta(minutes=1))
        expected = HTTPStatus.SEE_OTHER if username == "sanne" else HTTPStatus.BAD_REQUEST
        assert try_in(client, username=username).status_code == expected


def test_nobody_locks_out_somebody_who_signs_in_from_elsewhere(
    app: Flask, client: FlaskClient, database: Database, vault: Vault, sanne: UUID
) -> None:
    with database.transaction() as session:
        place = client.environ_base["REMOTE_ADDR"]
        for _ in range(PAIR.free):
            count_try(session, keys_of(vault, "sanne", place), clock.now())
    assert try_in(client).status_code == HTTPStatus.TOO_MANY_REQUESTS
    office = app.test_client()
    office.environ_base["REMOTE_ADDR"] = "203.0.113.5"
    assert try_in(office).status_code == HTTPStatus.SEE_OTHER


def test_many_tries_at_once_are_no_more_than_five(app: Flask, database: Database, sanne: UUID) -> None:
    """A try is counted before it is judged: of twenty guesses at once, no more than five are compared."""
    here, now = parts_of(app), clock.now()
    wrong = Credentials("sanne", "fout", "", "192.0.2.200")
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: prove(here.database, here.vault, wrong, now), range(20)))
    assert found.count(None) == PAIR.free
    assert [one for one in found if one] == [Held(now + timedelta(minutes=1))] * 15


def test_every_refusal_is_noted_without_what_was_typed(client: FlaskClient, database: Database, sanne: UUID) -> None:
    guess(client)
    try_in(client)
    try_in(client, "fout", "niemand-hier")
    with database.transaction() as session:
        actions = [(row.action, row.detail) for row in history(session, sanne)]
        access = select(JournalRow).where(JournalRow.ground == "toegangsbeheer").order_by(JournalRow.id)
        everything = list(session.scalars(access))
    assert actions == [("aanmelden-geweigerd", {"reden": "onjuist"})] * PAIR.free + [
        ("aanmelden-opgehouden", {"voor": "naam op een plaats"}),
    ]
    assert [row.subject_id for row in everything][-1] is None
    assert "niemand-hier" not in str([(row.actor_name, row.detail) for row in everything])


def test_the_counts_tell_neither_names_nor_places(client: FlaskClient, database: Database, sanne: UUID) -> None:
    try_in(client, "fout")
    with database.transaction() as session:
        rows = list(session.scalars(select(SignInTries)))
    assert [row.tries for row in rows] == [1, 1, 1]
    assert {len(row.id) for row in rows} == {16}


def test_a_name_is_not_told_by_the_time_it_takes(client: FlaskClient, sanne: UUID) -> None:
    """Both compare with a hash of the same cost; a short cut for unknown names would be twenty times as quick."""

    def seconds(username: str) -> float:
        began = time.perf_counter()
        try_in(client, "fout", username)
        return time.perf_counter() - began

    known = min(seconds("sanne") for _ in range(3))
    assert min(seconds("niemand") for _ in range(3)) > known / 3


def test_two_doors_may_stand_open_at_once(client: FlaskClient, sanne: UUID) -> None:
    first = form_of(client.get(PAGE))
    client.get(PAGE)
    answer = client.post(PAGE, data=first | {"gebruikersnaam": "sanne", "wachtwoord": PASSWORD})
    assert answer.status_code == HTTPStatus.SEE_OTHER


class TestOneTimePassword:
    SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

    @pytest.fixture(autouse=True)
    def _with_app(self, app: Flask, database: Database, sanne: UUID) -> None:
        with database.transaction() as session:
            session.get_one(Account, sanne).totp_secret = seal_totp(parts_of(app).vault, sanne, self.SECRET)

    def _code(self, at: datetime) -> str:
        return pyotp.TOTP(self.SECRET).at(at)

    def test_password_and_code_together_open_the_door(self, client: FlaskClient) -> None:
        code = self._code(clock.now())
        assert try_in(client, code=f"{code[:3]} {code[3:]}").status_code == HTTPStatus.SEE_OTHER

    @pytest.mark.parametrize("minutes", [-2, 2, None])
    def test_without_the_code_of_now_it_stays_shut(self, client: FlaskClient, minutes: int | None) -> None:
        code = "" if minutes is None else self._code(clock.now() + timedelta(minutes=minutes))
        assert try_in(client, code=code).status_code == HTTPStatus.BAD_REQUEST

    def test_the_code_alone_is_not_enough(self, client: FlaskClient) -> None:
        assert try_in(client, "fout", code=self._code(clock.now())).status_code == HTTPStatus.BAD_REQUEST

    def test_a_code_counts_once(self, app: Flask, client: FlaskClient) -> None:
        with time_machine.travel(clock.now(), tick=False):
            code = self._code(clock.now())
            assert try_in(client, code=code).status_code == HTTPStatus.SEE_OTHER
            assert try_in(app.test_client(), code=code).status_code == HTTPStatus.BAD_REQUEST

    def test_a_recovery_code_counts_once_in_place_of_the_app(
        self, app: Flask, client: FlaskClient, database: Database, sanne: UUID
    ) -> None:
        with database.transaction() as session:
            first, second, *rest = new_recovery_codes(session, parts_of(app).vault, sanne)
        assert len(rest) == 8
        assert try_in(client, "fout", code=first).status_code == HTTPStatus.BAD_REQUEST
        assert try_in(client, code=first.upper().replace("-", " ")).status_code == HTTPStatus.SEE_OTHER
        assert try_in(app.test_client(), code=first).status_code == HTTPStatus.BAD_REQUEST
        assert try_in(client, code=second).status_code == HTTPStatus.SEE_OTHER
        with database.transaction() as session:
            kept = session.get_one(Account, sanne).recovery_codes
            actions = [row.action for row in history(session, sanne)]
        assert len(kept) == 8
        assert not any(rest[0].encode() in one or rest[0].replace("-", "").encode() in one for one in kept)
        assert actions.count("herstelcode-gebruikt") == 2

    def test_a_recovery_code_of_somebody_else_is_nothing(
        self, app: Flask, client: FlaskClient, database: Database, world: World
    ) -> None:
        with database.transaction() as session:
            other = create_account(session, world.town_id, "karim", "Karim Testema", ["manager"])
            codes = new_recovery_codes(session, parts_of(app).vault, other)
        assert try_in(client, code=codes[0]).status_code == HTTPStatus.BAD_REQUEST


def test_signing_in_again_ends_the_old_session(client: FlaskClient, database: Database, sanne: UUID) -> None:
    try_in(client)
    first = client.get_cookie("voordeur")
    try_in(client)
    second = client.get_cookie("voordeur")
    assert first is not None
    assert second is not None
    assert first.value != second.value
    with database.transaction() as session:
        assert session.scalars(select(WebSession.id)).all() == [key_of(second.value)]


def test_a_cookie_given_by_somebody_else_does_not_become_a_session(client: FlaskClient, sanne: UUID) -> None:
    client.set_cookie("voordeur", "gekozen-door-een-ander")
    try_in(client)
    cookie = client.get_cookie("voordeur")
    assert cookie is not None
    assert cookie.value != "gekozen-door-een-ander"


def test_signing_out_ends_the_session(client: FlaskClient, database: Database, sanne: UUID) -> None:
    try_in(client)
    old = client.get_cookie("voordeur")
    assert old is not None
    answer = client.post("/afmelden", data=form_of(client.get("/werklijst")))
    assert answer.location == "/aanmelden?melding=afgemeld"
    assert client.get_cookie("voordeur") is None
    client.set_cookie("voordeur", old.value)
    assert client.get("/werklijst").location == "/aanmelden?verder=%2Fwerklijst&melding=verlopen"
    with database.transaction() as session:
        assert session.scalars(select(WebSession)).all() == []


@pytest.mark.parametrize(("idle", "whole"), [(timedelta(minutes=30), None), (None, timedelta(hours=10))])
def test_a_session_ends_by_itself(
    client: FlaskClient, sanne: UUID, idle: timedelta | None, whole: timedelta | None
) -> None:
    with time_machine.travel(clock.now(), tick=False) as moment:
        try_in(client)
        if idle:
            moment.shift(idle - timedelta(seconds=1))
            assert client.get("/werklijst").status_code == HTTPStatus.OK
            moment.shift(idle)
        for _ in range(0 if whole is None else int(whole / timedelta(minutes=20)) - 1):
            moment.shift(timedelta(minutes=20))
            assert client.get("/werklijst").status_code == HTTPStatus.OK
        moment.shift(timedelta(minutes=20 if whole else 0))
        answer = client.get("/werklijst")
        assert answer.status_code == HTTPStatus.SEE_OTHER
        assert "U was een tijd niet bezig" in client.get(answer.location).text


def test_a_person_who_left_is_out_at_once(client: FlaskClient, database: Database, sanne: UUID) -> None:
    try_in(client)
    with database.transaction() as session:
        session.get_one(Account, sanne).active = False
    assert client.get("/werklijst").status_code == HTTPStatus.SEE_OTHER


def test_an_account_without_a_task_does_not_get_in(client: FlaskClient, database: Database, world: World) -> None:
    with database.transaction() as session:
        # A role that does not fit the organisation is no role.
        create_account(session, world.corporation_id, "vreemd", "Vera Vreemd", ["behandelaar:schuldhulp", "manager"])
    answer = try_in(client, username="vreemd")
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Uw account heeft nog geen taak in Voordeur." in answer.text
    assert client.get_cookie("voordeur") is None


@pytest.mark.parametrize("token", [None, "", "00" * 16])
def test_the_sign_in_form_must_be_our_own(client: FlaskClient, sanne: UUID, token: str | None) -> None:
    client.get(PAGE)
    data: dict[str, Any] = {"gebruikersnaam": "sanne", "wachtwoord": PASSWORD, "formulier": token}
    answer = client.post(PAGE, data={name: value for name, value in data.items() if value is not None})
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Het formulier was niet meer geldig." in answer.text


def test_a_form_of_another_browser_is_not_our_own(app: Flask, client: FlaskClient, sanne: UUID) -> None:
    stolen = form_of(app.test_client().get(PAGE))
    client.get(PAGE)
    answer = client.post(PAGE, data=stolen | {"gebruikersnaam": "sanne", "wachtwoord": PASSWORD})
    assert answer.status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize("wished", [
    "https://elders.example/", "//elders.example", "/\\elders.example", "/werklijst.elders.example", "/afmelden",
    "/verwijzingen/1", "javascript:alert(1)", "/api/v1/openapi.json",
])
def test_nobody_is_sent_elsewhere_after_signing_in(client: FlaskClient, sanne: UUID, wished: str) -> None:
    assert try_in(client, verder=wished).location == "/mijn-dag"


def test_after_signing_in_one_is_where_one_wanted_to_be(client: FlaskClient, sanne: UUID) -> None:
    wished = "/verwijzingen/019a9b6e-0000-7000-8000-000000000001"
    answer = client.get(f"{wished}/afsluiten")
    form = form_of(client.get(answer.location))
    assert field_of(client.get(answer.location), "verder") == wished
    filled = form | {"verder": wished, "gebruikersnaam": "sanne", "wachtwoord": PASSWORD}
    form = form_of(client.get(answer.location))
    assert client.post(PAGE, data=filled | form).location == wished


def test_many_names_from_one_place_are_held_back(app: Flask, client: FlaskClient) -> None:
    answers = [client.post(PAGE, data={}) for _ in range(61)]
    assert answers[-2].status_code == HTTPStatus.BAD_REQUEST
    assert answers[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert "Wacht een minuut" in answers[-1].text
    assert answers[-1].headers["Retry-After"]


def test_nothing_of_the_sign_in_reaches_the_log(client: FlaskClient, sanne: UUID, logged: StringIO) -> None:
    try_in(client, "een-fout-wachtwoord")
    try_in(client)
    assert "sign_in_refused" in logged.getvalue()
    assert "een-fout-wachtwoord" not in logged.getvalue()
    assert "sanne" not in logged.getvalue()
