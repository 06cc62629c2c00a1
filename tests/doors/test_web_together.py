"""Several light cases at once: chosen, looked at first, confirmed, and told one by one."""

from http import HTTPStatus

from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from tests.doors.test_web_work import Browser, Open, browser, opened
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import door_signal, rent_block, rent_signal, threat

__all__ = ["browser", "opened"]


def tray_of(database: Database, address: str) -> str:
    with database.transaction() as session:
        where = {"id": address.rsplit("/", 1)[-1]}
        found: str = session.execute(text("SELECT tray FROM referral WHERE id = :id"), where).scalar_one()
        return found


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.transaction() as session:
        return [tuple(row) for row in session.execute(text(query))]


def send(who: FlaskClient, path: str, tray: str, addresses: list[str], action: str = "oppakken") -> TestResponse:
    form = form_of(who.get("/werklijst"))
    ids = [address.rsplit("/", 1)[-1] for address in addresses]
    return who.post(path, data=form | {"lijst": "schuldhulp", "bak": tray, "actie": action, "verwijzing": ids})


def test_chosen_on_the_open_list_of_one_tray(browser: Browser, opened: Open, database: Database) -> None:
    tray = tray_of(database, opened())
    sanne = browser()
    boxes = "//input[@type='checkbox'][@name='verwijzing']"
    assert not tree_of(sanne.get("/werklijst")).xpath(boxes)
    shown = tree_of(sanne.get(f"/werklijst?status=open&bak={tray}"))
    assert shown.xpath(f"{boxes}/@form") == ["samen"]
    assert shown.xpath("//form[@id='samen']/@action") == ["/werklijst/samen"]


def test_below_the_threshold_the_letter_stands_chosen(browser: Browser, opened: Open, database: Database) -> None:
    small = rent_signal(huurachterstand=rent_block(clock.today(), bedragInCenten=5_000))
    addresses, sanne = [opened(), opened(small)], browser()
    assert [tray_of(database, one) for one in addresses][1] == "kleine-achterstand"
    chosen = [
        tree_of(sanne.get(f"/werklijst?status=open&bak={tray_of(database, one)}"))
        .xpath("//form[@id='samen']//input[@name='actie'][@checked]/@value")
        for one in addresses
    ]
    assert chosen == [["oppakken"], ["brief"]]


def test_looking_changes_nothing_and_confirming_does_it(browser: Browser, opened: Open, database: Database) -> None:
    addresses = [opened(), opened()]
    tray, sanne = tray_of(database, addresses[0]), browser()
    seen = send(sanne, "/werklijst/samen", tray, addresses, "brief")
    assert "Dit gebeurt er met 2 verwijzingen" in text_of(seen)
    assert rows(database, "SELECT DISTINCT status FROM referral") == [("open",)]
    again = tree_of(seen).xpath("//form[@action='/werklijst/samen/uitvoeren']")[0]
    done = sanne.post("/werklijst/samen/uitvoeren", data={
        "formulier": again.xpath(".//*[@name='formulier']/@value")[0], "actie": "brief", "bak": tray,
        "lijst": "schuldhulp", "verwijzing": again.xpath(".//*[@name='verwijzing']/@value"),
    })
    assert "Gedaan voor 2 verwijzingen" in text_of(done)
    assert rows(database, "SELECT DISTINCT status, assigned_name FROM referral") == [("opgepakt", "Sanne Proefstra")]
    assert rows(database, "SELECT kind, reached, on_day FROM contact_attempt") == [("Brief", False, clock.today())] * 2


def test_each_has_its_own_guard(browser: Browser, opened: Open, database: Database) -> None:
    free, taken = opened(), opened()
    urgent = opened(rent_signal(huurachterstand=rent_block(clock.today(), dreiging=threat(clock.today()))))
    other_desk = opened(door_signal())
    tray, sanne, karim = tray_of(database, free), browser(), browser("Karim Testema")
    karim.post(f"{taken}/oppakken", data=form_of(karim.get(taken)))
    everything = [free, taken, urgent, other_desk, "/verwijzingen/x", free]
    for path in ("/werklijst/samen", "/werklijst/samen/uitvoeren"):
        words = text_of(send(sanne, path, tray, everything))
        for told in ("al opgepakt door Karim Testema", "De situatie is bedreigend", "hoort niet bij uw taak"):
            assert told in words, (path, told)
    assert "Gedaan voor 1 verwijzing" in words
    taken_by = rows(database, "SELECT assigned_name, count(*) FROM referral GROUP BY 1 ORDER BY 1")
    assert taken_by == [("Karim Testema", 1), ("Sanne Proefstra", 1), (None, 2)]
    assert rows(database, "SELECT FROM contact_attempt") == []


def test_another_tray_is_left_alone(browser: Browser, opened: Open, database: Database) -> None:
    address = opened()
    assert "andere bak" in text_of(send(browser(), "/werklijst/samen/uitvoeren", "een-andere", [address]))
    assert rows(database, "SELECT status FROM referral") == [("open",)]


def test_nothing_chosen_is_told(browser: Browser) -> None:
    answer = send(browser(), "/werklijst/samen", "x", [])
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "Kies op de werklijst een of meer verwijzingen" in text_of(answer)
