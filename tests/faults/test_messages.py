"""A real worker prints letters: each once, also when it is killed in the middle of them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select, text

from service import clock
from service.actors import Robot
from service.db import Database
from service.messages.kind import MessageChannel
from service.outbox import MESSAGE_DUE, announce
from service.referrals.pick_up import pick_up
from service.referrals.refer import refer_signals
from service.referrals.status import ReferralStatus
from service.referrals.tables import Referral
from service.vault import Vault
from tests.factories import World
from tests.faults.conftest import Crew, count, until
from tests.integration.casework import Casework
from tests.integration.messaging import Desk

pytestmark = [pytest.mark.fault, pytest.mark.timeout(240)]
LETTERS = 12
DONE = "SELECT count(*) FROM message WHERE status <> 'gepland'"


@pytest.fixture
def letters(database: Database, vault: Vault, receive: Callable[[int], list[UUID]], world: World) -> list[UUID]:
    """Letters that are due now, whatever the day: a letter's hour of leaving disturbs nobody."""
    ids = receive(LETTERS)
    with database.transaction() as session:
        refer_signals(session, vault, ids, Robot("toets"), clock.now())
        planned = [_letter(Casework(session, vault, world)) for _ in ids]
        due = {"now": clock.now() - timedelta(minutes=1)}
        session.execute(text("UPDATE message SET planned_at = :now, announced_at = NULL"), due)
        session.execute(text("DELETE FROM outbox"))
        announce(session, MESSAGE_DUE, planned)
    return planned


def _letter(work: Casework) -> UUID:
    actor, now = work.world.caseworker("schuldhulp"), clock.now()
    waiting = select(Referral.id).where(Referral.status == ReferralStatus.OPEN, Referral.destination == "schuldhulp")
    taken = pick_up(work.session, work.session.scalars(waiting.limit(1)).one(), actor, now)
    desk = Desk(work, now=now, held=(taken, actor))
    desk.meet(clock.today() + timedelta(days=30))
    desk.look_up()
    return desk.send("brief-vervolg", MessageChannel.LETTER).id


def test_each_letter_is_printed_once(database: Database, crew: Crew, letters: list[UUID], tmp_path: Path) -> None:
    folder = tmp_path / "drukker"
    folder.mkdir()
    crew.environment["PRINT_FOLDER"] = str(folder)
    first = crew.worker()
    until(lambda: count(database, DONE) >= 2)
    crew.kill(first)
    crew.worker()
    until(lambda: count(database, "SELECT count(*) FROM message WHERE status = 'gepland' AND started_at IS NULL") == 0)
    begun = "SELECT count(*) FROM message WHERE status = 'gepland'"
    assert count(database, begun) <= 2, "what was on its way when the worker died is not printed a second time"
    printed = {path.stem for path in folder.glob("*.pdf")}
    until(lambda: count(database, DONE) + count(database, begun) == LETTERS)
    assert printed <= {str(one) for one in letters}
    assert count(database, "SELECT count(*) FROM contact_attempt WHERE kind = 'Brief'") == count(
        database, "SELECT count(*) FROM message WHERE status = 'verzonden'",
    )
