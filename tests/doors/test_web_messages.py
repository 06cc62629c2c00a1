"""The caseworker's screen for messages: look first, then send; appointments and what is safe; every refusal told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from flask.testing import FlaskClient

from service import clock
from service.app import parts_of
from service.identity.access import keep
from tests.doors.test_web_help import assert_plain
from tests.doors.test_web_steps import assert_mistakes, titles
from tests.doors.test_web_work import browser, do, opened
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import door_signal, person, rent_block, rent_signal, threat

__all__ = ["browser", "opened"]
Browser = Callable[..., FlaskClient]
Open = Callable[..., str]
TODAY = clock.today().isoformat()
SOON = (clock.today() + timedelta(days=10)).isoformat()
WISH = {"sjabloon": "sms-vervolg", "telefoon": "020 123 4567"}
MEET = {"datum": SOON, "tijd": "14:30", "plaats": "thuis", "bevestigd": "nee"}
FORMS = ["Bericht maken", "Afspraak vastleggen", "Veilig contact en berichten vastleggen"]
EVERY_KIND = ["afspraak", "brief", "herinnering"]


@pytest.fixture(autouse=True)
def shown(app: Flask) -> Iterator[None]:
    own = parts_of(app)
    keep(app.extensions, replace(own, settings=replace(own.settings, show_instead_of_send=True)))
    yield
    keep(app.extensions, own)


@pytest.fixture
def debts(browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
    sanne, page = browser("Sanne Proefstra", "behandelaar:schuldhulp"), opened(rent_signal(betrokkene=person(6)))
    do(sanne, page, "oppakken")
    wish = {"manier": "sms", "veilig": "nietGevraagd", "bereikbaar": "ja", "soorten": EVERY_KIND, "gevraagdOp": TODAY}
    do(sanne, page, "veilig-contact", **wish)
    return sanne, page


@pytest.fixture
def care(browser: Browser, opened: Open) -> tuple[FlaskClient, str]:
    els, page = browser("Els Verzinsel", "behandelaar:wijkteam"), opened(door_signal(betrokkene=person(7)))
    do(els, page, "oppakken")
    return els, page


def test_a_message_is_seen_first_and_then_planned(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    assert [title for title in titles(sanne.get(page)) if title in FORMS] == FORMS
    assert "Er zijn nog geen berichten." in text_of(sanne.get(page))
    seen = do(sanne, page, "berichten/voorbeeld", **WISH)
    assert seen.status_code == HTTPStatus.OK
    words = text_of(seen)
    assert "dit is Sanne Proefstra van de gemeente" in words
    assert "De tekst voldoet aan alle regels." in words
    assert "Wanneer het aankomt" in words
    assert tree_of(seen).xpath("//button[contains(., 'Versturen')]")
    hidden = {one.get("name"): one.get("value") for one in tree_of(seen).xpath("//main//input[@type='hidden']")}
    assert {name: hidden[name] for name in WISH} == WISH
    sent = sanne.post(f"{page}/berichten", data=hidden)
    assert sent.location == f"{page}?melding=bericht"
    words = text_of(sanne.get(sent.location))
    assert "Het bericht is gepland." in words
    assert "Sms, gemaakt op" in words
    assert "Bericht gepland (sms), komt aan op" in words
    assert "Gepland bericht intrekken" in titles(sanne.get(page))
    message = tree_of(sanne.get(page)).xpath("//input[@name='bericht']/@value")[0]
    assert do(sanne, page, "bericht-intrekken", bericht=message).location == f"{page}?melding=bericht-weg"
    assert "Een behandelaar trok het bericht in" in text_of(sanne.get(page))


def test_an_attempt_of_a_moment_ago_is_undone_with_one_form(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    assert "Contactpoging ongedaan maken" not in titles(sanne.get(page))
    quick = tree_of(sanne.get(page)).xpath("//button[@name='poging']/@value")[0]
    do(sanne, page, "contactpogingen/nu", poging=quick)
    assert "Contactpoging ongedaan maken" in titles(sanne.get(page))
    attempt = tree_of(sanne.get(page)).xpath("//input[@name='poging']/@value | //option[@value != '']/@value")
    made = [one for one in attempt if one.isdigit()]
    undone = do(sanne, page, "contactpoging-ongedaan", poging=made[0])
    assert undone.location == f"{page}?melding=poging-weg"
    words = text_of(sanne.get(undone.location))
    assert "De contactpoging is ongedaan gemaakt" in words
    assert "Er is nog geen contact gezocht." in words
    assert "Ongedaan gemaakt: contactpoging" in words


def test_mistakes_stand_beside_their_field(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    form = "berichten-voorbeeld"
    assert_mistakes(do(sanne, page, "berichten/voorbeeld"), f"{form}-sjabloon", f"{form}-telefoon")
    assert_mistakes(do(sanne, page, "berichten/voorbeeld", **WISH | {"telefoon": "bel maar"}), f"{form}-telefoon")
    without = do(sanne, page, "berichten/voorbeeld", **WISH | {"sjabloon": "sms-bevestiging"})
    assert_mistakes(without, f"{form}-sjabloon")
    assert "Leg eerst een afspraak vast" in text_of(without)
    assert_mistakes(
        do(sanne, page, "afspraken"), "afspraken-datum", "afspraken-tijd", "afspraken-plaats", "afspraken-bevestigd",
    )
    past = do(sanne, page, "afspraken", **MEET | {"datum": "2020-01-01"})
    assert_mistakes(past, "afspraken-datum")
    assert "die nog moeten komen" in text_of(past)


def test_an_appointment_is_made_confirmed_and_cancelled(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    assert do(sanne, page, "afspraken", **MEET).location == f"{page}?melding=afspraak"
    assert "Aangeboden:" in text_of(sanne.get(page))
    assert "Afspraak bevestigen of afzeggen" in titles(sanne.get(page))
    assert "bij u thuis" in text_of(do(sanne, page, "berichten/voorbeeld", **WISH | {"sjabloon": "sms-bevestiging"}))
    do(sanne, page, "afspraak-antwoord", status="bevestigd")
    assert "Bevestigd:" in text_of(sanne.get(page))
    do(sanne, page, "afspraak-antwoord", status="afgezegd")
    words = text_of(sanne.get(page))
    assert "Afgezegd:" in words
    assert "Afspraak bevestigen of afzeggen" not in titles(sanne.get(page))
    again = do(sanne, page, "afspraak-antwoord", status="bevestigd")
    assert (again.status_code, "nog moet komen" in text_of(again)) == (409, True)


def test_safety_is_asked_before_anything_is_written(care: tuple[FlaskClient, str]) -> None:
    els, page = care
    wish = WISH | {"sjabloon": "sms-zorg"}
    blocked = do(els, page, "berichten/voorbeeld", **wish)
    assert "Dit bericht kan niet worden verstuurd" in text_of(blocked)
    assert "Ik maak graag kennis" not in text_of(blocked)
    assert not tree_of(blocked).xpath("//button[contains(., 'Versturen')]")
    refused = do(els, page, "berichten", **wish)
    assert (refused.status_code, "niet bekend" in text_of(refused)) == (409, True)
    answer = {"manier": "sms", "veilig": "ja", "bereikbaar": "ja", "gevraagdOp": TODAY}
    without = do(els, page, "veilig-contact", **answer)
    assert_mistakes(without, "veilig-contact-soorten")
    assert do(els, page, "veilig-contact", **answer, soorten="brief").location == f"{page}?melding=veilig"
    words = text_of(els.get(page))
    assert "Ja, dat is veilig, gevraagd op" in words
    assert "De inwoner wil zo berichten: brieven, gevraagd op" in words
    assert "Ik maak graag kennis" in text_of(do(els, page, "berichten/voorbeeld", **wish))


def test_a_worry_is_not_written_about_as_arrears(care: tuple[FlaskClient, str]) -> None:
    els, page = care
    offered = set(tree_of(els.get(page)).xpath("//select[@name='sjabloon']//option/@value"))
    assert {"sms-zorg", "brief-zorg", "bezoek-ander"} <= offered
    assert not {"brief-eerste", "mail-eerste", "sms-eerste", "corporatie-opgepakt"} & offered


def test_what_is_said_by_hand_has_no_button(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    seen = do(sanne, page, "berichten/voorbeeld", **WISH | {"sjabloon": "telefoon-vervolg"})
    assert "Wat u zegt of schrijft" in text_of(seen)
    assert not tree_of(seen).xpath("//button[contains(., 'Versturen')]")


def test_only_the_holder_has_forms_and_an_old_page_changes_nothing(
    debts: tuple[FlaskClient, str], browser: Browser
) -> None:
    sanne, page = debts
    old = form_of(sanne.get(page)) | {"versie": "1"} | MEET
    stale = sanne.post(f"{page}/afspraken", data=old)
    assert (stale.status_code, "Intussen veranderd" in text_of(stale)) == (409, True)
    piet = browser("Piet Bedacht", "behandelaar:schuldhulp")
    assert not set(FORMS) & set(titles(piet.get(page)))
    for step, typed in (("berichten/voorbeeld", WISH), ("berichten", WISH), ("afspraken", MEET)):
        assert do(piet, page, step, **typed).status_code == 409


def test_a_resident_answers_on_a_page_of_the_appointment_and_the_caseworker_sees_it(
    debts: tuple[FlaskClient, str], client: FlaskClient
) -> None:
    sanne, page = debts
    half = do(sanne, page, "afspraken", **MEET, datum2=SOON)
    assert_mistakes(half, "afspraken-tijd2")
    later = (clock.today() + timedelta(days=11)).isoformat()
    assert do(sanne, page, "afspraken", **MEET, datum2=later, tijd2="10:00").status_code == HTTPStatus.SEE_OTHER
    shown = tree_of(sanne.get(page))
    [link], [calendar] = (shown.xpath(f"//a[contains(@href, '{part}')]/@href") for part in ("/afspraak/", "/agenda"))
    seen = client.get(link)
    words = text_of(seen)
    assert_plain(seen)
    assert "Bij u thuis" in words
    assert "met Sanne Proefstra van Gemeente Voorbeeldstad" in words, "who comes; the resident is not named"
    assert "Past dit moment?" in words, "nobody chose it yet"
    moment = tree_of(seen).xpath("//form[input[@value='verzetten']]/input[@name='moment']/@value")[0]
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(link, data={"antwoord": "afzeggen"}, headers=elsewhere).status_code == HTTPStatus.FORBIDDEN
    moved = client.post(link, data={"antwoord": "verzetten", "moment": moment})
    assert "U heeft een ander moment gekozen." in text_of(moved)
    assert client.post(link, data={"antwoord": "verzetten", "moment": "morgen"}).status_code == HTTPStatus.CONFLICT
    assert client.post(link, data={"antwoord": "iets"}).status_code == HTTPStatus.CONFLICT
    assert b"SUMMARY:Afspraak\r\n" in client.get(f"{link}/agenda").data
    assert b"Proefstra" not in sanne.get(calendar).data
    words = text_of(sanne.get(page))
    assert "De inwoner koos een ander moment voor de afspraak" in words
    assert "De inwoner koos zelf een ander moment" in words
    assert "koos een ander moment" in text_of(sanne.get("/mijn-dag"))
    assert client.get(link[:-3]).status_code == HTTPStatus.NOT_FOUND


def test_a_resident_says_no_with_one_button_and_can_take_it_back(
    debts: tuple[FlaskClient, str], client: FlaskClient
) -> None:
    sanne, page = debts
    do(sanne, page, "afspraken", **MEET)
    [link] = tree_of(sanne.get(page)).xpath("//a[contains(@href, '/afspraak/')]/@href")
    button = "//form[input[@value='nee']]/button/text()"
    assert tree_of(client.get(link)).xpath(button) == ["Nee, zoek geen contact meer met mij"]
    declined = client.post(link, data={"antwoord": "nee"})
    assert_plain(declined)
    words = text_of(declined)
    assert "U zei nee. Wij stoppen. U hoeft niets te doen." in words
    assert "kunt u het terugdraaien" in words
    told = text_of(sanne.get(page))
    assert "De inwoner zei nee" in told
    assert "Bel niet, tenzij de inwoner dat vroeg." in told
    assert "zei nee: alles stopt" in told
    assert "Uw nee is weg. De afspraak staat weer." in text_of(client.post(link, data={"antwoord": "tochWel"}))
    assert "nam het nee terug" in text_of(sanne.get(page))


def test_a_threat_offers_its_own_texts(browser: Browser, opened: Open) -> None:
    today = clock.today()
    page = opened(rent_signal(betrokkene=person(8), huurachterstand=rent_block(today, dreiging=threat(today))))
    sanne = browser("Sanne Proefstra", "behandelaar:schuldhulp")
    do(sanne, page, "oppakken")
    offered = set(tree_of(sanne.get(page)).xpath("//optgroup[@label='Brief']/option/@value"))
    assert offered >= {
        "brief-eerste-bedreigend", "brief-vervolg-bedreigend", "brief-bevestiging", "brief-herinnering",
        "brief-afspraak-veranderd", "brief-afspraak-vervalt",
        "brief-afsluiting-bedreigend", "brief-nee", "brief-plan", "brief-vergissing",
    }
    assert not offered & {"brief-eerste", "brief-vervolg", "brief-afsluiting", "brief-eerste-bedreigend-kantoor"}


def test_a_moment_of_ones_own_against_a_rule_asks_why(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    form = "berichten-voorbeeld"
    assert_mistakes(do(sanne, page, "berichten/voorbeeld", **WISH, moment=SOON), f"{form}-momentTijd")
    sunday = next(day for day in (clock.today() + timedelta(step) for step in range(7, 14)) if day.isoweekday() == 7)
    own = WISH | {"moment": sunday.isoformat(), "momentTijd": "11:00"}
    asked = do(sanne, page, "berichten/voorbeeld", **own)
    assert "Dit moment gaat tegen een regel in" in text_of(asked)
    assert "Op zondag" in text_of(asked)
    assert not tree_of(asked).xpath("//button[contains(., 'Versturen')]")
    assert_mistakes(do(sanne, page, "berichten", **own), f"{form}-afwijkreden")
    seen = do(sanne, page, "berichten/voorbeeld", **own, afwijkreden="inwonerVroeg")
    assert "Dat moment koos u zelf. De reden: de inwoner vroeg om dit moment" in text_of(seen)
    inputs = tree_of(seen).xpath("//form[contains(., 'Versturen')]/input")
    hidden = {one.get("name"): one.get("value") for one in inputs}
    sanne.post(f"{page}/berichten", data=hidden)
    words = text_of(sanne.get(page))
    assert "Zelf gekozen moment: de inwoner vroeg om dit moment" in words, "on the timeline"
    assert "Tegen deze regel" in words


def test_a_letter_needs_a_street_that_somebody_looked_up(debts: tuple[FlaskClient, str]) -> None:
    sanne, page = debts
    do(sanne, page, "afspraken", **MEET)
    letter = WISH | {"sjabloon": "brief-eerste", "letters": "groot"}
    assert "De brief komt in grote letters" in text_of(do(sanne, page, "berichten/voorbeeld", **letter))
    assert "/privacy/9901" in text_of(do(sanne, page, "berichten/voorbeeld", **letter))
    refused = do(sanne, page, "berichten", **letter)
    assert (refused.status_code, "geen straat en plaats" in text_of(refused)) == (400, True)
    assert_mistakes(do(sanne, page, "briefadres"), "briefadres-straat", "briefadres-plaats", "briefadres-bron")
    found = {"straat": "Verzonnen Dreef", "plaats": "Voorbeeldstad", "bron": "basisregistratiePersonen"}
    assert do(sanne, page, "briefadres", **found).location == f"{page}?melding=briefadres"
    assert do(sanne, page, "berichten", **letter).location == f"{page}?melding=bericht"
    words = text_of(sanne.get(page))
    assert "Straat en plaats opgezocht voor een brief" in words
    assert "Verzonnen Dreef" not in words.partition("Tijdlijn")[2], "no address on the timeline"


def test_what_the_resident_said_with_the_consent_stands_with_the_signal(browser: Browser, opened: Open) -> None:
    document = door_signal(betrokkene=person(17))
    wish = {"manier": "sms", "soorten": ["afspraak"], "veilig": True, "taal": "ar", "dagdeel": "Ochtend"}
    document["achterDeVoordeur"] |= {"contactwens": wish}
    els, page = browser("Els Verzinsel", "behandelaar:wijkteam"), opened(document)
    do(els, page, "oppakken")
    words = text_of(els.get(page))
    assert "Contactwens van de inwoner" in words
    assert "Sms, berichten over een afspraak, dat is veilig, in de ochtend, taal: Arabisch" in words
