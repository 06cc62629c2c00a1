"""A refusal says on what it rests: in the answer, in a delivery's row, on the screen and in the file of the client."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.db import Database
from service.rules.refusal import RENT_WITHOUT_AGREEMENT
from service.sending.outcome import row_of
from service.sending.rows import heading, written
from service.sending.source import Record
from tests.doors.conftest import Post
from tests.doors.test_web_corporation import DOOR, RENT, door, rent, send
from tests.doors.web import browser_of, create_account, text_of, tree_of
from tests.factories import World, create_client, create_organisation, door_signal, rent_block, rent_signal, token

FORBIDS = re.compile(r"\bwet (staat|verbiedt|laat)\b|mag niet", re.IGNORECASE)
Signal = Callable[[], dict[str, Any]]


def _rent(**changes: Any) -> dict[str, Any]:
    return rent_signal(huurachterstand=rent_block(clock.today(), **changes))


def by_law() -> dict[str, Any]:
    return _rent(bestemming="overig")


def by_reading() -> dict[str, Any]:
    return _rent(huidigeHuurder=False)


def by_arrangement() -> dict[str, Any]:
    return _rent(betalingsregeling="nagekomen")


def by_both() -> dict[str, Any]:
    return _rent(huidigeHuurder=False, betalingsregeling="nagekomen")


def mixed() -> dict[str, Any]:
    return _rent(bestemming="overig", betalingsregeling="nagekomen")


def at_the_door() -> dict[str, Any]:
    """Consent for another place than the worry belongs to."""
    return door_signal(zorgen=["eenzaamheid"], bestemmingen=["schuldhulp"])


KINDS = [
    pytest.param(by_law, "Geweigerd door de wet", {"wet"}, id="law"),
    pytest.param(mixed, "Geweigerd door de wet", {"wet", "afspraak"}, id="law and arrangement"),
    pytest.param(by_reading, "Geweigerd om onze lezing van de wet", {"lezing"}, id="reading"),
    pytest.param(at_the_door, "Geweigerd om onze lezing van de wet", {"lezing"}, id="reading at the door"),
    pytest.param(by_arrangement, "Geweigerd om een afspraak", {"afspraak"}, id="arrangement"),
    pytest.param(by_both, "Geweigerd om onze lezing van de wet en een afspraak", {"lezing", "afspraak"}, id="both"),
]


def natures(judgement: dict[str, Any]) -> set[str]:
    return {one["aard"] for one in judgement["bevindingen"] if one["uitkomst"] == "nietVoldaan"}


@pytest.mark.parametrize(("signal", "title", "rests_on"), KINDS)
def test_title_and_detail_of_the_answer(post: Post, signal: Signal, title: str, rests_on: set[str]) -> None:
    answer = post(signal())
    assert answer.status_code == 422
    assert answer.json["title"] == title
    assert answer.json["detail"].endswith(" Er is niets opgeslagen. Zie beoordeling.")
    assert natures(answer.json["beoordeling"]) == rests_on
    assert bool(FORBIDS.search(answer.json["title"] + answer.json["detail"])) is ("wet" in rests_on)
    tried = post(signal(), "/api/v1/signalen/_beoordeel")
    assert natures(tried.json["beoordeling"]) == rests_on


def test_a_missing_agreement_is_an_arrangement(client: FlaskClient, database: Database, world: World) -> None:
    with database.transaction() as session:
        stranger = create_organisation(session, name="Zonder Afspraak")
        client_id = create_client(session, stranger, scopes=["signalen:indienen"])
    for signal in (rent_signal(), door_signal()):
        answer = client.post("/api/v1/signalen", json=signal, headers=token(client, client_id))
        assert (answer.status_code, answer.json["title"]) == (422, "Geweigerd om een afspraak")
        assert natures(answer.json["beoordeling"]) == {"afspraak"}
        assert not FORBIDS.search(answer.json["detail"])
        other_ways = "vooraf algemeen toestemmen in huursignalen" in answer.json["detail"]
        assert other_ways is (signal["soort"] == "huurachterstand")


@pytest.mark.parametrize("one_by_one", [True, False], ids=["posts", "a delivery"])
def test_every_finding_has_a_nature_also_of_what_is_accepted(
    client: FlaskClient, corporation: dict[str, str], post: Post, one_by_one: bool
) -> None:
    signals = [rent_signal(), door_signal(), *(kind.values[0]() for kind in KINDS)]
    if one_by_one:
        found = [post(one).json["beoordeling"] for one in signals]
    else:
        lines = "\n".join(map(json.dumps, signals))
        answer = client.post(
            "/api/v1/aanleveringen", data=lines, content_type="application/x-ndjson", headers=corporation,
        )
        found = [row["beoordeling"] for row in answer.json["resultaten"]]
    assert [natures(one) for one in found] == [set(), set(), *(kind.values[2] for kind in KINDS)]
    assert all({"wet", "lezing", "afspraak"} >= {line["aard"] for line in one["bevindingen"]} for one in found)


@pytest.mark.parametrize(("changes", "title", "line"), [
    ({"huurachterstand.bestemming": "overig"}, "Geweigerd door de wet", "Dit staat in de wet."),
    ({"huurachterstand.huidigeHuurder": "nee"}, "Geweigerd om onze lezing van de wet",
     "Dit is onze lezing van de wet."),
    ({"huurachterstand.betalingsregeling": "nagekomen"}, "Geweigerd om een afspraak",
     "Dit is een afspraak, geen wet."),
])
def test_the_screen_says_which(
    app: Flask, database: Database, world: World, changes: dict[str, str], title: str, line: str
) -> None:
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    answer = send(browser_of(app, database, account), RENT, rent(**changes))
    assert answer.status_code == 422
    alert = tree_of(answer).xpath("string(//*[@role='alert'])")
    assert title in alert
    assert bool(FORBIDS.search(alert)) is ("wet." in line and "geen" not in line and "lezing" not in line)
    first, *others = tree_of(answer).xpath("//li[contains(@class, 'voordeur-findings__item')]")
    assert line in first.text_content()
    assert "niet voldaan" in first.text_content()
    assert len(others) == 9
    assert not [one for one in others if "niet voldaan" in one.text_content()]
    assert "Waarom dit signaal is geweigerd" in text_of(answer)
    assert ("Leest u de wet anders? Bespreek het met de gemeente." in alert) is ("lezing" in line)
    assert ("Wordt de regeling niet meer nagekomen?" in alert) is ("afspraak" in line)


def test_where_to_turn_stands_before_what_the_refusal_rests_on(app: Flask, database: Database, world: World) -> None:
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    answer = send(browser_of(app, database, account), DOOR, door(**{"achterDeVoordeur.acuutGevaar": "ja"}))
    words = text_of(answer)
    assert words.index("Bel 112") < words.index("Geweigerd om onze lezing van de wet")


def test_what_was_refused_this_year_says_it_too(
    app: Flask, database: Database, world: World, post: Post
) -> None:
    for signal in (by_law, by_reading, by_arrangement):
        post(signal())
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    words = text_of(browser_of(app, database, account).get("/corporatie/kwaliteit"))
    for told in ("het gaat om een woning. Dit staat in de wet.",
                 "het gaat om een huurder van nu. Dit is onze lezing van de wet.",
                 "een regeling die wordt nagekomen. Dit is een afspraak, geen wet."):
        assert told in words, told


def test_the_client_writes_it_in_its_file(post: Post, tmp_path: Path) -> None:
    rows = []
    for number, kind in enumerate(KINDS, start=1):
        problem = post(kind.values[0]()).json
        rows.append(row_of(Record(number, ""), problem | {"status": 422}))
    for row, kind in zip(rows, KINDS, strict=True):
        assert {unmet["aard"] for unmet in row["weigering"]} == kind.values[2]
    sheet = tmp_path / "uitkomst.csv"
    lines = (heading(sheet) + written(sheet, rows)).decode("utf-8-sig").splitlines()
    told = {row["regel"]: row["toelichting"] for row in csv.DictReader(lines, delimiter=";")}
    assert told["1"].startswith("De wet staat delen niet toe. | woonruimte (wet): ")
    assert told["5"].startswith("Deze weigering rust op een afspraak")
    assert "geenNagekomenRegeling (afspraak): " in told["5"]
    assert not FORBIDS.search(told["5"])


def test_after_no_of_the_tenant_the_answer_says_what_is_still_open(post: Post) -> None:
    signal = rent_signal()
    signal["huurachterstand"]["socialeIncasso"]["reactieHuurder"] = "afgewezen"
    assert "De huurder kan wel zelf om hulp vragen bij de gemeente." in post(signal).json["detail"]


def test_the_file_names_the_other_ways_of_a_rent_signal_without_agreement(
    client: FlaskClient, database: Database, world: World, tmp_path: Path
) -> None:
    with database.transaction() as session:
        stranger = create_organisation(session, name="Zonder Afspraak")
        client_id = create_client(session, stranger, scopes=["signalen:indienen"])
    problem = client.post("/api/v1/signalen", json=rent_signal(), headers=token(client, client_id)).json
    told = written(tmp_path / "uitkomst.csv", [row_of(Record(1, ""), problem | {"status": 422})]).decode()
    assert RENT_WITHOUT_AGREEMENT in told


def test_the_row_of_an_older_service_claims_nothing(tmp_path: Path) -> None:
    finding = {"voorwaarde": "geenBezwaar", "uitkomst": "nietVoldaan", "uitleg": "Zo is het.", "bron": "Besluit"}
    row = row_of(Record(1, ""), {"status": 422, "beoordeling": {"oordeel": "geweigerd", "bevindingen": [finding]}})
    told = written(tmp_path / "uitkomst.csv", [row]).decode()
    assert "Aan een voorwaarde is niet voldaan. " in told
    assert " | geenBezwaar: Zo is het." in told
    assert not FORBIDS.search(told)
