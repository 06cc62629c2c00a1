"""The first screen of a caseworker: what stands where, why, and what is advised."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import actors, clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database, new_id
from service.messages.follow_up import follow_up
from service.messages.prepare import Office
from service.messages.tables import Message, message_context
from service.vault import Vault
from tests.doors.test_web_steps import assert_mistakes
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


def test_a_message_that_did_not_arrive_stands_there_until_it_is_done(
    browser: Browser, opened: Open, app: Flask, database: Database
) -> None:
    address = opened()
    sanne = browser()
    take(sanne, address)
    referral_id = UUID(address.rsplit("/", 1)[-1])
    with database.transaction() as session:
        message_id = failed_message(session, parts_of(app).vault, referral_id)
        follow_up(session, Office(parts_of(app).vault, parts_of(app).settings), message_id, Robot("toets"), clock.now())
    words = text_of(sanne.get("/mijn-dag"))
    for told in ("Berichten die niet aankwamen of niet meer kloppen", "Uiterlijk", "Sms van", "Awb artikel 2:11"):
        assert told in words, told
    page = sanne.get(address)
    assert "Nog te doen" in text_of(page)
    [task] = tree_of(page).xpath("//input[@name='vervolg']/@value")
    assert_mistakes(do(sanne, address, "bericht-vervolg"), "bericht-vervolg-vervolg")
    assert do(sanne, address, "bericht-vervolg", vervolg=task).location == f"{address}?melding=vervolg"
    assert "Nog te doen" not in text_of(sanne.get(address))
    assert "niet aankwamen" not in text_of(sanne.get("/mijn-dag"))
    assert "Taak afgevinkt" in text_of(sanne.get(address))


def failed_message(session: Session, vault: Vault, referral_id: UUID) -> UUID:
    """An SMS that came back."""
    id_, now = new_id(), clock.now()
    content = {"tekst": "Bel mij", "onderwerp": None, "afzender": "Gemeente", "aan": ["+31600000001"]}
    session.add(Message(
        id=id_, referral_id=referral_id, template="sms-vervolg", channel="sms", purpose="followup", status="mislukt",
        planned_at=now, arrives_at=now, reasons=[], content=vault.seal(content, message_context(id_)),
        made_by=actors.NOBODY, made_at=now, ended_at=now, ended_because="onbestelbaar", delivery="adresKloptNiet",
    ))
    session.flush()
    return id_


def test_the_advice_leaves_out_what_the_guard_bars(browser: Browser, opened: Open, database: Database) -> None:
    address = opened()
    sanne = browser()
    take(sanne, address)
    with database.transaction() as session:
        session.execute(text("UPDATE referral SET tray = 'laag-bedrag'"))
    do(sanne, address, "contactpogingen", soort="Brief", datum=TODAY.isoformat(), dagdeel="Ochtend", bereikt="nee")
    do(sanne, address, "contactpogingen", soort="Telefoon", datum=TODAY.isoformat(), dagdeel="Ochtend", bereikt="nee")
    week = {"d": TODAY - timedelta(days=8)}
    with database.transaction() as session:
        session.execute(text("UPDATE contact_attempt SET on_day = :d"), week)
    assert "Probeer nu: brief" in text_of(sanne.get("/mijn-dag"))
    assert "Probeer nu: brief" in text_of(sanne.get(address))
    wish = {"manier": "sms", "veilig": "ja", "bereikbaar": "ja", "soorten": "brief", "gevraagdOp": TODAY.isoformat()}
    do(sanne, address, "veilig-contact", **wish)
    assert "Probeer nu: sms/whatsapp" in text_of(sanne.get("/mijn-dag"))
    assert "Probeer nu: sms/whatsapp" in text_of(sanne.get(address))
