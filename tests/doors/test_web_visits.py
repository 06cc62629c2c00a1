"""Home visits: the list of a day, the cards for it, going with a colleague, and the talks on the first screen."""

from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.addresses.load import COLUMNS, load_addresses
from service.db import Database
from service.web.show.visits import EVERYBODY
from tests.doors.receipt import words_of
from tests.doors.test_web_work import Browser, Open, browser, do, opened
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import door_signal, person, rent_signal

__all__ = ["browser", "opened"]
DAY = clock.today() + timedelta(days=10)
HERE = f"/bezoeken/{DAY.isoformat()}"
AT_HOME = {"datum": DAY.isoformat(), "tijd": "14:30", "plaats": "thuis", "bevestigd": "ja"}
TOWN_HALL = AT_HOME | {"plaats": "gemeentehuis"}
MONEY = ("huur", "achterstand", "€", "schuld", "Proefwonen", "1.250")
SURNAME = "Voorbeeldsma3"
UNKNOWN = "Dit adres staat niet in het adressenbestand."
TOGETHER = "Met z'n tweeën"


@pytest.fixture
def visit(browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
    """A rent signal that Sanne took, with a visit at the resident's home."""
    sanne, page = browser(), opened(rent_signal(betrokkene=person(3)))
    do(sanne, page, "oppakken")
    assert do(sanne, page, "afspraken", **AT_HOME).status_code == 303
    return sanne, page


def cards(who: FlaskClient, kind: str, **typed: str) -> TestResponse:
    return who.post(f"{HERE}/{kind}", data=form_of(who.get("/mijn-dag")) | typed)


def test_the_list_tells_where_and_whom_and_never_why(visit: tuple[FlaskClient, str], browser: Browser) -> None:
    sanne, page = visit
    shown = sanne.get(HERE)
    words = text_of(shown)
    for told in ("1 bezoek.", "Centrum", "14.30 uur", SURNAME, "Huisnummer 3, 2091 AB", "Eerste huisbezoek."):
        assert told in words, told
    assert not [told for told in MONEY if told in text_of(shown)]
    assert tree_of(shown).xpath("//main//ol//a/@href")[-1] == page
    karim = browser("Karim Testema")
    assert SURNAME not in text_of(karim.get(HERE))
    assert "Op naam van Sanne Proefstra" in text_of(karim.get(f"{HERE}?wie={EVERYBODY}"))
    assert not tree_of(karim.get(f"{HERE}?wie={EVERYBODY}")).xpath("//form[contains(@action, 'kaartje')]")
    els = browser("Els Verzinsel", "behandelaar:wijkteam")
    assert SURNAME not in text_of(els.get(f"{HERE}?wie={EVERYBODY}"))
    assert "Karim Testema" in text_of(sanne.get(page)), "looking is recorded"


def test_a_file_of_addresses_fills_street_and_place_and_marks_what_it_does_not_know(
    visit: tuple[FlaskClient, str], database: Database
) -> None:
    sanne, page = visit
    head, street = ";".join(COLUMNS), "Verzonnen Dreef"
    load_addresses(database, iter((head, f"2091AB;3;;;{street};Voorbeeldstad;Bedachte Buurt")))
    for shown in (sanne.get(page), sanne.get(HERE)):
        assert f"{street} 3, 2091 AB Voorbeeldstad" in text_of(shown)
        assert UNKNOWN not in text_of(shown)
    assert "Bedachte Buurt" in text_of(sanne.get(page))
    assert f"{street} 3" in words_of(cards(sanne, "leidraad").data)
    load_addresses(database, iter((head, f"2091AB;4;;;{street};Voorbeeldstad;")))
    for shown in (sanne.get(page), sanne.get(HERE)):
        assert UNKNOWN in text_of(shown)
        assert "Huisnummer 3, 2091 AB" in text_of(shown)


def test_days_follow_each_other(visit: tuple[FlaskClient, str]) -> None:
    sanne, page = visit
    assert "0 bezoeken." in text_of(sanne.get("/bezoeken"))
    assert sanne.get(f"/bezoeken?dag={DAY.isoformat()}").location == HERE
    assert sanne.get("/bezoeken/gisteren").status_code == 404
    empty = tree_of(sanne.get(f"/bezoeken/{clock.today().isoformat()}"))
    assert empty.xpath("//div[contains(@class, 'voordeur-empty')]//a/@href") == [HERE]
    assert do(sanne, page, "afspraken", **TOWN_HALL).status_code == 303
    assert "0 bezoeken" in text_of(sanne.get(HERE)), "at the town hall nobody is visited"


def test_going_with_a_colleague_is_told_to_who_visits_and_nobody_else(
    visit: tuple[FlaskClient, str], browser: Browser, opened: Open, database: Database
) -> None:
    sanne, page = visit
    karim = browser("Karim Testema")
    assert do(karim, page, "bezoek-met-twee", metTwee="ja").location == f"{page}?melding=bezoek"
    for shown in (sanne.get(HERE), sanne.get(page)):
        assert TOGETHER in text_of(shown)
        assert "Ga met z'n tweeën. Vastgelegd op" in text_of(shown)
        assert "door Karim Testema" in text_of(shown)
    for kind in ("leidraad", "kaartjes"):
        assert "twee" not in words_of(cards(sanne, kind, telefoon="0201234567").data)
    care = opened(door_signal(betrokkene=person(3), bestemmingen=["wijkteam"]))
    els = browser("Els Verzinsel", "behandelaar:wijkteam")
    assert "door een collega." in text_of(els.get(care)), "of another desk nothing is told but what a visitor needs"
    assert "Karim" not in text_of(els.get(care))
    bas = browser("Bas Nepveen", "beheerder")
    assert "tweeën" not in text_of(bas.get("/beheer/logboek"))
    with database.transaction() as session:
        details = session.scalars(text("SELECT detail FROM journal WHERE action = 'bezoek-aangepast'")).all()
    assert details == [{}]
    do(sanne, page, "bezoek-met-twee", metTwee="nee")
    assert TOGETHER not in text_of(sanne.get(HERE))


def test_cards_have_a_side_for_everybody_and_a_side_for_the_resident(visit: tuple[FlaskClient, str]) -> None:
    sanne, _ = visit
    guide = cards(sanne, "leidraad")
    assert (guide.status_code, guide.mimetype) == (200, "application/pdf")
    with pikepdf.open(BytesIO(guide.data)) as opened:
        assert len(opened.pages) == 2
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "nl-NL"
    missing = cards(sanne, "kaartjes", telefoon="bel maar")
    assert (missing.status_code, "Vul een telefoonnummer in." in text_of(missing)) == (400, True)
    card = words_of(cards(sanne, "kaartjes", telefoon="020 123 4567").data)
    assert SURNAME in card
    assert "020 123 4567" in card
    assert not [told for told in MONEY if told in card]


def test_where_a_card_is_not_safe_there_is_none(browser: Browser, opened: Open) -> None:
    els, page = browser("Els Verzinsel", "behandelaar:wijkteam"), opened(door_signal(betrokkene=person(3)))
    do(els, page, "oppakken")
    do(els, page, "afspraken", **AT_HOME)
    words = text_of(els.get(HERE))
    assert "Of langskomen hier veilig is, is niet bekend." in words
    assert "Geen kaartje: Of een kaartje hier veilig is, is niet bekend." in words
    assert cards(els, "kaartjes", telefoon="0201234567").status_code == 409
    answer = {"veilig": "ja", "bereikbaar": "nietGevraagd", "gevraagdOp": clock.today().isoformat()}
    do(els, page, "veilig-contact", manier="kaartje", **answer)
    assert cards(els, "kaartjes", telefoon="0201234567").status_code == 200
    assert cards(els, "leidraad").status_code == 409


def test_the_talks_of_today_stand_on_the_first_screen(visit: tuple[FlaskClient, str], database: Database) -> None:
    sanne, page = visit
    assert "Afspraken van vandaag" not in text_of(sanne.get("/mijn-dag"))
    with database.transaction() as session:
        session.execute(text("UPDATE appointment SET at = at - interval '10 days'"))
    shown = sanne.get("/mijn-dag")
    assert "14.30 uur Bij de inwoner thuis, Verwijzing" in text_of(shown)
    assert page in tree_of(shown).xpath("//section//li/a/@href")
    assert SURNAME not in shown.text
