"""By what a corporation may send: every way in says the same about an agreement, a general consent and none at all."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask, request_started
from flask.testing import FlaskClient
from sqlalchemy import text

from service import clock
from service.actors import Administrator
from service.db import Database
from service.partners.general_consent import NewGeneralConsent, end_general_consent, record_general_consent
from service.policy.load import EXAMPLES, dump, load
from service.policy.model import MissingAgreement
from service.policy.store import approve, draft
from tests.doors.conftest import Post
from tests.doors.test_web_corporation import RENT, rent, send
from tests.doors.web import browser_of, create_account, text_of
from tests.factories import TOWN, World, create_agreement, create_organisation, door_signal, rent_signal, token

OTHER = "9904"
PATH = "/api/v1/signalen"
JUDGED = "/api/v1/signalen/_beoordeel"
BATCH = "/api/v1/aanleveringen"


class Town:
    """A municipality without an agreement, under the policy that it chose, and what it records."""

    def __init__(self, database: Database, corporation: UUID) -> None:
        self._database, self._corporation = database, corporation
        with database.transaction() as session:
            self.id = create_organisation(session, name="Gemeente Nergenshuizen", municipality_code=OTHER)
        self.keeper = Administrator(uuid4(), self.id, "Bas Nepveen", OTHER)

    def choose(self, choice: MissingAgreement) -> None:
        example = load((EXAMPLES / f"{TOWN}.yaml").read_text("utf-8"))
        today, now = clock.today(), clock.now()
        chosen = replace(example, municipality_code=OTHER, valid_from=today, missing_agreement=choice)
        second = Administrator(uuid4(), self.id, "Anna Testema", OTHER)
        with self._database.transaction() as session:
            approve(session, draft(session, dump(chosen), self.keeper, now), second, now)

    def consent(self) -> UUID:
        today = clock.today()
        with self._database.transaction() as session:
            new = NewGeneralConsent("Het college", today, today)
            return record_general_consent(session, new, self.keeper, clock.now())

    def end_yesterday(self, consent: UUID) -> None:
        """As it stands on the day after its last day."""
        with self._database.transaction() as session:
            end_general_consent(session, consent, clock.today(), self.keeper, clock.now())
            session.execute(text("UPDATE general_consent SET valid_from = :day, valid_until = :day"),
                            {"day": clock.today() - timedelta(days=1)})

    def agree(self, *kinds: str) -> None:
        with self._database.transaction() as session:
            create_agreement(session, self._corporation, municipality_code=OTHER, kinds=list(kinds) or None)


@pytest.fixture
def town(database: Database, world: World) -> Town:
    return Town(database, world.corporation_id)


Seen = tuple[int, str, str, str]
"""Status, verdict, and outcome and words of the finding about the agreement."""


def seen(status: int, judgement: dict[str, Any]) -> Seen:
    [found] = [one for one in judgement["bevindingen"] if one["voorwaarde"] == "overeenkomst"]
    return status, judgement["oordeel"], found["uitkomst"], found["uitleg"]


@pytest.fixture
def by_every_way(app: Flask, client: FlaskClient, database: Database, world: World, post: Post) -> Callable[[], Seen]:
    """What a rent signal hears, the same by each way in: short and long, in a delivery, tried, typed in the form."""
    with database.transaction() as session:
        account = create_account(session, world.corporation_id, "corry", "Corry Woonstra", ["corporatie"])
    corry = browser_of(app, database, account)
    headers = token(client, world.corporation_client)

    def ask() -> Seen:
        short = post(rent_signal(gemeentecode=OTHER))
        again = post(rent_signal(gemeentecode=OTHER))
        long = client.post(
            PATH, data=json.dumps(rent_signal(gemeentecode=OTHER)), headers=headers,
            content_type="application/json; charset=utf-8",
        )
        [row] = client.post(BATCH, json={"signalen": [rent_signal(gemeentecode=OTHER)]}, headers=headers).json[
            "resultaten"
        ]
        tried = post(rent_signal(gemeentecode=OTHER), JUDGED)
        found = {seen(one.status_code, one.json["beoordeling"]) for one in (short, again, long)}
        found |= {seen(row["status"], row["beoordeling"])}
        found |= {(short.status_code, *seen(200, tried.json["beoordeling"])[1:])}
        typed = send(corry, RENT, rent(gemeentecode=OTHER, referentie=f"KW-{uuid4().hex[:8]}"))
        page = text_of(corry.get(typed.location) if typed.location else typed)
        [one] = found
        assert (typed.status_code == 303) is (one[0] == 201)
        assert one[3] in page
        return one

    return ask


def test_with_an_agreement(town: Town, by_every_way: Callable[[], Seen]) -> None:
    town.choose(MissingAgreement.REFUSE)
    town.agree()
    status, verdict, outcome, words = by_every_way()
    assert (status, verdict, outcome) == (201, "toegestaan", "voldaan")
    assert "afgesproken" in words


def test_by_general_consent(town: Town, by_every_way: Callable[[], Seen]) -> None:
    town.choose(MissingAgreement.REFUSE)
    town.consent()
    status, verdict, outcome, words = by_every_way()
    assert (status, verdict, outcome) == (201, "toegestaan", "voldaan")
    assert "algemeen toegestemd" in words


def test_where_the_policy_lets_a_person_decide(town: Town, by_every_way: Callable[[], Seen]) -> None:
    town.choose(MissingAgreement.TRIAGE)
    status, verdict, outcome, words = by_every_way()
    assert (status, verdict, outcome) == (201, "mensBeslist", "nietVoldaan")
    assert "vraagt er geen" in words


def test_without_anything(town: Town, post: Post, client: FlaskClient, world: World) -> None:
    """The form does not offer a municipality that takes nothing."""
    town.choose(MissingAgreement.REFUSE)
    headers = token(client, world.corporation_client)
    single = post(rent_signal(gemeentecode=OTHER))
    [row] = client.post(BATCH, json={"signalen": [rent_signal(gemeentecode=OTHER)]}, headers=headers).json["resultaten"]
    tried = post(rent_signal(gemeentecode=OTHER), JUDGED)
    assert {
        seen(422, single.json["beoordeling"]), seen(row["status"], row["beoordeling"]),
        seen(422, tried.json["beoordeling"]),
    } == {seen(422, single.json["beoordeling"])}
    assert single.status_code == 422


def test_behind_the_door_a_consent_or_a_choice_changes_nothing(town: Town, post: Post) -> None:
    town.choose(MissingAgreement.TRIAGE)
    town.consent()
    assert post(door_signal(gemeentecode=OTHER)).status_code == 422


def test_an_agreement_for_the_door_alone_leaves_rent_to_the_general_consent(town: Town, post: Post) -> None:
    town.choose(MissingAgreement.REFUSE)
    town.agree("achterDeVoordeur")
    assert post(rent_signal(gemeentecode=OTHER)).status_code == 422
    town.consent()
    assert "algemeen toegestemd" in seen(201, post(rent_signal(gemeentecode=OTHER)).json["beoordeling"])[3]


def test_an_agreement_goes_before_the_general_consent(town: Town, post: Post) -> None:
    town.choose(MissingAgreement.REFUSE)
    town.consent()
    town.agree()
    assert "afgesproken" in seen(201, post(rent_signal(gemeentecode=OTHER)).json["beoordeling"])[3]


@pytest.mark.parametrize("choice", [MissingAgreement.REFUSE, MissingAgreement.TRIAGE])
def test_what_is_remembered_never_decides(town: Town, post: Post, choice: MissingAgreement) -> None:
    """The short way judges on what a process saw last; consent that was given or ended since is seen all the same."""
    town.choose(choice)
    without = (422, "geweigerd") if choice is MissingAgreement.REFUSE else (201, "mensBeslist")

    def answer() -> tuple[int, str]:
        given = post(rent_signal(gemeentecode=OTHER))
        return given.status_code, given.json["beoordeling"]["oordeel"]

    assert [answer(), answer()] == [without, without]
    consent = town.consent()
    assert [answer(), answer()] == [(201, "toegestaan"), (201, "toegestaan")]
    town.end_yesterday(consent)
    assert [answer(), answer()] == [without, without]
    town.agree()
    assert [answer(), answer()] == [(201, "toegestaan"), (201, "toegestaan")]


@pytest.mark.parametrize("way", ["consent", "triage"])
def test_the_short_way_takes_them_too(app: Flask, town: Town, post: Post, way: str) -> None:
    town.choose(MissingAgreement.TRIAGE if way == "triage" else MissingAgreement.REFUSE)
    if way == "consent":
        town.consent()
    post(rent_signal(gemeentecode=OTHER))
    passed: list[object] = []

    def note(*_sender: object, **_about: object) -> None:
        passed.append(1)

    with request_started.connected_to(note, app):
        assert post(rent_signal(gemeentecode=OTHER)).status_code == 201
    assert not passed


def test_a_refused_signal_is_not_let_in_afterwards(town: Town, post: Post, database: Database) -> None:
    """A consent does not reach back: nothing of the refused signal is here, and it is judged anew when sent again."""
    town.choose(MissingAgreement.REFUSE)
    refused = rent_signal(gemeentecode=OTHER)
    assert post(refused).status_code == 422
    town.consent()
    with database.transaction() as session:
        assert session.scalar(text("SELECT count(*) FROM signal")) == 0
    assert post(refused).status_code == 201


def test_an_accepted_signal_keeps_its_first_answer(town: Town, post: Post) -> None:
    town.choose(MissingAgreement.TRIAGE)
    signal = rent_signal(gemeentecode=OTHER)
    first = post(signal)
    town.agree()
    again = post(signal)
    assert (again.status_code, again.json) == (200, first.json)
