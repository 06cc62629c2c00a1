"""Signing in and the own account in a real browser, without JavaScript, every page in each state checked with axe."""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select
from werkzeug.serving import make_server

from service import clock
from service.app import create_app, parts_of
from service.config import Settings
from service.db import Database
from service.identity.tries import PAIR, count, keys_of
from service.partners.tables import Account
from tests.browser.conftest import SignIn
from tests.browser.test_screens import check, go
from tests.doors.web import PASSWORD
from tests.factories import TOWN, World
from tests.npm.provider import RunningProvider, registered, running

pytestmark = pytest.mark.browser
NEW = "vier woorden zijn genoeg"
Visit = Callable[..., Page]


def code_of(page: Page) -> str:
    """What the app on a telephone would show for the secret on the page."""
    code: str = pyotp.TOTP("".join(page.locator("#sleutel").inner_text().split())).at(clock.now())
    return code


def test_a_wait_after_too_many_wrong_tries(
    server: Any, visit: Visit, address: str, database: Database, look: tuple[int, str]
) -> None:
    with database.transaction() as session:
        for _ in range(PAIR.free):
            count(session, keys_of(parts_of(server.app).vault, "sanne", "127.0.0.1"), clock.now())
    page = visit(width=look[0], scheme=look[1])
    page.goto("/aanmelden")
    page.get_by_label("Gebruikersnaam").fill("sanne")
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    go(page.get_by_role("button", name="Aanmelden"))
    expect(page.get_by_role("alert")).to_contain_text("Wacht nog 1 minuut")
    check(page, "aanmelden-opgehouden", look)


def test_the_own_account_in_every_state(sign_in: SignIn, look: tuple[int, str]) -> None:
    sign_in()
    page = sign_in(width=look[0], scheme=look[1])
    go(page.get_by_role("link", name="Sanne Proefstra"))
    check(page, "mijn-account", look)
    go(page.get_by_role("button", name="Meld op andere plekken af"))
    expect(page.get_by_role("status")).to_contain_text("op alle andere plekken afgemeld")
    go(page.get_by_role("link", name="Wijzig uw wachtwoord"))
    check(page, "wachtwoord", look)
    page.get_by_label("Huidig wachtwoord").fill("fout")
    page.get_by_label("Nieuw wachtwoord", exact=True).fill("kort")
    go(page.get_by_role("button", name="Wijzig wachtwoord"))
    check(page, "wachtwoord-fout", look)
    choose_password(page)
    check(page, "mijn-account-gewijzigd", look)
    go(page.get_by_role("link", name="Koppel een app"))
    check(page, "app", look)
    page.get_by_label("Code uit uw app").fill("000000")
    go(page.get_by_role("button", name="Koppel app"))
    check(page, "app-fout", look)
    page.get_by_label("Code uit uw app").fill(code_of(page))
    go(page.get_by_role("button", name="Koppel app"))
    check(page, "herstelcodes", look)
    page.goto("/account")
    check(page, "mijn-account-app", look)
    go(page.get_by_role("link", name="Maak nieuwe herstelcodes"))
    go(page.get_by_role("button", name="Maak nieuwe codes"))
    check(page, "herstelcodes-fout", look)
    page.get_by_label("Huidig wachtwoord").fill(NEW)
    go(page.get_by_role("button", name="Maak nieuwe codes"))
    check(page, "herstelcodes-nieuw", look)
    page.goto("/account/app")
    check(page, "app-vervangen", look)


def test_helping_a_colleague_back_in(sign_in: SignIn, database: Database, look: tuple[int, str]) -> None:
    with database.transaction() as session:
        session.scalars(select(Account).where(Account.username == "karim")).one().totp_secret = b"app"
    bas = sign_in("bas", width=look[0], scheme=look[1])
    bas.goto("/beheer/accounts")
    bas.locator("summary", has_text="Herstellen van de toegang van Karim Testema").click()
    check(bas, "accounts-herstellen", look)
    go(bas.get_by_role("button", name="Koppel app los van Karim Testema"))
    expect(bas.get_by_role("status")).to_contain_text("De app is losgekoppeld.")
    bas.locator("summary", has_text="Herstellen van de toegang van Karim Testema").click()
    go(bas.get_by_role("button", name="Geef nieuw wachtwoord aan Karim Testema"))
    check(bas, "nieuw-wachtwoord", look)


@pytest.fixture
def karim_is_new(server: Any, address: str, database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A colleague with a first password, where an app is required."""
    parts = parts_of(server.app)
    strict = replace(parts, settings=replace(parts.settings, totp_required_for=frozenset({"behandelaar"})))
    monkeypatch.setitem(server.app.extensions, "voordeur", strict)
    with database.transaction() as session:
        session.scalars(select(Account).where(Account.username == "karim")).one().password_temporary = True


def choose_password(page: Page) -> None:
    page.get_by_label("Huidig wachtwoord").fill(PASSWORD)
    for field in ("Nieuw wachtwoord", "Nieuw wachtwoord, nog een keer"):
        page.get_by_label(field, exact=True).fill(NEW)
    go(page.get_by_role("button", name="Wijzig wachtwoord"))


@pytest.mark.usefixtures("karim_is_new")
def test_what_stands_in_the_way_the_first_time(sign_in: SignIn, look: tuple[int, str]) -> None:
    page = sign_in("karim", width=look[0], scheme=look[1])
    check(page, "eerste-keer-wachtwoord", look)
    choose_password(page)
    check(page, "eerste-keer-app", look)


@pytest.mark.usefixtures("karim_is_new")
def test_the_first_time_without_javascript(sign_in: SignIn) -> None:
    """The first password goes, an app comes, and then there is work."""
    page = sign_in("karim", java_script_enabled=False)
    expect(page.get_by_role("status")).to_contain_text("Kies eerst een eigen wachtwoord")
    choose_password(page)
    expect(page.get_by_role("status")).to_contain_text("Koppel eerst een app")
    page.get_by_label("Code uit uw app").fill(code_of(page))
    go(page.get_by_role("button", name="Koppel app"))
    go(page.get_by_role("link", name="Ik heb de codes bewaard"))
    expect(page.get_by_role("heading", name="Mijn dag", exact=True)).to_be_visible()


@pytest.fixture
def provider_and_home(
    settings: Settings, database: Database, tmp_path: Path
) -> Iterator[tuple[RunningProvider, str]]:
    """A service on a port of its own that knows a real provider."""
    serving = make_server("127.0.0.1", 0, lambda _environ, _start: [], threaded=True)
    home = f"http://127.0.0.1:{serving.port}"
    rules = [{"waarde": "groep-cijfers", "gemeente": TOWN, "rollen": ["manager"]}]
    with database.transaction() as session:
        World(session)
    with running(home) as provider:
        serving.app = create_app(replace(registered(settings, provider, tmp_path, rules), service_url=home))
        thread = threading.Thread(target=serving.serve_forever, daemon=True)
        thread.start()
        yield provider, home
        serving.shutdown()
        thread.join(timeout=10)


@pytest.mark.npm
def test_in_and_out_with_a_work_account(
    provider_and_home: tuple[RunningProvider, str], chromium: Any, look: tuple[int, str]
) -> None:
    provider, home = provider_and_home
    context = chromium.new_context(
        viewport={"width": look[0], "height": 900}, color_scheme=look[1], locale="nl-NL", base_url=home,
    )
    page = context.new_page()
    page.goto("/overzicht")
    check(page, "werkaccount-aanmelden", look)
    provider.give("groep-van-een-ander")
    go(page.get_by_role("link", name="Aanmelden met uw werkaccount"))
    check(page, "werkaccount-geen-toegang", look)
    provider.give("groep-cijfers", name="Mira Demonstra")
    context.clear_cookies()
    page.goto("/overzicht")
    go(page.get_by_role("link", name="Aanmelden met uw werkaccount"))
    expect(page).to_have_url(f"{home}/overzicht")
    go(page.get_by_role("link", name="Mira Demonstra"))
    check(page, "werkaccount-mijn-account", look)
    go(page.get_by_role("button", name="Afmelden"))
    expect(page.get_by_text("Bij uw organisatie bent u nog aangemeld.")).to_be_visible()
    check(page, "werkaccount-afgemeld", look)
    go(page.get_by_role("link", name="Meld u ook af bij uw organisatie"))
    expect(page).to_have_url(re.compile(rf"{re.escape(provider.issuer)}/session/end\?.*"))
    provider.stop()
    page.goto("/aanmelden/terug?code=x&state=y")
    check(page, "werkaccount-niet-afgemaakt", look)
    context.close()
