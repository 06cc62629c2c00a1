"""Closing with a look beforehand, reopening, and two people who have the same referral open."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

from flask import Flask

from service import clock
from service.db import Database
from service.referrals.status import EndResult, ForwardReason
from service.referrals.tables import Referral
from tests.doors.test_web_work import ATTEMPT, Browser, Open, browser, do, opened
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import rent_signal

__all__ = ["browser", "opened"]
# Taking overwrites nothing, nor does ticking off; taking consent back is as easy as giving it; looking changes nothing.
WITHOUT_VERSION = {"oppakken", "bezoek-met-twee", "toestemming-intrekking", "berichten/voorbeeld",
                   "doorverwijzen/voorbeeld", "doorverwijzing-stoppen", "bericht-vervolg", "hulp-gestopt",
                   "incassopauze-stoppen", "schuldhulpmeldingen"}


def test_before_closing_one_sees_what_the_corporation_hears(browser: Browser, opened: Open, database: Database) -> None:
    signal = rent_signal()
    page, sanne = opened(signal), browser()
    do(sanne, page, "oppakken")
    shown = do(sanne, page, "afsluiten/voorbeeld", eindresultaat=EndResult.DECEASED)
    words = text_of(shown)
    assert "Dit hoort de corporatie Proefwonen" in words
    assert f"Kenmerk van de corporatie {signal['referentie']}" in words
    assert "Stand Niet opgepakt Reden Inwoner is overleden" in words
    assert "Er is nog niets opgeslagen en nog niets verteld." in words
    with database.transaction() as session:
        assert session.get_one(Referral, UUID(page.rsplit("/", 1)[1])).status == "opgepakt"
    fields = {one.get("name"): one.get("value") for one in tree_of(shown).xpath("//main//form//input")}
    assert sanne.post(f"{page}/afsluiten", data=fields).location == f"{page}?melding=afgesloten"
    assert do(sanne, page, "afsluiten/voorbeeld").status_code == HTTPStatus.BAD_REQUEST


def test_what_is_still_open_is_named_and_chosen_about(browser: Browser, opened: Open) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    day = (clock.today() + timedelta(days=10)).isoformat()
    do(sanne, page, "afspraken", datum=day, tijd="14:30", plaats="thuis", bevestigd="nee")
    assert "Er staan nog afspraken" in text_of(sanne.get(f"{page}/afsluiten"))
    refused = do(sanne, page, "afsluiten/voorbeeld", eindresultaat=EndResult.NO_HELP_WANTED)
    assert refused.status_code == HTTPStatus.BAD_REQUEST
    assert "Kies of dat eindigt of doorgaat." in text_of(refused)
    seen = do(sanne, page, "afsluiten/voorbeeld", eindresultaat=EndResult.NO_HELP_WANTED, afspraken="beeindigen")
    assert tree_of(seen).xpath("//input[@name='afspraken']/@value") == ["beeindigen"]
    do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_HELP_WANTED, afspraken="beeindigen")
    assert "Afgezegd" in text_of(sanne.get(page))


def test_reopening_tells_first_what_follows(browser: Browser, opened: Open) -> None:
    page, sanne = opened(), browser()
    assert "Deze verwijzing is niet afgesloten." in text_of(sanne.get(f"{page}/heropenen"))
    do(sanne, page, "oppakken")
    do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_HELP_WANTED)
    assert tree_of(sanne.get(page)).xpath(f"//a[@href='{page}/heropenen']")
    karim = browser("Karim Testema")
    shown = karim.get(f"{page}/heropenen")
    words = text_of(shown)
    assert "De wettelijke termijn begint niet opnieuw: eerste gesprek uiterlijk" in words
    assert "Stand Opgepakt Reden Geen reden" in words
    fields = {one.get("name"): one.get("value") for one in tree_of(shown).xpath("//main//input[@type='hidden']")}
    assert karim.post(f"{page}/heropenen", data=fields).status_code == HTTPStatus.BAD_REQUEST
    done = karim.post(f"{page}/heropenen", data=fields | {"reden": "inwonerMeldtZich"})
    words = text_of(karim.get(done.location))
    assert "De verwijzing is heropend en staat op uw naam." in words
    assert "Heropend: de inwoner meldt zich alsnog. Afgesloten was: Inwoner regelt het zelf" in words
    again = sanne.post(f"{page}/heropenen", data=form_of(sanne.get(page)) | {"versie": "1", "reden": "vergissing"})
    assert again.status_code == HTTPStatus.CONFLICT


def actions(app: Flask) -> set[str]:
    """Everything that a form on the page of a referral can do; of one notice anyone of the desk does it."""
    start = "/verwijzingen/<uuid:referral_id>/"
    return {
        rule.rule.removeprefix(start) for rule in app.url_map.iter_rules()
        if rule.rule.startswith(start) and "POST" in (rule.methods or set()) and "signal_id" not in rule.arguments
    }


def test_who_comes_second_is_told_whatever_the_action(browser: Browser, opened: Open, app: Flask) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    old = form_of(sanne.get(page)) | {"versie": tree_of(sanne.get(page)).xpath("//input[@name='versie']/@value")[0]}
    do(sanne, page, "contactpogingen", **ATTEMPT)
    filled = ATTEMPT | {"eindresultaat": str(EndResult.NO_CONTACT), "poging": "kaartje"}
    filled |= {"gemeentecode": "0363", "reden": str(ForwardReason.LIVES_ELSEWHERE)}
    asked = actions(app) - WITHOUT_VERSION - {"heropenen"}
    assert len(asked) > 12
    for action in sorted(asked):
        told = sanne.post(f"{page}/{action}".replace("<string:kind>", "onderzoek"), data=old | filled)
        assert told.status_code == HTTPStatus.CONFLICT, action
        assert "Er is iets veranderd sinds u deze bladzijde opende." in text_of(told), action


def test_who_reopens_from_an_old_page_is_told(browser: Browser, opened: Open) -> None:
    page, sanne = opened(), browser()
    do(sanne, page, "oppakken")
    do(sanne, page, "afsluiten", eindresultaat=EndResult.NO_CONTACT)
    old = form_of(sanne.get(page)) | {"versie": "1", "reden": "vergissing"}
    told = sanne.post(f"{page}/heropenen", data=old)
    assert told.status_code == HTTPStatus.CONFLICT
    assert "Er is iets veranderd sinds u deze bladzijde opende." in text_of(told)
