"""Once a working day: the letters that wait become one pile for the print house."""

import structlog
from celery import shared_task

from service import clock, jobs
from service.messages.channels.pile import make_piles
from workers.parts import parts
from workers.task import HopefulTask

PRINT = "print-letters"


@shared_task(base=HopefulTask, name=PRINT)  # type: ignore[untyped-decorator]
def print_letters() -> None:
    settings, now = parts().settings, clock.now()
    if settings.print_folder and settings.print_daily:
        structlog.get_logger().info("letters_piled", count=make_piles(settings.print_folder, now))
    with parts().database.transaction() as session:
        jobs.succeeded(session, PRINT, now)
