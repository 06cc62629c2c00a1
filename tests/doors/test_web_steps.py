"""The caseworker's forms for the law's steps, handing over, consent and triage: done, mistaken, refused and told."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text
from werkzeug.test import TestResponse

from service import clock
from service.db import Database
from service.rules.regulations.bgs_artikelen_3_en_12_2026_01_01 import INTERNAL_DATA
from tests.doors.conftest import Post
from tests.doors.test_web_work import browser, do, opened
from tests.doors.web import field_of, form_of, text_of, tree_of
from tests.factories import World, create_organisation, door_signal, person, rent_block, rent_signal

__all__ = ["browser", "opened"]
Browser = Callable[..., FlaskClient]
Open = Callable[..., str]
TODAY = clock.today().isoformat()
NO_HELP = "Inwoner regelt het zelf/hoeft geen hulp vanuit vroegsignalering"
TOMORROW = (clock.today() + timedelta(days=1)).isoformat()
OFFER = {"gedaanOp": TODAY, "reactie": "geaccepteerd", "reactieOp": TODAY}
CONSENT = {"gegevenDoor": "betrokkene", "gegevenOp": TODAY, "wijze": "mondeling", "uitdrukkelijk": "ja"}
BOTH = ("behandelaar:schuldhulp", "behandelaar:wijkteam")
HIGH = rent_block(clock.today(), bedragInCenten=3_000_000)
# Each form with what fits in it.
FORMS = [
    ("aanbod", OFFER), ("eerste-gesprek", {"gehoudenOp": TODAY}),
    ("besluit", {"genomenOp": TODAY, "soort": "weigering"}),
    ("taken/onderzoek", {"gedaanOp": TODAY}), ("overdracht", CONSENT), ("naar-triage", {"bevinding": "nietInBrp"}),
    ("beslissing", {"antwoord": "doorzetten:signaalInOrde"}),
]


@pytest.fixture
def debts(browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
    """A referral about rent, held by who may work at both desks."""
    sanne, page = browser("Sanne Proefstra", *BOTH), opened(rent_signal(betrokkene=person(6)))
    do(sanne, page, "oppakken")
    return sanne, page


@pytest.fixture
def care(browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
    els, page = browser("Els Verzinsel", *reversed(BOTH)), opened(door_signal(betrokkene=person(7)))
    do(els, page, "oppakken")
    return els, page


def titles(answer: TestResponse) -> list[str]:
    """The forms that are folded away on a page."""
    found = tree_of(answer).xpath("//details[contains(@class, 'asked')]/summary/text()")
    return [" ".join(title.split()) for title in found]


def assert_mistakes(answer: TestResponse, *ids: str) -> None:
    """Told in the summary and beside the field, in a form that lies open."""
    assert answer.status_code == HTTPStatus.BAD_REQUEST
    tree = tree_of(answer)
    assert tree.xpath("//*[@role='alert']//a/@href") == [f"#{one}" for one in ids]
    for one in ids:
        assert tree.xpath(f"//*[@id='{one}']")
        assert tree.xpath(f"//*[contains(@aria-describedby, '{one}-fout')]")
        assert tree.xpath(f"//details[@open]//*[@id='{one}']") or tree.xpath(f"//section//*[@id='{one}']")
    assert tree.findtext(".//title").startswith("Fout: ")


class TestSteps:
    def test_offer_talk_and_decision(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        assert {"Aanbod vastleggen", "Eerste gesprek vastleggen"} <= set(titles(sanne.get(page)))
        assert "De wet noemt geen dag" in text_of(sanne.get(page))
        assert do(sanne, page, "aanbod", **OFFER).location == f"{page}?melding=aanbod"
        held = do(sanne, page, "eerste-gesprek", gehoudenOp=TODAY)
        words = text_of(sanne.get(held.location))
        assert "Het eerste gesprek is vastgelegd." in words
        assert "Vastgelegd: eerste gesprek" in words
        assert "De inwoner neemt het aanbod aan" in words
        assert "Aanbod vastleggen" not in titles(sanne.get(page))
        assert do(sanne, page, "besluit", genomenOp=TODAY, soort="planVanAanpak").location == f"{page}?melding=besluit"
        words = text_of(sanne.get(page))
        assert "Er loopt nu geen wettelijke termijn" in words
        assert words.count("Ja, op tijd") == 4
        assert "Plan van aanpak door Sanne Proefstra" in words
        assert "Er loopt geen termijn" in text_of(sanne.get("/werklijst"))

    def test_a_mistake_is_told_beside_its_field_and_keeps_the_rest(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        assert_mistakes(do(sanne, page, "aanbod"), "aanbod-gedaanOp", "aanbod-reactie")
        wrong = do(sanne, page, "aanbod", gedaanOp=TODAY, reactie="geen", reactieOp=TODAY)
        assert_mistakes(wrong, "aanbod-reactieOp")
        assert "Laat deze dag leeg." in text_of(wrong)
        assert tree_of(wrong).xpath("//input[@name='reactie'][@checked]/@value") == ["geen"]
        assert tree_of(wrong).xpath("//input[@id='aanbod-gedaanOp']/@value") == [TODAY]
        assert_mistakes(do(sanne, page, "eerste-gesprek", gehoudenOp=TOMORROW), "eerste-gesprek-gehoudenOp")
        do(sanne, page, "eerste-gesprek", gehoudenOp=TODAY)
        assert_mistakes(do(sanne, page, "besluit", genomenOp="gister", soort=""), "besluit-genomenOp", "besluit-soort")

    def test_closing_waits_for_the_decision(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        do(sanne, page, "eerste-gesprek", gehoudenOp=TODAY)
        closing = sanne.get(f"{page}/afsluiten")
        assert "dus er moet een besluit komen (Wgs artikel 4a)" in text_of(closing)
        assert tree_of(closing).xpath("//input[@name='eindresultaat']/@value") == [
            "Inwoner is overleden", "Persoon is geen inwoner (meer) in de gemeente",
        ]
        version = {"versie": field_of(closing, "versie")}
        refused = sanne.post(f"{page}/afsluiten", data=form_of(closing) | version | {"eindresultaat": NO_HELP})
        assert refused.status_code == HTTPStatus.CONFLICT
        assert "dus er moet een besluit komen" in text_of(refused)
        do(sanne, page, "besluit", genomenOp=TODAY, soort="afgezien")
        assert do(sanne, page, "afsluiten", eindresultaat=NO_HELP).status_code == HTTPStatus.SEE_OTHER

    def test_the_wijkteam_records_its_tasks(self, care: tuple[FlaskClient, str]) -> None:
        els, page = care
        assert "Termijnen en taken" in text_of(els.get(page))
        assert do(els, page, "taken/ontvangstbevestiging", gedaanOp=TODAY).location == f"{page}?melding=taak"
        assert "Vastgelegd: ontvangst bevestigd" in text_of(els.get(page))
        assert_mistakes(do(els, page, "taken/onderzoek", gedaanOp=TOMORROW), "taken-onderzoek-gedaanOp")
        assert do(els, page, "taken/onderzoek", gedaanOp=TODAY).status_code == HTTPStatus.SEE_OTHER
        assert "Er loopt nu geen wettelijke termijn" in text_of(els.get(page))
        assert do(els, page, "taken/besluit", gedaanOp=TODAY).status_code == HTTPStatus.NOT_FOUND

    def test_what_cannot_be_now_is_told(self, debts: tuple[FlaskClient, str], care: tuple[FlaskClient, str]) -> None:
        (sanne, rent), (els, door) = debts, care
        for client, page, step, fields, told in (
            (sanne, rent, "besluit", {"genomenOp": TODAY, "soort": "weigering"}, "Leg eerst het eerste gesprek vast"),
            (sanne, rent, "taken/onderzoek", {"gedaanOp": TODAY}, "Deze taken horen bij het wijkteam."),
            (els, door, "eerste-gesprek", {"gehoudenOp": TODAY}, "Het wijkteam heeft taken."),
            (sanne, rent, "beslissing", {}, "Er is niets te beslissen."),
        ):
            answer = do(client, page, step, **fields)
            assert answer.status_code == HTTPStatus.CONFLICT
            assert "Dit kan nu niet" in text_of(answer)
            assert told in text_of(answer)


@pytest.mark.parametrize(("step", "fields"), FORMS)
class TestEveryForm:
    def test_a_change_one_has_not_seen_is_told_first(
        self, debts: tuple[FlaskClient, str], step: str, fields: dict[str, str]
    ) -> None:
        sanne, page = debts
        before = text_of(sanne.get(page)).count("Vastgelegd:")
        answer = do(sanne, page, step, **fields, versie="0")
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "Intussen veranderd" in text_of(answer)
        assert text_of(sanne.get(page)).count("Vastgelegd:") == before

    def test_a_colleagues_referral_and_another_town(
        self, debts: tuple[FlaskClient, str], browser: Browser, database: Database, step: str, fields: dict[str, str]
    ) -> None:
        page = debts[1]
        answer = do(browser("Karim Testema"), page, step, **fields)
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "opgepakt door Sanne Proefstra" in text_of(answer)
        with database.transaction() as session:
            elsewhere = create_organisation(session, name="Gemeente Elders", municipality_code="9902")
        stranger = browser("Eva Elders", "behandelaar:schuldhulp", organisation=elsewhere)
        form = form_of(stranger.get("/werklijst"))
        assert stranger.post(f"{page}/{step}", data=form | fields).status_code == HTTPStatus.NOT_FOUND

    def test_another_role_or_a_foreign_form_is_refused(
        self, debts: tuple[FlaskClient, str], browser: Browser, step: str, fields: dict[str, str]
    ) -> None:
        sanne, page = debts
        mira = browser("Mira Demonstra", "manager")
        form = form_of(mira.get("/overzicht"))
        assert mira.post(f"{page}/{step}", data=form | fields).status_code == HTTPStatus.FORBIDDEN
        assert sanne.post(f"{page}/{step}", data=fields).status_code == HTTPStatus.FORBIDDEN


class TestHandingOver:
    def test_with_consent_the_wijkteam_knows_who_it_is(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        assert "Wmo 2015 artikel 5.1.1, vierde lid" in text_of(sanne.get(page))
        assert do(sanne, page, "overdracht", **CONSENT).location == f"{page}?melding=overgedragen"
        words = text_of(sanne.get(page))
        assert "Overgedragen aan het wijkteam op" in words
        assert "Overgedragen aan het wijkteam door Sanne" in words
        assert "Overdragen aan het wijkteam" not in titles(sanne.get(page))
        [there] = tree_of(sanne.get(page)).xpath("//a[text()='Bekijk die verwijzing']/@href")
        words = text_of(sanne.get(there))
        assert "Voorbeeldsma6" in words
        assert "+31600000006" in words
        assert "zijn gewist" not in words
        assert "1.250,00" not in words
        assert "Overgedragen door de schuldhulp op" in words
        assert "gegeven door de inwoner zelf" in words
        assert "Bij deze verwijzing hoort geen signaal." in words

    @pytest.mark.parametrize("changes", [{"uitdrukkelijk": "nee"}, {"gegevenDoor": "iemandAnders"}])
    def test_without_explicit_consent_the_law_refuses(
        self, debts: tuple[FlaskClient, str], changes: dict[str, str]
    ) -> None:
        sanne, page = debts
        refused = do(sanne, page, "overdracht", **(CONSENT | changes))
        assert refused.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
        [alert] = tree_of(refused).xpath("//*[@role='alert']")
        assert "De wet staat dit niet toe" in alert.text_content()
        assert "Wmo 2015 artikel 5.1.1, vierde lid" in alert.text_content()
        assert tree_of(refused).xpath("//input[@name='gegevenOp']/@value") == [TODAY]
        assert "Overgedragen aan" not in text_of(sanne.get(page))

    def test_what_is_missing_is_told(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        ids = [f"overdracht-{name}" for name in CONSENT]
        assert_mistakes(do(sanne, page, "overdracht"), *ids)
        assert_mistakes(do(sanne, page, "overdracht", **(CONSENT | {"gegevenOp": TOMORROW})), "overdracht-gegevenOp")

    def test_to_debt_help_for_a_reason(self, care: tuple[FlaskClient, str]) -> None:
        els, page = care
        before = text_of(els.get(page))
        assert "Dit mag als het nodig is voor schuldhulp (Wgs artikel 8d)" in before
        assert f"Bgs artikel 12 noemt daarvoor: {'; '.join(INTERNAL_DATA)}." in before
        assert_mistakes(do(els, page, "overdracht"), "overdracht-reden")
        assert do(els, page, "overdracht", reden="bedreigendeSituatie").status_code == HTTPStatus.SEE_OTHER
        assert "Overgedragen aan de schuldhulp (Wgs artikel 8d, naast Bgs artikel 12)" in text_of(els.get(page))
        [there] = tree_of(els.get(page)).xpath("//a[text()='Bekijk die verwijzing']/@href")
        assert "Bedreigend" in text_of(els.get(there))

    def test_news_of_it_is_told_to_who_holds_the_other(
        self, debts: tuple[FlaskClient, str], opened: Open
    ) -> None:
        sanne, page = debts
        there = opened(door_signal(betrokkene=person(6)))
        do(sanne, there, "oppakken")
        do(sanne, page, "overdracht", **CONSENT)
        assert "Het andere loket droeg werk over" in text_of(sanne.get(there))


class TestConsent:
    def test_withdrawn_by_any_colleague_the_work_stops(self, care: tuple[FlaskClient, str], browser: Browser) -> None:
        page, tom = care[1], browser("Tom Fictius", "behandelaar:wijkteam")
        assert titles(tom.get(page)) == ["Met z'n tweeën op bezoek", "Toestemming intrekken"]
        assert_mistakes(do(tom, page, "toestemming-intrekking"), "toestemming-intrekking-wijze")
        done = do(tom, page, "toestemming-intrekking", wijze="digitaal")
        assert done.location == f"{page}?melding=ingetrokken"
        words = text_of(tom.get(page))
        assert "De inwoner trok de toestemming in, digitaal door Tom Fictius" in words
        assert "Ingetrokken op" in words
        assert "Voorbeeldsma7" not in words
        assert titles(tom.get(page)) == []

    def test_rent_rests_on_no_consent(self, debts: tuple[FlaskClient, str], browser: Browser) -> None:
        sanne, page = debts
        answer = do(sanne, page, "toestemming-intrekking", wijze="mondeling")
        assert answer.status_code == HTTPStatus.CONFLICT
        assert "rust niet op toestemming" in text_of(answer)
        mira = browser("Mira Demonstra", "manager")
        form = form_of(mira.get("/overzicht")) | {"wijze": "mondeling"}
        assert mira.post(f"{page}/toestemming-intrekking", data=form).status_code == HTTPStatus.FORBIDDEN


class TestTriage:
    @pytest.fixture
    def asked(self, browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
        tom = browser("Tom Fictius", "behandelaar:triage", "behandelaar:schuldhulp")
        page = opened(rent_signal(huurachterstand=HIGH, betrokkene=person(8)))
        return tom, page

    def test_the_question_and_what_follows_are_told(self, asked: tuple[FlaskClient, str]) -> None:
        tom, page = asked
        words = text_of(tom.get(page))
        assert "Pakt de gemeente dit op?" in words
        assert "Pak de verwijzing eerst op. Daarna kunt u beslissen." in words
        do(tom, page, "oppakken")
        assert "De verwijzing gaat naar de werklijst schuldhulp." in text_of(tom.get(page))
        assert_mistakes(do(tom, page, "beslissing"), "beslissing-antwoord")
        assert_mistakes(do(tom, page, "beslissing", antwoord="inwoner:woontHier"), "beslissing-antwoord")
        assert do(tom, page, "beslissing", antwoord="doorzetten:hulpIsNodig").location == f"{page}?melding=beslist"
        words = text_of(tom.get(page))
        assert "De triage besliste: doorzetten. Hulp is nodig door Tom Fictius" in words
        assert "Pakt de gemeente dit op?" not in words

    def test_not_taken_up_ends_it(self, asked: tuple[FlaskClient, str]) -> None:
        tom, page = asked
        do(tom, page, "oppakken")
        assert do(tom, page, "beslissing", antwoord="nietOppakken:overleden").location == f"{page}?melding=beslist"
        assert "Eindresultaat Inwoner is overleden" in text_of(tom.get(page))

    def test_who_may_not_see_the_other_list_goes_back_to_triage(self, browser: Browser, opened: Open) -> None:
        page, ans = opened(rent_signal(huurachterstand=HIGH)), browser("Ans Triagema", "behandelaar:triage")
        do(ans, page, "oppakken")
        done = do(ans, page, "beslissing", antwoord="doorzetten:signaalInOrde")
        assert done.location == "/werklijst?lijst=triage&melding=beslist"
        assert "De beslissing is vastgelegd." in text_of(ans.get(done.location))

    def test_without_an_agreement_every_answer_is_told_with_what_follows(
        self, asked: tuple[FlaskClient, str], database: Database
    ) -> None:
        tom, page = asked
        with database.transaction() as session:
            session.execute(text("UPDATE referral SET routing = routing || '{\"vraag\": \"geenOvereenkomst\"}'"))
            session.execute(text("UPDATE agreement SET valid_until = valid_from"))
        do(tom, page, "oppakken")
        words = text_of(tom.get(page))
        for told in (
            "Met de corporatie is geen overeenkomst over huurachterstanden. Pakt de gemeente dit op?",
            "De wettelijke termijn loopt door vanaf de ontvangst.", "Dit geldt alleen voor deze verwijzing",
            "De gemeente stemt in met deze melding", "Zonder overeenkomst pakt de gemeente dit niet op",
            "de inwoner krijgt geen aanbod",
        ):
            assert told in words, told
        refused = do(tom, page, "beslissing", antwoord="doorzetten:overeenkomstGesloten")
        assert_mistakes(refused, "beslissing-antwoord")
        assert "Er is nog geen overeenkomst of algemene toestemming vastgelegd" in text_of(refused)
        done = do(tom, page, "beslissing", antwoord="doorzetten:gemeenteStemtIn")
        assert done.location == f"{page}?melding=beslist"
        assert "doorzetten. De gemeente stemt in met deze melding door Tom Fictius" in text_of(tom.get(page))

    def test_without_an_area_a_team_is_chosen(self, asked: tuple[FlaskClient, str], database: Database) -> None:
        tom, page = asked
        with database.transaction() as session:
            session.execute(text("UPDATE referral SET routing = routing || '{\"vraag\": \"onbekendGebied\"}'"))
        do(tom, page, "oppakken")
        assert_mistakes(do(tom, page, "beslissing", antwoord="doorzetten:teamGekozen"), "beslissing-team")
        team = tree_of(tom.get(page)).xpath("//select[@name='team']/option/@value")[1]
        done = do(tom, page, "beslissing", antwoord="doorzetten:teamGekozen", team=team)
        assert done.location == f"{page}?melding=beslist"

    def test_a_finding_is_put_to_triage(self, debts: tuple[FlaskClient, str]) -> None:
        sanne, page = debts
        assert_mistakes(do(sanne, page, "naar-triage", bevinding="weetNiet"), "naar-triage-bevinding")
        sent = do(sanne, page, "naar-triage", bevinding="nietInBrp")
        assert sent.location == "/werklijst?lijst=schuldhulp&melding=naar-triage"
        assert "voorgelegd aan de triage" in text_of(sanne.get(sent.location))

    def test_what_is_joined_is_told_as_such(
        self, asked: tuple[FlaskClient, str], opened: Open, post: Post, app: Flask, database: Database, world: World
    ) -> None:
        tom, page = asked
        there = opened(rent_signal(betrokkene=person(8)))
        do(tom, page, "oppakken")
        done = do(tom, page, "beslissing", antwoord="doorzetten:hulpIsNodig")
        assert done.location == f"{there}?melding=beslist"
        words = text_of(tom.get(page))
        assert "Samengevoegd met een andere verwijzing" in words
        assert "None" not in words
        assert "gewist" not in words
        assert "is hierbij gevoegd" in text_of(tom.get(there))


def _codes() -> list[tuple[Any, Any]]:
    from service.referrals.progress import DecisionKind, OfferReaction, StepKind, TermLineKind
    from service.referrals.questions import Finding, TriageAnswer, TriageReason
    from service.referrals.sharing import HandOverReason
    from service.rules.facts import Destination
    from service.web import step_words as words

    return [
        (DecisionKind, words.DECISION), (OfferReaction, words.OFFER_REACTION), (StepKind, words.STEP),
        (TermLineKind, words.TERM_LINE), (Finding, words.FINDING), (TriageAnswer, words.TRIAGE_ANSWER),
        (TriageReason, words.TRIAGE_REASON), (HandOverReason, words.HAND_OVER_REASON), (Destination, words.DESK),
    ]


@pytest.mark.parametrize(("codes", "told"), _codes(), ids=lambda one: getattr(one, "__name__", ""))
def test_every_code_of_a_step_has_its_own_words(codes: Any, told: Any) -> None:
    assert set(told) == set(codes)
    assert len(set(told.values())) == len(told)
