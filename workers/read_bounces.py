"""Read the mail that came back, so that a caseworker hears that a message never arrived."""

import structlog
from celery import shared_task

from service import clock, jobs
from service.messages.channels.bounces import MailBox, bounces_in, delete, opened
from service.messages.channels.choose import bounce_box
from service.messages.hear import heard
from workers.parts import MESSENGER, parts
from workers.task import HopefulTask

READ = "read-bounces"


@shared_task(base=HopefulTask, name=READ)  # type: ignore[untyped-decorator]
def read_bounces() -> None:
    box, now = bounce_box(parts().settings), clock.now()
    if box is not None:
        structlog.get_logger().info("bounces_read", count=_read(box))
    with parts().database.transaction() as session:
        jobs.succeeded(session, READ, now)


def _read(box: MailBox) -> int:
    """Each in a transaction of its own, and deleted only after that: read twice is written down once."""
    count = 0
    with opened(box) as line:
        for number, bounce in list(bounces_in(line)):
            with parts().database.transaction() as session:
                heard(session, bounce.message_id, (None, bounce.delivery), MESSENGER, clock.now())
            delete(line, number)
            count += 1
    return count
