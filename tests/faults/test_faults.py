"""Kill the worker, the relay or the broker at any moment: nothing is lost, nothing is done twice."""

import os
import random
import signal
import time
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text

from service.db import Database
from service.embedded.broker import Redis
from tests.faults.conftest import Crew, assert_all_routed_once, count, until

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]
Receive = Callable[..., list[UUID]]
WAITING = "SELECT count(*) FROM signal WHERE status = 'ontvangen'"


def _routed(database: Database) -> Callable[[], bool]:
    return lambda: count(database, WAITING) == 0


def test_a_signal_reaches_the_worklist(database: Database, crew: Crew, receive: Receive) -> None:
    crew.worker()
    ids = receive(20)
    until(_routed(database))
    assert_all_routed_once(database, ids)


def test_the_worker_is_killed_again_and_again(database: Database, crew: Crew, receive: Receive) -> None:
    ids: list[UUID] = []
    for _ in range(4):
        worker = crew.worker()
        ids += receive(40)
        time.sleep(random.uniform(0.5, 2.5))
        crew.kill(worker)
    crew.worker()
    until(_routed(database))
    assert_all_routed_once(database, ids)


def test_the_relay_is_killed_and_comes_back(database: Database, crew: Crew, receive: Receive) -> None:
    crew.worker()
    until(lambda: len(crew.relays()) == 1)
    ids: list[UUID] = []
    for _ in range(4):
        ids += receive(25)
        for relay in crew.relays():
            os.kill(relay, signal.SIGKILL)
        ids += receive(5)
        until(lambda: len(crew.relays()) == 1)
    until(_routed(database))
    assert_all_routed_once(database, ids)


def test_the_broker_is_killed_while_signals_come_in(
    database: Database, crew: Crew, receive: Receive, broker: Redis
) -> None:
    crew.worker()
    ids = receive(20)
    assert broker.process is not None
    broker.process.kill()
    broker.process.wait()
    ids += receive(20)
    assert count(database, "SELECT count(*) FROM outbox") >= 20, "without a broker the rows wait"
    broker.start()
    until(_routed(database))
    assert_all_routed_once(database, ids)


def test_what_the_broker_lost_is_found_by_the_rounds(
    database: Database, crew: Crew, receive: Receive, broker: Redis
) -> None:
    ids = receive(10)
    with database.transaction() as session:
        session.execute(text("DELETE FROM outbox"))  # As if it had been handed over and then lost.
    crew.worker()
    time.sleep(2.5)
    crew.call("find-lost-signals")
    until(_routed(database))
    assert_all_routed_once(database, ids)


def test_a_signal_that_cannot_be_routed_stands_alone_and_is_kept(
    database: Database, crew: Crew, receive: Receive
) -> None:
    ids = receive(8)
    with database.transaction() as session:
        session.execute(text("UPDATE signal SET subject = '\\x00' WHERE id = :id"), {"id": ids[3]})
    crew.worker()
    until(lambda: count(database, WAITING) == 1)
    until(lambda: count(database, "SELECT count(*) FROM failed_task") == 1)
    with database.transaction() as session:
        task, arguments, error = session.execute(text("SELECT task, arguments, error_class FROM failed_task")).one()
    assert (task, arguments, error) == ("route-signals", {"ids": [str(ids[3])]}, "Unreadable")
    time.sleep(2.5)
    crew.call("find-lost-signals")
    time.sleep(1.5)
    assert count(database, "SELECT count(*) FROM failed_task") == 1, "it waits for a person, not for the next round"


def test_two_workers_have_one_leading_relay(database: Database, crew: Crew, receive: Receive) -> None:
    crew.worker()
    crew.worker()
    until(lambda: len(crew.relays()) == 2)
    ids = receive(50)
    until(_routed(database))
    assert_all_routed_once(database, ids)
    leaders = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = 7301203"
    assert count(database, leaders) == 1


def test_a_worker_that_is_asked_to_stop_finishes_and_leaves_nothing(
    database: Database, crew: Crew, receive: Receive
) -> None:
    worker = crew.worker()
    ids = receive(30)
    until(_routed(database))
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(30) == 0
    until(lambda: crew.relays() == [])
    assert_all_routed_once(database, ids)


def test_what_failed_is_replayed_once_its_cause_is_gone(database: Database, crew: Crew, receive: Receive) -> None:
    ids = receive(3)
    with database.transaction() as session:
        whole = session.execute(text("SELECT subject FROM signal WHERE id = :id"), {"id": ids[1]}).scalar_one()
        session.execute(text("UPDATE signal SET subject = '\\x00' WHERE id = :id"), {"id": ids[1]})
    crew.worker()
    until(lambda: count(database, "SELECT count(*) FROM failed_task") == 1)
    number = crew.voordeur("mislukt").splitlines()[1].split()[0]
    with database.transaction() as session:
        session.execute(text("UPDATE signal SET subject = :whole WHERE id = :id"), {"whole": whole, "id": ids[1]})
    assert "opnieuw aangekondigd" in crew.voordeur("mislukt", "opnieuw", number)
    until(_routed(database))
    assert_all_routed_once(database, ids)
    assert "geen mislukt werk" in crew.voordeur("mislukt")
    assert count(database, "SELECT count(*) FROM failed_task WHERE replayed_at IS NOT NULL") == 1


def test_the_round_of_the_terms_forgets_in_sets_and_leaves_its_age(
    database: Database, crew: Crew, receive: Receive
) -> None:
    crew.worker()
    ids = receive(3)
    until(_routed(database))
    with database.transaction() as session:
        session.execute(text("UPDATE referral SET status = 'afgesloten', closed_at = now() - interval '10 years', "
                             "end_result = 'Vervolghulp en/of verwijzing'"))
        session.execute(text(
            "INSERT INTO tenant_objection VALUES ('old', now() - interval '10 years'), ('new', now())"
        ))
    crew.call("forget-expired")
    until(lambda: count(database, "SELECT count(*) FROM job_run WHERE name = 'forget-expired'") == 1)
    assert count(database, "SELECT count(*) FROM signal WHERE subject IS NOT NULL") == 0
    assert count(database, "SELECT count(*) FROM journal WHERE action = 'persoonsgegevens-gewist'") == 2 * len(ids)
    assert count(database, "SELECT count(*) FROM tenant_objection") == 1
    assert count(database, "SELECT count(*) FROM journal WHERE action = 'bezwaren-gewist'") == 1


def test_the_round_tells_corporations_once_and_leaves_its_age(
    database: Database, crew: Crew, receive: Receive
) -> None:
    """What is due goes in the worker's own process; two rounds at once tell it once."""
    crew.worker()
    ids = receive(3)
    until(_routed(database))
    with database.transaction() as session:
        session.execute(text("""
            INSERT INTO debt_help_notice
                   (id, referral_id, signal_id, kind, state, on_day, goes_at, recorded_by, recorded_at)
            SELECT gen_random_uuid(), referral_id, signal_id, 'ontvangt', 'wacht', current_date,
                   now() - interval '1 minute', gen_random_uuid(), now()
              FROM referral_signal
        """))
        session.execute(text("UPDATE signal SET status = 'ingetrokken' WHERE id = :id"), {"id": ids[0]})
    for _ in range(2):
        crew.call("tell-corporations")
    until(lambda: count(database, "SELECT count(*) FROM job_run WHERE name = 'tell-corporations'") == 1)
    until(lambda: count(database, "SELECT count(*) FROM debt_help_notice WHERE state = 'wacht'") == 0)
    assert count(database, "SELECT count(*) FROM feedback WHERE debt_help") == 2
    assert count(database, "SELECT count(*) FROM debt_help_notice WHERE stop_reason = 'signaalIngetrokken'") == 1
