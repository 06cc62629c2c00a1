"""Agreements about results, on screen and on paper: who sees which, and what a corporation never reads."""

from collections.abc import Callable
from datetime import date
from http import HTTPStatus
from io import BytesIO

import pikepdf
import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.db import Database
from service.monitor.performance.aims import Aim
from service.monitor.performance.store import Parties, targets_of
from service.rules.facts import Kind
from tests.doors.conftest import Post
from tests.doors.receipt import words_of
from tests.doors.test_web_work import route_all
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import TOWN, World, create_agreement, create_organisation, rent_signal

YEAR = clock.today().year
LIST, OWN = "/prestatieafspraken", "/corporatie/prestatieafspraken"
SIGNALS, REACH = f"{Kind.RENT_ARREARS}-{Aim.SIGNALS}", f"{Kind.RENT_ARREARS}-{Aim.REACH}"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def sign_in(app: Flask, database: Database, world: World) -> SignIn:
    def run(role: str, organisation: object = None) -> FlaskClient:
        with database.transaction() as session:
            where = organisation or (world.corporation_id if role == "corporatie" else world.town_id)
            account = create_account(session, where, f"{role}-{where}", role.capitalize(), [role])  # type: ignore[arg-type]
        return browser_of(app, database, account)

    return run


@pytest.fixture
def report(world: World) -> str:
    return f"{LIST}/{world.corporation_id}/{YEAR}"


def test_a_manager_types_what_was_agreed_and_reads_what_came_of_it(
    sign_in: SignIn, report: str, post: Post, app: Flask, database: Database, world: World
) -> None:
    for _ in range(10):
        assert post(rent_signal()).status_code == HTTPStatus.CREATED
    route_all(app, database)
    mira = sign_in("manager")
    assert report in tree_of(mira.get(LIST)).xpath("//main//a/@href")
    form = form_of(mira.get(f"{report}/wijzigen"))
    wrong = mira.post(f"{report}/wijzigen", data=form | {SIGNALS: "veel", REACH: "120"})
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert tree_of(wrong).xpath("//div[@role='alert']//a/@href") == [f"#{SIGNALS}", f"#{REACH}"]
    assert tree_of(wrong).xpath(f"//*[@id='{SIGNALS}']/@value") == ["veel"]
    answer = mira.post(f"{report}/wijzigen", data=form | {SIGNALS: "200", REACH: "62,5"})
    assert answer.location == f"{report}?melding=prestatieafspraken"
    shown = text_of(mira.get(answer.location))
    for told in ("vastgelegd", "2 afspraken. Het jaar loopt nog", "ten minste 200", "ten minste 62,5%", "Loopt nog"):
        assert told in shown, told
    with time_machine.travel(date(YEAR + 1, 5, 4)):
        later = sign_in("beheerder").get(report)
        row = next(row for row in tree_of(later).xpath("//tbody/tr") if "Signalen" in row.text_content())
    assert [one.text_content().strip() for one in row.xpath("td")] == [
        "ten minste 200", "10", "Niet gehaald", "minder dan 5",
    ]
    with database.transaction() as session:
        noted = "SELECT actor_kind, detail FROM journal WHERE action = 'prestatieafspraken-vastgelegd'"
        found = session.execute(text(noted))
        assert [tuple(one) for one in found] == [("manager", {"jaar": YEAR, "aantal": 2})]


def test_typing_again_replaces_and_leaving_empty_takes_away(
    sign_in: SignIn, report: str, database: Database, world: World
) -> None:
    bas = sign_in("beheerder")
    form = form_of(bas.get(f"{report}/wijzigen"))
    bas.post(f"{report}/wijzigen", data=form | {SIGNALS: "200", REACH: "60"})
    bas.post(f"{report}/wijzigen", data=form | {SIGNALS: "", REACH: "65"})
    with database.transaction() as session:
        found = targets_of(session, Parties(TOWN, world.corporation_id, YEAR))
    assert found == {(Kind.RENT_ARREARS, Aim.REACH): 65}


def test_a_corporation_reads_its_own_and_nothing_of_help(
    sign_in: SignIn, world: World, database: Database
) -> None:
    corry = sign_in("corporatie")
    own = f"{OWN}/{TOWN}/{YEAR}"
    assert own in tree_of(corry.get(OWN)).xpath("//main//a/@href")
    shown = corry.get(own)
    assert shown.status_code == HTTPStatus.OK
    for hidden in ("I12", "I13", "eindresultaat", "wijzigen"):
        assert hidden not in shown.text, hidden
    for address in (f"{LIST}/{world.corporation_id}/{YEAR}", f"{LIST}/{world.corporation_id}/{YEAR}/wijzigen", LIST):
        assert corry.get(address).status_code == HTTPStatus.FORBIDDEN, address
    with database.transaction() as session:
        other = create_organisation(session, name="Andere Woonstichting")
        create_agreement(session, other, kinds=["huurachterstand"])
    theirs = sign_in("corporatie", other).get(own)
    assert "Andere Woonstichting" in text_of(theirs)
    assert "Proefwonen" not in text_of(theirs)


def test_without_an_agreement_or_a_year_there_is_no_report(sign_in: SignIn, world: World, database: Database) -> None:
    with database.transaction() as session:
        stranger = create_organisation(session, name="Verre Woonstichting")
    mira = sign_in("manager")
    for path in ("", "/verslag.pdf", "/wijzigen"):
        assert mira.get(f"{LIST}/{stranger}/{YEAR}{path}").status_code == HTTPStatus.NOT_FOUND
        for year in (2020, YEAR + 2, 9999999):
            address = f"{LIST}/{world.corporation_id}/{year}{path}"
            assert mira.get(address).status_code == HTTPStatus.NOT_FOUND, address


@pytest.mark.parametrize("kinds", [["huurachterstand", "achterDeVoordeur"], ["achterDeVoordeur"]])
def test_the_report_on_paper_is_two_tagged_pages(
    sign_in: SignIn, database: Database, kinds: list[str]
) -> None:
    with database.transaction() as session:
        long = create_organisation(session, name="Woonstichting " + "Voorbeeldenlanghuizen" * 3)
        create_agreement(session, long, kinds=kinds)
    answer = sign_in("corporatie", long).get(f"{OWN}/{TOWN}/{YEAR}/verslag.pdf")
    assert answer.mimetype == "application/pdf"
    assert f"prestatieafspraken-{YEAR}.pdf" in answer.headers["Content-Disposition"]
    with pikepdf.open(BytesIO(answer.data)) as opened:
        assert len(opened.pages) == 2
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "nl-NL"
        with opened.open_metadata() as told:
            assert told["pdfuaid:part"] == "1"
    words = words_of(answer.data)
    assert "Hoe u dit leest" in words
    assert ("dit jaar geen overeenkomst" in words) is (len(kinds) == 1)
