"""When a job is sent: by its last success in the database, not by how long beat has been running.

Celery's own schedules count from the start of beat. A beat that is restarted every fifty minutes would never send an
hourly job, and an hour on the wall that passes while beat or a worker is down would be skipped.
"""

from datetime import datetime, timedelta

import structlog
from celery.schedules import BaseSchedule, schedstate
from sqlalchemy.exc import SQLAlchemyError

from service import clock, jobs
from workers.parts import parts

ASKED_EVERY = 60.0
"""Seconds between two looks, and at least between two times that one job is sent."""


class LastSuccess(BaseSchedule):  # type: ignore[misc]
    """The schedule of one job. Sent twice is done once: every job can run again at any time."""

    def __init__(self, job: jobs.Round) -> None:
        super().__init__()
        self.job = job

    def is_due(self, last_run_at: datetime) -> schedstate:
        """Whether to send the job now, and in how many seconds to ask again. `last_run_at`: when beat last sent it."""
        now = clock.now()
        wait = last_run_at + timedelta(seconds=ASKED_EVERY) - now
        if timedelta() < wait <= timedelta(seconds=ASKED_EVERY):
            return schedstate(is_due=False, next=wait.total_seconds())
        return schedstate(is_due=self._is_due(now), next=ASKED_EVERY)

    def __reduce__(self) -> tuple[type["LastSuccess"], tuple[jobs.Round]]:
        return type(self), (self.job,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LastSuccess) and other.job == self.job

    def __hash__(self) -> int:
        return hash(self.job)

    def _is_due(self, now: datetime) -> bool:
        """Without a database nothing is sent: a worker could do nothing with it, and it stays due."""
        try:
            with parts().database.transaction() as session:
                return self.job.is_due(jobs.last_success(session, self.job.name), now)
        except SQLAlchemyError:
            structlog.get_logger().warning("schedule_unread", task=self.job.name)
            return False
