"""The page that verifies receipts, as a court uses it: without JavaScript and without signing in."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from service.db import Database
from tests.browser.test_screens import check
from tests.doors.receipt import PDF, ask, raw
from tests.factories import token

pytestmark = pytest.mark.browser


@pytest.fixture
def receipts(server: Any, address: str, database: Database) -> tuple[bytes, dict[str, Any]]:
    """One signal's receipt, as PDF and as JSON."""
    client = server.app.test_client()
    with database.transaction() as session:
        name = session.scalars(text("SELECT client_id FROM client WHERE 'signalen:lezen' = ANY (scopes)")).first()
        signal_id = session.scalars(text("SELECT id FROM signal WHERE kind = 'huurachterstand'")).first()
    header = token(client, str(name))
    return ask(client, header, str(signal_id), PDF).data, ask(client, header, str(signal_id)).json


def test_a_court_verifies_an_upload_and_a_pasted_text(
    visit: Callable[..., Page], receipts: tuple[bytes, dict[str, Any]]
) -> None:
    paper, document = receipts
    page = visit(width=1280, scheme="light")
    page.goto("/bewijs-controleren")
    upload = {"name": "bewijs.pdf", "mimeType": PDF, "buffer": paper}
    page.get_by_label("Bestand", exact=True).set_input_files([upload])
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_role("heading", name="Echt en ongewijzigd")).to_be_visible()
    expect(page.get_by_text(document["bewijs"]["signaal"]["referentie"])).to_be_visible()
    check(page, "bewijs-echt", (1280, "light"))
    altered = raw(document | {"bewijs": document["bewijs"] | {"versie": 2}})
    page.get_by_label("Of plak hier de tekst").fill(altered.decode())
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_role("heading", name="Veranderd na uitgifte")).to_be_visible()
    expect(page.get_by_text("Anders dan ondertekend: /versie.")).to_be_visible()
    check(page, "bewijs-veranderd", (1280, "light"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_result_fits_a_phone(
    visit: Callable[..., Page], receipts: tuple[bytes, dict[str, Any]], scheme: str
) -> None:
    page = visit(width=320, scheme=scheme)
    page.goto("/bewijs-controleren")
    page.get_by_label("Of plak hier de tekst").fill(raw(receipts[1]).decode())
    page.get_by_role("button", name="Controleren").click()
    expect(page.get_by_role("heading", name="Echt en ongewijzigd")).to_be_visible()
    check(page, "bewijs-telefoon", (320, scheme))
