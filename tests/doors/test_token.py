"""Tokens: asked as a system would, by secret and by its own key."""

import base64
import json
import time
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from service.db import Database
from tests.factories import SECRET, World, create_client, rent_signal

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
GRANT = {"grant_type": "client_credentials"}


def _keyed(database: Database, world: World, key: Any) -> str:
    with database.transaction() as session:
        jwks = {"keys": [key.as_dict(private=False)]}
        return create_client(session, world.corporation_id, scopes=["signalen:indienen"], secret_hash=None, jwks=jwks)


def _assertion(client_id: str, key: Any, algorithm: str, **claims: Any) -> dict[str, str]:
    now = int(time.time())
    claims = {
        "iss": client_id, "sub": client_id, "aud": "http://voordeur.test/oauth/token", "iat": now, "exp": now + 60,
        "jti": str(uuid4()), **claims,
    }
    signed = jwt.encode({"alg": algorithm, "kid": key.kid}, claims, key, algorithms=[algorithm])
    return GRANT | {"client_assertion_type": ASSERTION, "client_assertion": signed}


@pytest.mark.parametrize(("key", "algorithm"), [
    (ECKey.generate_key("P-256", {"kid": "ec"}), "ES256"), (RSAKey.generate_key(2048, {"kid": "rsa"}), "PS256"),
])
def test_a_signed_assertion_gives_a_short_token_once(
    client: FlaskClient, database: Database, world: World, key: Any, algorithm: str
) -> None:
    form = _assertion(_keyed(database, world, key), key, algorithm)
    answer = client.post("/oauth/token", data=form)
    assert answer.status_code == 200
    assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 900)
    headers = {"Authorization": f"Bearer {answer.json['access_token']}"}
    assert client.post("/api/v1/signalen", json=rent_signal(), headers=headers).status_code == 201
    assert client.post("/oauth/token", data=form).status_code in {400, 401}, "an assertion counts once"


@pytest.mark.parametrize("claims", [
    {"aud": "http://elders.test"}, {"exp": int(time.time()) - 600}, {"sub": "client-onbekend"}, {"jti": None},
])
def test_a_wrong_assertion_is_refused(
    client: FlaskClient, database: Database, world: World, claims: dict[str, Any]
) -> None:
    key = ECKey.generate_key("P-256", {"kid": "ec"})
    form = _assertion(_keyed(database, world, key), key, "ES256", **claims)
    assert client.post("/oauth/token", data=form).status_code in {400, 401}


def test_the_key_of_another_is_refused(client: FlaskClient, database: Database, world: World) -> None:
    mine, other = (ECKey.generate_key("P-256", {"kid": "ec"}) for _ in range(2))
    form = _assertion(_keyed(database, world, mine), other, "ES256")
    answer = client.post("/oauth/token", data=form)
    assert answer.status_code in {400, 401}
    assert "client" in answer.json["error_description"]


def test_a_secret_where_the_operator_allows_it(client: FlaskClient, world: World) -> None:
    good = client.post("/oauth/token", auth=(world.corporation_client, SECRET), data=GRANT)
    assert set(good.json["scope"].split()) == {"signalen:indienen", "signalen:lezen", "monitor:lezen"}
    assert client.post("/oauth/token", auth=(world.corporation_client, "fout"), data=GRANT).status_code == 401


@pytest.mark.parametrize(("data", "error"), [
    ({}, "unsupported_grant_type"), ({"grant_type": "password"}, "unsupported_grant_type"),
    (GRANT | {"scope": "beheer"}, "invalid_scope"),
])
def test_what_is_asked_wrongly_is_told_in_dutch(
    client: FlaskClient, world: World, data: dict[str, str], error: str
) -> None:
    answer = client.post("/oauth/token", auth=(world.corporation_client, SECRET), data=data)
    assert answer.status_code == 400
    assert answer.json["error"] == error
    assert answer.json["error_description"].endswith(".")


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "Bearer", "eyJhbGciOiJub25lIn0.e30."])
def test_a_token_that_is_none_is_refused(client: FlaskClient, world: World, token: str) -> None:
    answer = client.get("/api/v1/terugkoppelingen", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401
    assert answer.mimetype == "application/problem+json"


def test_a_token_with_another_payload_is_refused(app: Flask, client: FlaskClient, world: World) -> None:
    issued = client.post("/oauth/token", auth=(world.corporation_client, SECRET), data=GRANT).json["access_token"]
    head, body, mark = issued.split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "==")) | {"scope": "beheer signalen:lezen"}
    forged = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    answer = client.get("/api/v1/terugkoppelingen", headers={"Authorization": f"Bearer {head}.{forged}.{mark}"})
    assert answer.status_code == 401


def test_the_public_keys_stand_where_all_can_find_them(client: FlaskClient, world: World) -> None:
    client.post("/oauth/token", auth=(world.corporation_client, SECRET), data=GRANT)
    keys = client.get("/.well-known/jwks.json").json["keys"]
    assert keys
    assert all("d" not in key for key in keys)
