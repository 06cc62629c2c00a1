"""The process that sends feedback is killed while a receiver thinks; what it held is sent again, in order."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, text

from service import clock
from service.actors import Robot
from service.config import ROOT
from service.db import Database
from service.partners.tables import Client
from service.referrals.refer import refer_signals
from service.signals.status import SignalStatus
from service.signals.subscriptions.tables import Subscription
from service.vault import Vault
from tests.doors.receiver import Receiver, Reply, receiver
from tests.factories import World
from tests.faults.conftest import until

pytestmark = pytest.mark.fault


@pytest.fixture
def there(database: Database, world: World) -> Iterator[Receiver]:
    """A receiver with a subscription to all news of the world's corporation."""
    with receiver() as found:
        with database.transaction() as session:
            client = session.scalars(select(Client).where(Client.organisation_id == world.corporation_id)).one()
            session.add(Subscription(
                id=uuid4(), corporation_id=world.corporation_id, client_id=client.id, url=found.url,
                statuses=list(SignalStatus), created_at=clock.now(), next_attempt_at=clock.now(),
                transaction=0, entry=0,
            ))
        yield found


@pytest.fixture
def sender(environment: dict[str, str]) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "workers.send_feedback"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=dict(os.environ) | environment))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_a_killed_sender_loses_nothing_and_repeats_at_most_one(
    there: Receiver, sender: Any, receive: Callable[[int], list[UUID]], database: Database, vault: Vault,
) -> None:
    there.replies = [Reply(), Reply(delay=3.0)]
    ids = receive(3)
    for one in ids:
        with database.transaction() as session:
            refer_signals(session, vault, [one], Robot("toets"), clock.now())
    first = sender()
    until(lambda: len(there.events) == 1 and not there.replies)
    first.kill()
    first.wait()
    second, third = sender(), sender()
    until(lambda: len(there.events) == 4)
    for process in (second, third):
        process.terminate()
        assert process.wait(20) == 0
    events = [json.loads(one.body) for one in sorted(there.events, key=lambda one: one.began)]
    assert [event["subject"] for event in events] == [str(one) for one in (ids[0], ids[1], ids[1], ids[2])]
    assert events[1] == events[2], "the same event, with the same id"
    with database.transaction() as session:
        assert session.execute(text("SELECT count(*) FROM job_run WHERE name = 'send-feedback'")).scalar() == 1


def test_a_worker_keeps_the_sender_alive(
    crew: Any, there: Receiver, receive: Callable[[int], list[UUID]],
) -> None:
    crew.worker()
    receive(1)
    until(lambda: len(there.events) == 1)
    assert json.loads(there.events[0].body)["data"]["status"] == "doorgezet"
