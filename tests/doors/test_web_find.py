"""The search screen, the API's search, and the choices of a worklist with their saved filters."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from service.db import Database
from tests.doors.conftest import Post
from tests.doors.test_web_work import Browser, Open, browser, opened, route_all
from tests.doors.web import form_of, text_of, tree_of
from tests.factories import door_signal, person, rent_signal

__all__ = ["browser", "opened"]
Town = dict[str, str]
Rows = Callable[[FlaskClient, str], list[str]]


def sent(surname: str = "Verzinsel") -> dict[str, Any]:
    return rent_signal(betrokkene=person(9) | {"achternaam": surname})


class TestSearch:
    def test_what_is_found_stands_on_the_page_without_a_person(self, browser: Browser, opened: Open) -> None:
        address = opened(sent())
        sanne = browser()
        form = form_of(sanne.get("/zoeken"))
        shown = sanne.post("/zoeken", data=form | {"zoekterm": "de verzinsel"})
        assert shown.status_code == HTTPStatus.OK
        assert tree_of(shown).xpath("//main//ol//a/@href") == [address]
        assert "1 verwijzing gevonden" in text_of(shown)
        assert "Precies wat u zocht" in text_of(shown)
        assert "2091AB" not in shown.text

    def test_nothing_found_says_what_to_do(self, browser: Browser, opened: Open) -> None:
        opened(sent())
        sanne = browser()
        shown = sanne.post("/zoeken", data=form_of(sanne.get("/werklijst")) | {"zoekterm": "Bestaatniet"})
        assert "Er is niets gevonden op uw werklijsten" in text_of(shown)

    def test_nothing_to_search_by_is_a_mistake_beside_the_field(self, browser: Browser) -> None:
        sanne = browser()
        shown = sanne.post("/zoeken", data=form_of(sanne.get("/zoeken")) | {"zoekterm": "?!"})
        assert shown.status_code == HTTPStatus.BAD_REQUEST
        assert "Zoek op een referentie" in text_of(shown)
        assert tree_of(shown).xpath("//input[@id='zoekterm']/@aria-invalid") == ["true"]

    def test_a_search_in_an_address_finds_nothing(self, browser: Browser, opened: Open) -> None:
        opened(sent())
        shown = browser().get("/zoeken?zoekterm=Verzinsel")
        assert not tree_of(shown).xpath("//main//ol")

    def test_words_are_not_written_down(self, browser: Browser, opened: Open, database: Database) -> None:
        opened(sent())
        sanne = browser()
        sanne.post("/zoeken", data=form_of(sanne.get("/zoeken")) | {"zoekterm": "Verzinsel"})
        with database.transaction() as session:
            rows = session.execute(text("SELECT row_to_json(journal)::text FROM journal")).scalars().all()
        assert any("gezocht" in row for row in rows)
        assert not [row for row in rows if "erzinsel" in row]

    def test_through_the_api(self, client: FlaskClient, town: Town, opened: Open) -> None:
        address = opened(sent())
        answer = client.post("/api/v1/verwijzingen/_zoek", json={"zoekterm": "Versinsel"}, headers=town)
        assert answer.status_code == HTTPStatus.OK, answer.json
        [found] = answer.json["verwijzingen"]
        assert (found["treffer"], found["id"], answer.json["meer"]) == ("klinktAls", address.rsplit("/", 1)[-1], False)
        wrong = client.post("/api/v1/verwijzingen/_zoek", json={"zoekterm": "--"}, headers=town)
        assert (wrong.status_code, wrong.json["errors"][0]["code"]) == (HTTPStatus.BAD_REQUEST, "nietsOmOpTeZoeken")
        assert client.get("/api/v1/verwijzingen/_zoek?zoekterm=Verzinsel", headers=town).status_code in {404, 405}

    def test_a_delivery_of_many_is_found_too(
        self, client: FlaskClient, corporation: Town, town: Town, app: Flask, database: Database
    ) -> None:
        body = {"signalen": [sent("Bulkema"), sent("Bulkstra")]}
        assert client.post("/api/v1/aanleveringen", json=body, headers=corporation).status_code == HTTPStatus.CREATED
        route_all(app, database)
        answer = client.post("/api/v1/verwijzingen/_zoek", json={"zoekterm": "bulk"}, headers=town)
        assert [hit["treffer"] for hit in answer.json["verwijzingen"]] == ["begin"]


class TestChoices:
    @pytest.fixture
    def rows(self, opened: Open) -> Rows:
        opened()
        opened(door_signal(zorgen=["geldzorgen"], bestemmingen=["schuldhulp"]))

        def read(who: FlaskClient, query: str) -> list[str]:
            shown = tree_of(who.get(f"/werklijst?lijst=schuldhulp&{query}"))
            return list(shown.xpath("//main//ol/li//a/@href"))

        return read

    def test_narrow_the_list(self, browser: Browser, rows: Rows) -> None:
        sanne = browser()
        assert len(rows(sanne, "")) == 2
        for query in ("soort=signaal", "soort=eigenVerzoek"):
            assert len(rows(sanne, query)) == 1, query
        assert rows(sanne, "telaat=ja") == []
        page = tree_of(sanne.get("/werklijst"))
        for name in ("team", "bak", "gebied"):
            values = page.xpath(f"//select[@id='{name}']/option/@value")
            found = {one: len(rows(sanne, f"{name}={one}")) for one in values}
            assert found.pop("") == 2
            assert sum(found.values()) == 2, name
            assert len(found) > 1, name
        assert len(rows(sanne, "team=bestaatniet&bak=x'--")) == 2, "what is no choice is left out"

    def test_ones_own_team_and_the_next_of_what_is_in_sight(
        self, browser: Browser, opened: Open, database: Database
    ) -> None:
        north, south = opened(), opened(rent_signal(betrokkene=person(5, "2096TK")))
        sanne, karim = browser(), browser("Karim Testema")
        with database.transaction() as session:
            teams = "UPDATE account SET teams = '{schuldhulp-zuid, wijkteam-oost}' WHERE username = 'karim'"
            session.execute(text(teams))
        options = "//select[@id='team']/option/text()"
        offered = [one.strip() for one in tree_of(karim.get("/werklijst")).xpath(options)]
        assert offered == ["Alle teams", "Mijn team (Schuldhulp Zuid)", "Schuldhulp Noord", "Schuldhulp Zuid"]
        assert "Mijn team (Schuldhulp Zuid)" not in tree_of(sanne.get("/werklijst")).xpath(options)
        narrow = "/werklijst?lijst=schuldhulp&team=mijn"
        shown = karim.get(narrow)
        assert tree_of(shown).xpath("//main//ol/li//a/@href") == [south]
        asked = form_of(shown) | {"lijst": "schuldhulp", "team": "mijn"}
        assert karim.post("/werklijst/volgende", data=asked).location == f"{south}?melding=opgepakt"
        assert karim.post("/werklijst/volgende", data=asked).location == f"{narrow}&melding=geen-keuze"
        assert tree_of(karim.get("/werklijst?status=open")).xpath("//main//ol/li//a/@href") == [north]

    def test_late_is_what_has_a_day_before_today(
        self, browser: Browser, rows: Rows, database: Database
    ) -> None:
        with database.transaction() as session:
            session.execute(text("UPDATE referral SET target_due = current_date - 3 WHERE ground = 'signaal'"))
        assert len(rows(browser(), "telaat=ja")) == 1

    def test_closed_work_is_listed(
        self, browser: Browser, rows: Rows, database: Database
    ) -> None:
        with database.transaction() as session:
            closing = "UPDATE referral SET status = 'afgesloten', closed_at = now() WHERE ground = 'signaal'"
            session.execute(text(closing))
        assert len(rows(browser(), "status=afgesloten")) == 1

    def test_keep_share_and_remove(self, browser: Browser, opened: Open) -> None:
        opened()
        sanne, karim = browser(), browser("Karim Testema")
        asked = form_of(sanne.get("/werklijst")) | {"lijst": "schuldhulp", "soort": "signaal", "zoekterm": "Verzinsel"}
        for name, shared in (("Alleen huur", "ja"), ("Voor mij", "")):
            answer = sanne.post("/werklijst/keuzes", data=asked | {"naam": name, "gedeeld": shared})
            assert answer.location == "/werklijst?lijst=schuldhulp&soort=signaal&melding=keuze"
        links = "//ul[@class='voordeur-saved__list']//a/text()"
        assert tree_of(sanne.get("/werklijst")).xpath(links) == ["Alleen huur", "Voor mij"]
        shown = karim.get("/werklijst")
        assert tree_of(shown).xpath(links) == ["Alleen huur"]
        assert "gedeeld door Sanne Proefstra" in text_of(shown)
        [target] = tree_of(sanne.get("/werklijst")).xpath("(//form[contains(@action, 'verwijderen')])[1]/@action")
        karim.post(target, data=form_of(shown))
        assert tree_of(karim.get("/werklijst")).xpath(links) == ["Alleen huur"], "another's stays"
        sanne.post(target, data=asked)
        assert tree_of(sanne.get("/werklijst")).xpath(links) == ["Voor mij"]

    def test_a_kept_choice_holds_only_codes(self, browser: Browser, database: Database) -> None:
        sanne = browser()
        form = form_of(sanne.get("/werklijst")) | {"lijst": "schuldhulp", "bak": "Familie Verzinsel", "naam": "x"}
        sanne.post("/werklijst/keuzes", data=form)
        assert sanne.post("/werklijst/keuzes", data=form | {"naam": " "}).location.endswith("melding=keuze-naam")
        other = sanne.post("/werklijst/keuzes", data=form | {"lijst": "wijkteam"})
        assert other.status_code == HTTPStatus.FORBIDDEN
        with database.transaction() as session:
            assert session.execute(text("SELECT wish FROM saved_filter")).scalars().all() == [{"lijst": "schuldhulp"}]

    def test_through_the_api(self, client: FlaskClient, town: Town, post: Post, opened: Open) -> None:
        opened()
        asked = {"grond=signaal": 1, "grond=zorg": 0, "team=onbekend": 0, "vervaltVoor=2020-01-01": 0}
        for query, count in asked.items():
            answer = client.get(f"/api/v1/verwijzingen?bestemming=schuldhulp&{query}", headers=town)
            assert len(answer.json["verwijzingen"]) == count, query
