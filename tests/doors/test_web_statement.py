"""After a refusal a corporation takes the signed statement along from the page itself, as PDF or as JSON."""

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from service.db import Database
from service.signals.receipt.check import check
from service.signals.receipt.signature import Verdict
from tests.doors.receipt import attached, known_keys, raw, resaved, words_of
from tests.doors.test_web_corporation import DOOR, RENT, days_ago, rent
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import TOWN, World, create_organisation

TAKE = "/corporatie/weigeringsbewijs"
OBJECTED = {"huurachterstand.socialeIncasso.reactieHuurder": "afgewezen"}
Browser = Callable[[str], FlaskClient]


@pytest.fixture
def corry(app: Flask, database: Database, world: World) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    return browser_of(app, database, account)


def refused(browser: FlaskClient, path: str = RENT, **changes: Any) -> TestResponse:
    answer = browser.post(path, data=rent(**changes) | form_of(browser.get(path)))
    assert answer.status_code == 422, text_of(answer)
    return answer


def fields_of(page: TestResponse) -> dict[str, str]:
    """What the form of the statement sends."""
    [form] = tree_of(page).xpath(f"//form[@action='{TAKE}']")
    return dict(form.form_values())


def test_the_page_offers_it_and_says_what_it_is_for(corry: FlaskClient) -> None:
    page = refused(corry, **OBJECTED)
    words = text_of(page)
    assert "Bewijs voor uw dossier" in words
    assert "de rechter" in words
    assert "Wij bewaren het niet" in words
    assert set(fields_of(page)) == {"formulier", "referentie", "jws", "zout"}


def test_it_is_taken_as_json(app: Flask, corry: FlaskClient) -> None:
    sent = fields_of(refused(corry, **OBJECTED)) | {"vorm": "json"}
    answer = corry.post(TAKE, data=sent)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].endswith('.json"')
    found = check(answer.data, known_keys(app))
    assert (found.verdict, found.reference) == (Verdict.GENUINE, "KW-1")


def test_it_is_taken_as_a_pdf_of_one_page_that_can_be_verified(app: Flask, corry: FlaskClient) -> None:
    answer = corry.post(TAKE, data=fields_of(refused(corry, **OBJECTED)) | {"vorm": "pdf"})
    assert (answer.status_code, answer.content_type) == (200, "application/pdf")
    with pikepdf.open(BytesIO(answer.data)) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) == 1
        assert str(opened.Root.Lang) == "nl-NL"
        with opened.open_metadata() as told:
            assert (told["pdfuaid:part"], told["pdfaid:part"]) == ("1", "3")
    words = words_of(answer.data)
    for said in (
        "Weigeringsbewijs vroegsignaal", "Proefwonen", "KW-1", "De huurder maakte geen bezwaar", "Niet voldaan",
        "Bgs, artikel 2, onder d", "rechter",
    ):
        assert said in words
    assert "Voorbeeldsma" not in words
    assert "2091" not in words
    keys = known_keys(app)
    found = check(answer.data, keys)
    assert (found.verdict, found.reference) == (Verdict.GENUINE, "KW-1")
    assert json.loads(attached(answer.data))["referentie"] == "KW-1"
    assert check(resaved(answer.data), keys).verdict is Verdict.ALTERED
    assert check(answer.data, keys, "KW-2").verdict is Verdict.OTHER_REFERENCE


def test_a_refusal_by_a_reading_says_so_on_paper(corry: FlaskClient) -> None:
    page = refused(corry, **{"huurachterstand.huidigeHuurder": "nee"})
    words = words_of(corry.post(TAKE, data=fields_of(page) | {"vorm": "pdf"}).data)
    assert "Geweigerd om onze lezing van de wet" in words
    assert "staat delen niet toe" not in words


@pytest.mark.parametrize("change", [
    {"referentie": "KW-2"}, {"zout": "AAAA"}, {"zout": ""}, {"jws": ""}, {"jws": "a.b.c"}, {"referentie": ""},
])
def test_what_was_changed_is_not_given_back(corry: FlaskClient, change: dict[str, str]) -> None:
    sent = fields_of(refused(corry, **OBJECTED))
    assert corry.post(TAKE, data=sent | change | {"vorm": "json"}).status_code == 403


def test_another_corporation_cannot_have_it_printed(app: Flask, database: Database, corry: FlaskClient) -> None:
    sent = fields_of(refused(corry, **OBJECTED))
    with database.transaction() as session:
        other = create_organisation(session, name="Een andere verhuurder")
        account = create_account(session, other, "otto", "Otto Testema", ["corporatie"])
    otto = browser_of(app, database, account)
    assert otto.post(TAKE, data=sent | form_of(otto.get("/corporatie"))).status_code == 403


def test_a_refusal_by_the_law_and_one_behind_the_door_offer_none(corry: FlaskClient) -> None:
    page = refused(corry, **{"huurachterstand.socialeIncasso.herinneringVerstuurdOp": ""})
    assert not tree_of(page).xpath(f"//form[@action='{TAKE}']")
    door = {name: value for name, value in rent().items() if not name.startswith("huurachterstand")}
    door |= {
        "gemeentecode": TOWN, "achterDeVoordeur.zorgen": "huiselijkGeweld", "achterDeVoordeur.acuutGevaar": "nee",
        "achterDeVoordeur.waargenomenDoor": "huismeester", "achterDeVoordeur.aanleiding": "huisbezoek",
        "achterDeVoordeur.toestemming.gegevenDoor": "betrokkene",
        "achterDeVoordeur.toestemming.gegevenOp": days_ago(0),
        "achterDeVoordeur.toestemming.wijze": "mondeling", "achterDeVoordeur.toestemming.uitdrukkelijk": "ja",
        "achterDeVoordeur.toestemming.bestemmingen": "wijkteam",
    }
    answer = corry.post(DOOR, data=door | form_of(corry.get(DOOR)))
    assert answer.status_code == 422, text_of(answer)
    assert "Veilig Thuis" in text_of(answer)
    assert not tree_of(answer).xpath(f"//form[@action='{TAKE}']")


def test_taking_a_signal_back_says_what_the_next_one_needs(corry: FlaskClient) -> None:
    taken = corry.post(RENT, data=rent(referentie="KW-9") | form_of(corry.get(RENT)))
    assert taken.status_code == 303
    assert "pas na een nieuwe schriftelijke herinnering" in text_of(corry.get(taken.headers["Location"]))


def test_a_pdf_of_a_statement_is_no_receipt(app: Flask, corry: FlaskClient) -> None:
    """Who puts the file of one proof into the page of another is seen by the seal."""
    paper = corry.post(TAKE, data=fields_of(refused(corry, **OBJECTED)) | {"vorm": "pdf"}).data
    other = corry.post(TAKE, data=fields_of(refused(corry, **OBJECTED)) | {"vorm": "json"}).json
    assert check(paper + raw(other), known_keys(app)).verdict is Verdict.ALTERED
