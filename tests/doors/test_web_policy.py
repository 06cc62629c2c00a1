"""The policy screens: drafting, faults with their place, comparing, trying, and a second person who decides."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from http import HTTPStatus
from uuid import UUID, uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.policy.load import EXAMPLES, dump, load
from service.policy.model import FirstSms
from service.policy.store import list_versions
from tests.doors.conftest import Post
from tests.doors.web import browser_of, create_account, field_of, form_of, text_of, tree_of
from tests.factories import SILENT, TOWN, World, create_organisation, rent_block, rent_signal

LIST, NEW = "/beheer/beleid", "/beheer/beleid/nieuw"
Named = Callable[[str], FlaskClient]


@pytest.fixture
def administrator(app: Flask, database: Database, world: World) -> Named:
    """A browser of an administrator of the town."""

    def sign_in(name: str) -> FlaskClient:
        with database.transaction() as session:
            account = create_account(session, world.town_id, name.lower(), name, ["beheerder"])
        return browser_of(app, database, account)

    return sign_in


@pytest.fixture
def bas(administrator: Named) -> FlaskClient:
    return administrator("Bas")


@pytest.fixture
def anna(administrator: Named) -> FlaskClient:
    return administrator("Anna")


def policy_text(begins: date | None = None, amount: int | None = None) -> str:
    example = load((EXAMPLES / f"{TOWN}.yaml").read_text("utf-8"))
    changed = replace(example, valid_from=begins or clock.today() + timedelta(days=10))
    if amount is not None:
        changed = replace(changed, thresholds=replace(SILENT, amount_cents=amount))
    return dump(changed)


def send(client: FlaskClient, content: str, doing: str = "bewaar", where: str = NEW) -> TestResponse:
    form = client.get(where)
    return client.post(where, data=form_of(form) | {
        "gezien": (tree_of(form).xpath("//input[@name='gezien']/@value") or [""])[0], "tekst": content, "doen": doing,
    })


def drafted(client: FlaskClient, content: str | None = None) -> str:
    """The address of a new draft."""
    answer = send(client, content or policy_text())
    assert answer.status_code == HTTPStatus.SEE_OTHER, text_of(answer)
    return answer.location.partition("?")[0]


def approve(client: FlaskClient, where: str) -> TestResponse:
    shown = client.get(where)
    return client.post(f"{where}/vaststellen", data=form_of(shown) | {"gezien": field_of(shown, "gezien")})


def states(database: Database) -> list[str]:
    with database.transaction() as session:
        return [one.status for one in list_versions(session, TOWN)]


def test_a_new_draft_begins_as_the_policy_in_force(bas: FlaskClient) -> None:
    shown = bas.get(NEW)
    begun = load(tree_of(shown).xpath("//textarea")[0].text)
    assert begun.municipality_code == TOWN
    assert begun.valid_from > clock.today()
    assert begun.valid_from.day == 1


def test_checking_stores_nothing(bas: FlaskClient, database: Database) -> None:
    answer = send(bas, policy_text(), "controleer")
    assert answer.status_code == HTTPStatus.OK
    assert "Dit beleid is geldig" in text_of(answer)
    assert states(database) == ["vastgesteld"]


def test_every_fault_is_told_at_once_with_its_line(bas: FlaskClient, database: Database) -> None:
    wrong = policy_text().replace("naam: Voorbeeldstad", "naam: ''")
    wrong = wrong.replace("capaciteitPerWeek: 25", "capaciteitPerWeek: veel")
    lines = wrong.splitlines()
    expected = {"#regel-2", f"#regel-{lines.index('  capaciteitPerWeek: veel') + 1}"}
    answer = send(bas, wrong.replace("\n", "\r\n"))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    tree = tree_of(answer)
    links = tree.xpath("//div[@role='alert']//li/a/@href")
    assert set(links) == expected
    assert all(tree.xpath(f"//*[@id='{link[1:]}']") for link in links)
    words = text_of(answer)
    assert "Er staan 2 fouten" in words
    assert "teams, nummer 1, capaciteitPerWeek" in words
    assert tree.xpath("//textarea")[0].text.replace("\r", "").strip() == wrong.strip(), "what was typed stays"
    assert tree.xpath("//title")[0].text.startswith("Fout: ")
    assert states(database) == ["vastgesteld"]


@pytest.mark.parametrize("content", [
    "", "[", "a: &b c", "x\0y", "naam: x\n" * 3, "- 1\n- 2", "'" + "9" * 5000 + "': 1", "a:\n\n\n - [", "\u2028: x",
])
def test_no_text_breaks_the_page(bas: FlaskClient, content: str) -> None:
    answer = send(bas, content)
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    tree = tree_of(answer)
    links = tree.xpath("//div[@role='alert']//li/a/@href")
    assert links
    assert all(tree.xpath(f"//*[@id='{link[1:]}']") for link in links)


def test_what_is_typed_is_never_markup(bas: FlaskClient) -> None:
    answer = send(bas, "naam: <script>x</script></textarea>")
    assert tree_of(answer).xpath("//script") == []
    assert "</textarea>" in tree_of(answer).xpath("//textarea")[0].text


def test_another_municipality_is_a_fault_in_the_text(bas: FlaskClient) -> None:
    answer = send(bas, policy_text().replace("gemeentecode: '9901'", "gemeentecode: '9902'"))
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    assert "De code van uw gemeente is '9901'" in text_of(answer)


class TestFile:
    def load(self, client: FlaskClient, content: bytes) -> TestResponse:
        form = form_of(client.get(NEW)) | {"bestand": (io.BytesIO(content), "beleid.yaml")}
        return client.post("/beheer/beleid/bestand", data=form, content_type="multipart/form-data")

    def test_a_file_lands_in_the_form(self, bas: FlaskClient, database: Database) -> None:
        answer = self.load(bas, policy_text().encode())
        assert "Bestand geladen" in text_of(answer)
        assert load(tree_of(answer).xpath("//textarea")[0].text) == load(policy_text())
        assert states(database) == ["vastgesteld"]

    @pytest.mark.parametrize(("content", "told"), [
        (b"", "Geen bestand gekozen"), (b"\xff\xfe\x00", "niet te lezen"), (b"naam: x", "fouten in het beleid"),
    ])
    def test_a_file_that_will_not_do(self, bas: FlaskClient, content: bytes, told: str) -> None:
        answer = self.load(bas, content)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert told in text_of(answer)


class TestSecondPerson:
    def test_the_drafter_sees_why_not_and_cannot(self, bas: FlaskClient, database: Database) -> None:
        where = drafted(bas)
        shown = bas.get(where)
        assert "U hebt dit concept zelf opgesteld." in text_of(shown)
        assert tree_of(shown).xpath("//form[contains(@action, 'vaststellen')]") == []
        answer = bas.post(f"{where}/vaststellen", data=form_of(shown))
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "Vraag een tweede beheerder" in text_of(answer)
        assert states(database) == ["concept", "vastgesteld"]

    def test_a_second_administrator_puts_it_into_effect(
        self, bas: FlaskClient, anna: FlaskClient, database: Database
    ) -> None:
        where = drafted(bas)
        answer = approve(anna, where)
        assert answer.status_code == HTTPStatus.SEE_OTHER
        shown = text_of(anna.get(answer.location))
        for told in ("Het beleid is vastgesteld.", "Gaat nog in", "Opgesteld door Bas", "Tweede beheerder Anna"):
            assert told in shown, told
        assert states(database) == ["vastgesteld", "vastgesteld"]
        assert "Gaat nog in" in text_of(bas.get(LIST))

    def test_a_text_that_changed_meanwhile_is_not_approved(
        self, bas: FlaskClient, anna: FlaskClient, database: Database
    ) -> None:
        where = drafted(bas)
        seen = anna.get(where)
        assert send(bas, policy_text(amount=50_000), where=f"{where}/wijzigen").status_code == HTTPStatus.SEE_OTHER
        answer = anna.post(f"{where}/vaststellen", data=form_of(seen) | {"gezien": field_of(seen, "gezien")})
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Een collega heeft dit concept gewijzigd" in text_of(answer)
        assert states(database) == ["concept", "vastgesteld"]

    def test_one_policy_begins_on_one_day(self, bas: FlaskClient, anna: FlaskClient) -> None:
        first, second = drafted(bas), drafted(bas, policy_text(amount=50_000))
        approve(anna, first)
        answer = approve(anna, second)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Er is al een vastgesteld beleid dat ingaat op" in text_of(answer)
        assert "Concept" in text_of(answer)

    def test_what_is_fixed_is_not_changed_or_discarded(self, bas: FlaskClient, anna: FlaskClient) -> None:
        where = drafted(bas)
        approve(anna, where)
        for answer in (
            send(bas, policy_text(), where=f"{where}/wijzigen"),
            bas.post(f"{where}/verwijderen", data=form_of(bas.get(where))),
        ):
            assert answer.status_code == HTTPStatus.CONFLICT
            assert "verandert niet meer" in text_of(answer)

    def test_a_day_that_has_passed(self, bas: FlaskClient, anna: FlaskClient) -> None:
        where = drafted(bas, policy_text(clock.today() - timedelta(days=1)))
        shown = anna.get(where)
        assert "De datum van ingang is al voorbij." in text_of(shown)
        assert tree_of(shown).xpath("//form[contains(@action, 'vaststellen')]") == []


class TestDraft:
    def test_it_is_revised(self, bas: FlaskClient, anna: FlaskClient) -> None:
        where = drafted(bas)
        assert send(anna, policy_text(amount=76_543), where=f"{where}/wijzigen").location.startswith(where)
        shown = text_of(bas.get(where))
        assert "€ 765,43" in shown
        assert "Opgesteld door Anna" in shown

    def test_a_colleagues_work_is_not_overwritten_unseen(self, bas: FlaskClient, anna: FlaskClient) -> None:
        where = drafted(bas)
        early = form_of(bas.get(f"{where}/wijzigen")) | {"gezien": field_of(bas.get(f"{where}/wijzigen"), "gezien")}
        send(anna, policy_text(amount=76_543), where=f"{where}/wijzigen")
        answer = bas.post(f"{where}/wijzigen", data=early | {"tekst": policy_text(), "doen": "bewaar"})
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "€ 765,43" in text_of(bas.get(where))

    def test_it_is_discarded(self, bas: FlaskClient, database: Database) -> None:
        where = drafted(bas)
        answer = bas.post(f"{where}/verwijderen", data=form_of(bas.get(where)))
        assert answer.location == f"{LIST}?melding=verwijderd"
        assert states(database) == ["vastgesteld"]
        assert bas.get(where).status_code == HTTPStatus.NOT_FOUND

    def test_it_is_compared_in_words_with_the_policy_of_now(self, bas: FlaskClient) -> None:
        where = drafted(bas, policy_text(amount=76_543))
        tree = tree_of(bas.get(where))
        lines = {
            " ".join(line.text_content().split())
            for line in tree.xpath("//div[contains(@class, 'voordeur-line--')]")
        }
        assert f"Weg geldigVanaf: '{clock.today()}'" in lines
        assert f"Nieuw geldigVanaf: '{clock.today() + timedelta(days=10)}'" in lines
        assert any(line.startswith("Nieuw") and line.endswith("76543") for line in lines)


class TestThreshold:
    AGAINST = ("In beginsel vraagt elk signaal om een aanbod", "BKR, oktober 2023", "AVG artikel 14")
    FOR = ("een goede indicatie vormt voor meer schulden", "AP en VNG, via NVVK")

    def test_the_arguments_stand_beside_the_text_while_drafting(self, bas: FlaskClient) -> None:
        words = text_of(bas.get(NEW))
        assert "U kiest ervoor om onder de drempel niets te doen" not in words
        assert [part for part in (*self.AGAINST, *self.FOR) if part not in words] == []

    def test_who_drafts_a_silent_decline_is_told_that_it_is_contested(self, bas: FlaskClient) -> None:
        words = text_of(send(bas, policy_text(amount=5_000), "controleer"))
        assert "U kiest ervoor om onder de drempel niets te doen" in words
        assert "omstreden" in words

    def test_a_silent_decline_without_its_own_ground_is_no_policy(self, bas: FlaskClient) -> None:
        without = "\n".join(line for line in policy_text(amount=5_000).splitlines() if SILENT.legal_basis not in line)
        answer = send(bas, without)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert "drempels, grond" in text_of(answer)

    def test_the_second_person_reads_it_too(self, bas: FlaskClient, anna: FlaskClient) -> None:
        words = text_of(anna.get(drafted(bas, policy_text(amount=5_000))))
        assert [part for part in ("Let op de drempel", *self.AGAINST, *self.FOR) if part not in words] == []
        assert "Let op de drempel" not in text_of(anna.get(drafted(bas)))

    @pytest.mark.parametrize("world", [{"thresholds": SILENT}], indirect=True)
    def test_the_administrator_is_warned_of_the_policy_in_force(self, bas: FlaskClient) -> None:
        words = text_of(bas.get("/beheer"))
        assert "Let op de drempel in uw beleid" in words
        assert SILENT.legal_basis is not None
        assert SILENT.legal_basis in words


class TestTrial:
    def test_what_falls_away_is_told_without_any_person(
        self, bas: FlaskClient, post: Post, database: Database
    ) -> None:
        today = clock.today()
        low = rent_signal(huurachterstand=rent_block(today, bedragInCenten=60_000))
        high = rent_signal(huurachterstand=rent_block(today, bedragInCenten=200_000))
        for one in (low, high):
            post(one)
        where = drafted(bas, policy_text(amount=100_000))
        before = states(database)
        shown = bas.get(f"{where}/proef")
        words = text_of(shown)
        assert "1 signaal wordt straks niet meer opgevolgd" in words
        assert "lager dan de drempel van € 1.000,00" in words
        assert "1 minder" in words
        assert len(tree_of(shown).xpath("//section[@aria-labelledby='wijzigingen']//tbody/tr")) == 1
        assert {"teams", "oordelen", "werklijsten", "bakken", "prioriteiten"} <= set(tree_of(shown).xpath("//h2/@id"))
        for kept in (low["betrokkene"]["achternaam"], low["referentie"], "2091AB", low["betrokkene"]["emailadres"]):
            assert kept not in shown.text
        with database.transaction() as session:
            ids = [str(one) for one in session.scalars(text("SELECT id FROM signal"))]
        assert sum(one in shown.text for one in ids) == 1
        assert states(database) == before

    def test_the_choice_about_a_missing_agreement_is_explained_and_what_cannot_be_tried_is_counted(
        self, bas: FlaskClient, post: Post, database: Database
    ) -> None:
        with database.transaction() as session:
            session.execute(text("UPDATE agreement SET valid_until = valid_from"))
        post(rent_signal())
        drafting = text_of(bas.get(NEW))
        for told in ("Artikel 2 van het Besluit", "vraagt geen overeenkomst", "vooraf uitdrukkelijk instemt"):
            assert told in drafting, told
        where = drafted(bas, policy_text().replace("overeenkomst: weigeren", "overeenkomst: triage"))
        words = text_of(bas.get(where))
        assert "Huursignaal zonder overeenkomst Een medewerker beslist op de triage" in words
        assert "vraagt geen overeenkomst" in words
        tried = text_of(bas.get(f"{where}/proef"))
        assert "1 huursignaal geweigerd waaraan onder meer een overeenkomst ontbrak" in tried

    def test_without_signals_there_is_nothing_to_tell(self, bas: FlaskClient) -> None:
        words = text_of(bas.get(f"{drafted(bas)}/proef"))
        assert "Er waren geen signalen." in words
        assert "Geen signaal dat nu wordt opgevolgd, valt straks af." in words


def test_another_municipality_stays_out(app: Flask, bas: FlaskClient, database: Database) -> None:
    where = drafted(bas)
    with database.transaction() as session:
        other = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
        els = create_account(session, other, "els", "Els Elders", ["beheerder"])
    stranger = browser_of(app, database, els)
    form = form_of(stranger.get(NEW))
    for address in (where, f"{where}/wijzigen", f"{where}/proef"):
        assert stranger.get(address).status_code == HTTPStatus.NOT_FOUND, address
    for action in ("wijzigen", "verwijderen", "vaststellen"):
        answer = stranger.post(f"{where}/{action}", data=form | {"tekst": policy_text(), "doen": "bewaar"})
        assert answer.status_code == HTTPStatus.NOT_FOUND, action
    assert states(database) == ["concept", "vastgesteld"]


def test_only_an_administrator_and_only_from_our_own_form(
    app: Flask, bas: FlaskClient, database: Database, world: World
) -> None:
    where = drafted(bas)
    with database.transaction() as session:
        mira = create_account(session, world.town_id, "mira", "Mira", ["manager"])
    manager = browser_of(app, database, mira)
    posts = (NEW, "/beheer/beleid/bestand", f"{where}/wijzigen", f"{where}/verwijderen", f"{where}/vaststellen")
    for address in (LIST, NEW, where, f"{where}/wijzigen", f"{where}/proef"):
        assert manager.get(address).status_code == HTTPStatus.FORBIDDEN, address
    for address in posts:
        assert manager.post(address).status_code == HTTPStatus.FORBIDDEN, address
        answer = bas.post(address, data={"formulier": "vals", "tekst": policy_text(), "doen": "bewaar"})
        assert answer.status_code == HTTPStatus.FORBIDDEN, address
        assert "Formulier niet meer geldig" in text_of(answer) or "Er is niets opgeslagen" in text_of(answer)
    assert states(database) == ["concept", "vastgesteld"]


def test_an_unknown_policy(bas: FlaskClient) -> None:
    unknown: UUID = uuid4()
    assert bas.get(f"{LIST}/{unknown}").status_code == HTTPStatus.NOT_FOUND


def test_a_first_sms_needs_a_ground_and_is_shown_to_be_at_odds_with_the_law(bas: FlaskClient) -> None:
    example = load(policy_text())
    without = send(bas, dump(replace(example, first_sms=FirstSms(allowed=True))))
    assert without.status_code == HTTPStatus.BAD_REQUEST
    assert "Noem waarop een eerste sms rust" in text_of(without)
    practised = FirstSms(allowed=True, legal_basis="Besluit van het college, artikel 3")
    words = text_of(bas.get(drafted(bas, dump(replace(example, first_sms=practised)))))
    assert "op gespannen voet met Awb artikel 2:8" in words
    assert "Besluit van het college, artikel 3" in words
