"""Doing failed work again: its topic is announced once more, so it goes the way it went the first time.

An administrator's screen can use this as the command line does; nothing here knows who asks.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.orm import Session

from service import jobs
from service.actors import Actor
from service.errors import NotFound
from service.jobs import FailedTask
from service.journal import Entry, record
from service.outbox import MESSAGE_DUE, announce

REPLAYED = "taak-opnieuw"
# What is done again only while it waits: a message that ended meanwhile is not sent a second time.
_WAITING = {MESSAGE_DUE: text("SELECT id FROM message WHERE id = ANY(:ids) AND status = 'gepland'")}


@dataclass(frozen=True, slots=True)
class ReplayResult:
    """A failed task that was done again; of `ended` of its subjects the work was over, so nothing was announced."""

    task: FailedTask
    ended: int


def replay(session: Session, ids: Collection[int] | None, actor: Actor, now: datetime) -> list[ReplayResult]:
    """Announce failed work again and mark it as replayed; `ids` None: all that waits. A round is only marked.

    Raises `NotFound` when one of the ids does not wait: it is not there, or it was replayed before. Then nothing is.
    """
    found = jobs.waiting(session, ids, lock=True)
    missing = sorted(set(ids or ()) - {row.id for row in found})
    if missing:
        told = ", ".join(str(one) for one in missing)
        raise NotFound(f"Dit wacht niet (meer): {told}. Bekijk de lijst met voordeur mislukt.")
    by_topic: dict[str, dict[UUID, None]] = {}
    results = []
    for row in found:
        row.replayed_at = now
        subjects = _open(session, row)
        results.append(ReplayResult(row, len(row.ids) - len(subjects)))
        if row.topic:
            by_topic.setdefault(row.topic, {}).update(dict.fromkeys(subjects))
    for topic, ids_of_topic in by_topic.items():
        if ids_of_topic:
            announce(session, topic, list(ids_of_topic))
    entries = [Entry(REPLAYED, None, "beheer", {"mislukt": row.id, "taak": row.task}) for row in found]
    record(session, entries, actor, now)
    return results


def _open(session: Session, row: FailedTask) -> list[UUID]:
    """The subjects of a failed task of which the work is not over."""
    query = _WAITING.get(row.topic or "")
    return row.ids if query is None else list(session.scalars(query, {"ids": row.ids}))

