"""The screens of a team lead: who has how much, what is late, moving it, and who is away."""

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from service import clock
from service.actors import Robot
from service.app import parts_of
from service.db import Database
from service.referrals.refer import refer_signals
from service.referrals.tables import Referral
from tests.doors.web import browser_of, create_account, form_of, text_of, tree_of
from tests.factories import World, rent_signal, token

LIST, LATE = "/werkverdeling", "/werkverdeling/te-laat"
SignIn = Callable[..., FlaskClient]


@pytest.fixture
def people(database: Database, world: World) -> dict[str, UUID]:
    with database.transaction() as session:
        return {
            name: create_account(session, world.town_id, name, f"{name.capitalize()} Voorbeeldstra", [role])
            for name, role in (
                ("sanne", "behandelaar:schuldhulp"), ("karim", "behandelaar:schuldhulp"),
                ("els", "behandelaar:wijkteam"), ("petra", "teamleider"),
            )
        }


@pytest.fixture
def petra(app: Flask, database: Database, people: dict[str, UUID]) -> FlaskClient:
    return browser_of(app, database, people["petra"])


@pytest.fixture
def work(app: Flask, client: FlaskClient, database: Database, world: World, people: dict[str, UUID]) -> list[UUID]:
    """Three referrals; Sanne holds two of them."""
    header = token(client, world.corporation_client)
    ids = [UUID(client.post("/api/v1/signalen", json=rent_signal(), headers=header).json["id"]) for _ in range(3)]
    with database.transaction() as session:
        refer_signals(session, parts_of(app).vault, ids, Robot("toets"), clock.now())
        found = list(session.scalars(select(Referral.id).order_by(Referral.id)))
    sanne = browser_of(app, database, people["sanne"])
    for _ in range(2):
        shown = sanne.get("/werklijst")
        assert sanne.post("/werklijst/volgende", data=form_of(shown) | {"lijst": "schuldhulp"}).status_code == 303
    return found


def holders(database: Database) -> dict[UUID | None, int]:
    with database.transaction() as session:
        found = list(session.scalars(select(Referral.assigned_to)))
    return {one: found.count(one) for one in found}


def test_the_work_is_counted_per_person_and_tray(
    petra: FlaskClient, work: list[UUID], people: dict[str, UUID]
) -> None:
    shown = petra.get(LIST)
    rows = {
        row.xpath("string(th)").strip(): [cell.text_content() for cell in row.xpath("td")]
        for row in tree_of(shown).xpath("//table[1]/tbody/tr")
    }
    assert rows["Sanne Voorbeeldstra"][:3] == ["2", "0", "0"]
    assert rows["Sanne Voorbeeldstra"][3].endswith(": 2")
    assert rows["Karim Voorbeeldstra"][:3] == ["0", "0", "0"]
    assert "Petra Voorbeeldstra" not in rows
    assert "Voorbeeldsma" not in shown.text, "no resident"
    assert "Nog niet opgepakt, per bak" in text_of(shown)


def test_work_moves_to_a_colleague_who_sees_it_as_news(
    app: Flask, petra: FlaskClient, database: Database, work: list[UUID], people: dict[str, UUID]
) -> None:
    where = f"{LIST}/{people['sanne']}"
    shown = petra.get(where)
    values = tree_of(shown).xpath("//input[@name='werk']/@value")
    assert len(values) == 2
    takers = tree_of(shown).xpath("//select[@name='collega']/option/@value")
    assert takers == ["", str(people["els"]), str(people["karim"])]
    answer = petra.post(where, data=form_of(shown) | {"werk": values, "collega": str(people["karim"])})
    assert answer.location == f"{where}?melding=verdeeld"
    assert holders(database) == {people["karim"]: 2, None: 1}
    karim = browser_of(app, database, people["karim"])
    assert "Nieuw: de teamleider zette deze verwijzing op uw naam" in text_of(karim.get("/werklijst?mij=ja"))
    again = petra.post(where, data=form_of(shown) | {"werk": values, "collega": str(people["karim"])})
    assert again.status_code == HTTPStatus.CONFLICT
    assert "Er is niets veranderd." in text_of(again)


def test_what_is_missing_or_wrong_is_told(petra: FlaskClient, work: list[UUID], people: dict[str, UUID]) -> None:
    where = f"{LIST}/{people['sanne']}"
    shown = petra.get(where)
    values = tree_of(shown).xpath("//input[@name='werk']/@value")
    none = petra.post(where, data=form_of(shown) | {"werk": "onzin", "collega": "onzin"})
    assert none.status_code == HTTPStatus.BAD_REQUEST
    assert tree_of(none).xpath("//div[@role='alert']//a/@href") == ["#werk", "#collega"]
    els = petra.post(where, data=form_of(shown) | {"werk": values[:1], "collega": str(people["els"])})
    assert els.status_code == HTTPStatus.BAD_REQUEST
    assert "werkt niet op elke werklijst" in text_of(els)
    assert tree_of(els).xpath("//input[@name='werk'][@checked]/@value") == values[:1]
    assert tree_of(els).xpath("//option[@selected]/@value") == [str(people["els"])]


def test_what_is_late_is_shown_together(
    app: Flask, petra: FlaskClient, database: Database, work: list[UUID], people: dict[str, UUID]
) -> None:
    assert "Er is niets." in text_of(petra.get(LATE))
    with time_machine.travel(clock.now() + timedelta(days=60)):
        late = browser_of(app, database, people["petra"])
        assert "2 verwijzingen zijn opgepakt en te laat" in text_of(late.get(LIST))
        shown = late.get(LATE)
        values = tree_of(shown).xpath("//input[@name='werk']/@value")
        answer = late.post(LATE, data=form_of(shown) | {"werk": values[0], "collega": str(people["karim"])})
    assert answer.location == f"{LIST}?melding=verdeeld"
    assert holders(database) == {people["karim"]: 1, people["sanne"]: 1, None: 1}


def test_who_is_away_gets_no_work_and_the_own_work_is_pointed_out(
    petra: FlaskClient, work: list[UUID], people: dict[str, UUID]
) -> None:
    today, where = clock.today(), f"{LIST}/{people['sanne']}"
    form = form_of(petra.get(where))
    wrong = petra.post(f"{where}/afwezig", data=form | {"van": "gisteren", "tot": ""})
    assert wrong.status_code == HTTPStatus.BAD_REQUEST
    assert tree_of(wrong).xpath("//div[@role='alert']//a/@href") == ["#van", "#tot"]
    back = {"van": today.isoformat(), "tot": (today - timedelta(days=1)).isoformat()}
    assert "ligt voor de eerste dag" in text_of(petra.post(f"{where}/afwezig", data=form | back))
    days = {"van": today.isoformat(), "tot": (today + timedelta(days=3)).isoformat()}
    assert petra.post(f"{where}/afwezig", data=form | days).location == f"{where}?melding=afwezig"
    assert "Sanne Voorbeeldstra heeft 2 verwijzingen (afwezig van" in text_of(petra.get(LIST))
    other = petra.get(f"{LIST}/{people['karim']}")
    assert "Deze collega heeft geen werk opgepakt." in text_of(other)
    assert str(people["sanne"]) not in tree_of(petra.get(LATE)).xpath("//option/@value")
    assert petra.post(f"{where}/aanwezig", data=form).location == f"{where}?melding=aanwezig"
    assert "afwezig van" not in text_of(petra.get(LIST))


def test_nothing_moves_by_a_foreign_form_or_for_another_task(
    app: Flask, petra: FlaskClient, database: Database, work: list[UUID], people: dict[str, UUID]
) -> None:
    where, before = f"{LIST}/{people['sanne']}", holders(database)
    values = tree_of(petra.get(where)).xpath("//input[@name='werk']/@value")
    chosen = {"werk": values, "collega": str(people["karim"])}
    assert petra.post(where, data=chosen | {"formulier": "vals"}).status_code == HTTPStatus.FORBIDDEN
    karim = browser_of(app, database, people["karim"])
    for path in (LIST, LATE, where):
        assert karim.get(path).status_code == HTTPStatus.FORBIDDEN
    assert karim.post(where, data=form_of(karim.get("/werklijst")) | chosen).status_code == HTTPStatus.FORBIDDEN
    assert holders(database) == before
