"""The screens of corporations, team leads and administrators in a real browser, without JavaScript, with axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from service import clock, jobs
from service.db import Database
from service.jobs import Failure
from service.outbox import SIGNAL_RECEIVED
from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go

pytestmark = pytest.mark.browser


def test_a_corporation_without_a_system(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in("corry", width=width, scheme=scheme)
    page.goto("/corporatie")
    check(page, "corporatie-lijst", look)
    page.goto("/corporatie?status=afgesloten")
    check(page, "corporatie-lijst-leeg", look)
    page.goto("/corporatie/koppelen")
    check(page, "corporatie-koppelen", look)
    page.goto("/corporatie/signalen/nieuw/achterDeVoordeur")
    check(page, "corporatie-deur", look)
    page.get_by_role("group", name="Is er nu gevaar?").get_by_label("Ja").check()
    go(page.get_by_role("button", name="Stuur het signaal"))
    expect(page.get_by_role("alert")).to_contain_text("Er zijn nog dingen niet goed ingevuld")
    check(page, "corporatie-deur-fout", look)
    _fill_door(page)
    go(page.get_by_role("button", name="Stuur het signaal"))
    expect(page.get_by_role("alert")).to_contain_text("Er is niets opgeslagen.")
    expect(page.get_by_role("heading", name="Waar u wel terecht kunt")).to_be_visible()
    check(page, "corporatie-geweigerd", look)
    page.goto("/corporatie/signalen/nieuw/huurachterstand")
    check(page, "corporatie-huur", look)
    _fill_rent(page)
    go(page.get_by_role("button", name="Stuur het signaal"))
    expect(page.get_by_role("status")).to_contain_text("Het signaal is ontvangen.")
    check(page, "corporatie-signaal", look)
    go(page.get_by_role("button", name="Trek het signaal in"))
    check(page, "corporatie-signaal-fout", look)
    page.get_by_label("De achterstand is betaald.").check()
    go(page.get_by_role("button", name="Trek het signaal in"))
    check(page, "corporatie-ingetrokken", look)
    page.goto("/corporatie/kwaliteit")
    check(page, "corporatie-kwaliteit", look)


def _fill_person(page: Page, reference: str) -> None:
    page.get_by_label("Uw kenmerk").fill(reference)
    page.get_by_label("Achternaam").fill("Voorbeeldsma")
    page.get_by_label("Postcode").fill("2091 AB")
    page.get_by_label("Huisnummer").fill("12")


def _fill_door(page: Page) -> None:
    _fill_person(page, "KW-DEUR")
    page.get_by_label("Eenzaamheid").check()
    page.get_by_label("Wie zag het?").select_option("vakman")
    page.get_by_label("Bij welke gelegenheid?").select_option("renovatie")


def _fill_rent(page: Page) -> None:
    _fill_person(page, "KW-HUUR")
    day = (clock.today() - timedelta(days=20)).isoformat()
    page.get_by_label("Bedrag in euro's").fill("1250,00")
    page.get_by_label("Achterstand sinds").fill((clock.today() - timedelta(days=60)).isoformat())
    page.get_by_label("Om in te wonen").check()
    page.get_by_role("group", name="Huurt de huurder nu nog bij u?").get_by_label("Ja").check()
    page.get_by_label("Er is geen betalingsregeling").check()
    for asked in ("Persoonlijk contact gezocht op", "Gewezen op schuldhulp op", "Herinnering gestuurd op"):
        page.get_by_label(asked).fill(day)
    page.get_by_role("group", name="Bood u in de herinnering aan").get_by_label("Ja").check()
    page.get_by_label("Nog geen antwoord van de huurder").check()


def test_agreements_about_results(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in("mira", width=width, scheme=scheme)
    go(page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Prestatieafspraken"))
    check(page, "prestatieafspraken", look)
    go(page.get_by_role("link", name="Vul in of wijzig"))
    page.get_by_label("Signalen, ten minste").first.fill("veel")
    go(page.get_by_role("button", name="Leg de afspraken vast"))
    expect(page.get_by_role("alert")).to_contain_text("Signalen: vul een heel getal")
    check(page, "prestatieafspraken-fout", look)
    page.get_by_label("Signalen, ten minste").first.fill("200")
    page.get_by_label("Bereik, ten minste (%)").first.fill("60")
    go(page.get_by_role("button", name="Leg de afspraken vast"))
    expect(page.get_by_role("status")).to_contain_text("De prestatieafspraken zijn vastgelegd.")
    check(page, "prestatieafspraken-verslag", look)
    own = sign_in("corry", width=width, scheme=scheme)
    own.goto("/corporatie/prestatieafspraken")
    check(own, "corporatie-prestatieafspraken", look)
    go(own.get_by_role("link", name="Bekijk"))
    expect(own.get_by_text("2 afspraken. Het jaar loopt nog")).to_be_visible()
    check(own, "corporatie-prestatieafspraken-verslag", look)


def test_a_team_lead(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    sanne = sign_in("sanne")
    sanne.goto("/werklijst")
    go(sanne.get_by_role("button", name="Pak de volgende op"))
    page = sign_in("petra", width=width, scheme=scheme)
    check(page, "werkverdeling", look)
    page.goto("/werkverdeling/te-laat")
    check(page, "werkverdeling-te-laat", look)
    page.goto("/werkverdeling")
    go(page.get_by_role("link", name="Sanne Proefstra"))
    check(page, "werkverdeling-collega", look)
    go(page.get_by_role("button", name="Zet op andere naam"))
    expect(page.get_by_role("alert")).to_contain_text("Kies een collega.")
    check(page, "werkverdeling-fout", look)
    today = clock.today()
    page.get_by_label("Eerste dag").fill(today.isoformat())
    page.get_by_label("Laatste dag").fill((today + timedelta(days=3)).isoformat())
    go(page.get_by_role("button", name="Leg afwezigheid vast"))
    check(page, "werkverdeling-afwezig", look)
    page.get_by_role("group", name="Welke verwijzingen").get_by_role("checkbox").first.check()
    page.get_by_label("Naar welke collega?").select_option(index=1)
    go(page.get_by_role("button", name="Zet op andere naam"))
    expect(page.get_by_role("status")).to_contain_text("De verwijzingen staan nu op naam van uw collega.")
    check(page, "werkverdeling-verdeeld", look)


def test_an_administrator(sign_in: SignIn, database: Database, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in("bas", width=width, scheme=scheme)
    page.goto("/beheer/mislukt")
    check(page, "mislukt-leeg", look)
    with database.transaction() as session:
        ids = [str(one) for one in session.scalars(text("SELECT id FROM signal LIMIT 2"))]
        for one in ids:
            jobs.failed(session, Failure("route-signals", SIGNAL_RECEIVED, {"ids": [one]}, OSError()), clock.now())
    page.goto("/beheer/mislukt")
    go(page.get_by_role("button", name="Doe opnieuw"))
    check(page, "mislukt-fout", look)
    page.get_by_role("checkbox").first.check()
    go(page.get_by_role("button", name="Doe opnieuw"))
    expect(page.get_by_role("status")).to_contain_text("opnieuw aangekondigd")
    check(page, "mislukt", look)
    page.goto("/beheer/systemen/nieuw")
    go(page.get_by_role("button", name="Geef toegang"))
    expect(page.get_by_role("alert")).to_contain_text("Kies een organisatie.")
    check(page, "systeem-fout", look)
    page.get_by_label("Organisatie").select_option(label="Proefwonen")
    page.get_by_label("Naam van het systeem").fill(f"pakket-{width}-{scheme}")
    page.get_by_label("Signalen insturen").check()
    page.get_by_label("Met een secret").check()
    go(page.get_by_role("button", name="Geef toegang"))
    check(page, "systeem-secret", look)
    page.goto("/beheer/systemen")
    check(page, "systemen", look)
    page.goto("/beheer/logboek")
    check(page, "logboek", look)
    page.goto("/beheer/logboek?van=gisteren")
    check(page, "logboek-fout", look)
