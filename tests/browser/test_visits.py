"""Keys of one letter, and the visits of a day, in a real browser."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from service import clock
from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go

pytestmark = pytest.mark.browser
DAY = clock.today() + timedelta(days=10)


def press(page: Page, key: str) -> None:
    """A key that leads to another page."""
    with page.expect_navigation():
        page.keyboard.press(key)


def planned(page: Page) -> None:
    """The most pressing referral, taken, with a visit that two go to."""
    page.goto("/werklijst")
    go(page.get_by_role("button", name="Pak de volgende op"))
    page.locator("summary", has_text="Afspraak vastleggen").click()
    page.locator("#afspraken-datum").fill(DAY.isoformat())
    page.get_by_label("Hoe laat?", exact=True).select_option("10:30")
    page.get_by_label("Bij de inwoner thuis").check()
    page.get_by_role("group", name="Zei de inwoner al ja?").get_by_label("Ja").check()
    go(page.get_by_role("button", name="Afspraak vastleggen"))
    page.locator("summary", has_text="Met z'n tweeën op bezoek").click()
    page.get_by_label("Ja, ga met een collega").check()
    go(page.locator("form[action$=bezoek-met-twee]").get_by_role("button", name="Vastleggen"))


def test_the_visits_of_a_day_are_accessible(sign_in: SignIn, look: tuple[int, str]) -> None:
    page = sign_in(width=look[0])
    planned(page)
    check(page, "verwijzing-met-twee", look)
    page.goto("/bezoeken")
    check(page, "bezoeken-leeg", look)
    go(page.locator(".voordeur-empty a"))
    expect(page.get_by_text("Ga met z'n tweeën.")).to_be_visible()
    check(page, "bezoeken", look)
    go(page.get_by_role("button", name="Maak de kaartjes (pdf)"))
    expect(page.get_by_role("alert")).to_contain_text("Vul een telefoonnummer in.")
    check(page, "bezoeken-fout", look)
    page.goto("/sneltoetsen")
    check(page, "sneltoetsen", look)


def test_a_referral_is_taken_and_an_attempt_recorded_by_keys_alone(sign_in: SignIn) -> None:
    page = sign_in()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    press(page, "w")
    page.keyboard.press("j")
    expect(page.locator("[data-rij]").first).to_be_focused()
    press(page, "Enter")
    page.keyboard.press("o")
    expect(page.get_by_role("button", name="Oppakken")).to_be_focused()
    press(page, "Enter")
    page.keyboard.press("c")
    expect(page.get_by_role("region", name="Zojuist contact gezocht?")).to_be_focused()
    press(page, "1")
    expect(page.get_by_text("Telefoon: niet bereikt")).to_be_visible()
    page.keyboard.press("m")
    expect(page.get_by_label("Welk bericht?")).to_be_visible()
    page.get_by_label("Hoe zocht u contact?").focus()
    page.keyboard.press("d")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()
    check(page, "sneltoetsen-lijst", (1440, "light"))
    page.keyboard.press("d")
    page.keyboard.press("Escape")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Verwijzing")
    page.goto("/sneltoetsen")
    go(page.get_by_role("button", name="Zet de sneltoetsen uit"))
    page.keyboard.press("d")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sneltoetsen")
    assert page.locator("[data-toets], script, dialog").count() == 0
    assert told == []
