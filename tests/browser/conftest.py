"""A real Chromium against the real application on a real port, with a town, its people and some signals."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import text
from werkzeug.serving import make_server

from service import clock
from service.actors import Robot
from service.app import create_app, parts_of
from service.config import Settings
from service.db import Database
from service.referrals.refer import refer_signals
from tests.doors.web import PASSWORD, create_account
from tests.factories import World, create_partner, door_signal, person, rent_block, rent_signal, threat, token

PEOPLE = (
    ("sanne", "Sanne Proefstra", ["behandelaar:schuldhulp", "behandelaar:wijkteam", "behandelaar:triage"]),
    ("karim", "Karim Testema", ["behandelaar:schuldhulp"]),
    ("mira", "Mira Demonstra", ["manager"]),
    ("bas", "Bas Nepveen", ["beheerder"]),
    ("anna", "Anna Testema", ["beheerder"]),
    ("petra", "Petra Voorbeeldstra", ["teamleider"]),
)
SignIn = Callable[..., Page]
NO_CHROMIUM = "Geen Chromium gevonden. Installeer het: apt-get install chromium."


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None and os.environ.get("CI") == "true":
        pytest.fail(NO_CHROMIUM)
    if found is None:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(settings: Settings) -> Iterator[Any]:
    """The application on a free port; its limits on signing in are those of one machine, so each test has its own."""
    app = create_app(replace(settings, api_threads=8))
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever, daemon=True)
    thread.start()
    yield serving
    serving.shutdown()
    thread.join(timeout=10)


@pytest.fixture
def address(server: Any, database: Database) -> str:
    """Where the application is, with a town in which there is work to do."""
    with database.transaction() as session:
        world = World(session)
        for username, name, roles in PEOPLE:
            create_account(session, world.town_id, username, name, roles)
        create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
        create_account(session, create_partner(session), "pim", "Pim Partnerstra", ["partner"])
    client = server.app.test_client()
    header, today = token(client, world.corporation_client), clock.today()
    for signal in _signals(today):
        assert client.post("/api/v1/signalen", json=signal, headers=header).status_code == 201
    with database.transaction() as session:
        ids: list[UUID] = list(session.scalars(text("SELECT id FROM signal")))
        refer_signals(session, parts_of(server.app).vault, ids, Robot("toets"), clock.now())
    return f"http://127.0.0.1:{server.port}"


def _signals(today: Any) -> list[dict[str, Any]]:
    """A threatening one, two of one household, a resident who asks for help, and one that triage must place."""
    # By the policy of the town a person looks first at an amount as high as this.
    high = rent_signal(huurachterstand=rent_block(today, bedragInCenten=3_000_000))
    long_name = {"voorletters": "A.B.C.", "tussenvoegsels": "van der", "achternaam": "Voorbeeldstra-Fictiefhuizen"}
    return [
        rent_signal(huurachterstand=rent_block(today, dreiging=threat(today)), betrokkene=person(41) | long_name),
        rent_signal(betrokkene=person(42)),
        rent_signal(betrokkene=person(42)),
        door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]),
        rent_signal(),
        high,
    ]


@pytest.fixture(params=[(360, "light"), (768, "light"), (1440, "light")], ids=lambda look: str(look[0]))
def look(request: pytest.FixtureRequest) -> tuple[int, str]:
    """The width of a telephone, a tablet or a desk, and the colours to begin with; `check` looks at both."""
    found: tuple[int, str] = request.param
    return found


@pytest.fixture
def visit(chromium: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """A page of a new visitor, without scripts: everything must work so. `axe` runs from outside the page."""
    contexts = []

    def open_page(width: int = 1440, scheme: Any = "light", **more: Any) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, locale="nl-NL", base_url=address, **more,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(visit: Callable[..., Page]) -> SignIn:
    def run(username: str = "sanne", start: str = "/", **more: Any) -> Page:
        page = visit(**more)
        page.goto(start)
        page.get_by_label("Gebruikersnaam").fill(username)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        page.get_by_role("button", name="Aanmelden").click()
        page.get_by_role("button", name="Afmelden").wait_for()
        return page

    return run
