"""The published document: valid, open to all, and by the NL API Design Rules 2.2.

Each rule is asked here in plain Python, under its own name; tests/npm/test_spectral.py asks the official linter.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from openapi_spec_validator import OpenAPIV31SpecValidator

from service.app import openapi_document
from service.cli import main
from service.problems import API_VERSION, PREFIX

DOCUMENT = openapi_document()
METHODS = {"get", "put", "post", "delete", "patch"}
VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
SEGMENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*|\{[a-z][A-Za-z]*\}")
CAMEL = re.compile(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*")
PASCAL = re.compile(r"([A-Z][a-z\d]*)+")


def operations() -> Iterator[tuple[str, str, dict[str, Any], list[dict[str, Any]]]]:
    """Path, method, operation, and its parameters with those of its path."""
    for path, item in DOCUMENT["paths"].items():
        for method in METHODS & set(item):
            yield path, method, item[method], [*item.get("parameters", []), *item[method].get("parameters", [])]


def responses() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, method, operation, _ in operations():
        for status, answer in operation["responses"].items():
            yield f"{method} {path}", status, answer


def properties() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, schema in DOCUMENT["components"]["schemas"].items():
        for key, shape in schema.get("properties", {}).items():
            yield name, key, shape


def test_is_valid_openapi_3_1():
    """/core/doc-openapi"""
    assert DOCUMENT["openapi"].startswith("3.1.")
    assert not list(OpenAPIV31SpecValidator(DOCUMENT).iter_errors())


def test_is_published_at_its_standard_place_for_everybody(client: FlaskClient) -> None:
    """/core/publish-openapi"""
    answer = client.get(f"{PREFIX}/openapi.json", headers={"Origin": "https://elders.example"})
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["API-Version"] == API_VERSION
    assert answer.json["paths"] == DOCUMENT["paths"]
    assert answer.json["servers"][0]["url"] == f"http://voordeur.test{PREFIX}"


def test_answers_carry_the_headers_that_protect_them(client: FlaskClient) -> None:
    """/core/transport/security-headers"""
    for path in ("openapi.json", "signalen"):
        headers = client.get(f"{PREFIX}/{path}").headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert headers["Strict-Transport-Security"] == "max-age=31536000"
        assert (headers["X-Content-Type-Options"], headers["X-Frame-Options"]) == ("nosniff", "DENY")


def test_has_a_contact():
    """/core/doc-openapi-contact"""
    assert set(DOCUMENT["info"]["contact"]) >= {"name", "email", "url"}


def test_version_is_semantic():
    """/core/semver"""
    assert VERSION.fullmatch(DOCUMENT["info"]["version"])
    assert DOCUMENT["info"]["version"] == API_VERSION


def test_major_version_is_in_the_address_and_nowhere_else():
    """/core/uri-version"""
    major = API_VERSION.partition(".")[0]
    assert [server["url"].rsplit("/", 1)[1] for server in DOCUMENT["servers"]] == [f"v{major}"]
    assert not [path for path in DOCUMENT["paths"] if re.search(r"/v\d", path)]


def test_full_version_is_in_a_header_of_every_answer():
    """/core/version-header"""
    assert not [(where, status) for where, status, answer in responses() if "API-Version" not in answer["headers"]]


def test_no_path_ends_in_a_slash():
    """/core/no-trailing-slash"""
    assert not [path for path in DOCUMENT["paths"] if path.endswith("/")]


def test_an_address_with_a_slash_at_its_end_does_not_exist(client: FlaskClient) -> None:
    """/core/no-trailing-slash"""
    assert client.get(f"{PREFIX}/openapi.json/").status_code == 404


def test_paths_are_kebab_case_and_what_acts_begins_with_an_underscore():
    """/core/path-segments-kebab-case, /core/resource-operations"""
    wrong = []
    for path in DOCUMENT["paths"]:
        *segments, last = path.removeprefix("/").split("/")
        if not all(SEGMENT.fullmatch(segment) for segment in [*segments, last.removeprefix("_")]):
            wrong.append(path)
    assert not wrong


def test_query_keys_are_lower_camel_case():
    """/core/query-keys-camel-case"""
    keys = [one["name"] for *_, parameters in operations() for one in parameters if one["in"] == "query"]
    assert len(keys) > 3
    assert not [key for key in keys if not CAMEL.fullmatch(key)]


def test_schemas_are_upper_camel_case_and_fields_lower():
    names = DOCUMENT["components"]["schemas"]
    assert not [name for name in names if not PASCAL.fullmatch(name)]
    assert not [(name, key) for name, key, _ in properties() if not CAMEL.fullmatch(key)]


def test_only_standard_methods():
    """/core/http-methods"""
    for item in DOCUMENT["paths"].values():
        assert set(item) <= METHODS | {"parameters"}


def test_a_get_has_no_body():
    """/core/http-methods"""
    assert not [path for path, method, operation, _ in operations() if method == "get" and "requestBody" in operation]


def test_errors_are_problems_with_their_fields():
    """/core/error-handling/problem-details"""
    refused = [(where, status, answer) for where, status, answer in responses() if status[0] in "45"]
    assert refused
    for where, status, answer in refused:
        shape = answer["content"]["application/problem+json"]["schema"]
        assert shape == {"$ref": "#/components/schemas/Problem"}, (where, status)
    problem = DOCUMENT["components"]["schemas"]["Problem"]
    assert set(problem["required"]) == {"type", "title", "status", "detail"}


def test_input_can_be_invalid():
    """/core/error-handling/invalid-input"""
    for path, method, operation, parameters in operations():
        if parameters or method in {"put", "post", "patch"}:
            assert "400" in operation["responses"], (method, path)
    fault = DOCUMENT["components"]["schemas"]["Fout"]
    assert set(fault["required"]) == {"in", "location", "code", "detail"}


def test_days_and_moments_say_which_they_are():
    """/core/date-time/date-omit-time-portion, /core/date-time/timezone"""
    days, moments = re.compile(r"(^|[a-z])(datum|Datum)$"), re.compile(r"^tijdstip$|^(ontvangen|geopend)Op$")
    for name, key, shape in properties():
        if days.search(key):
            assert shape["format"] == "date", (name, key)
        if moments.search(key):
            assert shape["format"] == "date-time", (name, key)
        assert shape.get("format") not in {"time", "date-time-local"}, (name, key)


def test_every_operation_is_named_and_told_in_dutch():
    names = [operation["operationId"] for _, _, operation, _ in operations()]
    assert len(names) == len(set(names))
    for path, method, operation, parameters in operations():
        assert operation["summary"], (method, path)
        assert operation["tags"], (method, path)
        assert {one["name"] for one in parameters if one["in"] == "path"} == set(re.findall(r"\{(\w+)\}", path))


def test_every_operation_is_secured_by_a_scope_that_the_document_explains():
    flow = DOCUMENT["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]
    for path, method, operation, _ in operations():
        [[scope]] = [rule["client"] for rule in operation["security"]]
        assert scope in flow["scopes"], (method, path)
        assert {"401", "403"} <= set(operation["responses"]), (method, path)


def test_forms_refuse_what_they_do_not_know_and_answers_may_grow():
    schemas = DOCUMENT["components"]["schemas"]
    assert schemas["Signaal"]["additionalProperties"] is False
    assert schemas["Adres"]["additionalProperties"] is False
    assert "additionalProperties" not in schemas["Ontvangst"]
    assert "additionalProperties" not in schemas["Problem"]


def test_nothing_in_it_is_unused():
    used = set(re.findall(r"#/components/schemas/(\w+)", str(DOCUMENT)))
    assert set(DOCUMENT["components"]["schemas"]) == used
    assert set(DOCUMENT["components"]) == {"schemas", "securitySchemes"}


def test_the_command_writes_the_same_document(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["openapi"])
    assert end.value.code == 0
    assert json.loads(capsys.readouterr().out) == DOCUMENT
