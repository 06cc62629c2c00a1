"""A partner's own screens, the caseworker who refers on, and the administrator who keeps the list."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.db import Database
from tests.doors.test_web_work import Browser, Open, browser, do, opened
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import World, create_partner, rent_signal
from tests.house.test_doors import PUBLIC_PAGES, calls, page_rules

__all__ = ["browser", "opened"]
YES = {
    "vragen": ["omgaanMetGeld", "postEnAdministratie"], "gegevens": ["telefoonnummer"], "gegevenDoor": "betrokkene",
    "gegevenOp": clock.today().isoformat(), "wijze": "mondeling", "uitdrukkelijk": "ja",
}
FOR_EVERYBODY = "/account"


@pytest.fixture
def partner_id(database: Database, world: World) -> UUID:
    with database.transaction() as session:
        return create_partner(session)


@pytest.fixture
def pim(app: Flask, database: Database, partner_id: UUID) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, partner_id, "pim", "Pim Partnerstra", ["partner"])
    return browser_of(app, database, account)


def send(sanne: FlaskClient, page: str, partner_id: UUID, **changes: Any) -> Any:
    """Look at what the partner would get, and send what that page holds."""
    shown = do(sanne, page, "doorverwijzen/voorbeeld", **(YES | {"partner": str(partner_id)} | changes))
    pairs = [(one.get("name"), one.get("value")) for one in tree_of(shown).xpath("//main//form//input")]
    data = {name: [value for other, value in pairs if other == name] for name, _ in pairs}
    return shown, sanne.post(f"{page}/doorverwijzen", data=data)


def test_the_whole_way_of_a_referral_to_a_partner(
    browser: Browser, opened: Open, pim: FlaskClient, partner_id: UUID
) -> None:
    signal = rent_signal()
    about, page, sanne = signal["betrokkene"], opened(signal), browser()
    do(sanne, page, "oppakken")
    assert "Wgs artikel 8, tweede lid" in text_of(sanne.get(page)), "the limits of the law stand with the form"
    shown, sent = send(sanne, page, partner_id)
    assert "Dit krijgt de partner Naam T." in text_of(shown)
    assert sent.location == f"{page}?melding=doorverwezen"
    assert "Stichting Rondkomen: wacht op antwoord" in text_of(sanne.get(page))
    listed = pim.get("/partner")
    assert "Hulp bij omgaan met geld en Hulp bij post en administratie" in text_of(listed)
    assert about["achternaam"] not in listed.text
    [offer] = tree_of(listed).xpath("//main//li//a/@href")
    seen = pim.get(offer).text
    assert about["achternaam"] in seen
    assert about["telefoonnummer"] in seen
    for kept in (about["emailadres"], about["adres"]["postcode"], "1.250", page, signal["referentie"], "Proefwonen"):
        assert kept not in seen
    form = form_of(pim.get(offer))
    assert pim.post(f"{offer}/weigeren", data=form).status_code == HTTPStatus.BAD_REQUEST
    assert pim.post(f"{offer}/aannemen", data=form).location == f"{offer}?melding=aangenomen"
    assert "Nieuw: een partner gaf antwoord." in text_of(sanne.get("/mijn-dag"))
    assert pim.post(f"{offer}/weigeren", data=form | {"reden": "geenPlaats"}).status_code == HTTPStatus.CONFLICT
    assert pim.post(f"{offer}/klaar", data=form | {"resultaat": "hulpGegeven"}).location == "/partner?melding=klaar"
    assert pim.get(offer).status_code == HTTPStatus.NOT_FOUND
    words = text_of(sanne.get(page))
    for told in ("Met toestemming doorverwezen naar Stichting Rondkomen door Sanne Proefstra",
                 "Stichting Rondkomen nam de doorverwijzing aan door Pim Partnerstra",
                 "Stichting Rondkomen is klaar: wij hebben de inwoner geholpen door Pim Partnerstra",
                 "Pim Partnerstra: 4 keer bekeken"):
        assert told in words, told


def test_withdrawn_consent_ends_the_sight_at_once(
    browser: Browser, opened: Open, pim: FlaskClient, partner_id: UUID
) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    send(sanne, page, partner_id)
    [offer] = tree_of(pim.get("/partner")).xpath("//main//li//a/@href")
    choice = tree_of(sanne.get(page)).xpath("//input[@name='doorverwijzing']/@value")[0]
    stopped = do(browser("Karim Testema"), page, "doorverwijzing-stoppen", doorverwijzing=choice, waarom="mondeling")
    assert stopped.location == f"{page}?melding=doorverwijzing-weg"
    for answer in (pim.get(offer), pim.post(f"{offer}/aannemen", data=form_of(pim.get("/partner")))):
        assert answer.status_code == HTTPStatus.NOT_FOUND
    assert "De inwoner trok de toestemming in. Gebruik de gegevens niet meer" in text_of(pim.get("/partner"))
    assert "gestopt: de inwoner trok de toestemming in, mondeling" in text_of(sanne.get(page))


@pytest.mark.parametrize(("changes", "status"), [
    ({"vragen": []}, HTTPStatus.BAD_REQUEST), ({"partner": "onzin"}, HTTPStatus.BAD_REQUEST),
    ({"uitdrukkelijk": "nee"}, HTTPStatus.UNPROCESSABLE_ENTITY), ({"gegevens": ["geboortedatum"]}, HTTPStatus.CONFLICT),
])
def test_a_mistake_or_a_refusal_keeps_what_was_typed(
    browser: Browser, opened: Open, partner_id: UUID, changes: dict[str, Any], status: int
) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    told = do(sanne, page, "doorverwijzen/voorbeeld", **(YES | {"partner": str(partner_id)} | changes))
    assert told.status_code == status
    assert tree_of(told).xpath("//input[@name='gegevenDoor' and @value='betrokkene' and @checked]")


def test_somebody_of_a_partner_has_no_other_page(app: Flask, pim: FlaskClient, opened: Open) -> None:
    """Whatever the address, also that of real work: refused or not there."""
    page = opened()
    assert pim.get(page).status_code == HTTPStatus.FORBIDDEN
    for method, address in calls([rule for rule in page_rules(app) if rule.rule not in PUBLIC_PAGES]):
        if address.startswith(FOR_EVERYBODY) or address in {"/", "/partner", "/afmelden"}:
            continue
        answer = pim.open(address, method=method, data=form_of(pim.get("/partner")))
        wanted = {HTTPStatus.NOT_FOUND, HTTPStatus.BAD_REQUEST} if address.startswith("/partner/") else {403}
        assert answer.status_code in wanted, (method, address, answer.status_code)
    assert pim.get("/").location == "/partner"


def test_an_administrator_keeps_the_list_and_the_people(browser: Browser, pim: FlaskClient, partner_id: UUID) -> None:
    bas = browser("Bas Nepveen", "beheerder")
    form = form_of(bas.get("/beheer/partners/nieuw"))
    wrong = bas.post("/beheer/partners/nieuw", data=form | {"naam": "Buurthuis", "dagen": "0"})
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert len(tree_of(wrong).xpath("//*[@role='alert']//a")) == 4
    filled = {"naam": "Buurthuis De Verzonnen Hoek", "soort": "welzijn", "doet": "Koffie", "contact": "post@x.example",
              "dagen": "3"}
    made = bas.post("/beheer/partners/nieuw", data=form | filled).location.partition("?")[0]
    assert "Buurthuis De Verzonnen Hoek" in text_of(bas.get("/beheer/partners"))
    bas.post(made, data=form | filled | {"doet": "Koffie en een gesprek"})
    assert "Koffie en een gesprek" in text_of(bas.get("/beheer/partners"))
    added = bas.post(f"{made}/accounts", data=form | {"medewerker": "Nel Nieuwstra", "gebruikersnaam": "nel"})
    assert tree_of(added).xpath("//*[@id='eerste-wachtwoord']/text()")
    taken = bas.post(f"{made}/accounts", data=form | {"medewerker": "Nel Nieuwstra", "gebruikersnaam": "nel"})
    assert taken.status_code == HTTPStatus.CONFLICT
    assert "Nel Nieuwstra nel Partner" in text_of(bas.get(made))
    bas.post(f"/beheer/partners/{partner_id}/beeindigen", data=form)
    assert pim.get("/partner").status_code == HTTPStatus.SEE_OTHER, "no way in any more"
    for closed in ("Partner toegevoegd", "Samenwerking met een partner beëindigd"):
        assert closed in text_of(bas.get("/beheer/logboek"))
