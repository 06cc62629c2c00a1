"""The base of every task: what is hopeful is retried, what is not fails once, loudly, into the view of failed tasks.

The only place with a broad `except`. Retries end within about five minutes; the sweep for lost work looks after
fifteen, so the two do not fight.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import structlog
from celery import Task
from celery.exceptions import SoftTimeLimitExceeded
from redis.exceptions import RedisError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from service import clock, jobs
from workers.parts import parts
from workers.topics import topic_of

HOPEFUL = (OperationalError, InterfaceError, PoolTimeout, RedisError, ConnectionError)
MAX_RETRIES = 8


class HopefulTask(Task):  # type: ignore[misc]
    """Retried with growing pauses (1 s up to 60 s) on errors of connection, and on nothing else."""

    abstract = True
    autoretry_for = HOPEFUL
    max_retries = MAX_RETRIES
    retry_backoff = 1
    retry_backoff_max = 60
    retry_jitter = True

    def on_failure(self, exc: Any, task_id: str, args: Any, kwargs: Any, einfo: Any) -> None:
        """Retries have run out: keep the message, so that a person can replay it."""
        structlog.get_logger().error("task_failed", task=self.name, task_id=task_id, exc_info=exc)
        _keep(self.name, dict(kwargs), exc)


def each_or_all(task: str, ids: list[UUID], work: Callable[[list[UUID]], None]) -> None:
    """Work on a set in one transaction; if one spoils it, halve until that one stands alone and is set apart."""
    try:
        work(ids)
    except (*HOPEFUL, SoftTimeLimitExceeded):
        raise
    except Exception as error:
        if isinstance(error, DBAPIError) and error.connection_invalidated:
            raise
        if len(ids) > 1:
            middle = len(ids) // 2
            each_or_all(task, ids[:middle], work)
            each_or_all(task, ids[middle:], work)
            return
        structlog.get_logger().error("task_failed", task=task, exc_info=error, count=1)
        _keep(task, {"ids": [str(one) for one in ids]}, error)


def _keep(task: str, arguments: dict[str, Any], error: BaseException) -> None:
    with parts().database.transaction() as session:
        jobs.failed(session, jobs.Failure(task, topic_of(task), arguments, error), clock.now())
