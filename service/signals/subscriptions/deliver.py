"""Bring the next entries of the feed to a receiver: in order, one at a time, and onwards only after it said yes.

No transaction is open while a receiver thinks: an open one that wrote or locked a row would hold back the feed of
everybody (it ends at the oldest running transaction). One sender at a time is kept by an advisory lock instead, which
PostgreSQL lets go when the sender dies.
"""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

import structlog
from joserfc.jwk import ECKey, RSAKey
from sqlalchemy import text, update
from sqlalchemy.orm import Session

from service import clock
from service.db import Database, alone
from service.identity.keys import EVENT, signing_key
from service.signals.feed import FINAL_AFTER, Told, cursor_of, read_feed
from service.signals.subscriptions.event import CONTENT_TYPE, Publisher, cloud_event
from service.signals.subscriptions.pace import PATIENCE, asked_pause, pause_after, pause_between
from service.signals.subscriptions.send import Answer, Outward, Sender
from service.signals.subscriptions.sign import HEADER, detached
from service.signals.subscriptions.status import Suspension
from service.signals.subscriptions.subscribe import bearer, origin_of
from service.signals.subscriptions.tables import Subscription
from service.vault import Vault

TURN_SECONDS = 20.0
# What a turn waits for by itself; for more there is a next turn.
SHORT_PAUSE = timedelta(seconds=1)
_LOCKS = 7_301_204
_FRESH = FINAL_AFTER.format(transaction="s.transaction", entry="s.entry")
_DUE = text(f"""
    SELECT s.id FROM subscription s
     WHERE s.suspended_at IS NULL AND s.next_attempt_at <= :now
       AND EXISTS (SELECT FROM feedback f WHERE f.corporation_id = s.corporation_id AND {_FRESH})
     ORDER BY s.next_attempt_at
""")  # noqa: S608 (words of ours)
# Who closes a client closes what it asked for: a lost secret must not go on listening.
_CLOSE = text("""
    UPDATE subscription s SET suspended_at = :now, suspension = :why
      FROM client c WHERE c.id = s.client_id AND NOT c.active AND s.suspended_at IS NULL
""")


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What sending needs, made once in a process."""

    database: Database
    vault: Vault
    publisher: Publisher
    outward: Outward


@dataclass(frozen=True, slots=True)
class _Turn:
    """One receiver's turn: its row as it was, the key to sign with, and the connection."""

    dispatch: Dispatch
    row: Subscription
    key: ECKey | RSAKey
    sender: Sender


def due(session: Session, now: datetime) -> list[UUID]:
    """The subscriptions for which there is news and that may be tried now, longest waiting first."""
    session.execute(_CLOSE, {"now": now, "why": Suspension.CLIENT_CLOSED})
    return list(session.scalars(_DUE, {"now": now}))


def take_turn(dispatch: Dispatch, subscription_id: UUID, going_on: Callable[[], bool]) -> int:
    """Send what is waiting for one subscription, for some seconds at most. How many events the receiver took."""
    with dispatch.database.transaction() as session:
        key = signing_key(session, dispatch.vault, EVENT)
    # Each statement is a transaction by itself, on one connection that holds the lock.
    with dispatch.database.each_statement() as session, alone(session, _LOCKS, str(subscription_id)) as first:
        row = session.get(Subscription, subscription_id) if first else None
        if row is None or row.suspended_at or row.next_attempt_at > clock.now():
            return 0
        # From here it is our copy, changed by statements that ask whether it still stands where it stood.
        session.expunge(row)
        news = read_feed(session, row.corporation_id, cursor_of(row.transaction, row.entry))
        with Sender(row.url, dispatch.outward) as sender:
            return _send_all(session, _Turn(dispatch, row, key, sender), news, going_on)


def _send_all(session: Session, turn: _Turn, news: list[Told], going_on: Callable[[], bool]) -> int:
    sent, end, pause = 0, time.monotonic() + TURN_SECONDS, pause_between(turn.row.rate)
    passed: Told | None = None
    for entry in news:
        if not going_on() or time.monotonic() > end:
            break
        if not _is_wanted(turn.row, entry):
            passed = entry
            continue
        answer, passed = _send(turn, entry), None
        if answer.failure:
            _failed(session, turn.row, answer, clock.now())
            break
        sent += 1
        if not _took(session, turn.row, entry, clock.now() + pause) or pause > SHORT_PAUSE:
            break
        time.sleep(pause.total_seconds())
    if passed:
        _change(session, turn.row, {"transaction": passed.transaction, "entry": passed.id})
    return sent


def _is_wanted(row: Subscription, entry: Told) -> bool:
    """A fact is chosen by itself: the status that it repeats was sent before, or was not wanted."""
    return entry.fact in row.facts if entry.fact else entry.status in row.statuses


def _send(turn: _Turn, entry: Told) -> Answer:
    here, row = turn.dispatch, turn.row
    body = json.dumps(cloud_event(entry.id, entry.document(), here.publisher), ensure_ascii=False).encode()
    headers = {
        "Content-Type": CONTENT_TYPE, "WebHook-Request-Origin": origin_of(here.publisher.service_url),
        HEADER: detached(body, turn.key, clock.now(), row.url),
    }
    token = here.vault.open(row.access_token, row.token_context)["token"] if row.access_token else None
    return turn.sender.send("POST", headers | bearer(token), body)


def _took(session: Session, row: Subscription, entry: Told, next_at: datetime) -> bool:
    """Go on to after this entry; False when the subscription was ended meanwhile."""
    return _change(session, row, {
        "transaction": entry.transaction, "entry": entry.id, "last_success_at": clock.now(), "failures": 0,
        "failing_since": None, "last_failure": None, "last_status": None, "next_attempt_at": next_at,
    })


def _failed(session: Session, row: Subscription, answer: Answer, now: datetime) -> None:
    """Wait, longer each time; give up for good when the receiver says so, or after days. The place stays."""
    since, failures = row.failing_since or now, row.failures + 1
    pause = max(pause_after(failures, random.random()), asked_pause(answer.retry_after, now))  # noqa: S311 (no secret)
    changes: dict[str, Any] = {
        "failures": failures, "failing_since": since, "next_attempt_at": now + pause,
        "last_failure": answer.failure, "last_status": answer.status,
    }
    if answer.status == HTTPStatus.GONE:
        changes |= {"suspended_at": now, "suspension": Suspension.GONE}
    elif now - since >= PATIENCE:
        changes |= {"suspended_at": now, "suspension": Suspension.FAILING}
    _change(session, row, changes)
    structlog.get_logger().warning(
        "event_not_taken", subscription_id=str(row.id), organisation_id=str(row.corporation_id),
        reason=changes.get("suspension", answer.failure), status=answer.status, count=failures,
    )


def _change(session: Session, row: Subscription, changes: dict[str, Any]) -> bool:
    """Write changes if the row still stands where it stood; `row` is our copy of it and keeps up."""
    stands = (
        Subscription.id == row.id, Subscription.transaction == row.transaction, Subscription.entry == row.entry,
    )
    statement = update(Subscription).where(*stands).values(**changes).returning(Subscription.id)
    found = session.scalar(statement, execution_options={"synchronize_session": False})
    for name, value in changes.items():
        setattr(row, name, value)
    return found is not None
