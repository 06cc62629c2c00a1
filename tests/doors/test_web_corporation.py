"""The screens of a corporation without a system: one signal by form, following it, and what was refused."""

from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from lxml.html import HtmlElement
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.errors import Fault
from service.glossary import CODES
from service.signals.own import PAGE
from service.signals.receipt.words import CONDITION
from service.signals.receive import count_invalid
from service.signals.tables import RefusalCount, Signal
from service.web.quality_words import DO, INVALID, INVALID_DO
from service.web.show.own_signals import read_id
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import TOWN, World, create_organisation, rent_signal, token

LIST, QUALITY = "/corporatie", "/corporatie/kwaliteit"
RENT, DOOR = "/corporatie/signalen/nieuw/huurachterstand", "/corporatie/signalen/nieuw/achterDeVoordeur"


@pytest.fixture
def corry(app: Flask, database: Database, world: World) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    return browser_of(app, database, account)


def days_ago(days: int) -> str:
    return (clock.today() - timedelta(days=days)).isoformat()


def rent(**changes: Any) -> dict[str, Any]:
    """A lawful signal as somebody types it."""
    return _PERSON | {
        "referentie": "KW-1", "signaaldatum": clock.today().isoformat(),
        "huurachterstand.bedrag": "1.250,50", "huurachterstand.ontstaansdatum": days_ago(60),
        "huurachterstand.bestemming": "wonen", "huurachterstand.huidigeHuurder": "ja",
        "huurachterstand.betalingsregeling": "geen",
        "huurachterstand.socialeIncasso.contactGezochtOp": days_ago(20),
        "huurachterstand.socialeIncasso.gewezenOpSchuldhulpOp": days_ago(20),
        "huurachterstand.socialeIncasso.herinneringVerstuurdOp": days_ago(20),
        "huurachterstand.socialeIncasso.aanbodBijHerinnering": "ja",
        "huurachterstand.socialeIncasso.reactieHuurder": "geen",
    } | changes


_PERSON = {
    "gemeentecode": TOWN, "betrokkene.achternaam": "Voorbeeldsma", "betrokkene.adres.postcode": "2091 ab",
    "betrokkene.adres.huisnummer": "12", "betrokkene.telefoonnummer": "06 12345678",
}


def door(**changes: Any) -> dict[str, Any]:
    return _PERSON | {
        "referentie": "KW-2", "signaaldatum": clock.today().isoformat(), "achterDeVoordeur.acuutGevaar": "nee",
        "achterDeVoordeur.zorgen": ["eenzaamheid", "werk"], "achterDeVoordeur.waargenomenDoor": "vakman",
        "achterDeVoordeur.aanleiding": "renovatie", "achterDeVoordeur.toestemming.gegevenDoor": "betrokkene",
        "achterDeVoordeur.toestemming.gegevenOp": days_ago(1), "achterDeVoordeur.toestemming.wijze": "schriftelijk",
        "achterDeVoordeur.toestemming.uitdrukkelijk": "ja",
        "achterDeVoordeur.toestemming.bestemmingen": ["wijkteam"],
    } | changes


def send(client: FlaskClient, where: str, fields: dict[str, Any]) -> TestResponse:
    return client.post(where, data=form_of(client.get(where)) | fields)


def stored(database: Database) -> int:
    with database.transaction() as session:
        return session.scalars(select(func.count()).select_from(Signal)).one()


def links_of(answer: TestResponse) -> list[str]:
    found: list[str] = tree_of(answer).xpath("//div[@role='alert']//a/@href")
    return found


class TestOneSignal:
    @pytest.mark.parametrize(("where", "fields"), [(RENT, rent()), (DOOR, door())])
    def test_is_accepted_and_leads_to_its_receipt(
        self, corry: FlaskClient, database: Database, where: str, fields: dict[str, Any]
    ) -> None:
        answer = send(corry, where, fields)
        assert answer.status_code == HTTPStatus.SEE_OTHER
        assert "Voorbeeldsma" not in answer.location
        shown = corry.get(answer.location)
        assert "Het signaal is ontvangen." in text_of(shown)
        assert "Voorbeeldsma" not in shown.text
        [paper, data] = tree_of(shown).xpath("//a[contains(@href, 'ontvangstbewijs.')]/@href")
        assert corry.get(data).get_json()["payload"]
        assert corry.get(paper).data.startswith(b"%PDF")
        assert stored(database) == 1

    def test_holds_what_a_system_would_have_sent(self, corry: FlaskClient, database: Database) -> None:
        send(corry, RENT, rent(**{"huurachterstand.dreiging.fase": "gedagvaard"}))
        with database.transaction() as session:
            row = session.scalars(select(Signal)).one()
            assert row.amount_cents == 125_050
            assert row.facts["dreiging"]["fase"] == "gedagvaard"

    def test_twice_is_once(self, corry: FlaskClient, database: Database) -> None:
        first, again = (send(corry, RENT, rent()) for _ in range(2))
        assert again.location == first.location.replace("ontvangen", "bekend")
        assert stored(database) == 1
        other = send(corry, RENT, rent(**{"huurachterstand.bedrag": "900,00"}))
        assert other.status_code == HTTPStatus.CONFLICT
        assert links_of(other) == ["#referentie"]
        assert "900,00" in other.text

    def test_nothing_filled_in_is_told_question_by_question(self, corry: FlaskClient, database: Database) -> None:
        answer = send(corry, RENT, {"signaaldatum": ""})
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        links = links_of(answer)
        for asked in ("gemeentecode", "referentie", "betrokkene-achternaam", "betrokkene-adres-postcode",
                      "huurachterstand-bedrag", "huurachterstand-socialeIncasso-reactieHuurder"):
            assert f"#{asked}" in links, asked
        tree = tree_of(answer)
        assert all(len(tree.xpath(f"//*[@id='{link[1:]}']")) == 1 for link in links)
        assert all(len(tree.xpath(f"//*[@id='{link[1:]}-fout']")) == 1 for link in links)
        assert stored(database) == 0

    def test_every_mistake_at_once_and_what_was_typed_stays(self, corry: FlaskClient, database: Database) -> None:
        answer = send(corry, RENT, rent(**{
            "huurachterstand.bedrag": "veel", "betrokkene.adres.huisnummer": "12b", "betrokkene.adres.postcode": "12",
            "huurachterstand.ontstaansdatum": days_ago(5), "huurachterstand.bestemming": "anders",
        }))
        assert links_of(answer) == [
            "#huurachterstand-bedrag", "#huurachterstand-bestemming",
            "#huurachterstand-socialeIncasso-contactGezochtOp",
            "#huurachterstand-socialeIncasso-gewezenOpSchuldhulpOp",
            "#huurachterstand-socialeIncasso-herinneringVerstuurdOp",
            "#betrokkene-adres-postcode", "#betrokkene-adres-huisnummer",
        ]
        for told in ("zoals 1250,00", "Maak een keuze", "zonder letters of tekens"):
            assert told in text_of(answer), told
        tree: HtmlElement = tree_of(answer)
        assert tree.xpath("//*[@id='betrokkene-achternaam']/@value") == ["Voorbeeldsma"]
        assert tree.xpath("//*[@id='huurachterstand-bedrag']/@value") == ["veel"]
        assert tree.xpath("//select[@name='gemeentecode']/option[@selected]/@value") in ([TOWN], [])
        with database.transaction() as session:
            codes = set(session.scalars(select(RefusalCount.reason)))
        assert {"ongeldigType", "onbekendeCode", "voorOntstaansdatum", "ongeldigFormaat"} <= codes
        assert stored(database) == 0

    def test_half_a_consent_is_asked_for_in_full(self, corry: FlaskClient) -> None:
        answer = send(corry, DOOR, door(**{
            "achterDeVoordeur.toestemming.wijze": "", "achterDeVoordeur.toestemming.bestemmingen": [],
        }))
        start = "#achterDeVoordeur-toestemming"
        assert links_of(answer) == [f"{start}-wijze", f"{start}-bestemmingen"]

    def test_a_refusal_tells_every_condition(self, corry: FlaskClient, database: Database) -> None:
        answer = send(corry, RENT, rent(**{"huurachterstand.socialeIncasso.reactieHuurder": "afgewezen"}))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        words = text_of(answer)
        for told in ("Geweigerd door de wet", "De wet staat delen niet toe. Er is niets opgeslagen",
                     "Dit staat in de wet. Bron: Besluit", "De huurder maakte geen bezwaar: niet voldaan",
                     "Er is een overeenkomst: voldaan"):
            assert told in words, told
        findings = tree_of(answer).xpath("//li[contains(@class, 'voordeur-findings__item')]")
        assert len(findings) == 10
        assert all("Bron: " in found.text_content() for found in findings)
        assert tree_of(answer).xpath("//*[@id='betrokkene-achternaam']/@value") == ["Voorbeeldsma"]
        assert stored(database) == 0

    @pytest.mark.parametrize(("changes", "told"), [
        ({"achterDeVoordeur.acuutGevaar": "ja"}, "112"),
        ({"achterDeVoordeur.zorgen": ["huiselijkGeweld"]}, "Veilig Thuis"),
        ({name: "" for name in door() if ".toestemming." in name}, "gesprek"),
    ])
    def test_a_refusal_says_where_to_turn(
        self, corry: FlaskClient, database: Database, changes: dict[str, Any], told: str
    ) -> None:
        answer = send(corry, DOOR, door(**changes))
        assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        assert told.lower() in tree_of(answer).xpath("string(//section[@aria-labelledby='wegwijzer'])").lower()
        assert stored(database) == 0

    def test_another_kind_is_not_there(self, corry: FlaskClient) -> None:
        assert corry.get("/corporatie/signalen/nieuw/iets").status_code == HTTPStatus.NOT_FOUND


class TestOwnSignals:
    @pytest.fixture
    def sent(self, corry: FlaskClient) -> str:
        """The address of a signal that was sent."""
        return send(corry, RENT, rent()).location.partition("?")[0]

    def test_are_listed_by_reference_and_status(self, corry: FlaskClient, sent: str) -> None:
        shown = corry.get(LIST)
        assert tree_of(shown).xpath("//tbody//a/@href") == [sent]
        assert "KW-1" in shown.text
        assert "Voorbeeldsma" not in shown.text
        assert tree_of(corry.get(f"{LIST}?status=ontvangen")).xpath("//tbody//a/@href") == [sent]
        none = corry.get(f"{LIST}?status=afgesloten")
        assert "staat er niets op de lijst" in text_of(none)
        assert tree_of(corry.get(f"{LIST}?status=onzin&vanaf=onzin")).xpath("//tbody//a/@href") == [sent]
        assert read_id("onzin") is None

    def test_go_on_on_a_next_page(self, client: FlaskClient, corry: FlaskClient, world: World) -> None:
        header = token(client, world.corporation_client)
        for _ in range(PAGE + 1):
            assert client.post("/api/v1/signalen", json=rent_signal(), headers=header).status_code == HTTPStatus.CREATED
        first = tree_of(corry.get(LIST))
        [following] = first.xpath("//nav[@aria-label='Bladeren']/a/@href")
        second = tree_of(corry.get(following))
        seen = [*first.xpath("//tbody//a/@href"), *second.xpath("//tbody//a/@href")]
        assert len(seen) == len(set(seen)) == PAGE + 1
        assert second.xpath("//nav[@aria-label='Bladeren']/a/text()") == ["Naar het begin van de lijst"]

    def test_of_another_corporation_nothing_is_seen(
        self, app: Flask, sent: str, database: Database, world: World
    ) -> None:
        with database.transaction() as session:
            other = create_organisation(session, name="Voorbeeldwonen")
            account = create_account(session, other, "olga", "Olga Voorbeeldstra", ["corporatie"])
        olga = browser_of(app, database, account)
        for path in (sent, f"{sent}/ontvangstbewijs.pdf", f"{sent}/ontvangstbewijs.json"):
            assert olga.get(path).status_code == HTTPStatus.NOT_FOUND, path
        form = form_of(olga.get(RENT))
        for step, fields in (("intrekken", {"reden": "betaald"}), ("bedrag", {"bedrag": "10,00"})):
            assert olga.post(f"{sent}/{step}", data=form | fields).status_code == HTTPStatus.NOT_FOUND
        assert "KW-1" not in olga.get(LIST).text

    def test_one_is_taken_back_with_a_reason(self, corry: FlaskClient, sent: str, database: Database) -> None:
        form = form_of(corry.get(sent))
        wrong = corry.post(f"{sent}/intrekken", data=form)
        assert wrong.status_code == HTTPStatus.BAD_REQUEST
        assert links_of(wrong) == ["#reden"]
        answer = corry.post(f"{sent}/intrekken", data=form | {"reden": "onterecht"})
        shown = text_of(corry.get(answer.location))
        assert "Het signaal is ingetrokken." in shown
        assert "het signaal was onterecht" in shown
        with database.transaction() as session:
            assert session.scalars(select(Signal.subject)).one() is None
        again = corry.post(f"{sent}/intrekken", data=form | {"reden": "betaald"})
        assert again.status_code == HTTPStatus.CONFLICT

    def test_its_amount_changes(self, corry: FlaskClient, sent: str, database: Database) -> None:
        form = form_of(corry.get(sent))
        for typed in ("", "0", "1.250", "99999999"):
            answer = corry.post(f"{sent}/bedrag", data=form | {"bedrag": typed})
            assert answer.status_code == HTTPStatus.BAD_REQUEST, typed
            assert links_of(answer) == ["#bedrag"]
        assert corry.post(f"{sent}/bedrag", data=form | {"bedrag": "1.500,00"}).status_code == HTTPStatus.SEE_OTHER
        assert "€ 1.500,00" in text_of(corry.get(sent))
        with database.transaction() as session:
            assert session.scalars(select(Signal.amount_cents)).one() == 150_000

    def test_nothing_changes_by_a_foreign_form(self, corry: FlaskClient, sent: str, database: Database) -> None:
        for path, fields in ((f"{sent}/intrekken", {"reden": "onterecht"}), (RENT, rent(referentie="KW-9"))):
            assert corry.post(path, data=fields | {"formulier": "vals"}).status_code == HTTPStatus.FORBIDDEN
        assert stored(database) == 1
        assert "Ontvangen" in text_of(corry.get(sent))


class TestQuality:
    def test_tells_what_was_refused_and_what_to_do(self, corry: FlaskClient) -> None:
        assert "Alles wat u stuurde, is aangenomen." in text_of(corry.get(QUALITY))
        for reference in ("KW-1", "KW-2"):
            send(corry, RENT, rent(referentie=reference, **{
                "huurachterstand.socialeIncasso.reactieHuurder": "afgewezen",
            }))
        send(corry, RENT, rent(**{"betrokkene.adres.postcode": "12"}))
        lines = [" ".join(" ".join(row.itertext()).split()) for row in tree_of(corry.get(QUALITY)).xpath("//tbody/tr")]
        assert lines[0].startswith(
            "Niet voldaan: de huurder maakte geen bezwaar. Dit staat in de wet. Geweigerd 2 De huurder wil het niet."
        )
        assert lines[1].startswith("Een gegeven is verkeerd geschreven Fout in de invoer 1")

    def test_of_another_corporation_or_long_ago_nothing_is_told(
        self, corry: FlaskClient, database: Database, world: World
    ) -> None:
        with database.transaction() as session:
            other = create_organisation(session, name="Voorbeeldwonen")
            fault = Fault("#", "verplicht", "")
            count_invalid(session, [fault], other, clock.today())
            count_invalid(session, [fault], world.corporation_id, clock.today() - timedelta(days=400))
        assert "Alles wat u stuurde, is aangenomen." in text_of(corry.get(QUALITY))

    def test_every_reason_has_its_words(self) -> None:
        faults = next(found for found in CODES if found.english == "fault codes")
        assert set(DO) == set(CONDITION)
        assert set(INVALID) == set(INVALID_DO)
        assert set(INVALID) <= {entry.name for entry in faults.entries}


def test_the_form_asks_how_the_resident_wants_to_be_reached(corry: FlaskClient, database: Database) -> None:
    words = text_of(corry.get(DOOR))
    assert "Hoe wil de inwoner contact?" in words
    assert "Hoe wil de inwoner contact?" not in text_of(corry.get(RENT))
    wish = {
        "achterDeVoordeur.contactwens.manier": "sms", "achterDeVoordeur.contactwens.soorten": ["afspraak", "brief"],
        "achterDeVoordeur.contactwens.veilig": "ja", "achterDeVoordeur.contactwens.taal": "ar",
    }
    assert send(corry, DOOR, door(**wish)).status_code == HTTPStatus.SEE_OTHER
    assert send(corry, DOOR, door(referentie="KW-3")).status_code == HTTPStatus.SEE_OTHER
    assert stored(database) == 2
