"""Once a working day: the letters that are due become one pile for the print house."""

import structlog
from celery import shared_task

from service import clock, jobs
from service.messages.channels.choose import printed_together
from service.messages.prepare import Office
from service.messages.print_run import print_due
from workers.parts import MESSENGER, parts
from workers.task import HopefulTask

PRINT = "print-letters"


@shared_task(base=HopefulTask, name=PRINT)  # type: ignore[untyped-decorator]
def print_letters() -> None:
    """Make the pile. Where there is more than one pile holds, the job is still due, and comes again."""
    settings, now = parts().settings, clock.now()
    if printed_together(settings):
        count = print_due(parts().database, Office(parts().vault, settings), MESSENGER, now)
        structlog.get_logger().info("letters_piled", count=count)
        if count is None:
            return
    with parts().database.transaction() as session:
        jobs.succeeded(session, PRINT, now)
