"""What every resident may read about data, without signing in: true for this municipality, and about nobody."""

import pytest
from flask.testing import FlaskClient

from service.policy.model import AskPerson
from service.policy.threshold import Thresholds
from tests.doors.web import text_of
from tests.factories import SILENT, TOWN, World


def test_the_page_tells_source_purpose_ground_retention_and_rights(client: FlaskClient, world: World) -> None:
    told = text_of(client.get(f"/privacy/{TOWN}"))
    for part in (
        "Wat wij met uw gegevens doen", "Proefwonen", "artikel 3, eerste lid, onder b", "artikel 6, eerste lid",
        "Het lukte niet om u te spreken 3 maanden", "U kreeg advies of hulp 5 jaar", "fg@voorbeeldstad.example",
        "Autoriteit Persoonsgegevens", "burgemeester en wethouders",
    ):
        assert part in told, part
    assert client.get("/privacy/0000").status_code == 404


@pytest.mark.parametrize(("world", "told"), [
    ({}, "stuurt u dan een brief"), ({"thresholds": Thresholds()}, "Nee. Een computer kijkt"),
    ({"thresholds": SILENT}, "Soms wel. Een computer kijkt"),
    ({"thresholds": Thresholds(), "ask_person": AskPerson(amount_from_cents=100_000)}, "€ 1.000,00 of meer"),
], indirect=["world"])
def test_what_a_computer_decides_follows_from_the_policy_in_force(
    client: FlaskClient, world: World, told: str
) -> None:
    assert told in text_of(client.get(f"/privacy/{TOWN}"))
