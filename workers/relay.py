"""The relay: takes rows from the outbox, hands them to the broker in sets, and only then lets them go.

One leader at a time (an advisory lock that PostgreSQL releases when the leader dies). If the broker refuses, the
transaction rolls back and the rows wait; if the relay dies between handing over and committing, the rows go out once
more, which the receiver does not mind. It polls: NOTIFY would make every commit in the database queue behind one lock.
"""

import signal
import time
from collections import defaultdict
from collections.abc import Callable
from types import FrameType

import structlog
from celery import Celery
from kombu.exceptions import OperationalError as BrokerError
from redis.exceptions import RedisError
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from service import log, outbox
from service.db import Database
from workers.app import app
from workers.parts import parts
from workers.topics import TASKS, queue_of

ROWS = 200
"""Rows of the outbox in one go, of up to `outbox.SET` subjects each."""
IDLE_SECONDS = 0.025
PATIENCE_SECONDS = 1.0
_LEADER = 7_301_203
HOPEFUL = (BrokerError, RedisError, DBAPIError, OSError)


def pass_on(database: Database, celery: Celery, rows: int = ROWS) -> int:
    """Move so many rows from the outbox to the broker, in messages of a set at most; how many rows moved."""
    with database.transaction() as session:
        claimed = outbox.claim(session, rows)
        by_topic: dict[str, list[str]] = defaultdict(list)
        for row in claimed:
            by_topic[row.topic] += map(str, row.subject_ids)
        for topic, ids in by_topic.items():
            unique = list(dict.fromkeys(ids))
            for start in range(0, len(unique), outbox.SET):
                some = unique[start:start + outbox.SET]
                celery.send_task(TASKS[topic], kwargs={"ids": some}, queue=queue_of(topic), retry=False)
    return len(claimed)


def lead(database: Database, celery: Celery, going_on: Callable[[], bool]) -> None:
    """Pass on as long as this process is the leader and may go on."""
    with database.engine.connect() as held:
        connection = held.execution_options(isolation_level="AUTOCOMMIT")
        if not _wait_to_lead(connection, going_on):
            return
        structlog.get_logger().info("relay_leads")
        while going_on():
            if not outbox.waits(database) or pass_on(database, celery) == 0:
                time.sleep(IDLE_SECONDS)


def _wait_to_lead(connection: Connection, going_on: Callable[[], bool]) -> bool:
    while going_on():
        if connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LEADER}).scalar():
            return True
        time.sleep(PATIENCE_SECONDS)
    return False


def run(database: Database, celery: Celery, going_on: Callable[[], bool]) -> None:
    """Lead again and again: after a broken connection the lock is gone, and another may have taken over."""
    while going_on():
        try:
            lead(database, celery, going_on)
        except HOPEFUL as error:
            structlog.get_logger().warning("relay_waits", error_class=type(error).__name__)
            time.sleep(PATIENCE_SECONDS)


def main() -> None:
    stopped = False

    def stop(_number: int, _frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    log.set_up(parts().settings.log_level, parts().settings.log_format)
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    run(parts().database, app, lambda: not stopped)


if __name__ == "__main__":
    main()
