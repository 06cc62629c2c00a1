"""The resident's own way in, as anybody on the street can use it: the page with help, the form, and the cards."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from http import HTTPStatus

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.help.cards import batch_of
from service.help.offer import remarks_on
from service.typeset import pages_of
from tests.doors.receipt import words_of
from tests.doors.test_web_agreements import bas, sign_in
from tests.doors.web import browser_of, create_account, field_of, form_of, text_of, tree_of
from tests.factories import TOWN, World, create_organisation

__all__ = ["bas", "sign_in"]
PAGE, ASK = f"/hulp/{TOWN}", f"/hulp/{TOWN}/vraag"
WHO = {
    "achternaam": "Proefstra", "postcode": "2091 ab", "huisnummer": "12", "manier": "Telefoon",
    "telefoonnummer": "06 12 34 56 78",
}
ENTRY = {
    "soort": "inloop", "naam": "Inloop De Proef", "voorWie": "Voor iedereen die hier woont.",
    "hoe": "U kunt zo binnenlopen.", "waar": "Fictiestraat 12.", "open": "Maandag van 10 tot 12 uur.",
    "geldigTot": (clock.today() + timedelta(days=60)).isoformat(),
}
CONTACT = {"contact": "Noor van het stadhuis", "telefoon": "020 555 01 23", "uren": "Elke dag van 9 tot 17 uur."}


@pytest.fixture
def later() -> Iterator[Callable[[], None]]:
    """Let some seconds pass, as for somebody who fills in a form."""
    with time_machine.travel(clock.now(), tick=False) as moving:
        yield lambda: moving.shift(timedelta(seconds=30))


def ask(client: FlaskClient, token: str, **changes: object) -> TestResponse:
    return client.post(ASK, data=WHO | {"formulier": token} | changes)


def test_an_administrator_sees_the_letterhead_of_letters(bas: FlaskClient, world: World) -> None:
    form = form_of(bas.get("/beheer/hulp/contact")) | CONTACT
    wrong = bas.post("/beheer/hulp/contact", data=form | {"bezoekadres": "Plein " * 20})
    assert (wrong.status_code, "ten hoogste 80 tekens" in text_of(wrong)) == (400, True)
    kept = bas.post("/beheer/hulp/contact", data=form | {"bezoekadres": "Fictieplein 1, 2091 AA Voorbeeldstad"})
    assert kept.status_code == HTTPStatus.SEE_OTHER
    assert "Fictieplein 1" in text_of(bas.get("/beheer/hulp"))
    letter = bas.get("/beheer/hulp/brief.pdf")
    assert letter.mimetype == "application/pdf"
    words = words_of(letter.data)
    for told in ("Bezoekadres: Fictieplein 1", "020 555 01 23", "Elke dag van 9 tot 17 uur", "Onderwerp:"):
        assert told in words


def test_the_page_is_for_everybody_and_leaves_nothing_behind(
    client: FlaskClient, bas: FlaskClient, world: World
) -> None:
    assert "Vraag ons om contact" in text_of(client.get(PAGE))
    saved = bas.post("/beheer/hulp/nieuw", data=form_of(bas.get("/beheer/hulp/nieuw")) | ENTRY)
    assert saved.location == "/beheer/hulp?melding=hulp"
    assert bas.post("/beheer/hulp/contact", data=form_of(bas.get("/beheer/hulp/contact")) | CONTACT).status_code == 303
    seen = client.get(PAGE)
    words = text_of(seen)
    assert "Inloop De Proef" in words
    assert "Bel Noor van het stadhuis op 020 555 01 23" in words
    assert "Set-Cookie" not in seen.headers
    assert "script" not in seen.text
    assert tree_of(seen).xpath(f"//footer//a[@href='/privacy/{TOWN}']")
    assert client.get("/hulp/0000").status_code == HTTPStatus.NOT_FOUND
    assert "werklijst" not in text_of(client.get("/hulp/0000"))


def assert_plain(answer: TestResponse) -> None:
    """What a resident reads keeps the rules for plain language."""
    page = html.fromstring(answer.text)
    for number in page.xpath("//*[@class='voordeur-number']"):
        number.text = "12"  # drawn letters, which may look like shouting
    parts = page.xpath(
        "//main//*[self::h1 or self::h2 or self::p or self::li or self::label or self::legend]",
    )
    texts = {str(number): " ".join(part.text_content().split()) for number, part in enumerate(parts)}
    assert [remark.told for remark in remarks_on(texts) if remark.stops] == []


def test_what_residents_read_is_plain(client: FlaskClient, world: World) -> None:
    for path in (PAGE, ASK, "/hulp/0000"):
        assert_plain(client.get(path))


def test_an_entry_is_kept_in_plain_words_and_by_its_own_municipality(
    bas: FlaskClient, app: Flask, database: Database
) -> None:
    form = form_of(bas.get("/beheer/hulp/nieuw"))
    hard = bas.post("/beheer/hulp/nieuw", data=form | ENTRY | {"hoe": "Indien gewenst dient u te bellen.", "waar": ""})
    assert hard.status_code == HTTPStatus.BAD_REQUEST
    assert {link.get("href") for link in tree_of(hard).xpath("//*[@role='alert']//a")} == {"#hoe", "#waar"}
    bas.post("/beheer/hulp/nieuw", data=form | ENTRY)
    [edit] = tree_of(bas.get("/beheer/hulp")).xpath("//table//a/@href")
    assert field_of(bas.get(edit), "naam") == ENTRY["naam"]
    assert bas.post(edit, data=form | ENTRY | {"naam": "Inloop Nieuw"}).status_code == HTTPStatus.SEE_OTHER
    with database.transaction() as session:
        session.execute(text("UPDATE help_offer SET municipality_code = '9902'"))
    assert bas.get(edit).status_code == HTTPStatus.NOT_FOUND
    with database.transaction() as session:
        session.execute(text("UPDATE help_offer SET municipality_code = :code"), {"code": TOWN})
    assert bas.post(f"{edit}/verwijderen", data=form).location == "/beheer/hulp?melding=hulp-weg"


def test_a_resident_asks_for_help(
    client: FlaskClient, world: World, database: Database, later: Callable[[], None]
) -> None:
    token = field_of(client.get(f"{ASK}?kaart=2611"), "formulier")
    soon = ask(client, token)
    assert "Klopt alles?" in text_of(soon)
    assert field_of(soon, "achternaam") == "Proefstra"
    later()
    answer = ask(client, field_of(soon, "formulier"), zorgen=["afsluitingWater"], onveilig=["Brief"])
    words = text_of(answer)
    assert "Wij hebben uw vraag" in words
    assert "Een medewerker belt u" in words
    assert "Proefstra" not in words
    assert_plain(answer)
    again = ask(client, token)
    number = tree_of(answer).xpath("//*[@class='voordeur-number']/text()")
    assert tree_of(again).xpath("//*[@class='voordeur-number']/text()") == number
    with database.transaction() as session:
        rows = session.execute(text("SELECT ground, urgency, destination FROM referral")).all()
        assert [tuple(row) for row in rows] == [("eigenVerzoek", 0, "schuldhulp")]
        assert session.scalar(text("SELECT count(*) FROM journal WHERE actor_kind = 'inwoner'")) == 1


def test_what_is_no_form_of_ours_stores_nothing(
    client: FlaskClient, world: World, database: Database, later: Callable[[], None]
) -> None:
    token = field_of(client.get(ASK), "formulier")
    later()
    assert ask(client, token[:-4] + "AAAA").status_code == HTTPStatus.BAD_REQUEST
    assert ask(client, token, website="http://voorbeeld.example").status_code == HTTPStatus.BAD_REQUEST
    elsewhere = client.post(ASK, data=WHO | {"formulier": token}, headers={"Sec-Fetch-Site": "cross-site"})
    assert elsewhere.status_code == HTTPStatus.FORBIDDEN
    assert ask(client, token, achternaam="x" * 30_000).status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    wrong = ask(client, token, achternaam="", postcode="12", huisnummer="twaalf", manier="Mail")
    marks = {link.get("href") for link in tree_of(wrong).xpath("//*[@role='alert']//a")}
    assert marks == {"#achternaam", "#postcode", "#huisnummer", "#emailadres", "#soorten"}
    same = ask(client, token, manier="Telefoon", onveilig=["Telefoon"])
    assert "Kies een andere manier." in text_of(same)
    with database.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM referral")) == 0


def test_cards_are_made_by_who_may_and_only_counted(
    client: FlaskClient, bas: FlaskClient, sign_in: Callable[[str, str], FlaskClient], app: Flask, world: World,
    database: Database,
) -> None:
    with database.transaction() as session:
        corry = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
        other = create_organisation(session, name="Woonstichting Elders")
        elsewhere = create_account(session, other, "elders", "Eva Elders", ["corporatie"])
    here, there = browser_of(app, database, corry), browser_of(app, database, elsewhere)
    form = form_of(here.get("/corporatie/kaarten"))
    cards = here.post("/corporatie/kaarten", data=form | {"gemeente": TOWN, "vellen": "2"})
    assert (cards.content_type, pages_of(cards.data)) == ("application/pdf", 2)
    assert b"pdfuaid" in cards.data
    assert here.post("/corporatie/kaarten", data=form | {"gemeente": TOWN, "vellen": "0"}).status_code == 400
    wish = {"gemeente": TOWN, "vellen": "1"}
    refused = there.post("/corporatie/kaarten", data=form_of(there.get("/corporatie")) | wish)
    assert refused.status_code == HTTPStatus.NOT_FOUND
    assert bas.post("/beheer/hulp/kaarten", data=form_of(bas.get("/beheer/hulp")) | {"vellen": "1"}).status_code == 200
    assert "12 minder dan 5" in text_of(bas.get("/beheer/hulp"))
    batch = batch_of(clock.today())
    assert client.get(f"/h/{TOWN}-{batch}").location == f"{PAGE}?kaart={batch}"
    assert f"{ASK}?kaart={batch}" in client.get(f"{PAGE}?kaart={batch}").text


def test_who_wants_sms_or_mail_says_which_messages(
    client: FlaskClient, world: World, database: Database, later: Callable[[], None]
) -> None:
    page = client.get(ASK)
    assert "Wat mogen wij u per sms of mail sturen?" in text_of(page)
    token = field_of(page, "formulier")
    later()
    asked = ask(client, token, manier="SMS/Whatsapp")
    assert "Kies wat wij u zo mogen sturen." in text_of(asked)
    answer = ask(client, token, manier="SMS/Whatsapp", soorten=["herinnering"])
    assert_plain(answer)
    assert "Een medewerker zoekt contact met u." in text_of(answer)
    with database.transaction() as session:
        rows = session.execute(text("SELECT way, safety, reachable, categories FROM contact_safety")).all()
    assert [tuple(row) for row in rows] == [("sms", "veilig", True, ["herinnering"])]
