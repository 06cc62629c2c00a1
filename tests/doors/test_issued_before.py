"""What an earlier release gave out stays what it was: its receipts verify, and its decisions can be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from joserfc import jws
from joserfc.jwk import KeySet
from sqlalchemy import insert, update

from service.db import Database
from service.signals.receipt.check import Keys, Verdict, check
from service.signals.spelled import finding_set_id
from service.signals.tables import FindingSet, Signal
from tests.doors.conftest import Post
from tests.doors.receipt import PDF, Headers, ask, changed, raw, words_of
from tests.doors.web import browser_of, create_account, text_of
from tests.factories import World, rent_signal

# Made by release 1.0.0 for an invented signal, with the public keys of that moment.
ISSUED = Path(__file__).parent / "issued"
JSON, PAPER = ISSUED / "ontvangstbewijs-1.0.0.json", ISSUED / "ontvangstbewijs-1.0.0.pdf"
PUBLISHED = json.loads((ISSUED / "sleutels-1.0.0.json").read_text("utf-8"))
JUDGEMENT = json.loads((ISSUED / "beoordeling-1.0.0.json").read_text("utf-8"))
UNREAD = "niet gelezen"


@pytest.mark.parametrize("file", [JSON, PAPER], ids=["json", "pdf"])
def test_a_receipt_of_the_first_release_is_genuine(file: Path) -> None:
    found = check(file.read_bytes(), Keys(PUBLISHED["keys"]))
    assert found.genuine, found.told
    assert found.content is not None
    assert found.content["signaal"]["referentie"] == "HA-OUD-1"
    assert UNREAD in found.content["beoordeling"]["nietVastgesteld"][0]


def test_any_library_verifies_it_and_a_change_is_seen() -> None:
    document = json.loads(JSON.read_text("utf-8"))
    found = jws.deserialize_json(
        {name: document[name] for name in ("protected", "payload", "signature")},
        KeySet.import_key_set(PUBLISHED), algorithms=["PS256"],
    )
    assert json.loads(found.payload) == document["bewijs"]

    def newer(content: dict[str, Any]) -> None:
        content["beoordeling"].pop("nietVastgesteld")

    assert check(raw(changed(document, newer, readable=True)), Keys(PUBLISHED["keys"])).verdict is Verdict.ALTERED


@pytest.fixture
def kept(database: Database, post: Post) -> str:
    """A signal whose findings were stored by the first release: without their nature, with what was not read."""
    findings = JUDGEMENT["bevindingen"]
    assert all("aard" not in one for one in findings)
    key, signal_id = finding_set_id(findings), post(rent_signal()).json["id"]
    with database.transaction() as session:
        session.execute(insert(FindingSet).values(id=key, findings=findings))
        session.execute(update(Signal).where(Signal.id == signal_id).values(finding_set_id=key))
    return str(signal_id)


def test_a_decision_of_the_first_release_is_read_with_what_is_known_now_of_its_texts(
    client: FlaskClient, corporation: Headers, kept: str
) -> None:
    found = client.get(f"/api/v1/signalen/{kept}", headers=corporation).json["beoordeling"]["bevindingen"]
    names = ("voorwaarde", "uitkomst", "bron", "uitleg")
    assert [{name: one[name] for name in names} for one in found] == [
        {name: one[name] for name in names} for one in JUDGEMENT["bevindingen"]
    ]
    assert {one["voorwaarde"]: one["aard"] for one in found if one["aard"] != "wet"} == {
        "overeenkomst": "afspraak", "huidigeHuurder": "lezing", "geenNagekomenRegeling": "afspraak",
    }
    assert UNREAD not in json.dumps(found)


def test_its_receipt_and_its_screen_hold_no_note_of_the_authors(
    app: Flask, client: FlaskClient, corporation: Headers, database: Database, world: World, kept: str
) -> None:
    content = ask(client, corporation, kept).json["bewijs"]
    assert {one["aard"] for one in content["beoordeling"]["voorwaarden"]} == {"wet", "lezing", "afspraak"}
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    screen = text_of(browser_of(app, database, account).get(f"/corporatie/signalen/{kept}"))
    assert "Dit is een afspraak, geen wet." in screen
    for shown in (json.dumps(content), words_of(ask(client, corporation, kept, PDF).data), screen):
        assert "tekst geldend vanaf 1 januari 2026" in shown
        assert UNREAD not in shown
