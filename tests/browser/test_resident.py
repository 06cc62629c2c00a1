"""A resident who asks for help and who answers to an appointment: on a phone and on a screen, also without scripts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import text

from service import clock
from service.app import parts_of
from service.db import Database
from service.help import form_token
from service.help.tables import HelpOfferRow
from service.messages.public import appointment_path, link_to
from service.messages.tables import Appointment
from service.partners.tables import HelpDeskRow
from tests.browser.test_screens import check, go
from tests.factories import TOWN

pytestmark = pytest.mark.browser
LOOKS = [(360, "light"), (1440, "dark")]


@pytest.fixture
def town(address: str, server: Any, database: Database, monkeypatch: pytest.MonkeyPatch) -> str:
    """A town with help and with an appointment; the path of the appointment's page. A test types faster than people."""
    monkeypatch.setattr(form_token, "SOONEST", timedelta(0))
    soon, now = clock.now() + timedelta(days=7), clock.now()
    with database.transaction() as session:
        referral = session.scalars(text("SELECT id FROM referral LIMIT 1")).one()
        session.add_all([
            HelpDeskRow(municipality_code=TOWN, contact="Noor van het stadhuis", phone="020 555 01 23",
                        hours="Elke werkdag van 9 tot 17 uur.", changed_at=now),
            HelpOfferRow(id=uuid4(), municipality_code=TOWN, kind="inloop", name="Inloop De Proef",
                         place="Fictiestraat 12.", for_whom="Voor iedereen.", how="U kunt zo binnenlopen.",
                         hours="Maandag van 10 tot 12 uur.",
                         valid_until=clock.today() + timedelta(days=30), changed_at=now),
            row := Appointment(id=uuid4(), referral_id=UUID(str(referral)), at=soon, place="thuis", status="aangeboden",
                               held_by="Sanne Proefstra", alternatives=[soon + timedelta(days=1)], made_by=uuid4(),
                               made_at=now),
        ])
    return appointment_path(link_to(parts_of(server.app).vault, row.id, soon))


def fill_in(page: Page) -> None:
    page.get_by_label("Achternaam").fill("Proefstra")
    page.get_by_label("Postcode").fill("2091 ab")
    page.get_by_label("Huisnummer", exact=True).fill("177")
    page.get_by_role("radio", name="Bel mij").check()
    page.get_by_label("Telefoonnummer").fill("06 12345678")
    page.get_by_label("Een brief", exact=True).check()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: str(look[0]))
def test_a_resident_asks_for_help(visit: Callable[..., Page], town: str, look: tuple[int, str]) -> None:
    page = visit(width=look[0], scheme=look[1])
    page.goto(f"/h/{TOWN}-2611")
    check(page, "inwoner-hulp", look)
    go(page.get_by_role("link", name="Vraag ons om contact"))
    go(page.get_by_role("button", name="Verstuur mijn vraag"))
    check(page, "inwoner-fout", look)
    fill_in(page)
    go(page.get_by_role("button", name="Verstuur mijn vraag"))
    expect(page.get_by_role("heading", name="Wij hebben uw vraag")).to_be_visible()
    check(page, "inwoner-gevraagd", look)
    page.goto(town)
    check(page, "inwoner-afspraak", look)
    go(page.get_by_role("button", name="Liever"))
    expect(page.get_by_text("U heeft een ander moment gekozen.")).to_be_visible()
    check(page, "inwoner-verzet", look)
    page.goto(town[:-3])
    check(page, "inwoner-geen-link", look)
    assert page.context.cookies() == []


def test_it_all_works_without_scripts(chromium: Browser, address: str, town: str) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto(f"/hulp/{TOWN}/vraag")
    fill_in(page)
    page.get_by_role("button", name="Verstuur mijn vraag").click()
    expect(page.get_by_role("heading", name="Wij hebben uw vraag")).to_be_visible()
    page.goto(town)
    page.get_by_role("button", name="Ja, dit past").click()
    expect(page.get_by_text("U heeft de afspraak bevestigd.")).to_be_visible()
    page.get_by_role("button", name="Alleen deze afspraak niet").click()
    expect(page.get_by_text("Deze afspraak gaat niet door.")).to_be_visible()
    context.close()
