"""Signing in with a work account, against a certified provider: who gets in, with which roles, and what is refused."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from service import clock
from service.app import create_app
from service.config import Settings
from service.db import Database
from service.identity.tables import WebSession
from service.journal import JournalRow
from service.partners.tables import Account
from tests.doors.web import browser_of, create_account, form_of, text_of
from tests.factories import TOWN, World
from tests.npm.provider import RunningProvider, asked_of, by_key, registered, running, tampered

pytestmark = pytest.mark.npm
HOME = "http://voordeur.test"
START, BACK = "/aanmelden/werkaccount", "/aanmelden/terug"
_place = count(1)
Visit = Callable[..., TestResponse]


@pytest.fixture
def provider() -> Iterator[RunningProvider]:
    with running(HOME) as found:
        yield found


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return World(session)


def rules(world: World) -> list[dict[str, Any]]:
    return [
        {
            "waarde": "groep-noord", "gemeente": TOWN, "rollen": ["behandelaar:schuldhulp"],
            "teams": ["schuldhulp-noord"],
        },
        {"waarde": "groep-cijfers", "gemeente": TOWN, "rollen": ["manager"]},
        {"waarde": "groep-wonen", "corporatie": str(world.corporation_id), "rollen": ["corporatie"]},
    ]


@pytest.fixture
def service(settings: Settings, provider: RunningProvider, world: World, tmp_path: Path) -> Flask:
    return create_app(registered(settings, provider, tmp_path, rules(world)))


@pytest.fixture
def browser(service: Flask) -> FlaskClient:
    return fresh(service)


def fresh(service: Flask) -> FlaskClient:
    client = service.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.51.100.{next(_place)}"
    return client


def go(provider: RunningProvider, client: FlaskClient, **changes: str) -> str:
    """From our door through the provider; the address at which it sends the browser back."""
    answer = client.get(START)
    assert answer.status_code == HTTPStatus.SEE_OTHER, answer.text
    return provider.walk(tampered(answer.location, **changes), HOME)


def sign_in(provider: RunningProvider, client: FlaskClient) -> TestResponse:
    return client.get(go(provider, client).removeprefix(HOME))


def accounts(database: Database) -> list[Account]:
    with database.transaction() as session:
        return list(session.scalars(select(Account).order_by(Account.created_at, Account.id)))


def noted(database: Database, account_id: UUID | None = None) -> list[tuple[str, dict[str, Any]]]:
    with database.transaction() as session:
        query = select(JournalRow).where(JournalRow.ground == "toegangsbeheer").order_by(JournalRow.id)
        rows = [row for row in session.scalars(query) if account_id in {None, row.subject_id}]
        return [(row.action, row.detail) for row in rows]


def test_somebody_with_a_role_gets_an_account_and_gets_in(
    provider: RunningProvider, browser: FlaskClient, database: Database
) -> None:
    provider.give("groep-noord", "iets-anders", email="sanne@voorbeeldstad.example")
    answer = sign_in(provider, browser)
    assert (answer.status_code, answer.location) == (HTTPStatus.SEE_OTHER, "/mijn-dag")
    assert "Sanne Proefstra" in browser.get("/werklijst").text
    [account] = accounts(database)
    assert (account.issuer, account.subject, account.password_hash) == (provider.issuer, "proef-1", None)
    assert (account.roles, account.teams) == (["behandelaar:schuldhulp"], ["schuldhulp-noord"])
    actions = [action for action, _ in noted(database, account.id)]
    assert actions == ["account-toegevoegd", "rollen-gewijzigd", "aangemeld"]


def test_what_goes_to_the_provider_is_only_what_it_needs(provider: RunningProvider, browser: FlaskClient) -> None:
    first, second = (asked_of(browser.get(START).location) for _ in range(2))
    assert set(first) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "code_challenge",
        "code_challenge_method",
    }
    assert (first["response_type"], first["code_challenge_method"]) == ("code", "S256")
    assert first["redirect_uri"] == f"{HOME}{BACK}"
    for secret in ("state", "nonce", "code_challenge"):
        assert first[secret] != second[secret]
        assert len(first[secret]) >= 43


def test_the_cookie_of_the_journey_tells_nothing_and_goes_afterwards(
    provider: RunningProvider, browser: FlaskClient
) -> None:
    provider.give("groep-noord")
    asked = asked_of(browser.get(START).location)
    cookie = browser.get_cookie("voordeur-werkaccount")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert not any(value in cookie.value for value in asked.values())
    sign_in(provider, browser)
    assert browser.get_cookie("voordeur-werkaccount") is None


def test_a_key_of_our_own_instead_of_a_secret(settings: Settings, world: World, tmp_path: Path) -> None:
    keyed, jwks = by_key(settings, tmp_path)
    with running(HOME, jwks) as provider:
        found = registered(settings, provider, tmp_path, rules(world))
        both = replace(
            found, oidc_client_id=keyed.oidc_client_id, oidc_client_secret_file=None,
            oidc_client_key_file=keyed.oidc_client_key_file,
        )
        provider.give("groep-cijfers")
        assert sign_in(provider, fresh(create_app(both))).location == "/overzicht"


def test_the_roles_follow_the_claims_at_every_sign_in(
    provider: RunningProvider, service: Flask, browser: FlaskClient, database: Database
) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    provider.give("groep-cijfers", name="Sanne Anderstra")
    elsewhere = fresh(service)
    assert sign_in(provider, elsewhere).location == "/overzicht"
    [account] = accounts(database)
    assert (account.name, account.roles, account.teams) == ("Sanne Anderstra", ["manager"], [])
    assert ("rollen-gewijzigd", {"van": ["behandelaar:schuldhulp"], "naar": ["manager"]}) in noted(database)
    # The session with the roles of before is over.
    assert browser.get("/werklijst").location.startswith("/aanmelden")


def test_who_loses_the_role_is_out(
    provider: RunningProvider, service: Flask, browser: FlaskClient, database: Database
) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    provider.give("groep-van-een-ander")
    answer = sign_in(provider, fresh(service))
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "Uw werkaccount geeft geen toegang tot Voordeur." in text_of(answer)
    assert browser.get("/werklijst").status_code == HTTPStatus.SEE_OTHER
    assert accounts(database)[0].roles == []
    assert noted(database)[-1] == ("aanmelden-geweigerd", {"reden": "geen rol"})
    provider.give("groep-noord")
    assert sign_in(provider, browser).location == "/mijn-dag"
    assert len(accounts(database)) == 1


def test_an_account_is_of_a_subject_and_never_of_an_address(
    provider: RunningProvider, service: Flask, browser: FlaskClient, database: Database, world: World
) -> None:
    with database.transaction() as session:
        create_account(session, world.town_id, "sanne@voorbeeldstad.example", "Sanne Proefstra", ["beheerder"])
    same = {"email": "sanne@voorbeeldstad.example", "preferred_username": "sanne@voorbeeldstad.example"}
    for subject in ("proef-1", "proef-2"):
        provider.give("groep-noord", subject=subject, **same)
        assert sign_in(provider, fresh(service)).location == "/mijn-dag"
    found = accounts(database)
    assert sorted(account.subject or "" for account in found) == ["", "proef-1", "proef-2"]
    assert [account.roles for account in found if account.subject is None] == [["beheerder"]]


def test_an_account_that_was_closed_here_stays_closed(
    provider: RunningProvider, service: Flask, browser: FlaskClient, database: Database
) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    with database.transaction() as session:
        session.scalars(select(Account)).one().active = False
    assert sign_in(provider, fresh(service)).status_code == HTTPStatus.FORBIDDEN


def test_who_moves_to_another_organisation_gets_another_account(
    provider: RunningProvider, browser: FlaskClient, database: Database, world: World
) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    provider.give("groep-wonen")
    assert sign_in(provider, browser).location == "/corporatie"
    roles = {account.organisation_id: account.roles for account in accounts(database)}
    assert roles == {world.town_id: [], world.corporation_id: ["corporatie"]}


def test_two_organisations_at_once_is_none(provider: RunningProvider, browser: FlaskClient, database: Database) -> None:
    provider.give("groep-noord", "groep-wonen")
    answer = sign_in(provider, browser)
    assert answer.status_code == HTTPStatus.FORBIDDEN
    assert "meer dan een organisatie" in text_of(answer)
    assert accounts(database) == []


@pytest.mark.parametrize(("changes", "reason"), [
    ({"nonce": "van-een-ander"}, "id_token"), ({"code_challenge": "A" * 43}, "code"),
])
def test_an_answer_to_another_question_is_refused(
    provider: RunningProvider, browser: FlaskClient, database: Database, changes: dict[str, str], reason: str
) -> None:
    provider.give("groep-noord")
    answer = browser.get(go(provider, browser, **changes).removeprefix(HOME))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Uw organisatie bevestigde niet wie u bent." in text_of(answer)
    assert browser.get_cookie("voordeur") is None
    assert noted(database) == [("aanmelden-geweigerd", {"reden": reason})]
    assert accounts(database) == []


def test_a_state_of_another_browser_is_refused(
    provider: RunningProvider, service: Flask, browser: FlaskClient, database: Database
) -> None:
    """Somebody is lured to an address with the code of another: this browser never asked for it."""
    provider.give("groep-noord")
    stolen = go(provider, browser).removeprefix(HOME)
    for victim in (fresh(service), fresh(service)):
        victim.get(START)
        answer = victim.get(stolen)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "Het aanmelden is niet afgemaakt." in text_of(answer)
    assert fresh(service).get(stolen).status_code == HTTPStatus.BAD_REQUEST
    changed = tampered(go(provider, browser), state="anders").removeprefix(HOME)
    assert browser.get(changed).status_code == HTTPStatus.BAD_REQUEST
    assert accounts(database) == []


def test_a_way_back_counts_once(provider: RunningProvider, browser: FlaskClient) -> None:
    provider.give("groep-noord")
    back = go(provider, browser).removeprefix(HOME)
    assert browser.get(back).status_code == HTTPStatus.SEE_OTHER
    assert browser.get(back).status_code == HTTPStatus.BAD_REQUEST


@pytest.mark.parametrize(("later", "status"), [
    (timedelta(seconds=45), HTTPStatus.SEE_OTHER), (timedelta(minutes=3), HTTPStatus.BAD_REQUEST),
    (timedelta(minutes=11), HTTPStatus.BAD_REQUEST), (timedelta(seconds=-45), HTTPStatus.SEE_OTHER),
])
def test_an_expired_token_is_refused_and_clocks_may_differ_a_minute(
    provider: RunningProvider, browser: FlaskClient, later: timedelta, status: HTTPStatus
) -> None:
    provider.give("groep-noord")
    provider.set(idTokenSeconds=1)
    back = go(provider, browser).removeprefix(HOME)
    with time_machine.travel(clock.now() + later):
        assert browser.get(back).status_code == status


def test_a_token_for_another_client_is_refused(
    provider: RunningProvider, settings: Settings, world: World, tmp_path: Path
) -> None:
    """The provider vouches to another client; we call ourselves by another name than the code was given to."""
    service = create_app(registered(settings, provider, tmp_path, rules(world)))
    browser = fresh(service)
    provider.give("groep-noord")
    back = go(provider, browser)
    registration = service.extensions["voordeur"].provider.registration
    service.extensions["voordeur"].provider.registration = replace(registration, client_id="met-sleutel")
    assert browser.get(back.removeprefix(HOME)).status_code == HTTPStatus.BAD_REQUEST


def test_new_keys_of_the_provider_are_found(provider: RunningProvider, service: Flask, browser: FlaskClient) -> None:
    provider.give("groep-noord")
    assert sign_in(provider, browser).location == "/mijn-dag"
    provider.change_keys()
    assert sign_in(provider, fresh(service)).location == "/mijn-dag"


def test_a_provider_that_refuses_is_not_ours_to_explain(
    provider: RunningProvider, browser: FlaskClient, database: Database
) -> None:
    provider.set(refuse=True)
    answer = sign_in(provider, browser)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert noted(database) == [("aanmelden-geweigerd", {"reden": "geweigerd"})]


def test_a_provider_that_is_down_gives_a_clear_page(
    provider: RunningProvider, service: Flask, browser: FlaskClient
) -> None:
    provider.give("groep-noord")
    back = go(provider, browser).removeprefix(HOME)
    provider.stop()
    for answer in (browser.get(back), fresh(create_app_like(service)).get(START)):
        assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
        assert "geen antwoord van de aanmelddienst van uw organisatie" in text_of(answer)
    page = browser.get("/aanmelden")
    assert (page.status_code, "Aanmelden met uw werkaccount" in page.text) == (HTTPStatus.OK, True)


def create_app_like(service: Flask) -> Flask:
    """The same settings in a process that remembers nothing of the provider."""
    return create_app(service.extensions["voordeur"].settings)


def test_local_accounts_can_be_switched_off(
    settings: Settings, provider: RunningProvider, world: World, tmp_path: Path, database: Database
) -> None:
    only = replace(registered(settings, provider, tmp_path, rules(world)), local_accounts=False)
    browser = fresh(create_app(only))
    page = browser.get("/aanmelden")
    assert "Wachtwoord" not in text_of(page)
    assert browser.post("/aanmelden", data={}).status_code == HTTPStatus.FORBIDDEN
    with database.transaction() as session:
        local = create_account(session, world.town_id, "bas", "Bas Nepveen", ["beheerder"])
    assert browser_of(browser.application, database, local).get("/beheer").location.startswith("/aanmelden")
    provider.give("groep-noord")
    assert sign_in(provider, browser).location == "/mijn-dag"


def test_password_and_app_are_not_ours_to_change(provider: RunningProvider, browser: FlaskClient) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    assert "met uw werkaccount" in text_of(browser.get("/account"))
    for path in ("/account/wachtwoord", "/account/app", "/account/herstelcodes"):
        assert browser.get(path).status_code == HTTPStatus.FORBIDDEN


def test_signing_out_offers_to_leave_the_provider_too(
    provider: RunningProvider, browser: FlaskClient, database: Database
) -> None:
    provider.give("groep-noord")
    sign_in(provider, browser)
    answer = browser.post("/afmelden", data=form_of(browser.get("/werklijst")))
    assert answer.location == "/aanmelden?melding=afgemeld-werk"
    assert "/afmelden/werkaccount" in browser.get(answer.location).text
    with database.transaction() as session:
        assert session.scalars(select(WebSession)).all() == []
    leave = browser.get("/afmelden/werkaccount").location
    assert leave.startswith(f"{provider.issuer}/session/end?")
    assert asked_of(leave) == {"client_id": "met-secret", "post_logout_redirect_uri": f"{HOME}/aanmelden"}
    assert provider.visitor.get(leave).status_code == HTTPStatus.OK
