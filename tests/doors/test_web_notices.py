"""On the referral's screen: what a corporation will hear of debt help, to whom, why and when, and how it is stopped."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.actors import Robot
from service.db import Database
from service.referrals.notices.send import send_due
from service.web import notice_words
from tests.doors.test_web_steps import BOTH, OFFER, TODAY, assert_mistakes, titles
from tests.doors.test_web_work import browser, do, opened
from tests.doors.web import text_of, tree_of
from tests.factories import World, person, rent_signal, token

__all__ = ["browser", "opened"]
Browser = Callable[..., FlaskClient]
Open = Callable[..., str]
PLAN = {"genomenOp": TODAY, "soort": "planVanAanpak", "bekendgemaaktOp": TODAY}


@pytest.fixture
def decided(browser: Browser, opened: Open, database: Database) -> tuple[FlaskClient, str, str]:
    """A referral whose first talk was held, and its one signal."""
    sanne, page = browser("Sanne Proefstra", *BOTH), opened(rent_signal(betrokkene=person(6)))
    do(sanne, page, "oppakken")
    do(sanne, page, "aanbod", **OFFER)
    do(sanne, page, "eerste-gesprek", gehoudenOp=TODAY)
    with database.transaction() as session:
        signal = str(session.scalar(text("SELECT id FROM signal")))
    return sanne, page, signal


def _round(database: Database) -> None:
    """The workers' round, after the day on which everything here may go."""
    with database.transaction() as session:
        send_due(session, Robot("toets"), clock.now() + timedelta(days=10), 100)


def test_it_is_asked_whose_signals_these_are_and_told_what_follows(decided: tuple[FlaskClient, str, str]) -> None:
    sanne, page, signal = decided
    words = text_of(sanne.get(page))
    assert "Welke signalen gaan over deze inwoner, en niet over iemand anders op dit adres?" in words
    assert "Proefwonen, kenmerk HA-TEST-" in words
    assert notice_words.BECAUSE in words
    assert notice_words.ANNOUNCEMENT in words
    assert_mistakes(do(sanne, page, "besluit", **PLAN), "besluit-signalen")
    assert do(sanne, page, "besluit", **PLAN, signalen="geen").status_code == HTTPStatus.SEE_OTHER
    assert "Niet aangevinkt" in text_of(sanne.get(page))
    assert signal in sanne.get(page).text


def test_the_caseworker_sees_to_whom_what_why_and_when_and_can_stop_it(
    decided: tuple[FlaskClient, str, str], database: Database,
) -> None:
    sanne, page, signal = decided
    do(sanne, page, "besluit", **PLAN, signalen=signal)
    words = text_of(sanne.get(page))
    assert "Wat de corporatie hoort over schuldhulp" in words
    assert "Deze huurder ontvangt schuldhulpverlening Aan Proefwonen, kenmerk HA-TEST-" in words
    assert "12.00 uur. Tot dan kunt u het tegenhouden." in words
    assert {"Niet melden", "Aanhouden voor de veiligheid"} <= set(titles(sanne.get(page)))
    ticked = tree_of(sanne.get(page)).xpath("//form[contains(@action, '/besluit')]//input[@checked]/@value")
    assert {signal, "planVanAanpak"} <= set(ticked), "putting one thing right keeps the ticks"
    where = f"schuldhulpmeldingen/{signal}/stoppen"
    assert_mistakes(do(sanne, page, where), f"schuldhulpmeldingen-{signal}-stoppen-reden")
    assert do(sanne, page, where, reden="achterstandWeg").location == f"{page}?melding=melding-gestopt"
    assert "Gaat niet: er is geen achterstand meer." in text_of(sanne.get(page))
    _round(database)
    assert "hoorde dit op" not in text_of(sanne.get(page))


def test_for_safety_a_colleague_decides(decided: tuple[FlaskClient, str, str], browser: Browser) -> None:
    sanne, page, signal = decided
    do(sanne, page, "besluit", **PLAN, signalen=signal)
    assert do(sanne, page, f"schuldhulpmeldingen/{signal}/aanhouden").location == f"{page}?melding=melding-aangehouden"
    assert "Beslissen over de veiligheid" not in titles(sanne.get(page)), "not who held it back"
    refused = do(sanne, page, f"schuldhulpmeldingen/{signal}/beslissen", antwoord="nietVertellen")
    assert refused.status_code == HTTPStatus.CONFLICT
    pim = browser("Pim Voorbeeld", *BOTH)
    assert page in waits(pim)
    assert page not in waits(sanne), "not who held it back"
    assert page not in waits(browser("Wies Proefwijk", "wijkteam")), "not of another desk"
    assert "Beslissen over de veiligheid" in titles(pim.get(page))
    do(pim, page, f"schuldhulpmeldingen/{signal}/beslissen", antwoord="nietVertellen")
    words = text_of(pim.get(page))
    assert "Gaat niet: het is niet veilig." in words
    assert "De tweede collega besliste: niet vertellen" in words
    assert page not in waits(pim)


def waits(caseworker: FlaskClient) -> list[str]:
    """What stands on somebody's day to decide on as the second."""
    return tree_of(caseworker.get("/mijn-dag")).xpath("//section[@aria-labelledby='tweede']//a/@href")


@pytest.mark.parametrize("world", [{"pause_days": 30}], indirect=True)
def test_a_pause_is_asked_with_the_offer_told_and_ended_at_once(
    browser: Browser, opened: Open, client: FlaskClient, world: World
) -> None:
    """AVG article 7: consent is recorded, and as easy to take back as to give."""
    sanne, page = browser("Sanne Proefstra", *BOTH), opened(rent_signal(betrokkene=person(7)))
    do(sanne, page, "oppakken")
    assert "Mag de gemeente de corporatie vragen 30 dagen geen incasso te doen?" in text_of(sanne.get(page))
    assert_mistakes(do(sanne, page, "aanbod", **OFFER, toestemmingOp=TODAY), "aanbod-wijze")
    accepted = OFFER | {"toestemmingOp": TODAY, "wijze": "mondeling"}
    assert do(sanne, page, "aanbod", **accepted).location == f"{page}?melding=aanbod"
    words = text_of(sanne.get(page))
    assert "De inwoner zei ja op" in words
    assert "Met toestemming gemeld: een pauze van de incasso" in words
    told = _feed(client, world)
    assert told[-1]["incassopauze"]["van"] == TODAY
    assert do(sanne, page, "incassopauze-stoppen").location == f"{page}?melding=pauze-gestopt"
    assert "de inwoner trok de toestemming in" in text_of(sanne.get(page))
    assert _feed(client, world)[-1]["incassopauze"] == {"van": TODAY, "tot": TODAY}
    assert "incassopauze-stoppen" not in sanne.get(page).text


def test_where_the_policy_has_no_pause_none_is_asked(browser: Browser, opened: Open) -> None:
    sanne, page = browser("Sanne Proefstra", *BOTH), opened(rent_signal(betrokkene=person(8)))
    do(sanne, page, "oppakken")
    assert "geen incasso te doen" not in text_of(sanne.get(page))


def _feed(client: FlaskClient, world: World) -> list[dict[str, Any]]:
    answer = client.get("/api/v1/terugkoppelingen", headers=token(client, world.corporation_client))
    found: list[dict[str, Any]] = answer.json["terugkoppelingen"]
    return found


def test_the_end_is_recorded_and_the_corporation_reads_both(
    decided: tuple[FlaskClient, str, str], database: Database, browser: Browser,
) -> None:
    sanne, page, signal = decided
    do(sanne, page, "besluit", **PLAN, signalen=signal)
    _round(database)
    assert "De corporatie hoorde dit op" in text_of(sanne.get(page))
    assert do(sanne, page, "hulp-gestopt", genomenOp=TODAY).location == f"{page}?melding=hulp-gestopt"
    _round(database)
    assert "Deze huurder ontvangt geen schuldhulpverlening meer" in text_of(sanne.get(page))
    assert "Een corporatie hoorde: deze huurder ontvangt schuldhulpverlening" in text_of(sanne.get(page))
