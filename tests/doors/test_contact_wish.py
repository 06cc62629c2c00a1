"""What a resident said of being reached comes in by every way, counts with consent alone, and hides no signpost."""

import csv
import io
import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.app import parts_of
from service.db import Database
from service.signals.blocks import subject_context
from service.signals.contact_wish import ContactWay, DayPart, MessageCategory
from service.signals.quick import quick_report
from service.signals.schemas import read_report
from service.strict_json import parse_json
from tests.doors.conftest import Post
from tests.factories import door_signal

TODAY = clock.today()
WISH = {"manier": "sms", "soorten": ["afspraak", "brief"], "veilig": True, "taal": "ar", "dagdeel": "Ochtend"}
WRONG = ["sms", 7, [], {"manier": "postduif"}, {"toelichting": "belt liever"}, {"veilig": "misschien"}, {"soorten": []}]
SIGNPOSTS = [
    ({"toestemming": None}, "gesprekskaart"),
    ({"toestemming": None, "zorgen": ["verwardGedrag"]}, "meldpuntWvggz"),
    ({"acuutGevaar": True}, "noodnummer112"),
    ({"zorgen": ["huiselijkGeweld", "eenzaamheid"]}, "veiligThuis"),
    ({"zorgen": ["strafbaarFeit"]}, "politie"),
]


def wished(wish: Any, **changes: Any) -> dict[str, Any]:
    document = door_signal(TODAY)
    return document | {"achterDeVoordeur": document["achterDeVoordeur"] | {"contactwens": wish} | changes}


def stored(client: FlaskClient, database: Database) -> list[Any]:
    """The wishes that were stored, out of the sealed person."""
    vault = parts_of(client.application).vault
    with database.transaction() as session:
        rows = session.execute(text("SELECT id, subject, facts FROM signal ORDER BY id")).all()
    assert not any("contactwens" in row.facts for row in rows)
    return [vault.open(row.subject, subject_context(row.id)).get("contactwens") for row in rows]


def as_csv(documents: list[dict[str, Any]]) -> bytes:
    def cells(document: dict[str, Any], path: str = "") -> dict[str, str]:
        found: dict[str, str] = {}
        for name, value in document.items():
            at = f"{path}.{name}" if path else name
            if isinstance(value, dict):
                found |= cells(value, at)
            elif value is not None:
                found[at] = "|".join(map(str, value)) if isinstance(value, list) else str(value)
        return found

    rows = [cells(document) for document in documents]
    out = io.StringIO()
    writer = csv.DictWriter(out, sorted({name for row in rows for name in row}), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().replace("True", "ja").replace("False", "nee").encode()


def test_a_wish_with_consent_is_sealed_with_the_person(post: Post, client: FlaskClient, database: Database) -> None:
    document = wished(WISH)
    first = post(document)
    assert first.status_code == 201
    assert "contactwens" not in first.text
    assert stored(client, database) == [WISH]
    assert (post(document).status_code, post(document).json["id"]) == (200, first.json["id"])
    other = document | {"achterDeVoordeur": document["achterDeVoordeur"] | {"contactwens": {"manier": "mail"}}}
    assert post(other).status_code == 409, "another wish is another signal"


def test_every_part_may_be_left_out_or_be_null(post: Post, client: FlaskClient, database: Database) -> None:
    wishes: list[Any] = [{name: value} for name, value in WISH.items()] + [dict.fromkeys(WISH), {}, None]
    assert {post(wished(wish)).status_code for wish in wishes} == {201}
    assert stored(client, database) == [*wishes[:len(WISH)], {}, {}, None]


@pytest.mark.parametrize(("changes", "code"), SIGNPOSTS, ids=[code for _, code in SIGNPOSTS])
@pytest.mark.parametrize("wish", [WISH, *WRONG], ids=str)
def test_no_wish_hides_a_signpost(post: Post, changes: dict[str, Any], code: str, wish: Any) -> None:
    answer = post(wished(wish, **changes))
    assert (answer.status_code, answer.json["beoordeling"]["wegwijzer"]["code"]) == (422, code)


@pytest.mark.parametrize("giver", [{"gegevenDoor": "iemandAnders"}, {"uitdrukkelijk": False}])
def test_somebody_else_s_or_no_express_consent_is_none(post: Post, giver: dict[str, Any]) -> None:
    consent = door_signal(TODAY)["achterDeVoordeur"]["toestemming"] | giver
    answer = post(wished({"manier": "postduif"}, toestemming=consent))
    assert (answer.status_code, answer.json["beoordeling"]["wegwijzer"]["code"]) == (422, "gesprekskaart")


@pytest.mark.parametrize("wish", WRONG, ids=str)
def test_with_consent_what_is_wrong_is_told_at_its_place(post: Post, database: Database, wish: Any) -> None:
    answer = post(wished(wish))
    assert answer.status_code == 400
    [error] = answer.json["errors"]
    assert error["location"]["pointer"].startswith("#/achterDeVoordeur/contactwens")
    with database.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM signal")) == 0


@pytest.mark.parametrize("changes", [{}, *(changes for changes, _ in SIGNPOSTS)], ids=str)
@pytest.mark.parametrize("wish", [WISH, {}, None], ids=str)
def test_the_quick_reader_sees_what_the_form_sees(changes: dict[str, Any], wish: Any) -> None:
    line = json.dumps(wished(wish, **changes))
    found = quick_report(line, TODAY)
    assert found == read_report(parse_json(line), TODAY)
    assert found is not None
    assert found.door is not None
    assert (found.door.contact_wish is not None) is (not changes and wish is not None)


def delivered(client: FlaskClient, corporation: dict[str, str], body: bytes, kind: str) -> TestResponse:
    return client.post("/api/v1/aanleveringen", data=body, content_type=kind, headers=corporation)


def test_a_delivery_takes_it_row_by_row_in_csv_too(
    client: FlaskClient, corporation: dict[str, str], database: Database
) -> None:
    good, none = wished(WISH), wished(WISH | {"veilig": "misschien"}, toestemming=None)
    bad = wished(WISH | {"veilig": "misschien"})
    answer = delivered(client, corporation, as_csv([good, none, bad]), "text/csv")
    rows = answer.json["resultaten"]
    assert [row["status"] for row in rows] == [201, 422, 400]
    assert rows[1]["beoordeling"]["wegwijzer"]["code"] == "gesprekskaart"
    assert [fault["location"]["pointer"] for fault in rows[2]["fouten"]] == ["#/achterDeVoordeur/contactwens/veilig"]
    lines = "\n".join(json.dumps(one) for one in (wished(WISH), wished({"manier": 1}, toestemming=None)))
    answer = delivered(client, corporation, lines.encode(), "application/x-ndjson")
    assert [row["status"] for row in answer.json["resultaten"]] == [201, 422]
    assert stored(client, database) == [WISH, WISH]


def test_the_document_names_every_code(client: FlaskClient) -> None:
    schemas = client.get("/api/v1/openapi.json").json["components"]["schemas"]
    wish = schemas["Contactwens"]["properties"]
    assert set(wish) == set(WISH)
    assert set(map(str, ContactWay)) <= set(wish["manier"]["enum"])
    assert set(map(str, MessageCategory)) == set(wish["soorten"]["items"]["enum"])
    assert set(map(str, DayPart)) <= set(wish["dagdeel"]["enum"])
    assert "required" not in schemas["Contactwens"]
