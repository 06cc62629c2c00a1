"""Adapting a text, its rules beside it with and without a script, and the public page about data, with axe."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from service import clock
from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go

pytestmark = pytest.mark.browser
EDITOR = "/beheer/teksten/brief-eerste/wijzigen"


def test_a_text_is_adapted(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in("bas", width=width, scheme=scheme)
    page.goto("/privacy/9901")
    check(page, "privacy", look)
    page.goto("/beheer/teksten")
    check(page, "teksten", look)
    page.goto(EDITOR)
    field = page.get_by_label("Tekst", exact=True)
    field.fill(field.input_value().replace("Mijn hulp is gratis.", "U moet snel bellen."))
    # What the script does while typing is announced beside the text; nothing is sent but to the button's own address.
    expect(page.get_by_text("Ernstige fout").first).to_be_visible()
    check(page, "tekst-wijzigen", look)
    field.fill("Beste {{voornaam}}")
    go(page.get_by_role("button", name="Bewaar concept"))
    check(page, "tekst-fout", look)
    field.fill("Beste {{inwoner_aanhef}},\n\nDit is nog niet klaar.")
    go(page.get_by_role("button", name="Bewaar concept"))
    expect(page.get_by_role("status")).to_contain_text("Het concept is bewaard.")
    check(page, "tekst", look)


def test_a_message_is_seen_with_a_moment_of_ones_own(sign_in: SignIn, look: tuple[int, str]) -> None:
    width, scheme = look
    page = sign_in(width=width, scheme=scheme)
    page.goto("/werklijst?lijst=schuldhulp")
    go(page.get_by_role("button", name="Pak de volgende op"))
    page.locator("summary", has_text="Bericht maken").click()
    page.get_by_label("Welk bericht?").select_option("brief-afsluiting-bedreigend")
    page.get_by_label("Op welk nummer kan de inwoner u bellen?").fill("0612345678")
    go(page.get_by_role("button", name="Voorbeeld bekijken"))
    expect(page.get_by_role("alert")).to_contain_text("Straat en plaats ontbreken nog")
    page.locator("summary", has_text="Kies zelf een moment").click()
    sunday = clock.today() + timedelta(days=14 - clock.today().weekday() - 1)
    page.get_by_label("Op welke dag komt het aan?").fill(sunday.isoformat())
    page.get_by_label("Hoe laat?").select_option("11:00")
    go(page.get_by_role("button", name="Bekijk met dit moment"))
    expect(page.get_by_text("Dit moment gaat tegen een regel in")).to_be_visible()
    check(page, "bericht-eigen-moment", look)


def test_without_a_script_the_button_does_the_same(sign_in: SignIn) -> None:
    page = sign_in("bas", java_script_enabled=False)
    page.goto(EDITOR)
    page.get_by_label("Tekst", exact=True).fill("Beste {{inwoner_aanhef}},\n\nU moet bellen.")
    go(page.get_by_role("button", name="Controleer"))
    assert "Ernstige fout" in (page.locator("#bevindingen").inner_text())
