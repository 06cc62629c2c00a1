"""The worker's own task, in this process, with a real database and a real mail server."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import text

from service.db import Database
from service.messages.channels.carrier import NotNow
from service.messages.kind import MessageChannel
from service.signals.contact_wish import ContactWay
from service.vault import Vault
from tests.factories import rent_signal
from tests.integration.casework import MONDAY, Casework
from tests.integration.messaging import TUESDAY, Desk, clock_at
from tests.integration.test_message_channels import FROM, Mailbox, mailbox

__all__ = ["mailbox"]
MORNING = clock_at(TUESDAY, 10)


@pytest.fixture
def box(mailbox: Any) -> Mailbox:
    found: Mailbox = mailbox[0]
    return found


@pytest.fixture
def worker(environment: dict[str, str], mailbox: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The module of the task, with settings that lead to the mail server of this test."""
    port = str(mailbox[1]._server.port)
    mail = {"SMTP_HOST": "127.0.0.1", "SMTP_PORT": port, "SMTP_SECURITY": "geen", "MAIL_FROM": FROM}
    for name, value in (environment | mail).items():
        monkeypatch.setenv(name, value)
    from workers import send_messages
    from workers.parts import parts

    parts.cache_clear()
    yield send_messages
    parts().database.close()
    parts.cache_clear()


@pytest.fixture
def mail(database: Database, vault: Vault) -> Callable[[], UUID]:
    """Plan a mail on Tuesday morning to somebody who agreed to it; its id."""

    def plan() -> UUID:
        with database.transaction() as session:
            work = Casework.since(session, vault)
            work.receive(rent_signal(MONDAY))
            desk = Desk(work, now=MORNING)
            desk.meet(date(2026, 9, 21))
            desk.say(ContactWay.EMAIL)
            return desk.send("mail-vervolg", MessageChannel.EMAIL).id

    return plan


def _stand(database: Database) -> tuple[Any, ...]:
    with database.transaction() as session:
        query = text("SELECT status, ended_because, started_at IS NOT NULL FROM message")
        [row] = session.execute(query).all()
        return tuple(row)


def _count(database: Database, table: str) -> int:
    with database.transaction() as session:
        return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)


def test_a_mail_goes_out_once_however_often_the_task_comes(
    worker: ModuleType, box: Mailbox, mail: Callable[[], UUID], database: Database
) -> None:
    ids = [str(mail())]
    with time_machine.travel(MORNING, tick=True):
        worker.send_messages(ids=ids)
        worker.send_messages(ids=ids * 3)
    assert len(box.taken) == 1
    assert _stand(database)[:2] == ("verzonden", None)
    assert _count(database, "contact_attempt WHERE kind = 'Mail' AND on_day = '2026-09-15'") == 1


def test_a_server_that_wants_it_later_gets_it_later(
    worker: ModuleType, box: Mailbox, mail: Callable[[], UUID], database: Database
) -> None:
    ids, box.rcpt = [str(mail())], "451 later"
    with time_machine.travel(MORNING, tick=True):
        with pytest.raises(NotNow):
            worker.send_messages(ids=ids)
        assert _stand(database) == ("gepland", None, False), "so the retry begins it anew"
        box.rcpt = "250 OK"
        worker.send_messages(ids=ids)
    assert (len(box.taken), _stand(database)[0]) == (1, "verzonden")


@pytest.mark.parametrize(
    ("answers", "because"), [({"rcpt": "550 unknown"}, "geweigerd"), ({"breaks": True}, "onzeker")],
)
def test_what_was_refused_or_may_have_gone_is_not_tried_again(
    worker: ModuleType, box: Mailbox, mail: Callable[[], UUID], database: Database, answers: dict[str, Any],
    because: str,
) -> None:
    ids = [str(mail())]
    for name, value in answers.items():
        setattr(box, name, value)
    with time_machine.travel(MORNING, tick=True):
        worker.send_messages(ids=ids)
        box.rcpt, box.breaks = "250 OK", False
        before = len(box.taken)
        worker.send_messages(ids=ids)
    assert len(box.taken) == before
    assert _stand(database)[:2] == ("mislukt", because)
    assert _count(database, "referral WHERE news = 'berichtNietVerstuurd'") == 1
    assert _count(database, "contact_attempt") == 0


def test_an_answer_that_changed_after_planning_keeps_the_mail_here(
    worker: ModuleType, box: Mailbox, mail: Callable[[], UUID], database: Database
) -> None:
    ids = [str(mail())]
    with database.transaction() as session:
        session.execute(text("""
            INSERT INTO contact_safety (referral_id, channel, safety, asked_on, asked_by, asked_name, recorded_at)
            SELECT referral_id, channel, 'onveilig', asked_on, asked_by, asked_name, recorded_at FROM contact_safety
        """))
    with time_machine.travel(MORNING, tick=True):
        worker.send_messages(ids=ids)
    assert (box.taken, _stand(database)[:2]) == ([], ("ingetrokken", "nietVeilig"))


def test_the_round_announces_what_has_become_due(
    worker: ModuleType, mail: Callable[[], UUID], database: Database
) -> None:
    message_id = mail()
    with database.transaction() as session:
        session.execute(text("DELETE FROM outbox"))  # As if it had been handed over and then lost.
    with time_machine.travel(MORNING + timedelta(hours=1), tick=True):
        worker.send_due_messages()
        worker.send_due_messages()
    assert _count(database, f"outbox WHERE topic = 'bericht-aan-de-beurt' AND subject_id = '{message_id}'") == 1
    assert _count(database, "job_run WHERE name = 'send-due-messages'") == 1


def test_the_round_sees_to_what_did_not_arrive(
    worker: ModuleType, box: Mailbox, mail: Callable[[], UUID], database: Database
) -> None:
    ids, box.rcpt = [str(mail())], "550 unknown"
    with time_machine.travel(MORNING, tick=True):
        worker.send_messages(ids=ids)
        worker.send_due_messages()
        worker.send_due_messages()
    assert _stand(database)[:2] == ("mislukt", "geweigerd")
    assert _count(database, "message_follow_up WHERE done_at IS NULL AND reason = 'onbestelbaar'") == 1
    assert _count(database, "failed_task") == 0
