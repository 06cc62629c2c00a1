"""Keep the figures of the monitor: count again what was marked. What it has not come to yet, readers count."""

import structlog
from celery import shared_task

from service import clock, jobs
from service.monitor.summary.fold import fold
from workers.parts import parts
from workers.task import HopefulTask

KEEP_FIGURES = "keep-figures"
# Some ten seconds on a small machine, so that no process is long away from routing.
SETS = 5


@shared_task(base=HopefulTask, name=KEEP_FIGURES)  # type: ignore[untyped-decorator]
def keep_figures() -> None:
    """Some marks at a time, each set a transaction of its own."""
    now, done = clock.now(), 0
    for _ in range(SETS):
        with parts().database.one_moment() as session:
            count = fold(session)
        done += count
        if count == 0:
            break
    structlog.get_logger().info("figures_kept", count=done)
    with parts().database.transaction() as session:
        jobs.succeeded(session, KEEP_FIGURES, now)
