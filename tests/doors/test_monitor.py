"""The key figures over the API: whose they are, in which shape, and that no small number leaves."""

import csv
from datetime import timedelta
from http import HTTPStatus
from io import StringIO
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.db import Database
from service.monitor.key_figures.files import MEDIA_TYPES
from service.monitor.key_figures.wish import period_named
from tests.doors.conftest import Post
from tests.doors.sheets import sheets_of
from tests.doors.test_web_work import route_all
from tests.factories import (
    World,
    create_agreement,
    create_client,
    create_organisation,
    door_signal,
    rent_block,
    rent_signal,
    token,
)

URL = "/api/v1/monitor/kerncijfers"
YEAR = clock.today().year
Town = dict[str, str]


@pytest.fixture
def busy(post: Post, app: Flask, database: Database) -> None:
    """Eleven rent signals, five about worries, and five that the law refuses."""
    garage = rent_block(clock.today(), bestemming="overig")
    sent = [rent_signal() for _ in range(11)] + [door_signal() for _ in range(5)]
    refused = [rent_signal(huurachterstand=garage) for _ in range(5)]
    for one in sent:
        assert post(one).status_code == HTTPStatus.CREATED
    for one in refused:
        assert post(one).status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    route_all(app, database)


def numbers(document: dict[str, Any], figure: str, **where: Any) -> list[dict[str, Any]]:
    [found] = [one for one in document["kerncijfers"] if one["id"] == figure]
    return [one for one in found["cijfers"] if all(one[name] == value for name, value in where.items())]


@pytest.mark.usefixtures("busy")
def test_a_municipality_reads_its_figures(client: FlaskClient, town: Town, world: World) -> None:
    answer = client.get(URL, headers=town)
    assert answer.status_code == HTTPStatus.OK
    told = answer.json
    assert (told["van"], told["tot"]) == (f"{YEAR}-01-01", f"{YEAR}-12-31")
    assert [one["id"] for one in told["kerncijfers"]][:3] == ["I1", "I2", "I3"]
    [total] = numbers(told, "I1", verdeling="totaal", soort="huurachterstand")
    assert total["aantal"] in {10, 15}
    [own] = numbers(told, "I1", verdeling="corporatie", soort="huurachterstand")
    assert (own["groep"], own["groepNaam"]) == (str(world.corporation_id), "Proefwonen")
    assert own["aantal"] in {10, 15}
    assert numbers(told, "I1", verdeling="totaal", soort="achterDeVoordeur")[0]["aantal"] == 5
    assert {one["groep"] for one in numbers(told, "V3", verdeling="reden")} == {"woonruimte"}
    [needs] = [one for one in told["kerncijfers"] if one["id"] == "I2"]
    assert needs["cijfers"] == []
    assert "inwoners" in needs["ontbreekt"]


@pytest.mark.usefixtures("busy")
def test_the_same_question_gives_the_same_numbers(client: FlaskClient, town: Town) -> None:
    assert client.get(URL, headers=town).data == client.get(URL, headers=town).data
    month = period_named(f"{clock.today():%Y-%m}")
    by_itself = client.get(f"{URL}?van={month.first}&tot={month.last}", headers=town).json
    [inside] = numbers(client.get(URL, headers=town).json, "I1", verdeling="maand", soort="huurachterstand")
    [alone] = numbers(by_itself, "I1", verdeling="totaal", soort="huurachterstand")
    assert inside["aantal"] == alone["aantal"]


@pytest.mark.usefixtures("busy")
def test_every_count_is_a_five_except_what_is_late_now(client: FlaskClient, town: Town) -> None:
    told = client.get(URL, headers=town).json
    counts = [
        one[name] for figure in told["kerncijfers"] if figure["id"] != "V2" for one in figure["cijfers"]
        for name in ("aantal", "geheel") if one[name] is not None
    ]
    assert counts
    assert [count for count in counts if count % 5] == []


@pytest.mark.usefixtures("busy")
def test_any_days_may_be_asked(client: FlaskClient, town: Town) -> None:
    today = clock.today()
    since = f"{URL}?van={today - timedelta(days=45)}&tot={today}"
    [total] = numbers(client.get(since, headers=town).json, "I1", verdeling="totaal", soort="huurachterstand")
    assert total["aantal"] in {5, 10, 15, 20}
    assert numbers(client.get(since, headers=town).json, "I5") == [], "a middle only over a fixed period"
    # A few days of a month with few: that would tell too much.
    some = f"{URL}?van={today - timedelta(days=45)}&tot={today - timedelta(days=1)}"
    assert numbers(client.get(some, headers=town).json, "I1", soort="huurachterstand") == []
    # Two parts together are a small group: what is not large is not told.
    crossed = client.get(f"{URL}?bestemming=schuldhulp&gebied=onbekend", headers=town)
    assert crossed.status_code == HTTPStatus.OK
    assert numbers(crossed.json, "I1") == []
    long_ago = client.get(f"{URL}?van=1900-01-01&tot=1999-05-05", headers=town)
    assert long_ago.status_code == HTTPStatus.OK


@pytest.mark.usefixtures("busy")
def test_the_figures_come_as_files_too(client: FlaskClient, town: Town) -> None:
    answer = client.get(URL, headers=town | {"Accept": "text/csv"})
    assert (answer.mimetype, answer.headers["Vary"]) == ("text/csv", "Accept")
    rows = list(csv.DictReader(StringIO(answer.text)))
    assert {row["kerncijfer"] for row in rows} >= {"I1", "V3"}
    document = client.get(URL, headers=town).json
    assert len(rows) == sum(len(one["cijfers"]) for one in document["kerncijfers"])
    assert all(row["definitie"].endswith(".") for row in rows)
    for ending in ("ods", "xlsx"):
        answer = client.get(URL, headers=town | {"Accept": MEDIA_TYPES[ending]})
        assert (answer.mimetype, answer.headers["Vary"]) == (MEDIA_TYPES[ending], "Accept")
        assert len(sheets_of(answer.data)[0]) == len(rows) + 1
    assert client.get(URL, headers=town | {"Accept": "image/png"}).status_code == HTTPStatus.NOT_ACCEPTABLE


@pytest.mark.usefixtures("busy")
def test_a_corporation_reads_of_itself_only_what_it_sent(
    client: FlaskClient, corporation: Town, world: World, database: Database
) -> None:
    with database.transaction() as session:
        other = create_organisation(session, name="Andere Woonstichting")
        create_agreement(session, other)
        other_client = create_client(session, other, scopes=["monitor:lezen"])
    told = client.get(URL, headers=corporation).json
    assert told["gemeentecode"] is None
    assert {one["id"] for one in told["kerncijfers"] if one["cijfers"]} <= {"I1", "I4", "I5", "I7", "V3"}
    assert numbers(told, "I1", verdeling="totaal", soort="huurachterstand")[0]["aantal"] in {10, 15}
    nothing = client.get(URL, headers=token(client, other_client)).json
    assert [one["id"] for one in nothing["kerncijfers"] if one["cijfers"]] == []
    asked = client.get(f"{URL}?corporatie={world.corporation_id}", headers=token(client, other_client))
    assert asked.status_code == HTTPStatus.FORBIDDEN
    assert client.get(f"{URL}?gebied=Oost", headers=corporation).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(("asked", "pointer", "code"), [
    ("van=2026-01-01", "#/tot", "verplicht"),
    ("tot=2026-01-31", "#/van", "verplicht"), ("van=2026-02-01&tot=2026-01-31", "#/tot", "looptTerug"),
    ("corporatie=x", "#/corporatie", "ongeldigFormaat"),
    ("bestemming=nergens", "#/bestemming", "onbekendeCode"), ("wie=ik", "#/wie", "onbekendVeld"),
])
def test_a_question_that_cannot_be_is_explained(
    client: FlaskClient, town: Town, asked: str, pointer: str, code: str
) -> None:
    answer = client.get(f"{URL}?{asked}", headers=town)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    [fault] = answer.json["errors"]
    assert (fault["in"], fault["location"]["pointer"], fault["code"]) == ("query", pointer, code)


def test_without_the_scope_there_are_no_figures(client: FlaskClient, world: World) -> None:
    without = token(client, world.town_client, "verwijzingen:behandelen")
    assert client.get(URL, headers=without).status_code == HTTPStatus.FORBIDDEN
    assert client.get(URL).status_code == HTTPStatus.UNAUTHORIZED
