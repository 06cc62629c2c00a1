"""The caseworker's screens: the worklist, one referral, and everything that is done with it."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.referrals.feedback import TOLD
from service.referrals.forget import forget_expired
from service.referrals.refer import refer_signals
from service.referrals.status import NOT_TAKEN_UP, EndResult
from service.referrals.tables import Referral
from tests.doors.conftest import Post
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import World, create_organisation, door_signal, person, rent_block, rent_signal, threat

TODAY = clock.today()
ATTEMPT = {"soort": "Telefoon", "datum": TODAY.isoformat(), "dagdeel": "Ochtend", "bereikt": "nee"}
Browser = Callable[..., FlaskClient]
Open = Callable[..., str]


@pytest.fixture
def browser(app: Flask, database: Database, world: World) -> Browser:
    """A signed-in browser of a caseworker of the town."""

    def sign_in(name: str = "Sanne Proefstra", *roles: str, organisation: UUID | None = None) -> FlaskClient:
        with database.transaction() as session:
            where, wanted = organisation or world.town_id, list(roles or ["behandelaar:schuldhulp"])
            account = create_account(session, where, name.split(maxsplit=1)[0].lower(), name, wanted)
        return browser_of(app, database, account)

    return sign_in


@pytest.fixture
def opened(post: Post, app: Flask, database: Database) -> Open:
    """Post a signal, route it as the worker does, and give the address of its referral."""

    def run(signal: dict[str, Any] | None = None) -> str:
        sent = post(signal or rent_signal())
        assert sent.status_code == HTTPStatus.CREATED, sent.json
        return route_all(app, database)

    return run


def route_all(app: Flask, database: Database) -> str:
    with database.transaction() as session:
        ids = session.scalars(text("SELECT id FROM signal WHERE status = 'ontvangen'")).all()
        return f"/verwijzingen/{refer_signals(session, parts_of(app).vault, ids, Robot('toets'), clock.now())[0]}"


def do(browser: FlaskClient, page: str, action: str, **fields: Any) -> TestResponse:
    """Send a form of a referral's page as it stands there now."""
    shown = browser.get(page)
    versions = tree_of(shown).xpath("//input[@name='versie']/@value")
    return browser.post(f"{page}/{action}", data=form_of(shown) | {"versie": (versions or [""])[0]} | fields)


class TestWorklist:
    def test_threatening_is_said_in_words_and_stands_first(self, browser: Browser, opened: Open) -> None:
        opened()
        urgent = opened(rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
        shown = browser().get("/werklijst")
        rows = [" ".join(row.text_content().split()) for row in tree_of(shown).xpath("//main//ol/li")]
        assert ["Bedreigend" in row for row in rows] == [True, False]
        assert tree_of(shown).xpath("//main//ol/li[1]//a/@href") == [urgent]
        assert "Streefdatum" in rows[0]
        assert "werkdag" in rows[1]
        assert "Enkelvoudig signaal, Schuldhulp Noord" in rows[1]
        assert "2 open, 1 bedreigend" not in text_of(shown), "one worklist needs no tabs"

    def test_no_person_stands_on_it(self, browser: Browser, opened: Open) -> None:
        signal = rent_signal()
        opened(signal)
        shown = browser().get("/werklijst").text
        about = signal["betrokkene"]
        for told in (about["achternaam"], about["telefoonnummer"], about["emailadres"], about["adres"]["postcode"]):
            assert told not in shown

    def test_tabs_are_only_the_lists_one_may_handle(self, browser: Browser, opened: Open) -> None:
        opened(door_signal())
        both = browser("Tom Fictius", "behandelaar:schuldhulp", "behandelaar:wijkteam")
        found = tree_of(both.get("/werklijst")).xpath("//nav[@aria-label='Werklijsten']//a")
        tabs = [" ".join(tab.text_content().split()) for tab in found]
        assert tabs == ["Schuldhulp 0 open", "Wijkteam 1 open"]
        alone = browser("Els Verzinsel", "behandelaar:wijkteam")
        assert alone.get("/werklijst?lijst=schuldhulp").status_code == HTTPStatus.FORBIDDEN
        assert alone.get("/werklijst?lijst=onzin").status_code == HTTPStatus.FORBIDDEN
        assert "Werklijst wijkteam" in alone.get("/werklijst").text

    def test_the_next_one_is_the_most_pressing(self, browser: Browser, opened: Open) -> None:
        opened()
        urgent = opened(rent_signal(huurachterstand=rent_block(TODAY, dreiging=threat(TODAY))))
        sanne = browser()
        form = form_of(sanne.get("/werklijst")) | {"lijst": "schuldhulp"}
        assert sanne.post("/werklijst/volgende", data=form).location == f"{urgent}?melding=opgepakt"
        sanne.post("/werklijst/volgende", data=form)
        none_left = sanne.post("/werklijst/volgende", data=form)
        assert "geen open verwijzing meer" in sanne.get(none_left.location).text

    def test_the_next_one_of_anothers_list_is_refused(self, browser: Browser, opened: Open) -> None:
        opened(door_signal())
        sanne = browser()
        form = form_of(sanne.get("/werklijst"))
        assert sanne.post("/werklijst/volgende", data=form | {"lijst": "wijkteam"}).status_code == HTTPStatus.FORBIDDEN
        assert sanne.post("/werklijst/volgende", data=form | {"lijst": "x"}).status_code == HTTPStatus.NOT_FOUND

    def test_filters_leave_out_the_rest(self, browser: Browser, opened: Open) -> None:
        first, second = opened(), opened()
        sanne, karim = browser(), browser("Karim Testema")
        do(sanne, first, "oppakken")
        do(karim, second, "oppakken")

        def listed(query: str) -> list[str]:
            return tree_of(sanne.get(f"/werklijst?{query}")).xpath("//main//ol/li//a/@href")

        assert set(listed("")) == {first, second}
        assert listed("mij=ja") == [first]
        assert listed("status=open") == []
        assert set(listed("status=opgepakt")) == {first, second}
        assert "Met deze keuze staat er niets op de lijst." in sanne.get("/werklijst?status=open").text
        assert "Opgepakt door Karim Testema" in text_of(sanne.get("/werklijst"))
        assert "Opgepakt door u" in text_of(sanne.get("/werklijst"))

    def test_pages_follow_each_other(self, browser: Browser, opened: Open, post: Post, app: Flask,
                                     database: Database) -> None:
        for _ in range(51):
            post(rent_signal())
        route_all(app, database)
        sanne = browser()
        first = tree_of(sanne.get("/werklijst"))
        [following] = first.xpath("//a[text()='Volgende bladzijde']/@href")
        second = tree_of(sanne.get(following))
        seen = [first.xpath("//main//ol/li//a/@href"), second.xpath("//main//ol/li//a/@href")]
        assert [len(page) for page in seen] == [50, 1]
        assert len({*seen[0], *seen[1]}) == 51
        assert second.xpath("//a[text()='Naar het begin van de lijst']/@href") == ["/werklijst?lijst=schuldhulp"]
        assert sanne.get("/werklijst?vanaf=onzin").status_code == HTTPStatus.BAD_REQUEST


class TestReferral:
    def test_it_shows_who_how_much_and_since_when(self, browser: Browser, opened: Open) -> None:
        signal = rent_signal(betrokkene=person(7) | {"tussenvoegsels": "de", "voorletters": "A."})
        words = text_of(browser().get(opened(signal)))
        assert "A. de Voorbeeldsma7" in words
        assert "Huisnummer 7, 2091 AB" in words
        assert "€ 1.250,00" in words
        assert "Gemeld door Proefwonen op" in words
        assert signal["referentie"] in words
        assert "Volgorde in het beleid: Telefoon" in words

    def test_phone_and_mail_can_be_used_at_once(self, browser: Browser, opened: Open) -> None:
        signal = rent_signal(betrokkene=person(8) | {"emailadres": "o'brien+x&y@voorbeeldstad.example"})
        links = tree_of(browser().get(opened(signal))).xpath("//dd/a/@href")
        assert "tel:+31600000008" in links
        assert "mailto:o%27brien%2Bx%26y@voorbeeldstad.example" in links

    def test_what_somebody_typed_is_never_markup(self, browser: Browser, opened: Open) -> None:
        signal = rent_signal(betrokkene=person(9) | {"achternaam": "<img src=x onerror=alert(1)>"})
        shown = browser().get(opened(signal))
        assert "<img src=x" not in shown.text
        assert "&lt;img src=x" in shown.text

    def test_the_decision_is_explained_with_its_sources(self, browser: Browser, opened: Open) -> None:
        words = text_of(browser().get(opened()))
        assert "Aan 10 van de 10 voorwaarden is voldaan." in words
        assert "De verhuurder zocht persoonlijk contact: voldaan" in words
        assert "Bron: Besluit gemeentelijke schuldhulpverlening, artikel 2, onder a." in words
        assert "Eerste gesprek: uiterlijk" in words
        assert "Streefdatum van de gemeente" in words

    def test_only_the_worries_of_this_desk_are_shown(
        self, browser: Browser, post: Post, app: Flask, database: Database
    ) -> None:
        post(door_signal(zorgen=["geldzorgen", "eenzaamheid"], bestemmingen=["schuldhulp", "wijkteam"]))
        route_all(app, database)
        sanne, els = browser(), browser("Els Verzinsel", "behandelaar:wijkteam")
        for client, own, others in ((sanne, "Geldzorgen", "Eenzaamheid"), (els, "Eenzaamheid", "Geldzorgen")):
            [page] = tree_of(client.get("/werklijst")).xpath("//main//ol/li//a/@href")
            words = text_of(client.get(page))
            assert own in words
            assert others not in words
            assert "Toestemming Gegeven door de inwoner zelf op" in words
            assert client.get(page).status_code == HTTPStatus.OK

    def test_another_desk_or_town_does_not_find_it(
        self, browser: Browser, opened: Open, database: Database
    ) -> None:
        page = opened()
        with database.transaction() as session:
            elsewhere = create_organisation(session, name="Gemeente Elders", municipality_code="9902")
        strangers = [
            browser("Els Verzinsel", "behandelaar:wijkteam"),
            browser("Eva Elders", "behandelaar:schuldhulp", organisation=elsewhere),
        ]
        for stranger in strangers:
            for path in (page, f"{page}/afsluiten"):
                assert stranger.get(path).status_code == HTTPStatus.NOT_FOUND
            form = form_of(stranger.get("/werklijst"))
            for action in ("oppakken", "terugleggen", "contactpogingen", "afsluiten"):
                data = form | ATTEMPT | {"eindresultaat": EndResult.DECEASED, "versie": "1"}
                answer = stranger.post(f"{page}/{action}", data=data)
                assert answer.status_code == HTTPStatus.NOT_FOUND

    def test_that_it_was_seen_is_recorded_and_shown(self, browser: Browser, opened: Open) -> None:
        page = opened()
        browser("Karim Testema").get(page)
        sanne = browser()
        sanne.get(page)
        words = text_of(sanne.get(page))
        assert "Sanne Proefstra: 2 keer bekeken" in words
        assert "Karim Testema: 1 keer bekeken" in words

    def test_more_signals_of_one_household_stand_together(self, browser: Browser, opened: Open) -> None:
        opened(rent_signal(betrokkene=person(5)))
        mate = person(5) | {"achternaam": "Medebewonersma", "telefoonnummer": "+31600099999"}
        words = text_of(browser().get(opened(rent_signal(betrokkene=mate))))
        assert "Signalen (2)" in words
        assert "Voorbeeldsma5" in words
        assert "Medebewonersma" in words
        assert "Meervoudig" in words


class TestWork:
    def test_taking_recording_and_handing_back(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        taken = do(sanne, page, "oppakken")
        assert taken.location == f"{page}?melding=opgepakt"
        assert "U hebt deze verwijzing opgepakt." in text_of(sanne.get(taken.location))
        assert do(sanne, page, "contactpogingen", **ATTEMPT).location == f"{page}?melding=poging"
        words = text_of(sanne.get(page))
        assert "Telefoon: niet bereikt" in words
        assert "ochtend (tot 12 uur) door Sanne Proefstra" in words
        assert do(sanne, page, "terugleggen").location == f"{page}?melding=teruggelegd"
        words = text_of(sanne.get(page))
        for told in ("Opgepakt door Sanne", "Contactpoging: Telefoon, niet bereikt door Sanne",
                     "Teruggelegd op de werklijst door Sanne", "kwam binnen door Voordeur"):
            assert told in words, told

    def test_who_comes_second_is_told_who_was_first(self, browser: Browser, opened: Open) -> None:
        page, sanne, karim = opened(), browser(), browser("Karim Testema")
        form = form_of(karim.get(page))
        do(sanne, page, "oppakken")
        late = karim.post(f"{page}/oppakken", data=form)
        assert late.status_code == HTTPStatus.CONFLICT
        words = text_of(late)
        assert "Een collega was u voor" in words
        assert "al opgepakt door Sanne Proefstra" in words
        assert "kies op de werklijst een andere verwijzing" in words
        assert "Contactpoging vastleggen" not in words

    @pytest.mark.parametrize("action", ["terugleggen", "contactpogingen"])
    def test_a_colleagues_referral_cannot_be_worked_on(self, browser: Browser, opened: Open, action: str) -> None:
        page, sanne, karim = opened(), browser(), browser("Karim Testema")
        do(sanne, page, "oppakken")
        answer = do(karim, page, action, **ATTEMPT)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "opgepakt door Sanne Proefstra" in text_of(answer)

    def test_a_change_one_has_not_seen_is_told_first(
        self, browser: Browser, opened: Open, app: Flask, database: Database, post: Post
    ) -> None:
        page, sanne = opened(rent_signal(betrokkene=person(3))), browser()
        do(sanne, page, "oppakken")
        old = sanne.get(page)
        seen = {"versie": tree_of(old).xpath("//input[@name='versie']/@value")[0]} | form_of(old)
        post(rent_signal(betrokkene=person(3)))
        route_all(app, database)
        for action, fields in (("contactpogingen", ATTEMPT), ("terugleggen", {}),
                               ("afsluiten", {"eindresultaat": str(EndResult.NO_CONTACT)})):
            answer = sanne.post(f"{page}/{action}", data=seen | fields)
            assert answer.status_code == HTTPStatus.CONFLICT, action
            assert "Intussen veranderd" in text_of(answer)
            assert "Er is een nieuw signaal bij gekomen" in text_of(answer)
        again = sanne.post(f"{page}/contactpogingen", data=seen | ATTEMPT | {"soort": "Brief"})
        assert tree_of(again).xpath("//select[@id='soort']/option[@selected]/text()") == ["Brief"]
        assert "Er is nog geen contact gezocht." in text_of(sanne.get(page))
        assert do(sanne, page, "contactpogingen", **ATTEMPT).status_code == HTTPStatus.SEE_OTHER

    def test_a_form_sent_twice_is_recorded_once(self, browser: Browser, opened: Open, database: Database) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        shown = sanne.get(page)
        data = form_of(shown) | ATTEMPT | {"versie": tree_of(shown).xpath("//input[@name='versie']/@value")[0]}
        answers = [sanne.post(f"{page}/contactpogingen", data=data).status_code for _ in range(2)]
        assert answers == [HTTPStatus.SEE_OTHER, HTTPStatus.CONFLICT]
        with database.transaction() as session:
            assert session.scalar(text("SELECT count(*) FROM contact_attempt")) == 1

    @pytest.mark.parametrize(("changes", "field"), [
        ({"soort": ""}, "soort"), ({"soort": "Duif"}, "soort"), ({"datum": ""}, "datum"),
        ({"datum": "gister"}, "datum"),
        ({"datum": (TODAY + timedelta(days=1)).isoformat()}, "datum"),
        ({"datum": (TODAY - timedelta(days=1)).isoformat()}, "datum"),
        ({"dagdeel": "Nacht"}, "dagdeel"), ({"bereikt": ""}, "bereikt"),
    ])
    def test_a_mistake_is_told_beside_its_field(
        self, browser: Browser, opened: Open, changes: dict[str, str], field: str
    ) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        answer = do(sanne, page, "contactpogingen", **(ATTEMPT | changes))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        tree = tree_of(answer)
        assert tree.xpath("//*[@role='alert']//a/@href") == [f"#{field}"]
        assert tree.xpath(f"//*[@id='{field}']")
        assert tree.xpath(f"//*[@aria-describedby='{field}-fout']")
        assert tree.findtext(".//title").startswith("Fout: ")

    def test_every_mistake_is_told_at_once(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        answer = do(sanne, page, "contactpogingen", soort="", datum="", dagdeel="", bereikt="")
        assert len(tree_of(answer).xpath("//*[@role='alert']//a")) == 4

    def test_a_day_may_be_typed_the_dutch_way(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        answer = do(sanne, page, "contactpogingen", **(ATTEMPT | {"datum": f"{TODAY:%d-%m-%Y}"}))
        assert answer.status_code == HTTPStatus.SEE_OTHER


class TestClosing:
    def test_beforehand_one_reads_what_the_corporation_will_hear(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        groups = {
            " ".join(group.findtext("legend").split()): group.xpath(".//input/@value")
            for group in tree_of(sanne.get(f"{page}/afsluiten")).xpath("//fieldset")
        }
        assert set(groups["De corporatie hoort: niet opgepakt, met de reden"]) == TOLD
        assert groups["De corporatie hoort: niet opgepakt"] == [EndResult.OTHER_REASON]
        assert set(groups["De corporatie hoort: afgesloten"]) == set(EndResult) - NOT_TAKEN_UP
        assert len(groups) == 3
        assert "De inwoner krijgt verder hulp bij geld." in text_of(sanne.get(f"{page}/afsluiten"))

    def test_an_end_result_closes_it_and_the_page_says_so(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        answer = do(sanne, f"{page}", "afsluiten", eindresultaat=EndResult.FOLLOW_UP_FINANCIAL)
        words = text_of(sanne.get(answer.location))
        assert "De verwijzing is afgesloten." in words
        assert "Eindresultaat Vervolghulp en/of verwijzing financieel" in words
        assert "De corporatie hoort: afgesloten" in words
        assert "Vastleggen" not in words
        assert "Uiterlijk" not in words
        assert f"Afgesloten op {clock.today().day} " in text_of(sanne.get("/werklijst?status=afgesloten"))

    def test_without_picking_up_only_what_says_there_was_nothing_to_do(self, browser: Browser, opened: Open) -> None:
        page, sanne = opened(), browser()
        shown = sanne.get(f"{page}/afsluiten")
        assert set(tree_of(shown).xpath("//input[@name='eindresultaat']/@value")) == NOT_TAKEN_UP
        version = tree_of(shown).xpath("//input[@name='versie']/@value")[0]
        data = form_of(shown) | {"versie": version}
        refused = sanne.post(f"{page}/afsluiten", data=data | {"eindresultaat": str(EndResult.FOLLOW_UP)})
        assert refused.status_code == HTTPStatus.CONFLICT
        assert "Pak haar eerst op." in text_of(refused)
        done = sanne.post(f"{page}/afsluiten", data=data | {"eindresultaat": str(EndResult.UNJUSTIFIED)})
        assert done.location == f"{page}?melding=afgesloten"

    @pytest.mark.parametrize("chosen", [None, "", "Onzin"])
    def test_a_result_must_be_chosen(self, browser: Browser, opened: Open, chosen: str | None) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        answer = do(sanne, page, "afsluiten", **({} if chosen is None else {"eindresultaat": chosen}))
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert tree_of(answer).xpath("//*[@role='alert']//a/@href") == ["#resultaat-1-1"]
        assert tree_of(answer).xpath("//*[@id='resultaat-1-1']")

    def test_what_was_closed_meanwhile_is_told(self, browser: Browser, opened: Open, database: Database) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        old = sanne.get(page)
        data = form_of(old) | ATTEMPT | {"versie": tree_of(old).xpath("//input[@name='versie']/@value")[0]}
        do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_CONTACT)
        for action in ("oppakken", "terugleggen", "contactpogingen"):
            answer = sanne.post(f"{page}/{action}", data=data)
            assert answer.status_code == HTTPStatus.CONFLICT, action
            assert "Deze verwijzing is afgesloten." in text_of(answer)
        assert "Deze verwijzing is al afgesloten." in text_of(sanne.get(f"{page}/afsluiten"))

    def test_a_colleagues_referral_shows_no_closing_form(self, browser: Browser, opened: Open) -> None:
        page = opened()
        do(browser(), page, "oppakken")
        shown = browser("Karim Testema").get(f"{page}/afsluiten")
        assert "Deze verwijzing is opgepakt door Sanne Proefstra." in text_of(shown)
        assert tree_of(shown).xpath("//input[@name='eindresultaat']") == []


class TestNews:
    @pytest.fixture
    def change(self, post: Post, app: Flask, database: Database) -> Callable[..., None]:
        """What a corporation tells about its only signal, taken in as the worker does."""
        from service.referrals.adjust import adjust_signals

        def run(path: str, **body: Any) -> None:
            with database.transaction() as session:
                [signal_id] = session.scalars(text("SELECT id FROM signal")).all()
            assert post(body, f"/api/v1/signalen/{signal_id}/{path}").status_code in {200, 201, 204}
            with database.transaction() as session:
                adjust_signals(session, [signal_id], Robot("toets"), clock.now())

        return run

    def test_a_withdrawn_signal_is_told_with_its_reason(
        self, browser: Browser, opened: Open, change: Callable[..., None]
    ) -> None:
        page, sanne = opened(), browser()
        do(sanne, page, "oppakken")
        change("intrekking", reden="betaald")
        words = text_of(sanne.get(page))
        assert "De corporatie trok een signaal in" in words
        assert "Dit signaal is ingetrokken door de corporatie: de achterstand is betaald." in words
        assert "Is er niets meer te doen? Sluit de verwijzing dan af." in words
        assert "Nieuw: de corporatie trok een signaal in" in text_of(sanne.get("/werklijst"))

    def test_a_changed_amount_is_told(
        self, browser: Browser, opened: Open, change: Callable[..., None]
    ) -> None:
        page, sanne = opened(), browser()
        change("actualisering", bedragInCenten=200_000, dreiging=threat(TODAY))
        words = text_of(sanne.get(page))
        assert "De corporatie veranderde een signaal" in words
        assert "het bedrag is nu € 2.000,00, met dreiging: ontruiming aangezegd" in words
        assert "Verwijzing" in words
        assert "Bedreigend" in words

    def test_of_an_erased_person_nothing_is_left(
        self, browser: Browser, opened: Open, change: Callable[..., None]
    ) -> None:
        signal = rent_signal()
        page, sanne = opened(signal), browser()
        change("intrekking", reden="bezwaarHuurder")
        shown = sanne.get(page)
        assert "De gegevens van de inwoner zijn gewist." in text_of(shown)
        assert signal["betrokkene"]["achternaam"] not in shown.text
        assert "Gestopt: de huurder maakte bezwaar" in text_of(shown)

    def test_of_work_whose_term_has_passed_the_page_says_so(
        self, browser: Browser, opened: Open, database: Database
    ) -> None:
        signal = rent_signal()
        page, sanne = opened(signal), browser()
        do(sanne, page, "oppakken")
        do(sanne, page, "contactpogingen", **ATTEMPT)
        do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_CONTACT)
        later = clock.now() + timedelta(days=100)
        with database.transaction() as session:
            assert len(forget_expired(session, Robot("toets"), later, most=10).signals) == 1
        shown = sanne.get(page)
        words = text_of(shown)
        assert shown.status_code == HTTPStatus.OK
        assert "gewist op" in words
        assert "de bewaartermijn van de gemeente was voorbij" in words
        assert "De bewaartermijn was voorbij. De persoonsgegevens zijn gewist door Voordeur" in words
        assert "Telefoon" in words, "what was done stays"
        for told in (signal["betrokkene"]["achternaam"], signal["betrokkene"]["telefoonnummer"]):
            assert told not in shown.text
        assert sanne.get("/werklijst?status=afgesloten").status_code == HTTPStatus.OK

    def test_what_was_joined_with_other_work_says_so_and_is_not_counted(
        self, browser: Browser, opened: Open, app: Flask, database: Database
    ) -> None:
        who = person(8)
        there = opened(rent_signal(betrokkene=who))
        shell = opened(rent_signal(betrokkene=who, huurachterstand=rent_block(TODAY, bedragInCenten=3_000_000)))
        tom = browser("Tom Triagestra", "behandelaar:triage", "behandelaar:schuldhulp")
        do(tom, shell, "oppakken")
        do(tom, shell, "beslissing", antwoord="doorzetten:signaalInOrde")
        words = text_of(tom.get(shell))
        assert "Samengevoegd" in words
        assert "Samengevoegd met een andere verwijzing" in words
        assert "De gegevens van de inwoner staan in de verwijzing waar het werk verder gaat." in words
        assert "gewist" not in words
        assert tree_of(tom.get(shell)).xpath("//section[@aria-labelledby='huishouden']//a/@href") == [there]
        listed = text_of(tom.get("/werklijst?lijst=triage&status=afgesloten"))
        assert "Samengevoegd" in listed
        assert "Deze werklijst is leeg" in text_of(tom.get("/werklijst?lijst=triage"))
        assert "1 open" in text_of(tom.get("/werklijst?lijst=schuldhulp"))

    def test_of_a_withdrawn_consent_no_worry_is_left(
        self, browser: Browser, opened: Open, change: Callable[..., None]
    ) -> None:
        page = opened(door_signal(zorgen=["vervuilingOfVerzameling"]))
        change("intrekking", reden="toestemmingIngetrokken")
        shown = browser("Els Verzinsel", "behandelaar:wijkteam").get(page)
        assert shown.status_code == HTTPStatus.OK
        assert "Vervuiling" not in shown.text


class TestForms:
    @pytest.mark.parametrize("token", ["", "00" * 16, None])
    def test_a_form_from_elsewhere_does_nothing(
        self, browser: Browser, opened: Open, database: Database, token: str | None
    ) -> None:
        page, sanne = opened(), browser()
        answer = sanne.post(f"{page}/oppakken", data={} if token is None else {"formulier": token})
        assert answer.status_code == HTTPStatus.FORBIDDEN
        assert "Er is niets opgeslagen." in text_of(answer)
        with database.transaction() as session:
            assert session.get_one(Referral, UUID(page.rsplit("/", 1)[1])).status == "open"

    def test_a_form_of_a_colleague_does_nothing(self, browser: Browser, opened: Open) -> None:
        page, sanne, karim = opened(), browser(), browser("Karim Testema")
        stolen = form_of(karim.get(page))
        assert sanne.post(f"{page}/oppakken", data=stolen).status_code == HTTPStatus.FORBIDDEN

    def test_after_the_session_a_form_leads_to_the_door_and_back(
        self, app: Flask, browser: Browser, opened: Open
    ) -> None:
        page, sanne = opened(), browser()
        data = form_of(sanne.get(page))
        sanne.set_cookie("voordeur", "voorbij")
        answer = sanne.post(f"{page}/oppakken", data=data)
        assert answer.status_code == HTTPStatus.SEE_OTHER
        assert answer.location == f"/aanmelden?verder={page.replace('/', '%2F')}&melding=verlopen"


def test_a_referral_is_not_shown_from_an_old_page(app: Flask, browser: Browser, opened: Open) -> None:
    assert browser().get(opened()).headers["Cache-Control"] == "no-store"
