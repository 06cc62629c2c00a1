"""Failed work: listed without a person, announced again, marked, and never twice."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from service import clock, jobs
from service.errors import NotFound
from service.jobs import Failure
from service.journal import JournalRow
from service.outbox import SIGNAL_CHANGED, SIGNAL_RECEIVED
from service.replay import REPLAYED, replay
from tests.integration.conftest import ROBOT

NOW = clock.now()
ONE, TWO = uuid4(), uuid4()


@pytest.fixture
def failed(session: Session) -> list[int]:
    for task, topic, ids in (
        ("route-signals", SIGNAL_RECEIVED, [ONE]), ("route-signals", SIGNAL_RECEIVED, [ONE, TWO]),
        ("adjust-referrals", SIGNAL_CHANGED, [TWO]), ("tidy", None, []),
    ):
        arguments = {"ids": [str(one) for one in ids]} if topic else {}
        jobs.failed(session, Failure(task, topic, arguments, ValueError("Mevrouw Testema")), NOW)
    session.flush()
    return [row.id for row in jobs.waiting(session)]


def _outbox(session: Session) -> list[tuple[str, object]]:
    return [tuple(row) for row in session.execute(text("SELECT topic, subject_id FROM outbox ORDER BY id"))]


def test_of_an_error_only_its_class_is_kept(session: Session, failed: list[int]) -> None:
    rows = session.execute(text("SELECT row_to_json(failed_task)::text FROM failed_task")).scalars().all()
    assert len(rows) == 4
    assert all("ValueError" in row and "Testema" not in row for row in rows)


def test_one_is_announced_again_and_marked(session: Session, failed: list[int]) -> None:
    [done] = replay(session, [failed[1]], ROBOT, NOW)
    assert _outbox(session) == [(SIGNAL_RECEIVED, ONE), (SIGNAL_RECEIVED, TWO)]
    assert (done.task.replayed_at, done.ended) == (NOW, 0)
    assert [row.id for row in jobs.waiting(session)] == [failed[0], *failed[2:]]
    [entry] = session.query(JournalRow).filter_by(action=REPLAYED).all()
    assert entry.detail == {"mislukt": failed[1], "taak": "route-signals"}


def test_all_go_each_to_its_own_topic_and_an_id_once(session: Session, failed: list[int]) -> None:
    assert len(replay(session, None, ROBOT, NOW)) == 4
    assert _outbox(session) == [(SIGNAL_RECEIVED, ONE), (SIGNAL_RECEIVED, TWO), (SIGNAL_CHANGED, TWO)]
    assert jobs.waiting(session) == []
    assert replay(session, None, ROBOT, NOW) == []


def test_what_does_not_wait_is_told_and_then_nothing_is_replayed(session: Session, failed: list[int]) -> None:
    replay(session, failed[:1], ROBOT, NOW)
    with pytest.raises(NotFound, match=str(failed[0])):
        replay(session, failed[:2], ROBOT, NOW)
    assert len(_outbox(session)) == 1
    assert len(jobs.waiting(session)) == 3
