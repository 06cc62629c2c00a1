"""Referring on in a real browser: the caseworker, the partner and the administrator, each page checked with axe."""

import pytest
from playwright.sync_api import expect

from service import clock
from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go

pytestmark = pytest.mark.browser


def test_the_way_to_a_partner_is_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in(start="/werklijst", width=width, scheme=scheme)
    go(page.locator("ol a").first)
    go(page.get_by_role("button", name="Oppakken"))
    page.locator("summary", has_text="Doorverwijzen naar een partner").click()
    go(page.get_by_role("button", name="Bekijk wat de partner krijgt"))
    check(page, "doorverwijzen-fout", look)
    form = page.locator("form[action$='doorverwijzen/voorbeeld']")
    form.get_by_label("Stichting Rondkomen").check()
    for label in ("Hulp bij omgaan met geld", "Telefoonnummer", "de inwoner zelf", "mondeling",
                  "Ja, de inwoner zei dit duidelijk zelf"):
        form.get_by_label(label).check()
    form.get_by_label("Op welke dag?").fill(clock.today().isoformat())
    go(form.get_by_role("button", name="Bekijk wat de partner krijgt"))
    check(page, "doorverwijzen-controleren", look)
    go(page.get_by_role("button", name="Verwijs door"))
    expect(page.get_by_role("status")).to_contain_text("De inwoner is doorverwezen.")
    check(page, "doorverwezen", look)
    pim = sign_in("pim", width=width, scheme=scheme)
    expect(pim.get_by_role("heading", name="Wacht op uw antwoord")).to_be_visible()
    check(pim, "partner-lijst", look)
    go(pim.locator("main li a").first)
    pim.locator("summary", has_text="Weigeren").click()
    go(pim.get_by_role("button", name="Weiger de doorverwijzing"))
    check(pim, "partner-fout", look)
    go(pim.get_by_role("button", name="Neem aan"))
    check(pim, "partner-aangenomen", look)
    pim.get_by_label("Wij hebben de inwoner geholpen").check()
    go(pim.get_by_role("button", name="Meld dat u klaar bent"))
    check(pim, "partner-klaar", look)


def test_the_list_of_partners_is_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    bas = sign_in("bas", start="/beheer/partners", width=width, scheme=scheme)
    check(bas, "partners", look)
    go(bas.get_by_role("link", name="Stichting Rondkomen"))
    go(bas.get_by_role("button", name="Voeg toe"))
    check(bas, "partner-beheer-fout", look)
    bas.goto("/beheer/partners/nieuw")
    go(bas.get_by_role("button", name="Voeg toe"))
    check(bas, "partner-nieuw-fout", look)
