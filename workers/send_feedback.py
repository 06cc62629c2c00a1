"""Sends the feed to who subscribed: a process of its own beside each worker, with some threads that wait for receivers.

Waiting for others is all it does, so it takes no place of the tasks that route signals, and it needs no broker: who is
due stands in the database. Any number of these may run; a subscription is served by one at a time.
"""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from uuid import UUID

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service import clock, config, jobs, log
from service.config import Settings
from service.db import Database
from service.signals.subscriptions.deliver import Dispatch, due, take_turn
from service.signals.subscriptions.event import Publisher
from service.signals.subscriptions.send import Outward
from service.vault import Vault

JOB = "send-feedback"
SENDERS = 4
IDLE_SECONDS = 1.0
PATIENCE_SECONDS = 5.0
NOTED_SECONDS = 10.0
HOPEFUL = (DBAPIError, PoolTimeout, OSError)
Turns = dict[UUID, Future[int]]


def dispatch_of(settings: Settings) -> Dispatch:
    # One connection for each sender, which holds its lock, and one to look who is due.
    database = Database(settings.database_url, pool_size=SENDERS + 1, name="voordeur-terugkoppeling")
    outward = Outward(settings.webhook_ca_file, settings.allow_loopback_webhooks)
    vault = Vault(settings.encryption_keys, settings.index_key)
    return Dispatch(database, vault, Publisher(settings.event_source, settings.service_url), outward)


def run(dispatch: Dispatch, going_on: Callable[[], bool]) -> None:
    """Serve subscriptions until told to stop; turns that began are ended after the event in hand."""
    turns: Turns = {}
    noted = -NOTED_SECONDS
    with ThreadPoolExecutor(SENDERS) as senders:
        while going_on():
            try:
                _start_turns(dispatch, turns, senders, going_on)
                if time.monotonic() - noted >= NOTED_SECONDS:
                    noted = time.monotonic()
                    _note(dispatch.database)
            except HOPEFUL as error:
                structlog.get_logger().warning("feedback_waits", error_class=type(error).__name__)
                time.sleep(PATIENCE_SECONDS)
            time.sleep(IDLE_SECONDS)


def _start_turns(
    dispatch: Dispatch, turns: Turns, senders: ThreadPoolExecutor, going_on: Callable[[], bool],
) -> None:
    """Give each subscription that is due a turn, as far as there are hands free."""
    for ended in [one for one, turn in turns.items() if turn.done()]:
        _look_at(ended, turns.pop(ended))
    with dispatch.database.transaction() as session:
        waiting = due(session, clock.now())
    for one in waiting:
        if one not in turns and len(turns) < SENDERS:
            turns[one] = senders.submit(take_turn, dispatch, one, going_on)


def _look_at(subscription_id: UUID, turn: Future[int]) -> None:
    error = turn.exception()
    if error is not None:
        structlog.get_logger().error("turn_failed", subscription_id=str(subscription_id), exc_info=error)
    elif turn.result():
        structlog.get_logger().info("events_taken", subscription_id=str(subscription_id), count=turn.result())


def _note(database: Database) -> None:
    with database.transaction() as session:
        jobs.succeeded(session, JOB, clock.now())


def main() -> None:
    settings = config.load()
    log.set_up(settings.log_level, settings.log_format)
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    run(dispatch_of(settings), lambda: not stopped.is_set())


if __name__ == "__main__":
    main()
