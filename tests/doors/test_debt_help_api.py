"""Debt help and a pause over the API: what a municipality records, and what a corporation reads of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.actors import Robot
from service.db import Database
from service.referrals.notices.send import send_due
from tests.doors.test_steps_api import TODAY, Work, begin, debts

__all__ = ["begin", "debts"]
OFFER = {"gedaanOp": TODAY, "reactie": "geaccepteerd", "reactieOp": TODAY}
FEED = "/api/v1/terugkoppelingen"


@pytest.fixture
def signal(debts: Work) -> str:
    """A referral with its first talk held; its one signal."""
    assert debts.send("PUT", "aanbod", OFFER).status_code == 200
    assert debts.send("PUT", "eerste-gesprek", {"gehoudenOp": TODAY}).status_code == 200
    return str(debts.read()["signalen"][0]["id"])


def _plan(*signals: str, **more: Any) -> dict[str, Any]:
    return {"soort": "planVanAanpak", "genomenOp": TODAY, "bekendgemaaktOp": TODAY, "signalen": list(signals)} | more


def _round(database: Database) -> None:
    with database.transaction() as session:
        send_due(session, Robot("toets"), clock.now() + timedelta(days=10), 100)


def test_from_a_plan_to_what_the_corporation_reads(
    debts: Work, signal: str, database: Database, client: FlaskClient, corporation: dict[str, str],
) -> None:
    done = debts.send("PUT", "besluit", _plan(signal))
    assert (done.status_code, done.json["termijn"]) == (200, None)
    [notice] = debts.read()["schuldhulpmeldingen"]
    assert (notice["signaal"], notice["stand"], notice["verteldOp"]) == (signal, "wacht", None)
    stand = client.get(f"/api/v1/signalen/{signal}", headers=corporation).json
    assert (stand["schuldhulpverlening"], stand["incassopauze"]) == (None, None)
    _round(database)
    for answer in (client.get(FEED, headers=corporation).json["terugkoppelingen"][-1],
                   client.get(f"/api/v1/signalen/{signal}", headers=corporation).json):
        assert answer["status"] == "opgepakt"
        assert answer["schuldhulpverlening"]["ontvangt"] is True
        assert set(answer["schuldhulpverlening"]) == {"ontvangt", "op"}
    assert debts.send("PUT", "besluit", {"soort": "beeindiging", "genomenOp": TODAY}).status_code == 200
    _round(database)
    stand = client.get(f"/api/v1/signalen/{signal}", headers=corporation).json
    assert stand["schuldhulpverlening"]["ontvangt"] is False


def test_the_receipt_says_nothing_of_it(
    debts: Work, signal: str, database: Database, client: FlaskClient, corporation: dict[str, str],
) -> None:
    where, read = f"/api/v1/signalen/{signal}/ontvangstbewijs", {"Accept": "application/json"}
    before = client.get(where, headers=corporation | read).json
    debts.send("PUT", "besluit", _plan(signal))
    _round(database)
    after = client.get(where, headers=corporation | read)
    assert after.json.keys() == before.keys()
    assert "ontvangt" not in after.text


def test_what_is_missing_or_strange_is_said_at_its_place(debts: Work, signal: str) -> None:
    for changes, code in (
        ({"signalen": None}, ("#/signalen", "verplicht")),
        ({"signalen": ["niets"]}, ("#/signalen/0", "ongeldigFormaat")),
        ({"signalen": [debts.id]}, ("#/signalen/0", "onbekendSignaal")),
        ({"soort": "weigering", "signalen": [signal]}, ("#/signalen", "pastNietBijBesluit")),
    ):
        refused = debts.send("PUT", "besluit", _plan(signal) | changes)
        assert refused.status_code == 400, refused.text
        found = [(one["location"]["pointer"], one["code"]) for one in refused.json["errors"]]
        assert found == [code]


def test_a_notice_is_stopped_or_held_back_over_the_api(debts: Work, signal: str) -> None:
    debts.send("PUT", "besluit", _plan(signal))
    where = f"schuldhulpmeldingen/{signal}"
    assert debts.send("PUT", where, {"doe": "stoppen"}).status_code == 400
    assert debts.send("PUT", where, {"doe": "stoppen", "reden": "onveilig"}).status_code == 400, "that takes two"
    held = debts.send("PUT", where, {"doe": "aanhouden"})
    assert held.json["schuldhulpmeldingen"][0]["stand"] == "aangehouden"
    assert debts.send("PUT", where, {"doe": "nietVertellen"}).status_code == 409, "the same system held it back"
    stopped = debts.send("PUT", where, {"doe": "stoppen", "reden": "anderePersoon"})
    assert stopped.json["schuldhulpmeldingen"][0]["reden"] == "anderePersoon"
    assert stopped.json["nietAangevinkt"] == [signal]
    again = debts.send("POST", "schuldhulpmeldingen", {"signalen": [signal]})
    assert [one["stand"] for one in again.json["schuldhulpmeldingen"]] == ["gestopt", "wacht"]


def test_a_pause_where_the_policy_asks_for_none(debts: Work, database: Database) -> None:
    asked = OFFER | {"incassopauze": {"toestemmingOp": TODAY, "wijze": "mondeling"}}
    refused = debts.send("PUT", "aanbod", asked)
    assert [one["code"] for one in refused.json["errors"]] == ["incassopauzeKanNiet"]
    assert debts.send("DELETE", "incassopauze", None).status_code == 404
    with database.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM collection_pause")) == 0
