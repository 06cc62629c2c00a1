"""The first screen of a caseworker: what stands where, why, and what is advised."""

from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.db import Database
from tests.doors.test_web_work import Browser, Open, browser, do, opened
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import door_signal, rent_block, rent_signal, threat

__all__ = ["browser", "opened"]
TODAY = clock.today()
DUE, NOBODY, BACK, STILL = (
    "Nu te doen", "Nu te doen en nog van niemand", "Teruggekomen", "Wacht op een volgende stap",
)


def shown(who: FlaskClient) -> dict[str, list[str]]:
    """The addresses under each heading."""
    tree = tree_of(who.get("/mijn-dag"))
    return {
        heading.text: heading.xpath("following-sibling::ol[1]/li//h3/a/@href") for heading in tree.xpath("//main/h2")
    }


@pytest.fixture
def set_days(database: Database) -> Any:
    def run(address: str, **columns: Any) -> None:
        sets = ", ".join(f"{name} = :{name}" for name in columns)
        with database.transaction() as session:
            session.execute(text(f"UPDATE referral SET {sets} WHERE id = :id"),
                            columns | {"id": address.rsplit("/", 1)[-1]})

    return run


def take(who: FlaskClient, address: str) -> None:
    who.post(f"{address}/oppakken", data=form_of(who.get(address)))


def test_own_work_stands_where_it_belongs(browser: Browser, opened: Open, set_days: Any) -> None:
    urgent = opened(rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
    late, back, still = (opened() for _ in range(3))
    sanne = browser()
    for address in (urgent, late, back, still):
        take(sanne, address)
    far = TODAY + timedelta(days=20)
    set_days(late, target_due=TODAY - timedelta(days=1), statutory_due=far)
    set_days(back, news="signaalGewijzigd", target_due=None, statutory_due=far)
    set_days(still, target_due=None, statutory_due=far)
    assert shown(sanne) == {DUE: [urgent, late], BACK: [back], STILL: [still]}
    words = text_of(sanne.get("/mijn-dag"))
    for told in ("De situatie is bedreigend.", "De streefdatum is voorbij", "Eerste gesprek: uiterlijk",
                 "Nieuw: de corporatie veranderde een signaal.", "Er is nog geen contactpoging gedaan.",
                 "Probeer nu:", "Waarom dit advies", "2 verwijzingen van u vragen nu aandacht"):
        assert told in words, told


def test_after_an_attempt_it_rests_for_a_week(browser: Browser, opened: Open, set_days: Any) -> None:
    address = opened()
    sanne = browser()
    take(sanne, address)
    set_days(address, target_due=None, statutory_due=TODAY + timedelta(days=20))
    do(sanne, address, "contactpogingen", soort="Telefoon", datum=TODAY.isoformat(), dagdeel="Ochtend", bereikt="nee")
    assert shown(sanne) == {}
    assert "niets dat op u wacht" in text_of(sanne.get("/mijn-dag"))


def test_what_nobody_holds_and_presses_is_told(browser: Browser, opened: Open) -> None:
    urgent = opened(rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
    opened()
    opened(door_signal())
    assert shown(browser()) == {NOBODY: [urgent]}
    assert shown(browser("Els Verzinsel", "behandelaar:wijkteam")) == {}


def test_no_person_stands_on_it(browser: Browser, opened: Open) -> None:
    signal = rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY)))
    take(browser(), opened(signal))
    page = browser("Karim Testema").get("/mijn-dag").text
    about = signal["betrokkene"]
    for told in (about["achternaam"], about["adres"]["postcode"], about["telefoonnummer"]):
        assert told not in page
