"""Consent, hand-over, triage and steps over the API: the addresses, the answers and the refusals."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.referrals.refer import refer_signals
from tests.doors.conftest import Post
from tests.factories import World, create_client, create_organisation, door_signal, rent_block, rent_signal, token

TODAY = clock.today().isoformat()
TOMORROW = (clock.today() + timedelta(days=1)).isoformat()
URL = "/api/v1/verwijzingen"
YES = {"gegevenDoor": "betrokkene", "gegevenOp": TODAY, "wijze": "mondeling", "uitdrukkelijk": True}
Town = dict[str, str]


class Work:
    """One referral of the town, taken, and its addresses."""

    def __init__(self, client: FlaskClient, town: Town, destination: str) -> None:
        self.client, self.town = client, town
        taken = client.post(f"{URL}/_volgende", json={"bestemming": destination}, headers=town)
        assert taken.status_code == 200
        self.id = taken.json["id"]

    def send(self, method: str, step: str, document: Any) -> TestResponse:
        return self.client.open(f"{URL}/{self.id}/{step}", method=method, json=document, headers=self.town)

    def read(self, referral_id: str | None = None) -> dict[str, Any]:
        found: dict[str, Any] = self.client.get(f"{URL}/{referral_id or self.id}", headers=self.town).json
        return found


@pytest.fixture
def begin(app: Flask, database: Database, post: Post, client: FlaskClient, town: Town) -> Callable[..., Work]:
    """Post a signal, route it as the worker does, and take it at a desk."""

    def run(document: dict[str, Any], destination: str) -> Work:
        assert post(document).status_code == 201
        with database.transaction() as session:
            ids = session.scalars(text("SELECT id FROM signal WHERE status = 'ontvangen'")).all()
            refer_signals(session, parts_of(app).vault, ids, Robot("toets"), clock.now())
        return Work(client, town, destination)

    return run


@pytest.fixture
def debts(begin: Callable[..., Work]) -> Work:
    return begin(rent_signal(), "schuldhulp")


@pytest.fixture
def care(begin: Callable[..., Work]) -> Work:
    return begin(door_signal(), "wijkteam")


def _codes(answer: TestResponse) -> list[tuple[str, str]]:
    assert answer.status_code == 400, answer.text
    return [(fault["location"]["pointer"], fault["code"]) for fault in answer.json["errors"]]


def test_consent_is_withdrawn_at_the_municipality(
    care: Work, client: FlaskClient, corporation: dict[str, str]
) -> None:
    assert _codes(care.send("POST", "toestemming-intrekking", {})) == [("#/wijze", "verplicht")]
    stopped = care.send("POST", "toestemming-intrekking", {"wijze": "mondeling"})
    assert (stopped.status_code, stopped.json["status"]) == (200, "afgesloten")
    seen = care.read()
    assert seen["signalen"][0]["betrokkene"] is None
    assert [one["ingetrokkenWijze"] for one in seen["toestemmingen"]] == ["mondeling"]
    heard = client.get("/api/v1/terugkoppelingen", headers=corporation).json["terugkoppelingen"][-1]
    assert (heard["status"], heard["reden"]) == ("nietOpgepakt", None)
    stand = client.get(f"/api/v1/signalen/{heard['signaalId']}", headers=corporation)
    assert "toestemming-ingetrokken" not in stand.text
    assert stand.json["reden"] is None


def test_reading_a_signal_back_looks_the_same_before_and_after(
    begin: Callable[..., Work], client: FlaskClient, corporation: dict[str, str]
) -> None:
    """While another desk goes on, nothing a corporation can read tells that a resident took consent back."""
    both = door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"])
    care = begin(both, "wijkteam")

    def read() -> list[Any]:
        again = client.post("/api/v1/signalen", json=both, headers=corporation)
        stand = client.get(f"/api/v1/signalen/{again.json['id']}", headers=corporation)
        return [again.status_code, again.json, stand.json]

    before = read()
    assert care.send("POST", "toestemming-intrekking", {"wijze": "digitaal"}).status_code == 200
    assert read() == before


def test_rent_rests_on_no_consent(debts: Work) -> None:
    assert debts.send("POST", "toestemming-intrekking", {"wijze": "mondeling"}).status_code == 409


def test_case_75_without_consent_the_law_refuses_with_its_article(debts: Work) -> None:
    for given in (None, YES | {"uitdrukkelijk": False}, YES | {"gegevenDoor": "iemandAnders"},
                  YES | {"bestemmingen": ["schuldhulp"]}):
        refused = debts.send("POST", "overdracht", {"bestemming": "wijkteam", "toestemming": given})
        assert (refused.status_code, refused.mimetype) == (422, "application/problem+json")
        assert "Wmo 2015 artikel 5.1.1, vierde lid" in refused.json["detail"]
    assert debts.read()["koppelingen"] == []


def test_with_consent_the_new_referral_stands_on_the_other_worklist(debts: Work) -> None:
    wish = {"bestemming": "wijkteam", "toestemming": YES | {"bestemmingen": ["wijkteam"]}}
    answer = debts.send("POST", "overdracht", wish)
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"{URL}/{answer.json['id']}"
    listed = debts.client.get(f"{URL}?bestemming=wijkteam", headers=debts.town).json["verwijzingen"]
    assert [(row["id"], row["grond"], row["uiterlijk"]) for row in listed] == [
        (answer.json["id"], "zorg", answer.json["uiterlijk"]),
    ]
    seen = debts.read(answer.json["id"])
    assert seen["koppelingen"][0]["betrokkene"]["adres"]
    assert "bedragInCenten" not in str(seen)
    assert debts.read()["koppelingen"][0]["richting"] == "naar"
    assert debts.send("POST", "overdracht", wish).status_code == 200


def test_case_76_to_debt_help_it_is_allowed(care: Work) -> None:
    answer = care.send("POST", "overdracht", {"bestemming": "schuldhulp", "toestemming": None})
    assert (answer.status_code, answer.json["grond"]) == (201, "eigenVerzoek")
    assert "eenzaamheid" not in str(care.read(answer.json["id"]))


@pytest.mark.parametrize(("document", "faults"), [
    ({"bestemming": "schuldhulp", "toestemming": None}, [("#/bestemming", "zelfdeBestemming")]),
    ({"bestemming": "triage"}, [("#/bestemming", "onbekendeCode")]),
    ({"bestemming": "wijkteam", "reden": "omdat"}, [("#/reden", "onbekendeCode")]),
    ({"bestemming": "wijkteam", "toelichting": "vrij"}, [("#/toelichting", "onbekendVeld")]),
    ({"bestemming": "wijkteam", "toestemming": YES | {"gegevenOp": TOMORROW}},
     [("#/toestemming/gegevenOp", "buitenPeriode")]),
])
def test_what_is_no_hand_over_is_refused(
    debts: Work, document: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    assert _codes(debts.send("POST", "overdracht", document)) == faults


def test_triage_asks_and_is_answered(begin: Callable[..., Work]) -> None:
    large = rent_signal(huurachterstand=rent_block(clock.today(), bedragInCenten=3_000_000))
    work = begin(large, "triage")
    asked = work.read()["openVraag"]
    assert len(asked["antwoorden"]) >= 2
    assert _codes(work.send("POST", "beslissing", {"antwoord": "inwoner", "reden": "woontHier"})) == [
        ("#/antwoord", "pastNietBijVraag"),
    ]
    choice = asked["antwoorden"][0]
    told = {"antwoord": choice["code"], "reden": choice["redenen"][0], "team": asked["teams"][0]["id"]}
    moved = work.send("POST", "beslissing", told)
    assert (moved.status_code, moved.json["bestemming"], moved.json["team"]) == (200, "schuldhulp", told["team"])
    assert work.read()["openVraag"] is None
    assert work.send("POST", "beslissing", told).status_code == 409


def test_a_finding_goes_to_triage_and_a_person_decides(debts: Work) -> None:
    assert _codes(debts.send("POST", "naar-triage", {"bevinding": "weetNiet"})) == [("#/bevinding", "onbekendeCode")]
    assert debts.send("POST", "naar-triage", {"bevinding": "nietInBrp"}).json["bestemming"] == "triage"
    again = Work(debts.client, debts.town, "triage")
    closed = again.send("POST", "beslissing", {"antwoord": "geenInwoner", "reden": "woontElders"})
    assert closed.json["eindresultaat"] == "Persoon is geen inwoner (meer) in de gemeente"


def test_offer_talk_and_decision_each_answer_with_their_terms(debts: Work) -> None:
    offer = {"gedaanOp": TODAY, "reactie": "geaccepteerd", "reactieOp": TODAY}
    made = debts.send("PUT", "aanbod", offer)
    assert (made.status_code, made.json["termijn"], made.json["eigenVerzoek"]) == (200, "eersteGesprek", None)
    held = debts.send("PUT", "eerste-gesprek", {"gehoudenOp": TODAY})
    assert held.json["termijn"] == "besluit"
    lines = {line["soort"]: line for line in held.json["termijnen"]}
    assert lines["eersteGesprek"]["opTijd"] is True
    assert lines["besluit"]["uiterlijk"] == held.json["uiterlijk"]
    assert debts.send("PUT", "aanbod", offer | {"reactie": "afgewezen"}).status_code == 409
    assert debts.send("PUT", "aanbod", offer).status_code == 200, "the same again is no change"
    done = debts.send("PUT", "besluit", {"genomenOp": TODAY, "soort": "planVanAanpak"})
    assert done.json["termijn"] is None
    assert [line["opTijd"] for line in debts.read()["termijnen"]] == [True] * 4


def test_an_answer_of_none_has_no_day(debts: Work) -> None:
    assert debts.send("PUT", "aanbod", {"gedaanOp": TODAY, "reactie": "geen", "reactieOp": None}).status_code == 200
    assert _codes(debts.send("PUT", "aanbod", {"gedaanOp": TODAY, "reactie": "afgewezen"})) == [
        ("#/reactieOp", "verplicht"),
    ]
    assert _codes(debts.send("PUT", "eerste-gesprek", {"gehoudenOp": TOMORROW})) == [
        ("#/gehoudenOp", "dagInToekomst"),
    ]
    assert debts.send("PUT", "besluit", {"genomenOp": TODAY, "soort": "weigering"}).status_code == 409


def test_tasks_of_the_wijkteam(care: Work, debts: Work) -> None:
    done = care.send("PUT", "taken/ontvangstbevestiging", {"gedaanOp": TODAY})
    assert done.status_code == 200
    assert [task["gedaanOp"] for task in done.json["taken"]] == [TODAY, None, None, None]
    assert care.send("PUT", "taken/onderzoek", {"gedaanOp": TODAY}).json["termijn"] is None
    assert care.send("PUT", "taken/besluit", {"gedaanOp": TODAY}).status_code == 404
    assert debts.send("PUT", "taken/onderzoek", {"gedaanOp": TODAY}).status_code == 409
    assert care.send("PUT", "eerste-gesprek", {"gehoudenOp": TODAY}).status_code == 409
    assert debts.read()["taken"] == []


def test_every_step_asks_the_holder_and_the_own_municipality(
    debts: Work, care: Work, database: Database, world: World
) -> None:
    steps = [
        (debts, "POST", "overdracht", {"bestemming": "wijkteam", "toestemming": YES}),
        (debts, "POST", "naar-triage", {"bevinding": "nietInBrp"}),
        (debts, "PUT", "aanbod", {"gedaanOp": TODAY, "reactie": "geen"}),
        (debts, "PUT", "eerste-gesprek", {"gehoudenOp": TODAY}),
        (debts, "PUT", "besluit", {"genomenOp": TODAY, "soort": "weigering"}),
        (care, "PUT", "taken/onderzoek", {"gedaanOp": TODAY}),
    ]
    with database.transaction() as session:
        elsewhere = create_organisation(session, name="Gemeente Elders", municipality_code="9902")
        colleague = create_client(session, world.town_id, scopes=["verwijzingen:behandelen"])
        stranger = create_client(session, elsewhere, scopes=["verwijzingen:behandelen"])
    for one, status in ((colleague, 409), (stranger, 404)):
        header = token(debts.client, one)
        for work, method, step, document in steps:
            answer = work.client.open(f"{URL}/{work.id}/{step}", method=method, json=document, headers=header)
            assert answer.status_code == status, step
    header = token(debts.client, stranger)
    answer = care.client.post(f"{URL}/{care.id}/toestemming-intrekking", json={"wijze": "mondeling"}, headers=header)
    assert answer.status_code == 404


def test_no_answer_of_a_step_holds_a_person(debts: Work) -> None:
    answers = [
        debts.send("PUT", "aanbod", {"gedaanOp": TODAY, "reactie": "geen"}),
        debts.send("POST", "overdracht", {"bestemming": "wijkteam", "toestemming": YES}),
        debts.send("POST", "naar-triage", {"bevinding": "huurOpgeschort"}),
    ]
    for answer in answers:
        assert answer.status_code in {200, 201}
        assert "Voorbeeldsma" not in answer.text
