"""What no honest system sends: each gets a problem with a Dutch sentence, none an error of ours."""

import base64
import gzip
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from joserfc import jws
from joserfc.jwk import ECKey
from werkzeug.test import TestResponse

from service.db import Database
from service.problems import MAX_BODY, PREFIX, PROBLEM_TYPE
from tests.factories import SECRET, World, create_client, rent_signal

JUDGE = f"{PREFIX}/signalen/_beoordeel"
NOWHERE = f"{PREFIX}/signalen/00000000-0000-0000-0000-000000000000"
GRANT = {"grant_type": "client_credentials"}
BY_KEY = GRANT | {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"}


def is_problem(answer: TestResponse, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.mimetype == PROBLEM_TYPE
    document: dict[str, Any] = answer.json or {}
    assert document["status"] == status
    assert document["title"]
    assert document["detail"].endswith(".")
    return document


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "ZOEK", "A" * 300])
def test_another_method_is_named_and_what_is_possible_too(client: FlaskClient, method: str) -> None:
    answer = client.open(f"{PREFIX}/signalen", method=method)
    is_problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


@pytest.mark.parametrize("path", [
    "/signalen/", "//signalen", "/signalen//", "/SIGNALEN", "/signalen;a=b", "/signalen%00", "/signalen/%00",
    "/signalen/%ff", "/signalen/%c0%ae", "/signalen/..%2f..%2fetc", "/signalen/" + "a" * 5000, "/signalen/0",
    "/signalen/_Beoordeel", "//terugkoppelingen", "/terugkoppelingen//", "/%", "/%zz", "/", "/openapi.yaml",
])
def test_an_address_that_is_none_of_ours(client: FlaskClient, corporation: dict[str, str], path: str) -> None:
    is_problem(client.get(PREFIX + path, headers=corporation), 404)


@pytest.mark.parametrize("kind", [
    "text/plain", "application/xml", "application/vnd.api+json", "multipart/form-data; boundary=x",
    "application/x-www-form-urlencoded", "json", "application/json, text/plain", "*/*", "a" * 3000, None,
])
@pytest.mark.parametrize("path", [JUDGE, f"{NOWHERE}/intrekking"])
def test_another_content_type(client: FlaskClient, corporation: dict[str, str], path: str, kind: str | None) -> None:
    is_problem(client.post(path, data="{}", content_type=kind, headers=corporation), 415)


def test_a_compressed_body_is_said_to_be_the_matter(client: FlaskClient, corporation: dict[str, str]) -> None:
    body = gzip.compress(json.dumps(rent_signal()).encode())
    headers = corporation | {"Content-Encoding": "gzip"}
    assert "Content-Encoding" in is_problem(_raw(client, headers, body), 415)["detail"]


@pytest.mark.parametrize("body", [
    b"", b"  ", b"{", b"{'a': 1}", b'{"a": 1}x', b'{"a": 1}{"a": 1}', b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 01}',
    b'{"a": 1, "a": 1}', b'{"a": "\x00"}', b'{"a": "\xff"}', b'{"a": "\xed\xa0\x80"}', b'{"a": 1} // nee',
    b"[" * 100_000 + b"]" * 100_000, b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    json.dumps({"a": 1}).encode("utf-16"), json.dumps({"a": 1}).encode("utf-32"), "{\"a\": \"é\"}".encode("latin-1"),
])
def test_what_is_no_json_in_utf_8(client: FlaskClient, corporation: dict[str, str], body: bytes) -> None:
    [fault] = is_problem(_raw(client, corporation, body), 400)["errors"]
    assert (fault["location"]["pointer"], fault["code"]) == ("#", "ongeldigeJson")


@pytest.mark.parametrize("body", ["null", "true", "1", '"x"', "[]", "[{}]"])
def test_json_that_is_no_object(client: FlaskClient, corporation: dict[str, str], body: str) -> None:
    [fault] = is_problem(_raw(client, corporation, body.encode()), 400)["errors"]
    assert (fault["location"]["pointer"], fault["code"]) == ("#", "ongeldigType")


def test_a_byte_order_mark_does_no_harm(client: FlaskClient, corporation: dict[str, str]) -> None:
    body = b"\xef\xbb\xbf" + json.dumps(rent_signal()).encode()
    assert _raw(client, corporation, body).status_code == 200


@pytest.mark.parametrize("name", [
    "a\x00b", '"><script>', "a\r\nX: y", "", "a/b~c", "__proto__", "_schema", "k" * 5000, "\ud800", "é",
])
def test_a_strange_name_is_pointed_at_and_not_repeated(
    client: FlaskClient, corporation: dict[str, str], name: str
) -> None:
    answer = _raw(client, corporation, json.dumps(rent_signal() | {name: 1}).encode())
    [fault] = is_problem(answer, 400)["errors"]
    assert fault["code"] == "onbekendVeld"
    assert fault["location"]["pointer"].startswith("#/")
    assert not set(fault["location"]["pointer"]) & set('\x00\r\n"<> ')


@pytest.mark.parametrize("letter", [
    "\x00", "\t", "\n", "\x85", "\ud800", "\u200b", "\u200e", "\u202e", "\u2066", "\u2028", "\ufeff", "\xad",
    "\U000e0041",
])
def test_a_letter_that_nobody_sees_is_refused(client: FlaskClient, corporation: dict[str, str], letter: str) -> None:
    signal = rent_signal()
    signal["betrokkene"]["achternaam"] = f"Voorbeeld{letter}sma"
    [fault] = is_problem(_raw(client, corporation, json.dumps(signal).encode()), 400)["errors"]
    assert (fault["location"]["pointer"], fault["code"]) == ("#/betrokkene/achternaam", "ongeldigTeken")


@pytest.mark.parametrize("number", [
    "1.0", "1e5", "1e400", "-1", "9" * 5000, "-" + "9" * 5000, str(2**63), '"5"', "true",
])
def test_an_amount_is_whole_cents(client: FlaskClient, corporation: dict[str, str], number: str) -> None:
    body = json.dumps(rent_signal()).replace('"bedragInCenten": 125000', f'"bedragInCenten": {number}')
    [fault] = is_problem(_raw(client, corporation, body.encode()), 400)["errors"]
    assert fault["location"]["pointer"] == "#/huurachterstand/bedragInCenten"


@pytest.mark.parametrize(("query", "pointer"), [
    ("bsn=123456782", "#/bsn"), ("x=1", "#/x"), ("ontvangstdatum[]=2026-01-01", "#/ontvangstdatum%5B%5D"),
    ("ONTVANGSTDATUM=2026-01-01", "#/ONTVANGSTDATUM"), ("ontvangstdatum=%00", "#/ontvangstdatum"),
    ("ontvangstdatum=%ff", "#/ontvangstdatum"), ("ontvangstdatum=", "#/ontvangstdatum"),
    ("ontvangstdatum=2026-01-01%0d%0aX:%20y", "#/ontvangstdatum"), ("ontvangstdatum=9999-12-31", "#/ontvangstdatum"),
])
def test_a_query_that_is_not_understood(
    client: FlaskClient, corporation: dict[str, str], query: str, pointer: str
) -> None:
    answer = client.post(f"{JUDGE}?{query}", json=rent_signal(), headers=corporation)
    [fault] = is_problem(answer, 400)["errors"]
    assert (fault["in"], fault["location"]["pointer"]) == ("query", pointer)


@pytest.mark.parametrize("query", [
    "vanaf=%00", "vanaf=9e9", "vanaf=%C2%B2", "vanaf=0_0", "vanaf=" + "9" * 40, "cursor=1",
])
def test_a_feed_from_nowhere(client: FlaskClient, corporation: dict[str, str], query: str) -> None:
    is_problem(client.get(f"{PREFIX}/terugkoppelingen?{query}", headers=corporation), 400)


def test_a_body_too_large_that_comes_in_chunks(client: FlaskClient, corporation: dict[str, str]) -> None:
    body = io.BytesIO(b'{"x": "' + b"a" * MAX_BODY + b'"}')
    answer = client.post(
        JUDGE, headers=corporation, content_type="application/json", input_stream=body,
        environ_overrides={"wsgi.input_terminated": True, "CONTENT_LENGTH": ""},
    )
    is_problem(answer, 413)


@pytest.mark.parametrize("given", [
    "", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "Bearer " + "a" * 20_000, "Bearer \xff\xfe", "Digest x",
    "Bearer eyJhbGciOiJub25lIn0.e30.", "Bearer eyJhbGciOlsiRVMyNTYiXX0.e30.AAAA", "Bearer W10.e30.AAAA",
])
def test_no_token_that_is_none(client: FlaskClient, given: str) -> None:
    is_problem(client.get(f"{PREFIX}/terugkoppelingen", headers={"Authorization": given}), 401)


class TestTokens:
    """The token endpoint answers errors as OAuth 2.0 asks (RFC 6749, section 5.2), in Dutch words."""

    @pytest.mark.parametrize("form", [
        {}, {"grant_type": "x"}, GRANT, GRANT | {"client_id": "\x00", "client_secret": "\x00"},
        GRANT | {"client_id": "a" * 50_000, "client_secret": "x"}, BY_KEY | {"client_assertion": "x.y.z"},
        BY_KEY | {"client_assertion": "eyJhbGciOiJFUzI1NiJ9.WzFd.AAAA"},
        BY_KEY | {"client_assertion": "eyJhbGciOlsiRVMyNTYiXX0.eyJzdWIiOiJ4In0.AAAA"},
    ])
    def test_a_question_that_is_none(self, client: FlaskClient, form: dict[str, str]) -> None:
        _is_oauth_error(client.post("/oauth/token", data=form))

    @pytest.mark.parametrize("given", [b"", b"nocolon", b"\xff\xfe:\xff", b"\x00:\x00", b"x:" + b"y" * 100_000])
    def test_a_strange_name_and_secret(self, client: FlaskClient, given: bytes) -> None:
        header = {"Authorization": "Basic " + base64.b64encode(given).decode()}
        _is_oauth_error(client.post("/oauth/token", data=GRANT, headers=header))

    @pytest.mark.parametrize("claims", [
        {"sub": "\x00"}, {"sub": "\ud800"}, {"sub": ["x"]}, {"sub": None}, {"jti": 5}, {"jti": ["x"]},
        {"exp": "morgen"}, {"exp": float("inf")}, {"iss": "\ud800"}, {"aud": [1]}, {"nbf": "x"},
    ])
    def test_a_strange_claim(
        self, client: FlaskClient, database: Database, world: World, claims: dict[str, Any]
    ) -> None:
        _is_oauth_error(client.post("/oauth/token", data=_assertion(database, world, claims)))

    @pytest.mark.parametrize("jti", ["\x00", "\ud800", "x" * 10_000])
    def test_a_strange_but_lawful_id_counts_once(
        self, client: FlaskClient, database: Database, world: World, jti: str
    ) -> None:
        form = _assertion(database, world, {"jti": jti})
        assert client.post("/oauth/token", data=form).status_code == 200
        _is_oauth_error(client.post("/oauth/token", data=form))

    @pytest.mark.parametrize("base", ["http://voordeur.gemeente.example", "http://10.0.0.5:8000", "http://x"])
    def test_the_transport_is_the_proxys_care(self, client: FlaskClient, world: World, base: str) -> None:
        """TLS ends before this service: by what name it is then reached says nothing about that."""
        answer = client.post("/oauth/token", base_url=base, data=GRANT, auth=(world.corporation_client, SECRET))
        assert answer.status_code == 200


def _raw(client: FlaskClient, headers: dict[str, str], body: bytes) -> TestResponse:
    return client.post(JUDGE, data=body, content_type="application/json", headers=headers)


def _is_oauth_error(answer: TestResponse) -> None:
    assert answer.status_code in {400, 401}, answer.text
    assert answer.mimetype == "application/json"
    assert (answer.json or {})["error_description"].endswith(".")


def _assertion(database: Database, world: World, claims: dict[str, Any]) -> dict[str, str]:
    key = ECKey.generate_key("P-256", {"kid": "ec"})
    with database.transaction() as session:
        jwks = {"keys": [key.as_dict(private=False)]}
        name = create_client(session, world.corporation_id, scopes=["signalen:indienen"], secret_hash=None, jwks=jwks)
    given = {"iss": name, "sub": name, "aud": "http://voordeur.test", "exp": 4_000_000_000, "jti": "een"} | claims
    signed = jws.serialize_compact({"alg": "ES256", "kid": "ec"}, json.dumps(given).encode(), key)
    return BY_KEY | {"client_assertion": signed}
