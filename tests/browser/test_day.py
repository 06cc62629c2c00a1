"""The day of a caseworker in a real browser: my day, searching, choices and several cases at once, also by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go

pytestmark = pytest.mark.browser
SHORT_LIST = "/werklijst?lijst=schuldhulp&status=open&bak="


def tray(page: Page) -> str:
    """The tray with the most open cases."""
    page.goto("/werklijst?lijst=schuldhulp&status=open")
    values = [one.get_attribute("value") or "" for one in page.locator("#bak option").all()]
    found = {}
    for value in filter(None, values):
        page.goto(f"{SHORT_LIST}{value}")
        found[value] = page.locator("input[name=verwijzing]").count()
    return max(found, key=lambda value: found[value])


def test_every_page_of_the_day_is_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in(width=width, scheme=scheme)
    page.get_by_label("Zoek een verwijzing").fill("Voorbeeldstra-Fictiefhuizen")
    go(page.get_by_role("button", name="Zoek", exact=True))
    expect(page.get_by_role("heading", name="Precies wat u zocht")).to_be_visible()
    check(page, "zoeken", look)
    page.get_by_label("Zoek een verwijzing").fill("Bestaatniet")
    go(page.get_by_role("button", name="Zoek", exact=True))
    check(page, "zoeken-niets", look)
    page.get_by_label("Zoek een verwijzing").fill("?!")
    go(page.get_by_role("button", name="Zoek", exact=True))
    check(page, "zoeken-fout", look)
    page.goto("/werklijst?lijst=schuldhulp&soort=signaal")
    page.locator("summary", has_text="Bewaar deze keuze").click()
    page.get_by_label("Naam voor deze keuze").fill("Alleen huur")
    page.get_by_label("Deel met collega's").check()
    go(page.get_by_role("button", name="Bewaar", exact=True))
    check(page, "werklijst-keuze", look)
    page.goto(f"{SHORT_LIST}{tray(page)}")
    for box in page.locator("input[name=verwijzing]").all():
        box.check()
    check(page, "werklijst-kiezen", look)
    go(page.get_by_role("button", name="Bekijk wat er gebeurt"))
    check(page, "samen-bekijken", look)
    go(page.get_by_role("button", name="Doe dit"))
    expect(page.get_by_role("status")).to_contain_text("Gedaan voor")
    check(page, "samen-gedaan", look)
    page.goto("/mijn-dag")
    expect(page.get_by_role("heading", name="Wacht op een volgende stap")).to_be_visible()
    check(page, "mijn-dag-vol", look)


def test_by_keyboard_alone(sign_in: SignIn) -> None:
    """From signing in to a referral that is picked up, without a mouse."""
    page = sign_in()
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "zoekterm":
            break
    page.keyboard.type("Fictiefhuizen")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    found = page.locator("main ol a").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if found.evaluate("one => one === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verwijzing")
    button = page.get_by_role("button", name="Pak op").or_(page.get_by_role("button", name="Oppakken")).first
    for _ in range(30):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            break
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("U hebt deze verwijzing opgepakt")
