"""The background of the textbook service: one task per signal, which looks for an open referral or makes one."""

import time
from functools import cache
from uuid import UUID, uuid4

from celery import Celery
from redis import Redis
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.textbook.tables import TextbookReferral, TextbookSignal
from service import config

QUEUE, STARTED = "textbook", "bench:started"
app = Celery("textbook", broker=config.load().redis_url)
app.conf.update(task_default_queue=QUEUE, task_ignore_result=True, worker_hijack_root_logger=False)


@app.task  # type: ignore[untyped-decorator]
def route_signal(signal_id: str) -> None:
    """Put one signal into the open referral of its household."""
    with _sessions().begin() as session:
        signal = session.get_one(TextbookSignal, UUID(signal_id))
        signal.referral_id = _referral(session, signal).id
        signal.status = "doorgezet"


@app.task  # type: ignore[untyped-decorator]
def started() -> None:
    """Say when it started, on the clock that all processes of a machine share."""
    now = time.monotonic()
    _redis().rpush(STARTED, str(now))


def _referral(session: Session, signal: TextbookSignal) -> TextbookReferral:
    wanted = select(TextbookReferral).where(
        TextbookReferral.household == signal.household, TextbookReferral.status == "open",
    )
    found = session.scalars(wanted.limit(1)).first()
    if found is None:
        found = TextbookReferral(id=uuid4(), municipality_code=signal.municipality_code, household=signal.household)
        session.add(found)
    return found


@cache
def _sessions() -> sessionmaker[Session]:
    return sessionmaker(create_engine(config.load().database_url, pool_size=2))


@cache
def _redis() -> Redis:
    return Redis.from_url(config.load().redis_url)
