"""Is everything at work: database, broker, outbox, scheduled jobs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from service import jobs, outbox
from service.db import Database

OUTBOX_ALARM_SECONDS = 300.0


@dataclass(frozen=True, slots=True)
class Health:
    """The state of each part; `well` is what decides between 200 and 503."""

    database: bool
    broker: bool
    outbox_age_seconds: float
    job_ages_seconds: dict[str, float | None]

    @property
    def well(self) -> bool:
        return self.database and self.broker and self.outbox_age_seconds < OUTBOX_ALARM_SECONDS

    def document(self) -> dict[str, Any]:
        return {
            "status": "gezond" if self.well else "ziek",
            "database": "bereikbaar" if self.database else "onbereikbaar",
            "broker": "bereikbaar" if self.broker else "onbereikbaar",
            "oudsteOutboxSeconden": round(self.outbox_age_seconds, 1),
            "takenSecondenGeleden": {
                name: age if age is None else round(age, 1) for name, age in sorted(self.job_ages_seconds.items())
            },
        }


def examine(database: Database, redis_url: str, now: datetime) -> Health:
    broker = _broker_answers(redis_url)
    try:
        with database.transaction() as session:
            return Health(True, broker, outbox.oldest_age_seconds(session), jobs.ages_seconds(session, now))
    except SQLAlchemyError:
        return Health(False, broker, 0.0, {})


def _broker_answers(url: str) -> bool:
    try:
        with Redis.from_url(url, socket_timeout=2, socket_connect_timeout=2) as redis:
            return bool(redis.ping())
    except RedisError:
        return False
