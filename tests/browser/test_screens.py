"""The screens in a real browser: a day's work by hand, without JavaScript, and every page checked with axe."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from service import clock
from tests.browser.conftest import SignIn

pytestmark = pytest.mark.browser
SILENT = "bedragInCenten: 1000000\n  wijze: nietOpgepakt\n  grond: Beleidsregel kleine achterstanden"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
# In the dark nothing changes but colours.
SCHEMES: tuple[tuple[Any, Any], ...] = (("light", RULES), ("dark", CONTRAST))
# Where to leave pictures of every page, for people to look at; nowhere unless asked.
PICTURES = os.environ.get("VOORDEUR_PICTURES")


def sticking_out(page: Page) -> list[str]:
    """What would make somebody scroll sideways; what scrolls inside its own frame may be wide."""
    found: list[str] = page.evaluate("""() => {
        const width = document.documentElement.clientWidth
        if (document.documentElement.scrollWidth <= width) return []
        return [...document.querySelectorAll("body *")]
            .filter(one => one.getBoundingClientRect().right > width && !one.closest(".voordeur-scroll"))
            .map(one => `${one.tagName}.${one.className}`)
    }""")
    return found


def go(target: Locator) -> None:
    """Click what leads to another page, and wait until that is there."""
    with target.page.expect_navigation():
        target.click()


def check(page: Page, name: str, look: tuple[int, str]) -> None:
    """No violation, light and dark, no sideways scrolling, and pictures for whoever asked."""
    assert sticking_out(page) == [], name
    for scheme, rules in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        if PICTURES:
            Path(PICTURES).mkdir(exist_ok=True)
            page.screenshot(path=f"{PICTURES}/{name}-{look[0]}-{scheme}.png", full_page=True)
        found = Axe().run(page, options=rules)
        assert found.violations_count == 0, f"{name}, {scheme}: {found.generate_report()}"
    page.emulate_media(color_scheme="light")


def test_every_page_is_accessible(sign_in: SignIn, visit: Callable[..., Page], look: tuple[int, str]) -> None:
    width, scheme = look
    door = visit(width=width, scheme=scheme)
    door.goto("/aanmelden")
    check(door, "aanmelden", look)
    door.get_by_label("Gebruikersnaam").fill("niemand")
    door.get_by_label("Wachtwoord").fill("niets")
    go(door.get_by_role("button", name="Aanmelden"))
    check(door, "aanmelden-fout", look)
    door.goto("/bewijs-controleren")
    check(door, "bewijs-controleren", look)
    page = sign_in(width=width, scheme=scheme)
    check(page, "mijn-dag", look)
    page.goto("/werklijst")
    check(page, "werklijst", look)
    go(page.get_by_role("link", name="Triage"))
    check(page, "werklijst-triage", look)
    page.goto("/werklijst?lijst=schuldhulp&mij=ja")
    check(page, "werklijst-leeg", look)
    page.goto("/werklijst?lijst=wijkteam")
    go(page.locator("ol a").first)
    check(page, "verwijzing-zorg", look)
    page.goto("/bestaat-niet")
    check(page, "niet-gevonden", look)
    for username, path in (("mira", "overzicht"), ("bas", "beheer"), ("corry", "corporatie")):
        check(sign_in(username, width=width, scheme=scheme), path, look)


def test_every_page_of_the_policy_is_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    bas = sign_in("bas", width=width, scheme=scheme)
    bas.goto("/beheer/beleid/nieuw")
    check(bas, "beleid-nieuw", look)
    field = bas.get_by_label("Tekst van het beleid (YAML)")
    text = field.input_value()
    wrong = text.replace("naam: Voorbeeldstad", "naam: ''").replace("capaciteitPerWeek: 25", "capaciteitPerWeek: veel")
    field.fill(wrong)
    go(bas.get_by_role("button", name="Bewaar concept"))
    expect(bas.get_by_role("alert")).to_contain_text("Er staan 2 fouten in het beleid")
    check(bas, "beleid-fout", look)
    go(bas.get_by_role("link", name="teams, nummer 1"))
    expect(bas.get_by_text("Fout in regel").nth(1)).to_be_in_viewport()
    field.fill(text.replace("bedragInCenten: 7500\n  wijze: aanbodPerBrief", SILENT))
    go(bas.get_by_role("button", name="Bewaar concept"))
    expect(bas.get_by_role("status")).to_contain_text("Het concept is bewaard.")
    check(bas, "beleid-eigen-concept", look)
    anna = sign_in("anna", width=width, scheme=scheme)
    anna.goto(bas.url.partition("?")[0])
    check(anna, "beleid-concept", look)
    go(anna.get_by_role("link", name="Probeer op eerdere signalen"))
    expect(anna.get_by_role("alert")).to_contain_text("niet meer opgevolgd")
    check(anna, "beleid-proef", look)
    anna.go_back()
    go(anna.get_by_role("button", name="Stel vast"))
    expect(anna.get_by_role("status")).to_contain_text("Het beleid is vastgesteld.")
    anna.goto("/beheer/beleid")
    check(anna, "beleid", look)


def test_agreements_and_accounts_are_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    bas = sign_in("bas", width=width, scheme=scheme)
    bas.goto("/beheer/overeenkomsten/nieuw")
    go(bas.get_by_role("button", name="Leg vast"))
    expect(bas.get_by_role("alert")).to_contain_text("Kies een corporatie.")
    check(bas, "overeenkomst-fout", look)
    bas.goto("/beheer/overeenkomsten")
    go(bas.get_by_role("link", name="Beëindig"))
    check(bas, "overeenkomst-beeindigen", look)
    go(bas.get_by_role("button", name="Leg einddatum vast"))
    check(bas, "overeenkomst-beeindigen-fout", look)
    bas.get_by_label("Laatste dag").fill((clock.today() + timedelta(days=30)).isoformat())
    go(bas.get_by_role("button", name="Leg einddatum vast"))
    check(bas, "overeenkomsten", look)
    bas.goto("/beheer")
    expect(bas.get_by_role("status")).to_contain_text("De overeenkomst met Proefwonen loopt af op")
    check(bas, "beheer-loopt-af", look)
    bas.goto("/beheer/accounts/nieuw")
    go(bas.get_by_role("button", name="Voeg toe"))
    check(bas, "account-fout", look)
    bas.get_by_label("Naam van de collega").fill("Nieke Nieuwstra")
    bas.get_by_label("Gebruikersnaam").fill("nieke")
    bas.get_by_label("Manager").check()
    go(bas.get_by_role("button", name="Voeg toe"))
    check(bas, "eerste-wachtwoord", look)
    bas.goto("/beheer/accounts")
    check(bas, "accounts", look)


def test_a_referral_in_every_state_is_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in(start="/werklijst", width=width, scheme=scheme)
    go(page.locator("ol a").first)
    check(page, "verwijzing-open", look)
    where = page.url
    go(page.get_by_role("button", name="Oppakken"))
    for closed in page.locator("details").all():
        closed.locator("summary").click()
    check(page, "verwijzing-opgepakt", look)
    go(page.get_by_role("button", name="Vastleggen", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("Er zijn nog dingen niet goed ingevuld")
    check(page, "verwijzing-fout", look)
    page.goto(f"{where}/afsluiten")
    check(page, "afsluiten", look)
    go(page.get_by_role("button", name="Bekijk wat de corporatie hoort"))
    check(page, "afsluiten-fout", look)
    colleague = sign_in("karim", width=width, scheme=scheme)
    colleague.goto(where)
    check(colleague, "verwijzing-collega", look)
    page.get_by_label("Definitief geen contact kunnen krijgen").check()
    go(page.get_by_role("button", name="Bekijk wat de corporatie hoort"))
    check(page, "afsluiten-controleren", look)
    go(page.get_by_role("button", name="Sluit af"))
    check(page, "verwijzing-afgesloten", look)
    go(page.get_by_role("link", name="Heropenen"))
    go(page.get_by_role("button", name="Heropen"))
    check(page, "heropenen-fout", look)
    page.get_by_label("De inwoner meldt zich alsnog").check()
    go(page.get_by_role("button", name="Heropen"))
    expect(page.get_by_role("status")).to_contain_text("De verwijzing is heropend")


def unfold(page: Page) -> None:
    """Open everything that is folded away."""
    folded = page.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()


def test_steps_handing_over_and_triage_are_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in(start="/werklijst", width=width, scheme=scheme)
    go(page.locator("ol a").first)
    go(page.get_by_role("button", name="Oppakken"))
    page.locator("summary", has_text="Overdragen aan het wijkteam").click()
    go(page.get_by_role("button", name="Overdragen", exact=True))
    expect(page.get_by_role("alert")).to_contain_text("Kies wie toestemming gaf.")
    unfold(page)
    check(page, "overdragen-fout", look)
    asked = page.locator("form[action$=overdracht]")
    asked.get_by_label("de inwoner zelf").check()
    asked.locator("#overdracht-gegevenOp").fill(clock.today().isoformat())
    asked.get_by_label("mondeling").check()
    asked.get_by_label("Ja, de inwoner zei dit duidelijk zelf").check()
    go(page.get_by_role("button", name="Overdragen", exact=True))
    go(page.get_by_role("link", name="Bekijk die verwijzing"))
    check(page, "verwijzing-overgedragen", look)
    go(page.get_by_role("button", name="Oppakken"))
    unfold(page)
    check(page, "taken-wijkteam", look)
    page.goto("/werklijst?lijst=triage")
    go(page.locator("ol a").first)
    check(page, "triage-vraag", look)
    go(page.get_by_role("button", name="Oppakken"))
    go(page.get_by_role("button", name="Beslissen"))
    check(page, "triage-fout", look)


def test_a_days_work_without_javascript(sign_in: SignIn) -> None:
    page = sign_in(start="/werklijst", java_script_enabled=False)
    expect(page.get_by_role("heading", name="Werklijst schuldhulp", exact=True)).to_be_visible()
    go(page.get_by_role("button", name="Pak de volgende op"))
    expect(page.get_by_role("status")).to_contain_text("U hebt deze verwijzing opgepakt.")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bedreigend")
    page.get_by_label("Hoe zocht u contact?").select_option("Telefoon")
    page.get_by_label("Nee, niet bereikt").check()
    go(page.get_by_role("button", name="Vastleggen"))
    expect(page.get_by_role("status")).to_contain_text("De contactpoging is vastgelegd.")
    expect(page.get_by_text("Telefoon: niet bereikt")).to_be_visible()
    go(page.get_by_role("button", name="Terugleggen"))
    expect(page.get_by_role("status")).to_contain_text("U hebt de verwijzing teruggelegd.")
    go(page.get_by_role("button", name="Oppakken"))
    go(page.get_by_role("link", name="Afsluiten"))
    page.get_by_label("Definitief geen contact kunnen krijgen").check()
    go(page.get_by_role("button", name="Bekijk wat de corporatie hoort"))
    go(page.get_by_role("button", name="Sluit af"))
    expect(page.get_by_role("status")).to_contain_text("De verwijzing is afgesloten.")
    go(page.get_by_role("button", name="Afmelden"))
    expect(page.get_by_text("U bent afgemeld.")).to_be_visible()


def test_the_colleague_who_comes_second_is_told(sign_in: SignIn) -> None:
    sanne, karim = sign_in(start="/werklijst"), sign_in("karim", start="/werklijst")
    for page in (sanne, karim):
        go(page.locator("ol a").first)
    go(sanne.get_by_role("button", name="Oppakken"))
    go(karim.get_by_role("button", name="Oppakken"))
    expect(karim.get_by_role("alert")).to_contain_text("al opgepakt door Sanne Proefstra")
    expect(karim.get_by_role("button", name="Oppakken")).to_have_count(0)


def test_with_the_keyboard_alone(sign_in: SignIn) -> None:
    page = sign_in(start="/werklijst")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Ga naar de inhoud")).to_be_focused()
    expect(page.get_by_role("link", name="Ga naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Schuldhulp")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Werklijst schuldhulp")


def test_a_mistake_can_be_reached_from_its_summary(sign_in: SignIn) -> None:
    page = sign_in(start="/werklijst")
    go(page.get_by_role("button", name="Pak de volgende op"))
    go(page.get_by_role("button", name="Vastleggen"))
    go(page.get_by_role("alert").get_by_role("link", name="Kies hoe u contact zocht."))
    expect(page.get_by_label("Hoe zocht u contact?")).to_be_focused()


def test_nothing_is_refused_by_our_own_content_policy(sign_in: SignIn) -> None:
    page = sign_in(start="/werklijst")
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    go(page.get_by_role("button", name="Pak de volgende op"))
    go(page.get_by_role("link", name="Afsluiten"))
    page.goto("/beheer")
    assert [line for line in told if "403" not in line] == []


def test_larger_text_does_not_push_anything_out(sign_in: SignIn) -> None:
    """What 1280 px leaves at 400 %: 320 px (WCAG 1.4.10)."""
    page = sign_in(start="/werklijst", width=320)
    go(page.locator("ol a").first)
    assert sticking_out(page) == []
