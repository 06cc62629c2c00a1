"""An error that nobody foresaw, in the middle of sending: what did not leave is sent again, and nothing twice."""

from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID

import pytest

from service import clock, jobs
from service.actors import Robot
from service.db import Database
from service.messages.channels.carrier import Parcel
from service.messages.kind import MessageChannel
from service.messages.tables import Message
from service.replay import replay
from service.vault import Vault
from tests.factories import person, rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import SETTINGS, Desk, clock_at
from workers import send_messages, task

KEEPER = Robot("proef")


class Breaks:
    """A way out with a fault of its own, before or after the message may have left."""

    def __init__(self, *, departs: bool) -> None:
        self.departs, self.tries = departs, 0

    def carry(self, parcel: Parcel) -> None:
        self.tries += 1
        if self.departs:
            parcel.departure.begin()
        raise LookupError("ü")


@pytest.fixture
def message_id(database: Database, vault: Vault, monkeypatch: pytest.MonkeyPatch) -> UUID:
    parts = SimpleNamespace(database=database, vault=vault, settings=SETTINGS)
    for module in (send_messages, task):
        monkeypatch.setattr(module, "parts", lambda: parts)
    with database.transaction() as session:
        work = Casework.since(session, vault)
        work.receive(rent_signal(MONDAY, betrokkene=person(71)))
        desk = Desk(work)
        desk.look_up()
        desk.meet()
        found = desk.send("brief-bevestiging", MessageChannel.LETTER).id
    monkeypatch.setattr(clock, "now", lambda: clock_at(MONDAY + timedelta(days=2), 12))
    return found


def stand(database: Database, message_id: UUID) -> tuple[str, str | None, bool]:
    with database.transaction() as session:
        row = session.get_one(Message, message_id)
        return row.status, row.ended_because, row.started_at is not None


def fail_once(monkeypatch: pytest.MonkeyPatch, message_id: UUID, carrier: Breaks) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(send_messages, "carrier_for", lambda *_: carrier)
        send_messages.send_messages([str(message_id)])


def do_again(database: Database, message_id: UUID) -> int:
    """Replay the failed task, as an operator does, and let the worker have its turn; how many had ended."""
    with database.transaction() as session:
        [result] = replay(session, None, KEEPER, clock.now())
    send_messages.send_messages([str(message_id)])
    return result.ended


def test_what_had_not_left_waits_and_is_sent_when_it_is_done_again(
    database: Database, message_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_once(monkeypatch, message_id, Breaks(departs=False))
    assert stand(database, message_id) == ("gepland", None, False)
    with database.transaction() as session:
        [failed] = jobs.waiting(session)
        assert (failed.task, failed.error_class, failed.ids) == ("send-messages", "LookupError", [message_id])
    assert do_again(database, message_id) == 0
    assert stand(database, message_id)[:2] == ("verzonden", None)


def test_what_may_have_left_is_unsure_at_once_and_never_sent_again(
    database: Database, message_id: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    carrier = Breaks(departs=True)
    fail_once(monkeypatch, message_id, carrier)
    assert stand(database, message_id)[:2] == ("mislukt", "onzeker")
    assert do_again(database, message_id) == 1
    assert (stand(database, message_id)[:2], carrier.tries) == (("mislukt", "onzeker"), 1)
