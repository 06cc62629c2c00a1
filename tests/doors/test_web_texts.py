"""The screens for texts: adapting one, the rules beside it, a second person who decides, and going back."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from service.db import Database
from service.messages.template import shipped, template_named
from service.messages.texts_in_use import text_in_use
from tests.doors.test_web_policy import administrator, anna, bas
from tests.doors.web import field_of, form_of, text_of, tree_of
from tests.factories import TOWN

__all__ = ["administrator", "anna", "bas"]
LIST = "/beheer/teksten"
SMS, LETTER = f"{LIST}/sms-vervolg", f"{LIST}/brief-vervolg"
OWN = "Hallo, dit is {{medewerker_naam}} van de gemeente. Ik spreek u graag. Bel of app mij: {{medewerker_telefoon}}."


def send(client: FlaskClient, where: str, words: str, doing: str = "bewaar") -> TestResponse:
    form = client.get(f"{where}/wijzigen")
    typed = form_of(form) | {"gezien": field_of(form, "gezien"), "tekst": words, "doen": doing}
    return client.post(f"{where}/wijzigen", data=typed)


def act(client: FlaskClient, where: str, step: str, **more: str) -> TestResponse:
    shown = client.get(where)
    seen = (tree_of(shown).xpath("//input[@name='gezien']/@value") or [""])[0]
    return client.post(f"{where}/{step}", data=form_of(shown) | {"gezien": seen} | more)


def in_use(session: Session, code: str = "sms-vervolg") -> str:
    found = text_in_use(session, TOWN, code)
    assert found is not None
    return found.text


def test_every_shipped_text_can_be_adapted_and_checking_stores_nothing(bas: FlaskClient) -> None:
    assert len(tree_of(bas.get(LIST)).xpath("//main//li/a")) == len(shipped())
    form = bas.get(f"{SMS}/wijzigen")
    assert "connect-src 'self'" in form.headers["Content-Security-Policy"]
    assert "connect-src" not in bas.get(SMS).headers["Content-Security-Policy"]
    assert "{{medewerker_telefoon}}" in tree_of(form).xpath("//textarea")[0].text
    found = send(bas, SMS, OWN + "\nU moet bellen.", "controleer")
    assert "regel 2: “U moet”" in text_of(found)
    assert "dit is Sanne Proefstra van de gemeente" in text_of(found), "an invented resident"
    assert "Concept" not in text_of(bas.get(SMS))


@pytest.mark.parametrize(("where", "words", "told"), [
    (SMS, "Dag {{voornaam}}", "Regel 1: “{{voornaam}}” is geen invulveld"),
    (SMS, "Dag\n{{bron_signaal}}", "Regel 2: bron_signaal mag niet"),
    (SMS, "{{ x", "is geen invulveld"),
    (SMS, "", "Schrijf een tekst."),
    (f"{LIST}/mail-vervolg", "Beste {{inwoner_aanhef}}", "Onderwerp:"),
])
def test_what_cannot_be_filled_in_is_not_kept(bas: FlaskClient, where: str, words: str, told: str) -> None:
    refused = send(bas, where, words)
    assert (refused.status_code, told in text_of(refused)) == (400, True)
    assert tree_of(refused).xpath("//title")[0].text.startswith("Fout: ")


def test_a_second_person_puts_a_text_into_use_and_back(
    bas: FlaskClient, anna: FlaskClient, database: Database
) -> None:
    assert send(bas, SMS, OWN).location == f"{SMS}?melding=tekst-bewaard"
    assert "U hebt dit concept zelf geschreven" in text_of(bas.get(SMS))
    assert act(bas, SMS, "vaststellen").status_code == 403
    shipped = template_named("sms-vervolg")
    assert shipped is not None
    with database.transaction() as session:
        assert in_use(session) == shipped.text
    assert act(anna, SMS, "vaststellen").location == f"{SMS}?melding=tekst-vastgesteld"
    with database.transaction() as session:
        assert in_use(session) == OWN
    words = text_of(anna.get(SMS))
    assert "Geschreven door Bas" in words
    assert "Vastgesteld door Anna" in words
    act(anna, SMS, "terug")
    assert "terug naar de meegeleverde tekst" in text_of(anna.get(SMS))
    act(bas, SMS, "vaststellen")
    with database.transaction() as session:
        assert in_use(session) == shipped.text
    [earlier] = tree_of(bas.get(SMS)).xpath("//input[@name='versie']/@value")
    act(bas, SMS, "terug", versie=earlier)
    act(anna, SMS, "vaststellen")
    with database.transaction() as session:
        assert in_use(session) == OWN
    assert "Tekst voor inwoners vastgesteld" in text_of(anna.get("/beheer/logboek"))


def test_a_text_with_a_serious_fault_or_seen_otherwise_is_not_put_into_use(
    bas: FlaskClient, anna: FlaskClient, database: Database
) -> None:
    send(bas, LETTER, "Beste {{inwoner_aanhef}},\n\nU moet bellen.")
    assert "nog een ernstige fout" in text_of(anna.get(LETTER))
    assert act(anna, LETTER, "vaststellen").status_code == 409
    send(bas, SMS, OWN)
    old = form_of(anna.get(SMS)) | {"gezien": field_of(anna.get(SMS), "gezien")}
    send(bas, SMS, OWN.replace("Hallo", "Dag"))
    changed = anna.post(f"{SMS}/vaststellen", data=old)
    assert (changed.status_code, "Een collega heeft het concept gewijzigd" in text_of(changed)) == (409, True)
    act(bas, SMS, "verwijderen")
    assert "Pas deze tekst aan" in text_of(bas.get(SMS))


def test_a_letter_is_seen_on_paper(bas: FlaskClient) -> None:
    shown = bas.get(LETTER)
    pdf = bas.post(f"{LETTER}/brief.pdf", data=form_of(shown) | {"tekst": field_of(shown, "tekst")})
    assert (pdf.mimetype, pdf.data[:5]) == ("application/pdf", b"%PDF-")
    assert bas.post(f"{LETTER}/brief.pdf", data=form_of(shown) | {"tekst": "{{x"}).status_code == 400
    assert bas.post(f"{SMS}/brief.pdf", data=form_of(shown)).status_code == 404
    assert bas.get(f"{LIST}/bestaat-niet").status_code == 404
