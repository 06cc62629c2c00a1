"""The screens about corporations without an agreement: who tried, and the municipality's general consent."""

from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.db import Database
from service.partners.general_consent import general_consents
from tests.doors.test_web_agreements import send
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import (
    TOWN,
    World,
    create_agreement,
    create_client,
    create_organisation,
    door_signal,
    rent_block,
    rent_signal,
    token,
)

START, LIST, CONSENT = "/beheer", "/beheer/overeenkomsten", "/beheer/overeenkomsten/algemene-toestemming"
TODAY = clock.today()


@pytest.fixture
def bas(app: Flask, database: Database, world: World) -> FlaskClient:
    with database.transaction() as session:
        account = create_account(session, world.town_id, "bas", "Bas", ["beheerder"])
    return browser_of(app, database, account)


@pytest.fixture
def stranger(client: FlaskClient, database: Database, world: World) -> tuple[UUID, dict[str, str]]:
    """A corporation that is enrolled and has no agreement with the town, and its token."""
    with database.transaction() as session:
        found = create_organisation(session, name="Woonstichting Verderop")
        client_id = create_client(session, found, scopes=["signalen:indienen"])
    return found, token(client, client_id)


def consented(bas: FlaskClient, **changes: str) -> UUID:
    """Record a consent from today on; its id."""
    fields = {"door": "Het college", "gegeven": TODAY.isoformat(), "van": TODAY.isoformat()} | changes
    answer = send(bas, CONSENT, **fields)
    assert answer.location == f"{LIST}?melding=toestemming", text_of(answer)
    [end] = tree_of(bas.get(LIST)).xpath("//a[contains(@href, 'algemene-toestemming/')]/@href")
    return UUID(end.split("/")[-2])


class TestWhoTried:
    def test_the_first_try_is_told_with_what_to_do(
        self, bas: FlaskClient, client: FlaskClient, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        assert "Geprobeerd zonder" not in text_of(bas.get(START))
        corporation, headers = stranger
        sent = rent_signal()
        assert client.post("/api/v1/signalen", json=sent, headers=headers).status_code == 422
        for where in (START, LIST):
            page = bas.get(where)
            words = text_of(page)
            assert "Geprobeerd zonder overeenkomst" in words
            assert "Woonstichting Verderop" in words
            assert "1 geweigerd" in words
            assert sent["betrokkene"]["achternaam"] not in page.text
            assert sent["referentie"] not in page.text
            links = tree_of(page).xpath("//section[@aria-labelledby='geprobeerd']//a/@href")
            assert links == [f"{LIST}/nieuw?corporatie={corporation}&soort=huurachterstand", CONSENT]

    def test_the_link_opens_the_form_filled_in(
        self, bas: FlaskClient, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        tree = tree_of(bas.get(f"{LIST}/nieuw?corporatie={stranger[0]}&soort=huurachterstand"))
        assert tree.xpath("//select[@name='corporatie']/option[@selected]/@value") == [str(stranger[0])]
        assert tree.xpath("//input[@name='soorten'][@checked]/@value") == ["huurachterstand"]

    def test_anything_else_in_the_link_leaves_the_form_as_it_was(self, bas: FlaskClient) -> None:
        tree = tree_of(bas.get(f"{LIST}/nieuw?corporatie=<b>&soort=anders"))
        assert tree.xpath("//select[@name='corporatie']/option[@selected]") == []
        assert len(tree.xpath("//input[@name='soorten'][@checked]")) == 2

    def test_behind_the_door_offers_an_agreement_and_no_general_consent(
        self, bas: FlaskClient, client: FlaskClient, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        client.post("/api/v1/signalen", json=door_signal(), headers=stranger[1])
        links = tree_of(bas.get(START)).xpath("//section[@aria-labelledby='geprobeerd']//a/@href")
        assert links == [f"{LIST}/nieuw?corporatie={stranger[0]}&soort=achterDeVoordeur"]

    def test_who_may_send_by_now_is_no_longer_told(
        self, bas: FlaskClient, client: FlaskClient, database: Database, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1])
        with database.transaction() as session:
            create_agreement(session, stranger[0], kinds=["huurachterstand"])
        assert "Geprobeerd zonder" not in text_of(bas.get(START))

    def test_a_refusal_for_another_reason_and_one_of_long_ago_are_not_told(
        self, bas: FlaskClient, client: FlaskClient, database: Database, corporation: dict[str, str],
        stranger: tuple[UUID, dict[str, str]],
    ) -> None:
        kept = rent_signal(huurachterstand=rent_block(TODAY, betalingsregeling="nagekomen"))
        client.post("/api/v1/signalen", json=kept, headers=corporation)
        client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1])
        with database.transaction() as session:
            session.execute(text("UPDATE refusal_count SET day = day - 90"))
        assert "Geprobeerd zonder" not in text_of(bas.get(START))

    def test_another_municipality_sees_nothing_of_it(
        self, app: Flask, database: Database, client: FlaskClient, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1])
        with database.transaction() as session:
            other = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
            account = create_account(session, other, "ria", "Ria", ["beheerder"])
        assert "Verderop" not in text_of(browser_of(app, database, account).get(START))


class TestGeneralConsent:
    def test_is_recorded_with_who_and_when_and_takes_rent_signals_at_once(
        self, bas: FlaskClient, client: FlaskClient, database: Database, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        consented(bas)
        words = text_of(bas.get(LIST))
        assert "Het college, op" in words
        assert "Stem algemeen in" not in words
        answer = client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1])
        assert answer.status_code == 201
        with database.transaction() as session:
            noted = session.scalars(text("SELECT action FROM journal WHERE ground = 'beheer'")).all()
        assert "algemene-toestemming-vastgelegd" in noted

    @pytest.mark.parametrize(("changes", "field"), [
        ({"van": (TODAY - timedelta(days=1)).isoformat()}, "van"), ({"van": "morgen"}, "van"),
        ({"door": ""}, "door"), ({"gegeven": ""}, "gegeven"),
        ({"gegeven": (TODAY + timedelta(days=2)).isoformat()}, "gegeven"),
    ])
    def test_what_will_not_do_is_told_and_nothing_is_kept(
        self, bas: FlaskClient, database: Database, changes: dict[str, str], field: str
    ) -> None:
        typed = {"door": "Het college", "gegeven": TODAY.isoformat(), "van": TODAY.isoformat()} | changes
        answer = send(bas, CONSENT, **typed)
        assert answer.status_code == HTTPStatus.BAD_REQUEST
        assert tree_of(answer).xpath("//div[@role='alert']//a/@href") == [f"#{field}"]
        with database.transaction() as session:
            assert general_consents(session, TOWN) == []

    def test_there_is_one_at_a_time(self, bas: FlaskClient) -> None:
        consented(bas)
        again = send(bas, CONSENT, door="Het college", gegeven=TODAY.isoformat(), van=TODAY.isoformat())
        assert again.status_code == HTTPStatus.CONFLICT
        assert "al algemeen toegestemd" in text_of(again)

    def test_is_ended_on_a_day_and_what_comes_then_is_refused(
        self, bas: FlaskClient, client: FlaskClient, database: Database, stranger: tuple[UUID, dict[str, str]]
    ) -> None:
        where = f"{CONSENT}/{consented(bas)}/beeindigen"
        assert send(bas, where, einddatum="").status_code == HTTPStatus.BAD_REQUEST
        past = (TODAY - timedelta(days=1)).isoformat()
        assert "Kies een dag vanaf" in text_of(send(bas, where, einddatum=past))
        assert send(bas, where, einddatum=TODAY.isoformat()).location == f"{LIST}?melding=toestemming-beeindigd"
        assert "Verlengen kan hier niet" in text_of(
            send(bas, where, einddatum=(TODAY + timedelta(days=1)).isoformat()))
        assert client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1]).status_code == 201
        with database.transaction() as session:
            session.execute(text("UPDATE general_consent SET valid_from = :day, valid_until = :day"), {"day": past})
        assert client.post("/api/v1/signalen", json=rent_signal(), headers=stranger[1]).status_code == 422
        assert "Beëindigd" in text_of(bas.get(LIST))

    def test_one_that_has_not_begun_can_be_taken_back(self, bas: FlaskClient, database: Database) -> None:
        consent_id = consented(bas, van=(TODAY + timedelta(days=9)).isoformat())
        assert "Gaat nog in" in text_of(bas.get(LIST))
        send(bas, f"{CONSENT}/{consent_id}/beeindigen", einddatum=TODAY.isoformat())
        with database.transaction() as session:
            assert general_consents(session, TOWN) == []

    def test_of_another_municipality_is_not_found(self, app: Flask, bas: FlaskClient, database: Database) -> None:
        where = f"{CONSENT}/{consented(bas)}/beeindigen"
        with database.transaction() as session:
            other = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code="9902")
            account = create_account(session, other, "ria", "Ria", ["beheerder"])
        ria = browser_of(app, database, account)
        assert ria.get(where).status_code == HTTPStatus.NOT_FOUND
        fields = form_of(ria.get(CONSENT)) | {"einddatum": TODAY.isoformat()}
        assert ria.post(where, data=fields).status_code == HTTPStatus.NOT_FOUND

    def test_gives_nobody_access(self, bas: FlaskClient, stranger: tuple[UUID, dict[str, str]]) -> None:
        consented(bas)
        assert "Verderop" not in text_of(bas.get("/beheer/systemen"))

    def test_residents_read_that_other_landlords_may_pass_arrears_on(
        self, bas: FlaskClient, client: FlaskClient
    ) -> None:
        assert "andere woningcorporatie" not in text_of(client.get(f"/privacy/{TOWN}"))
        consented(bas)
        assert "andere woningcorporatie" in text_of(client.get(f"/privacy/{TOWN}"))
