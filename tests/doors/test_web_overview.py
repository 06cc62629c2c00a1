"""The screen of a manager: three questions, a filter in the address, and the same numbers as a file."""

import csv
from http import HTTPStatus
from io import StringIO

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.db import Database
from service.monitor.key_figures.files import MEDIA_TYPES
from service.partners.tables import Organisation
from tests.doors.conftest import Post
from tests.doors.sheets import sheets_of
from tests.doors.test_web_work import route_all
from tests.doors.web import browser_of, create_account, text_of, tree_of
from tests.factories import World, rent_signal

YEAR = clock.today().year


@pytest.fixture
def mira(app: Flask, database: Database, world: World) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, world.town_id, "mira", "Mira Demonstra", ["manager"])
    return browser_of(app, database, account)


@pytest.fixture
def busy(post: Post, app: Flask, database: Database) -> None:
    for _ in range(10):
        assert post(rent_signal()).status_code == HTTPStatus.CREATED
    route_all(app, database)


@pytest.mark.usefixtures("busy")
def test_three_questions_are_answered(mira: FlaskClient) -> None:
    shown = mira.get("/overzicht")
    titles = [one.text_content() for one in tree_of(shown).xpath("//section/h2")]
    assert titles == ["Zijn we op tijd?", "Wie bereiken we?", "Helpt het?"]
    words = text_of(shown)
    assert "Signalen: 10. Bereikt van de opgepakte zaken: geen of te weinig." in words
    assert "Nu te laat: geen." in words
    assert "Het aantal signalen, geteld naar de dag waarop zij zijn gestuurd." in words
    reached = tree_of(shown).xpath("//section[2]//table")[0]
    assert [one.text_content() for one in reached.xpath(".//thead//th")] == [
        "Cijfer", f"{YEAR}", f"{YEAR - 1}", "Landelijk",
    ]
    [row] = reached.xpath(".//tbody/tr[starts-with(th, 'Bereikt')]/td")[2:]
    assert row.text_content() == "20% (2023)"
    assert "Divosa Monitor Vroegsignalering" in words


@pytest.mark.usefixtures("busy")
def test_every_chart_says_its_numbers_in_words_and_has_a_table(mira: FlaskClient) -> None:
    for figure in tree_of(mira.get("/overzicht")).xpath("//figure[.//ul]"):
        bars = [one.text_content().split(":")[0].strip() for one in figure.xpath(".//li")]
        assert bars
        assert [one.text_content() for one in figure.xpath(".//tbody//th")] == bars
        assert figure.xpath(".//svg/@aria-hidden") == ["true"] * len(bars)
        assert not figure.xpath(".//@style")


@pytest.mark.usefixtures("busy")
def test_the_filter_stands_in_the_address(mira: FlaskClient, world: World) -> None:
    month = f"{YEAR}-{clock.today():%m}"
    asked = f"soort=huurachterstand&periode={month}&deel=corporatie%3A{world.corporation_id}"
    shown = mira.get(f"/overzicht?{asked}")
    assert "Signalen: 10." in text_of(shown)
    chosen = tree_of(shown).xpath("//option[@selected]/@value")
    assert chosen == ["huurachterstand", month, f"corporatie:{world.corporation_id}"]
    files = [f"/overzicht/kerncijfers.{ending}?{asked}" for ending in ("ods", "xlsx", "csv")]
    assert tree_of(shown).xpath("//main//a/@href") == files
    elsewhere = mira.get("/overzicht?soort=achterDeVoordeur&deel=bestemming%3Awijkteam")
    assert "Signalen: geen of te weinig." in text_of(elsewhere)


@pytest.mark.usefixtures("busy")
def test_the_same_numbers_come_as_a_file(mira: FlaskClient) -> None:
    answer = mira.get(f"/overzicht/kerncijfers.csv?periode={YEAR}")
    assert answer.mimetype == "text/csv"
    assert f"kerncijfers-{YEAR}-01-01-{YEAR}-12-31.csv" in answer.headers["Content-Disposition"]
    rows = csv.DictReader(StringIO(answer.text))
    total = [row for row in rows if (row["kerncijfer"], row["verdeling"]) == ("I1", "totaal")]
    assert [(row["soort"], row["aantal"]) for row in total] == [("huurachterstand", "10")]


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("ending", ["ods", "xlsx"])
def test_the_same_numbers_come_as_a_spreadsheet_with_the_definitions_beside_them(
    mira: FlaskClient, database: Database, world: World, ending: str
) -> None:
    with database.transaction() as session:
        session.get_one(Organisation, world.corporation_id).name = "=HYPERLINK(\"x\")"
    answer = mira.get(f"/overzicht/kerncijfers.{ending}?periode={YEAR}")
    assert answer.mimetype == MEDIA_TYPES[ending]
    assert f"kerncijfers-{YEAR}-01-01-{YEAR}-12-31.{ending}" in answer.headers["Content-Disposition"]
    figures, definitions, _ = sheets_of(answer.data)
    [head, *rows] = figures
    told = [dict(zip(head, row, strict=True)) for row in rows]
    [total] = [row for row in told if (row["kerncijfer"], row["verdeling"]) == ("I1", "totaal")]
    assert (total["aantal"], total["groep"], total["waarde"]) == (10.0, None, 10.0)
    [own] = [row for row in told if (row["kerncijfer"], row["verdeling"]) == ("I1", "corporatie")]
    assert own["groepNaam"] == "=HYPERLINK(\"x\")"
    assert [row[0] for row in definitions][:3] == ["kerncijfer", "I1", "I2"]


@pytest.mark.parametrize("asked", [
    "soort=iets", "periode=2026-13", "periode=gisteren", "deel=straat:x", "deel=corporatie:x", "deel=bestemming:x",
])
@pytest.mark.parametrize("path", ["/overzicht", "/overzicht/kerncijfers.csv"])
def test_an_address_that_nobody_could_choose_is_not_found(mira: FlaskClient, path: str, asked: str) -> None:
    assert mira.get(f"{path}?{asked}").status_code == HTTPStatus.NOT_FOUND
