"""Every address is guarded, or is in the short list of what everybody may have."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from service.actors import SCOPES, Administrator, Caseworker, Corporation, Manager, Partner, TeamLead
from service.db import Database
from service.openapi import SCOPE_WORDS
from service.problems import PREFIX, PROBLEM_TYPE
from tests.factories import World, token

PUBLIC = {
    f"{PREFIX}/openapi.json",  # NL API Design Rules 2.2, /core/publish-openapi
    "/oauth/token",  # where a client proves itself
    "/.well-known/jwks.json",  # public keys
    "/gezondheid",
    "/metrics",
    "/notify/terugmelding",  # where the sending service shows the token that was agreed with it
}
PUBLIC_PAGES = {
    "/aanmelden", "/aanmelden/werkaccount", "/aanmelden/terug", "/afmelden/werkaccount", "/bewijs-controleren",
    "/privacy/<code>",  # what the law has residents told; nothing about a person stands there
    "/static/<path:name>", "/thema/<code>.css",
    "/h/<card>", "/hulp/<code>", "/hulp/<code>/vraag",  # for residents
    "/afspraak/<link>", "/afspraak/<link>/agenda",
}
PAGES = "web."
SIGN_IN = "/aanmelden"


@pytest.fixture
def world(database: Database) -> World:
    with database.transaction() as session:
        return World(session)


def api_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(PAGES)]


def page_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith(PAGES)]


def asked_scope(app: Flask, rule: Rule) -> str | None:
    return getattr(app.view_functions[rule.endpoint], "required_scope", None)


def calls(rules: list[Rule]) -> Iterator[tuple[str, str]]:
    """Each method and address of these rules, with ids that name nothing."""
    for rule in rules:
        given = {name: "x.css" if name == "name" else uuid4() for name in rule.arguments}
        built = rule.build(given)
        assert built is not None, rule
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield method, built[1]


def test_every_operation_asks_a_scope_or_is_known_to_be_public(app: Flask) -> None:
    unguarded = {rule.rule for rule in api_rules(app) if asked_scope(app, rule) is None}
    assert unguarded <= PUBLIC
    assert len(api_rules(app)) > len(unguarded) + 10


def test_every_scope_that_is_asked_is_one_that_clients_can_have(app: Flask) -> None:
    asked = {asked_scope(app, rule) for rule in api_rules(app)} - {None}
    assert asked <= SCOPES
    assert set(SCOPE_WORDS) == SCOPES, "the document explains every scope"


def test_no_operation_works_without_a_token(app: Flask, client: FlaskClient) -> None:
    guarded = [rule for rule in api_rules(app) if asked_scope(app, rule)]
    for method, address in calls(guarded):
        answer = client.open(address, method=method, json={})
        assert (answer.status_code, answer.mimetype) == (401, PROBLEM_TYPE), (method, address)
        assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_no_operation_works_with_a_token_for_other_things(app: Flask, client: FlaskClient, world: World) -> None:
    for rule in api_rules(app):
        scope = asked_scope(app, rule)
        if scope is None:
            continue
        other = token(client, world.corporation_client, " ".join(SCOPES - {scope}))
        for method, address in calls([rule]):
            answer = client.open(address, method=method, json={}, headers=other)
            assert (answer.status_code, answer.mimetype) == (403, PROBLEM_TYPE), (method, address)


def test_every_page_says_who_may_see_it(app: Flask) -> None:
    unsaid, public, asked = set(), set(), set()
    for rule in page_rules(app):
        view = app.view_functions[rule.endpoint]
        if getattr(view, "is_public", False):
            public.add(rule.rule)
        elif not hasattr(view, "for_kinds"):
            unsaid.add(rule.rule)
        else:
            asked |= set(view.for_kinds)
    assert not unsaid
    assert asked == {one.kind for one in (Administrator, Caseworker, Corporation, Manager, Partner, TeamLead)}
    assert public <= PUBLIC_PAGES


def test_no_page_shows_anything_to_a_stranger(app: Flask, client: FlaskClient) -> None:
    guarded = [rule for rule in page_rules(app) if rule.rule not in PUBLIC_PAGES]
    assert guarded, "the screens are part of the application"
    for method, address in calls(guarded):
        answer = client.open(address, method=method)
        assert answer.status_code == 303, (method, address)
        assert answer.headers["Location"].startswith(SIGN_IN), (method, address)


def test_no_form_is_taken_from_another_site(app: Flask) -> None:
    """Screens change things by POST only, where the guard checks the form; a GET never does."""
    methods = {method for rule in page_rules(app) for method in rule.methods or set()}
    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}
