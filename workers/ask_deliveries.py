"""Ask the sending service what became of messages, beside what it tells by itself: a receipt can get lost."""

from uuid import UUID

import structlog
from celery import shared_task

from service import clock, jobs
from service.messages.channels.choose import notify_account
from service.messages.channels.notify import Account, key_of, status_of
from service.messages.hear import asked, delivery_of, heard, to_ask, went_after_all
from workers.parts import MESSENGER, parts
from workers.task import HopefulTask

ASK = "ask-deliveries"
MOST = 100


@shared_task(base=HopefulTask, name=ASK)  # type: ignore[untyped-decorator]
def ask_deliveries() -> None:
    account, now, database = notify_account(parts().settings), clock.now(), parts().database
    if account is not None:
        with database.transaction() as session:
            waiting = to_ask(session, now, MOST)
        told = sum(_ask(account, message_id, key) for message_id, key in waiting)
        structlog.get_logger().info("deliveries_asked", count=len(waiting), told=told)
    with database.transaction() as session:
        jobs.succeeded(session, ASK, now)


def _ask(account: Account, message_id: UUID, key: UUID | None) -> bool:
    """Each message in a transaction of its own, and none while the other side thinks."""
    now = clock.now()
    known = key or key_of(account, message_id, now)
    delivery = delivery_of(status_of(account, known, now)) if known else None
    with parts().database.transaction() as session:
        if known and key is None:
            went_after_all(session, message_id, known, MESSENGER, now)
        if delivery is not None:
            return heard(session, message_id, (known, delivery), MESSENGER, now)
        asked(session, message_id, now)
    return False
