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


def test_the_page_tells_who_hears_what_when_and_that_the_resident_hears_it_first(
    client: FlaskClient, world: World
) -> None:
    """Besluit gemeentelijke schuldhulpverlening, article 17(1); forwarding to where the resident lives."""
    told = text_of(client.get(f"/privacy/{TOWN}"))
    for part in (
        "artikel 17", "op zijn vroegst de eerste werkdag nadat u het plan kreeg",
        "U hoort het eerder dan de verhuurder",
        "Is het voor u niet veilig dat de verhuurder dit hoort?",
        "deurwaarders, wie nog geld van u krijgt, bewindvoerders en wie u geld leende",
        "Woont u in een andere gemeente?", "Wij zeggen de verhuurder niet waar u woont.", "Zes maanden bewaren wij",
    ):
        assert part in told, part


@pytest.mark.parametrize(("world", "told"), [
    ({}, "stuurt u dan een brief"), ({"thresholds": Thresholds()}, "Nee. Een computer kijkt"),
    ({"thresholds": SILENT}, "Soms wel. Een computer kijkt"),
    ({"thresholds": Thresholds(), "ask_person": AskPerson(amount_from_cents=100_000)}, "€ 1.000,00 of meer"),
], indirect=["world"])
def test_what_a_computer_decides_follows_from_the_policy_in_force(
    client: FlaskClient, world: World, told: str
) -> None:
    assert told in text_of(client.get(f"/privacy/{TOWN}"))
