"""Messages, appointments and safe contact over the API: the addresses, the answers and every refusal."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.identity.access import keep
from service.messages.deliver import failed
from service.messages.follow_up import follow_up
from service.messages.prepare import Office
from service.messages.status import MessageEnd
from tests.doors.test_steps_api import Work, _codes, begin
from tests.factories import World, create_client, create_organisation, door_signal, rent_signal, token

__all__ = ["begin"]
TODAY = clock.today().isoformat()
SOON = (clock.today() + timedelta(days=7)).isoformat()
SMS = {"sjabloon": "sms-vervolg", "kanaal": "sms", "telefoon": "0201234567"}
MEET = {"datum": SOON, "tijd": "14:30", "plaats": "thuis"}


@pytest.fixture(autouse=True)
def shown(app: Flask) -> Iterator[None]:
    """The installation shows messages instead of sending them."""
    own = parts_of(app)
    keep(app.extensions, replace(own, settings=replace(own.settings, show_instead_of_send=True)))
    yield
    keep(app.extensions, own)


@pytest.fixture
def debts(begin: Callable[..., Work]) -> Work:
    """Arrears of somebody who asked for SMS of every kind."""
    found = begin(rent_signal(), "schuldhulp")
    wish = {"manier": "sms", "bereikbaar": True, "soorten": ["afspraak", "brief", "herinnering"], "gevraagdOp": TODAY}
    assert found.send("PUT", "veilig-contact", wish).status_code == 200
    return found


@pytest.fixture
def care(begin: Callable[..., Work]) -> Work:
    return begin(door_signal(), "wijkteam")


def _get(work: Work, path: str) -> Any:
    answer = work.client.get(f"/api/v1/verwijzingen/{work.id}/{path}", headers=work.town)
    assert answer.status_code == 200
    return answer.json


def test_a_preview_plans_nothing_and_sending_does(debts: Work) -> None:
    seen = debts.send("POST", "berichten", SMS | {"verzenden": False})
    assert seen.status_code == 200
    assert (seen.json["magVerzonden"], seen.json["regels"], seen.json["geblokkeerd"]) == (True, [], None)
    assert seen.json["aankomst"].endswith("Z")
    assert _get(debts, "berichten") == {"berichten": []}
    planned = debts.send("POST", "berichten", SMS | {"verzenden": True})
    assert (planned.status_code, planned.json["status"]) == (201, "gepland")
    assert planned.json["tekst"] == seen.json["tekst"]
    [listed] = _get(debts, "berichten")["berichten"]
    assert listed["id"] == planned.json["id"]
    taken_back = debts.send("DELETE", f"berichten/{listed['id']}", None)
    assert (taken_back.json["status"], taken_back.json["afgehandeldWaarom"]) == ("ingetrokken", "doorBehandelaar")
    assert debts.send("DELETE", f"berichten/{uuid4()}", None).status_code == 404


def test_every_fault_of_a_message_is_told_at_once(debts: Work) -> None:
    assert _codes(debts.send("POST", "berichten", {"kanaal": "post", "tekst": "Bel mij"})) == [
        ("#/sjabloon", "verplicht"), ("#/kanaal", "onbekendeCode"), ("#/verzenden", "verplicht"),
        ("#/tekst", "onbekendVeld"),
    ]
    bare = {"sjabloon": "sms-bevestiging", "kanaal": "sms", "verzenden": True}
    assert _codes(debts.send("POST", "berichten", bare)) == [
        ("#/afspraak", "invulveldLeeg"), ("#/telefoon", "invulveldLeeg"),
    ]
    assert _codes(debts.send("POST", "berichten", SMS | {"verzenden": True, "telefoon": "bel maar"})) == [
        ("#/telefoon", "ongeldigFormaat"),
    ]


def test_safe_contact_is_asked_before_a_worry_is_written_about(care: Work) -> None:
    text = SMS | {"sjabloon": "sms-zorg"}
    blocked = care.send("POST", "berichten", text | {"verzenden": False}).json
    assert (blocked["tekst"], blocked["geblokkeerd"]["regel"]) == (None, "D09")
    refused = care.send("POST", "berichten", text | {"verzenden": True})
    assert (refused.status_code, refused.mimetype) == (409, "application/problem+json")
    unknown = _get(care, "veilig-contact")["manieren"]
    assert {(one["veilig"], one["bereikbaar"]) for one in unknown} == {(None, None)}
    safe = care.send("PUT", "veilig-contact", {"manier": "sms", "veilig": True, "gevraagdOp": TODAY})
    [line] = [one for one in safe.json["manieren"] if one["manier"] == "sms"]
    assert (line["veilig"], line["veiligGevraagdOp"], line["bereikbaar"]) == (True, TODAY, None)
    assert care.send("POST", "berichten", text | {"verzenden": False}).json["geblokkeerd"]["regel"] == "D10"
    wish = {"manier": "sms", "bereikbaar": True, "soorten": ["brief", "afspraak"], "gevraagdOp": TODAY}
    said = care.send("PUT", "veilig-contact", wish)
    [line] = [one for one in said.json["manieren"] if one["manier"] == "sms"]
    assert (line["veilig"], line["bereikbaar"], line["soorten"]) == (True, True, ["afspraak", "brief"])
    assert (line["voorDitAdres"], line["bereikbaarGevraagdOp"]) == (True, TODAY)
    assert line["veiligGevraagdDoor"] == line["bereikbaarGevraagdDoor"] != ""
    assert care.send("POST", "berichten", text | {"verzenden": True}).status_code == 201


def test_what_is_wrong_with_an_answer_about_contact_is_said_at_its_place(care: Work) -> None:
    def codes(**answer: object) -> list[tuple[str, str]]:
        return _codes(care.send("PUT", "veilig-contact", answer))

    assert codes(manier="Duif", veilig="ja", gevraagdOp=SOON) == [
        ("#/manier", "onbekendeCode"), ("#/veilig", "ongeldigType"),
    ]
    assert codes(manier="brief", veilig=True, gevraagdOp=SOON) == [("#/gevraagdOp", "dagInToekomst")]
    assert codes(manier="brief", gevraagdOp=TODAY) == [("#/veilig", "verplicht")]
    assert codes(manier="mail", bereikbaar=True, gevraagdOp=TODAY) == [("#/soorten", "verplicht")]


def test_an_appointment_is_offered_confirmed_and_replaced(debts: Work) -> None:
    first = debts.send("POST", "afspraken", MEET)
    assert (first.status_code, first.json["status"], first.json["tijd"]) == (201, "aangeboden", "14:30")
    address = f"afspraken/{first.json['id']}"
    assert debts.send("PUT", address, {"status": "bevestigd"}).json["status"] == "bevestigd"
    second = debts.send("POST", "afspraken", MEET | {"tijd": "09:00", "bevestigd": True, "medewerker": "E. Verzinsel"})
    assert second.json["medewerker"] == "E. Verzinsel"
    assert [one["status"] for one in _get(debts, "afspraken")["afspraken"]] == ["gewijzigd", "bevestigd"]
    assert debts.send("PUT", address, {"status": "afgezegd"}).status_code == 409
    assert debts.send("PUT", f"afspraken/{uuid4()}", {"status": "afgezegd"}).status_code == 404
    wrong = {"datum": "2026-02-30", "tijd": "25:00", "plaats": "café"}
    assert _codes(debts.send("POST", "afspraken", wrong)) == [
        ("#/datum", "ongeldigeDatum"), ("#/tijd", "ongeldigFormaat"), ("#/plaats", "onbekendeCode"),
    ]
    assert _codes(debts.send("POST", "afspraken", MEET | {"datum": "2020-01-01"})) == [("#/datum", "momentVoorbij")]


def test_only_offered_or_agreed_can_be_asked_of_an_appointment(debts: Work) -> None:
    made = debts.send("POST", "afspraken", MEET).json["id"]
    assert _codes(debts.send("PUT", f"afspraken/{made}", {"status": "gewijzigd"})) == [("#/status", "onbekendeCode")]


def test_work_of_another_town_is_not_found_and_closed_work_takes_nothing(
    debts: Work, app: Flask, client: FlaskClient, world: World
) -> None:
    asked = [
        ("POST", "berichten", SMS | {"verzenden": True}), ("POST", "afspraken", MEET),
        ("PUT", "veilig-contact", {"manier": "brief", "veilig": True, "gevraagdOp": TODAY}),
    ]
    with parts_of(app).database.transaction() as session:
        other = create_client(
            session, create_organisation(session, name="Gemeente Elders", municipality_code="9902"),
            scopes=["verwijzingen:behandelen"],
        )
    elsewhere = token(client, other)
    for method, step, document in asked:
        path = f"/api/v1/verwijzingen/{debts.id}/{step}"
        assert client.open(path, method=method, json=document, headers=elsewhere).status_code == 404
        assert client.get(path, headers=elsewhere).status_code == 404
    debts.send("PUT", "resultaat", {"eindresultaat": "Inwoner is overleden"})
    for method, step, document in asked:
        answer = debts.send(method, step, document)
        assert (answer.status_code, answer.mimetype) == (409, "application/problem+json")


def test_without_a_way_out_sending_is_refused_and_a_preview_is_not(
    debts: Work, app: Flask
) -> None:
    own = parts_of(app)
    keep(app.extensions, replace(own, settings=replace(own.settings, show_instead_of_send=False)))
    assert debts.send("POST", "berichten", SMS | {"verzenden": False}).status_code == 200
    assert _codes(debts.send("POST", "berichten", SMS | {"verzenden": True})) == [("#/kanaal", "kanaalNietIngesteld")]


def test_what_must_follow_a_message_is_read_and_ticked_off(debts: Work, app: Flask, database: Database) -> None:
    sent = debts.send("POST", "berichten", SMS | {"verzenden": True}).json["id"]
    office = Office(parts_of(app).vault, parts_of(app).settings)
    with database.transaction() as session:
        failed(session, UUID(sent), MessageEnd.REFUSED, Robot("toets"), clock.now())
        follow_up(session, office, UUID(sent), Robot("toets"), clock.now())
    [line] = _get(debts, "berichtvervolg")["vervolg"]
    assert (line["bericht"], line["reden"], line["opvolger"], line["gedaanOp"]) == (sent, "onbestelbaar", None, None)
    address = f"berichtvervolg/{line['id']}"
    assert _codes(debts.send("PUT", address, {"gedaan": "ja"})) == [("#/gedaan", "ongeldigType")]
    assert _codes(debts.send("PUT", address, {"gedaan": False})) == [("#/gedaan", "onbekendeCode")]
    assert debts.send("PUT", f"berichtvervolg/{uuid4()}", {"gedaan": True}).status_code == 404
    done = debts.send("PUT", address, {"gedaan": True})
    assert (done.status_code, done.json["gedaanOp"] is None) == (200, False)
    assert debts.send("PUT", address, {"gedaan": True}).json == done.json


@pytest.mark.parametrize(("fields", "status"), [
    ({}, "afgezegd"), ({"afspraken": "beeindigen"}, "afgezegd"), ({"afspraken": "houden"}, "bevestigd"),
])
def test_a_program_closes_with_the_result_alone_and_nobody_stands_at_a_closed_desk(
    debts: Work, fields: dict[str, str], status: str
) -> None:
    debts.send("POST", "afspraken", MEET | {"bevestigd": True})
    result = {"eindresultaat": "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering"}
    assert debts.send("PUT", "resultaat", result | fields).status_code == 200
    assert [one["status"] for one in _get(debts, "afspraken")["afspraken"]] == [status]
