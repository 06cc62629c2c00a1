"""The published document: OpenAPI 3.1 from the forms themselves, shaped by the NL API Design Rules 2.2."""

import json
import re
from typing import Any

from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.common import resolve_schema_cls
from flask import Flask, Response
from flask_smorest import Api
from werkzeug.exceptions import HTTPException

from service.problems import API_VERSION, PREFIX, PROBLEM_TYPE, Problem, http_problem

_VERSION_HEADER = {"API-Version": {"description": "De volledige versie van deze API.", "schema": {"type": "string"}}}
_PROBLEM = {PROBLEM_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
_RETRY = {"Retry-After": {"description": "Na zoveel seconden opnieuw.", "schema": {"type": "integer"}}}
_ASK = {"WWW-Authenticate": {"description": "Hoe u zich aanmeldt.", "schema": {"type": "string"}}}
_HEADERS = {"401": _VERSION_HEADER | _ASK, "429": _VERSION_HEADER | _RETRY, "503": _VERSION_HEADER | _RETRY}
IN_PROBLEMS = {"beoordeling": "Beoordeling", "weigeringsbewijs": "Weigeringsbewijs"}
"""Members of a problem that are answers of a room above it, by the names of their schemas."""
_METHODS = frozenset({"get", "post", "put", "delete", "patch"})
_SIGNED_IN = {"401": "Niet aangemeld", "403": "Geen toegang", "503": "Tijdelijk niet bereikbaar"}
_WITH_BODY = {"413": "Te groot", "415": "Verkeerd formaat"}
ABOUT = """Voordeur brengt vroegsignalen van woningcorporaties naar de juiste plek bij de gemeente.

Elk signaal wordt beoordeeld naar de wet. Wat niet gedeeld mag worden, weigeren wij met het artikel erbij en slaan wij
niet op. Fouten komen als application/problem+json, met alle fouten in één keer.
"""


class PublishedApi(Api):  # type: ignore[misc]
    """flask-smorest's Api, with errors left to `service.problems`."""

    ERROR_SCHEMA = Problem

    def handle_http_exception(self, error: HTTPException) -> Response:
        return http_problem(error)

    def _register_error_handlers(self) -> None:
        """Errors are handled for the whole application by `problems.register_errors`."""


def create_api(app: Flask, contact: dict[str, str]) -> PublishedApi:
    app.config.update(API_TITLE="Voordeur", API_VERSION=API_VERSION, OPENAPI_VERSION="3.1.0")
    api = PublishedApi(app, spec_kwargs={
        "marshmallow_plugin": MarshmallowPlugin(schema_name_resolver=_published_name),
        "info": {
            "description": ABOUT, "contact": contact,
            "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        },
    })
    api.spec.components.security_scheme("client", {
        "type": "oauth2",
        "flows": {"clientCredentials": {"tokenUrl": "/oauth/token", "scopes": SCOPE_WORDS}},
    })
    return api


def _published_name(schema: Any) -> str:
    """The Dutch name of a form or answer in the document."""
    kind: Any = resolve_schema_cls(schema)
    return str(getattr(kind, "published", kind.__name__))


SCOPE_WORDS = {
    "signalen:indienen": "Signalen insturen, intrekken en actualiseren.",
    "signalen:lezen": "Eigen signalen, bewijzen en terugkoppelingen lezen.",
    "verwijzingen:behandelen": "Verwijzingen van de gemeente behandelen.",
    "monitor:lezen": "Cijfers lezen.",
    "beheer": "Beheer van de gemeente.",
    "ddas:lezen": "De landelijke aanlevering ophalen.",
}


def document(api: PublishedApi, server_url: str) -> dict[str, Any]:
    """The OpenAPI document: refusals are problems, successes carry the version header, paths follow the server's."""
    spec: dict[str, Any] = api.spec.to_dict()
    spec["servers"] = [{"url": f"{server_url}{PREFIX}", "description": "Deze Voordeur"}]
    spec["tags"] = sorted(spec["tags"], key=lambda tag: tag["name"])
    spec["paths"] = {path.removeprefix(PREFIX): item for path, item in spec["paths"].items()}
    for path, item in spec["paths"].items():
        for parameter in item.get("parameters", []):
            parameter.setdefault("description", "Het id uit een eerder antwoord.")
        for method in _METHODS & set(item):
            operation = {"operationId": _operation_id(method, path)} | item[method]
            _finish(operation, shared=item.get("parameters", []))
            item[method] = operation
    _tidy(spec["components"], asked=_named([_bodies(item) for item in spec["paths"].values()]))
    return spec


def _operation_id(method: str, path: str) -> str:
    """A stable name for code generators: postSignalenIdIntrekking."""
    words = re.findall(r"[A-Za-z]+", path)
    return method + "".join(word[0].upper() + word[1:] for word in words)


def _bodies(item: dict[str, Any]) -> list[Any]:
    return [operation.get("requestBody") for method, operation in item.items() if method in _METHODS]


def _named(part: Any) -> set[str]:
    """The schemas that a part of the document points at."""
    return set(re.findall(r"#/components/schemas/(\w+)", json.dumps(part)))


def _tidy(components: dict[str, Any], asked: set[str]) -> None:
    """Leave out what flask-smorest adds and nothing uses; forms refuse what they do not know, answers may grow."""
    schemas: dict[str, Any] = components["schemas"]
    components.pop("responses", None)
    schemas.pop("PaginationMetadataSchema", None)
    while more := {name for form in asked for name in _named(schemas[form])} - asked:
        asked |= more
    for name in set(schemas) - asked:
        schemas[name].pop("additionalProperties", None)
    for name, schema in IN_PROBLEMS.items():
        if schema in schemas:
            schemas["Problem"]["properties"][name] |= {"$ref": f"#/components/schemas/{schema}"}
            schemas["Problem"]["properties"][name].pop("additionalProperties", None)


def _finish(operation: dict[str, Any], shared: list[Any]) -> None:
    """Complete one operation with the refusals that any operation of its shape can give."""
    responses: dict[str, Any] = operation["responses"]
    responses.pop("default", None)
    for code, words in _expected(operation, shared).items():
        responses[code] = {"description": words} | responses.get(code, {})
    for code, answer in responses.items():
        if code.startswith(("4", "5")):
            responses[code] = {
                "description": answer["description"], "headers": _HEADERS.get(code, _VERSION_HEADER),
                "content": _PROBLEM,
            }
        else:
            answer["headers"] = answer.get("headers", {}) | _VERSION_HEADER
    operation["responses"] = dict(sorted(responses.items()))


def _expected(operation: dict[str, Any], shared: list[Any]) -> dict[str, str]:
    expected = {"500": "Er ging iets mis", "429": "Te veel vragen"}
    if operation.get("security"):
        expected |= _SIGNED_IN
    if operation.get("requestBody"):
        expected |= _WITH_BODY
    if operation.get("requestBody") or operation.get("parameters") or shared:
        expected["400"] = "Ongeldige invoer"
    return expected
