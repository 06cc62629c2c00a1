"""A tenant who objected is not signalled again on the old reminder, whichever way the signal comes in."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import text

from service import clock
from service.actors import CORPORATION_SCOPES, Corporation
from service.db import Database
from service.signals import objection
from service.signals.delivery.body import ndjson_rows
from service.signals.delivery.deliver import deliver
from service.signals.judgement import judge_for
from service.signals.objection import forget_objections
from service.signals.receive import Receipt, receive, receive_at_once, receive_signal
from service.signals.schemas import WithdrawalReason, read_report
from service.signals.withdraw import Withdrawal, withdraw_signal
from service.vault import Vault
from tests.factories import World, create_agreement, create_organisation, door_signal, person, rent_block, rent_signal
from tests.integration.casework import at
from tests.integration.conftest import ROBOT
from tests.law.objection_cases import REMEMBERED, Remembered

WITHDRAWN = date(2026, 6, 1)
Findings = dict[str, tuple[str, str]]
Way = Callable[["Town", dict[str, Any], Corporation, date], Findings | None]


class Town:
    def __init__(self, database: Database, vault: Vault) -> None:
        self.database, self.vault = database, vault
        with time_machine.travel(at(date(2026, 1, 1), 0), tick=False), database.transaction() as session:
            self.world = World(session)
            other = create_organisation(session, name="Een andere verhuurder")
            create_agreement(session, other)
        self.ours = self.world.corporation
        self.other = Corporation(uuid4(), other, "Een andere verhuurder", CORPORATION_SCOPES)

    def send(self, document: dict[str, Any], on: date, sender: Corporation | None = None) -> UUID:
        answer = receive(self.database, self.vault, read_report(document, on), sender or self.ours, at(on))
        assert isinstance(answer, Receipt), answer
        return answer.id

    def withdraw(self, signal_id: UUID, reason: str, on: date) -> None:
        with self.database.transaction() as session:
            withdrawal = Withdrawal(signal_id, WithdrawalReason(reason))
            withdraw_signal(session, self.vault, withdrawal, self.ours, at(on, 12))

    def objected(self, on: date = WITHDRAWN) -> dict[str, Any]:
        """The person of a signal that was withdrawn on a day because the tenant objected."""
        who = person(12)
        self.withdraw(self.send(signal(who, on, on - timedelta(days=20)), on), "bezwaarHuurder", on)
        return who

    def rows(self, query: str) -> list[Any]:
        with self.database.transaction() as session:
            return list(session.execute(text(query)).all())


def signal(who: dict[str, Any], on: date, reminder: date, reaction: str = "geen") -> dict[str, Any]:
    done = reminder.isoformat()
    steps = {
        "contactGezochtOp": done, "gewezenOpSchuldhulpOp": done, "herinneringVerstuurdOp": done,
        "aanbodBijHerinnering": True, "reactieHuurder": reaction,
    }
    block = rent_block(on, socialeIncasso=steps, ontstaansdatum=(reminder - timedelta(days=60)).isoformat())
    return rent_signal(on, betrokkene=who, huurachterstand=block)


def by_one(town: Town, document: dict[str, Any], sender: Corporation, on: date) -> Findings | None:
    """With nothing remembered in the process: the framework's way."""
    with town.database.transaction() as session:
        return _heard(receive_signal(session, town.vault, read_report(document, on), sender, at(on)))


def at_once(town: Town, document: dict[str, Any], sender: Corporation, on: date) -> Findings | None:
    """With everything remembered that lets a signal be stored in one statement."""
    town.send(signal(person(50), on, on), on, sender)
    report = read_report(document, on)
    stored = receive_at_once(town.database, town.vault, report, sender, at(on))
    return _heard(stored or receive(town.database, town.vault, report, sender, at(on)))


def in_a_delivery(town: Town, document: dict[str, Any], sender: Corporation, on: date) -> Findings | None:
    """Between rows that may be shared."""
    documents = [signal(person(60), on, on), document, signal(person(61), on, on)]
    rows = ndjson_rows("\n".join(map(json.dumps, documents)).encode())
    results = deliver(town.database, town.vault, rows, sender, at(on)).results
    assert [results[0].status, results[2].status] == [201, 201]
    if results[1].status == 201:
        return None
    assert results[1].status == 422
    return _findings(json.loads(results[1].judgement or ""))


def _heard(answer: Any) -> Findings | None:
    return None if isinstance(answer, Receipt) else _findings(answer.decision)


def _findings(decision: dict[str, Any]) -> Findings:
    return {one["voorwaarde"]: (one["uitkomst"], one["uitleg"]) for one in decision["bevindingen"]}


@pytest.fixture
def town(database: Database, vault: Vault) -> Town:
    return Town(database, vault)


@pytest.mark.parametrize("way", [by_one, at_once, in_a_delivery], ids=lambda way: way.__name__)
@pytest.mark.parametrize("case", REMEMBERED, ids=lambda case: case.name)
def test_every_way_in_agrees(town: Town, case: Remembered, way: Way) -> None:
    who, withdrawn = person(12), date.fromisoformat(case.withdrawn)
    who["adres"] |= {"huisletter": "A", "huisnummertoevoeging": "2"}
    town.withdraw(town.send(signal(who, withdrawn, withdrawn), withdrawn), case.reason, withdrawn)
    on, address = date.fromisoformat(case.on), who["adres"] | (case.address or {})
    stated = {name: value for name, value in address.items() if value is not None}
    again = signal(who | {"adres": stated}, on, date.fromisoformat(case.reminder), case.reaction)
    found = way(town, again, town.other if case.other else town.ours, on)
    assert (found is not None) == case.refused
    if found is not None:
        assert {key for key, (outcome, _) in found.items() if outcome != "voldaan"} == {"geenBezwaar"}
        assert "nieuwe schriftelijke herinnering" in found["geenBezwaar"][1]


def test_one_statement_stores_where_nobody_objected_and_nothing_where_somebody_may_have(town: Town) -> None:
    who, on = town.objected(), date(2026, 6, 15)
    town.send(signal(person(50), on, on), on)
    free, objected = (read_report(signal(one, on, date(2026, 6, 10)), on) for one in (person(51), who))
    assert receive_at_once(town.database, town.vault, free, town.ours, at(on)) is not None
    assert receive_at_once(town.database, town.vault, objected, town.ours, at(on)) is None
    assert isinstance(receive(town.database, town.vault, objected, town.ours, at(on)), Receipt)


def test_the_rows_of_one_file_are_judged_alike_in_any_order(town: Town) -> None:
    who, on = town.objected(), date(2026, 6, 15)
    documents = [signal(who, on, reminder) for reminder in (date(2026, 6, 10), date(2026, 5, 20), date(2026, 6, 2))]
    for order in ((0, 1, 2), (2, 1, 0)):
        chosen = [documents[index] | {"referentie": f"ORDE-{order}-{index}"} for index in order]
        rows = ndjson_rows("\n".join(map(json.dumps, chosen)).encode())
        statuses = [one.status for one in deliver(town.database, town.vault, rows, town.ours, at(on)).results]
        assert statuses == [201, 422, 201]


def test_the_same_signal_again_has_its_first_answer(town: Town) -> None:
    who, on = person(12), date(2026, 5, 25)
    document = signal(who, on, date(2026, 5, 20))
    first = town.send(document, on)
    town.withdraw(first, "bezwaarHuurder", WITHDRAWN)
    assert town.send(document, WITHDRAWN) == first


def test_what_is_kept_is_one_hash_and_a_day(town: Town) -> None:
    town.objected()
    [(key, day)] = town.rows("SELECT * FROM tenant_objection")
    assert (len(key), day) == (16, WITHDRAWN)
    elsewhere = town.rows("SELECT household_key FROM signal UNION SELECT household_key FROM referral")
    assert bytes(key) not in {bytes(row[0]) for row in elsewhere}


def test_another_corporation_has_another_key_for_the_same_address(town: Town) -> None:
    household = town.vault.index("household", "9901|2091AB|12")
    keys = {objection.objection_key(household, one.organisation_id, town.vault) for one in (town.ours, town.other)}
    assert len(keys | {household}) == 3


def test_the_later_of_two_objections_counts(town: Town) -> None:
    who = town.objected(date(2026, 4, 1))
    again = town.send(signal(who, WITHDRAWN, date(2026, 5, 1)), WITHDRAWN)
    town.withdraw(again, "bezwaarHuurder", WITHDRAWN)
    assert town.rows("SELECT objected_on FROM tenant_objection") == [(WITHDRAWN,)]


def test_an_objection_counts_also_when_the_person_was_forgotten_before(town: Town) -> None:
    who = person(12)
    first = town.send(signal(who, WITHDRAWN, WITHDRAWN), WITHDRAWN)
    with town.database.transaction() as session:
        session.execute(text("UPDATE signal SET subject = NULL"))
    town.withdraw(first, "bezwaarHuurder", WITHDRAWN)
    assert by_one(town, signal(who, date(2026, 6, 15), WITHDRAWN), town.ours, date(2026, 6, 15)) is not None


def test_posts_beside_a_withdrawal_leave_one_day_by_which_the_next_is_refused(town: Town) -> None:
    who, on = person(12), WITHDRAWN
    first = town.send(signal(who, on, on), on)
    with ThreadPoolExecutor(4) as pool:
        posts = [pool.submit(by_one, town, signal(who, on, on), town.ours, on) for _ in range(6)]
        pool.submit(town.withdraw, first, "bezwaarHuurder", on).result()
        for post in posts:
            post.result()
    assert by_one(town, signal(who, on, on), town.ours, on) is not None
    assert town.rows("SELECT objected_on FROM tenant_objection") == [(on,)]


def test_behind_the_door_an_objection_is_no_withdrawal_that_is_remembered(town: Town) -> None:
    on = WITHDRAWN
    town.withdraw(town.send(door_signal(on), on), "bezwaarHuurder", on)
    assert town.rows("SELECT * FROM tenant_objection") == []


def test_who_tries_a_signal_out_does_not_hear_of_it(town: Town) -> None:
    who, on = town.objected(), date(2026, 6, 15)
    report = read_report(signal(who, on, date(2026, 5, 20)), on)
    with town.database.transaction() as session:
        assert not judge_for(session, report, town.ours.organisation_id, on).refused


def test_it_is_erased_after_six_months_and_the_journal_says_how_many(town: Town) -> None:
    town.objected()
    assert _forget(town, date(2026, 11, 30)) == 0
    assert len(town.rows("SELECT 1 FROM tenant_objection")) == 1
    assert _forget(town, date(2026, 12, 1)) == 1
    assert town.rows("SELECT 1 FROM tenant_objection") == []
    noted = town.rows("SELECT subject_id, detail FROM journal WHERE action = 'bezwaren-gewist'")
    assert noted == [(None, {"aantal": 1})]
    assert _forget(town, date(2026, 12, 2)) == 0, "and nothing is written down about nothing"
    assert len(town.rows("SELECT 1 FROM journal WHERE action = 'bezwaren-gewist'")) == 1


def test_a_round_erases_as_many_as_it_is_asked(town: Town) -> None:
    for number in range(3):
        who = person(70 + number)
        town.withdraw(town.send(signal(who, WITHDRAWN, WITHDRAWN), WITHDRAWN), "bezwaarHuurder", WITHDRAWN)
    assert [_forget(town, date(2026, 12, 1), most=2) for _ in range(3)] == [2, 1, 0]


def _forget(town: Town, on: date, most: int = 100) -> int:
    with town.database.transaction() as session:
        return forget_objections(session, ROBOT, at(on), most)


def test_the_clock_is_that_of_amsterdam(town: Town) -> None:
    """Shortly after midnight there it is still the day before in UTC."""
    late = at(date(2026, 5, 31), 22).replace(minute=30)
    assert clock.day_of(late) == WITHDRAWN
    first = town.send(signal(person(12), date(2026, 5, 31), date(2026, 5, 1)), date(2026, 5, 31))
    with town.database.transaction() as session:
        withdrawal = Withdrawal(first, WithdrawalReason.TENANT_OBJECTS)
        withdraw_signal(session, town.vault, withdrawal, town.ours, late)
    assert town.rows("SELECT objected_on FROM tenant_objection") == [(WITHDRAWN,)]
