"""Doing failed work again: its topic is announced once more, so it goes the way it went the first time.

An administrator's screen can use this as the command line does; nothing here knows who asks.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service import jobs
from service.actors import Actor
from service.errors import NotFound
from service.jobs import FailedTask
from service.journal import Entry, record
from service.outbox import announce

REPLAYED = "taak-opnieuw"


def replay(session: Session, ids: Collection[int] | None, actor: Actor, now: datetime) -> list[FailedTask]:
    """Announce failed work again and mark it as replayed; `ids` None: all that waits. A round is only marked.

    Raises `NotFound` when one of the ids does not wait: it is not there, or it was replayed before. Then nothing is.
    """
    found = jobs.waiting(session, ids, lock=True)
    missing = sorted(set(ids or ()) - {row.id for row in found})
    if missing:
        told = ", ".join(str(one) for one in missing)
        raise NotFound(f"Dit wacht niet (meer): {told}. Bekijk de lijst met voordeur mislukt.")
    by_topic: dict[str, dict[UUID, None]] = {}
    for row in found:
        row.replayed_at = now
        if row.topic:
            by_topic.setdefault(row.topic, {}).update(dict.fromkeys(row.ids))
    for topic, subjects in by_topic.items():
        announce(session, topic, list(subjects))
    entries = [Entry(REPLAYED, None, "beheer", {"mislukt": row.id, "taak": row.task}) for row in found]
    record(session, entries, actor, now)
    return found
